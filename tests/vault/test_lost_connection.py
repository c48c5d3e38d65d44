"""A connection that was lost between two requests is noticed before a statement that it kept is asked for."""

import pytest
from django.db import close_old_connections, connection, connections

from cases.routing import _rules_in_force

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def cut_off() -> None:
    """As PostgreSQL does to every connection when it is restarted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        # Waits until it is gone.
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
        assert cursor.fetchone() == (True,)
    other.close()


def test_the_first_statement_of_the_next_request_may_be_one_that_was_kept():
    known = _rules_in_force()
    cut_off()
    close_old_connections()
    assert _rules_in_force() == known


def test_a_connection_is_asked_nothing_while_it_is_silent():
    _rules_in_force()
    close_old_connections()
    last_asked = "SELECT query FROM pg_stat_activity WHERE pid = %s"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    close_old_connections()
    connection.close_if_health_check_failed()
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute(last_asked, [pid])
        assert cursor.fetchone() == ("SELECT pg_backend_pid()",)
    other.close()
