"""What the database itself refuses about names, by plain SQL, whoever is at it."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from cases import actions
from cases.models import IdentityRequest, IdentityView


def sql(pk, **columns) -> None:
    sets = ", ".join(f"{column} = %s" for column in columns)
    key = pk if connection.vendor == "postgresql" else pk.hex
    plain = connection.vendor == "postgresql"
    values = [value if plain or not isinstance(value, UUID) else value.hex for value in columns.values()]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_identityrequest SET {sets} WHERE id = %s", [*values, key])
        assert cursor.rowcount == 1


def refused(pk, **columns) -> bool:
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(pk, **columns)
    return True


def _asked(vault, general_auditor) -> Iterator[tuple]:
    asked = vault.ask()
    yield asked.pk, {"custodian_id": asked.asked_by_id}
    yield asked.pk, {"decided_by_id": asked.asked_by_id, "decided_at": vault.at}
    yield asked.pk, {"decided_by_id": general_auditor.pk, "decided_at": vault.at}
    yield asked.pk, {"custodian_id": None}
    yield asked.pk, {"state": "GRANTED"}
    yield asked.pk, {"days": 900}
    yield asked.pk, {"state": "ENDED"}


def test_nobody_decides_about_their_own_request_and_nothing_is_granted_without_a_last_day(vault, general_auditor):
    for pk, columns in _asked(vault, general_auditor):
        assert refused(pk, **columns), columns


def test_a_grant_has_a_last_day_is_never_longer_and_is_decided_once(vault):
    asked = vault.granted()
    for columns in ({"until_on": None}, {"until_on": vault.later(90).date()}, {"decided_at": vault.later(1)}):
        assert refused(asked.pk, **columns), columns
    actions.revoke_identity(asked, reason="No need.", by=asked.custodian, at=vault.at)
    assert refused(asked.pk, state="GRANTED", ended_on=None, ended_because="")


def test_who_must_be_told_first_was_told(vault):
    asked = vault.granted("LEGAL_DUTY")
    assert refused(asked.pk, told_on=None)
    sql(asked.pk, told_on=vault.at.date())


def test_two_of_one_office_unlock_nothing(vault, auditor_staff, desk):
    facts = {"report": vault.report, "person": vault.staff, "why": "x", "how": "by password", "at": vault.at}
    asked = actions.unlock_in_danger(vault.case, **facts, by=desk.head)
    assert refused(asked.pk, decided_by_id=desk.head.pk, decided_at=vault.at)
    actions.grant_identity(asked, words="x", days=3, how="by password", by=auditor_staff, at=vault.at)
    assert refused(asked.pk, decided_queue="ETHICS_OFFICE")
    assert refused(asked.pk, decided_signature_id=None)


def test_a_look_is_taken_from_the_holder_alone_while_it_is_granted(vault, desk):
    asked = vault.granted()
    day = vault.at.date()

    def look(person, on) -> IdentityView:
        with transaction.atomic():
            return IdentityView.objects.create(request=asked, seen_by=person, seen_at=vault.at, seen_on=on)

    for person, on in ((desk.head, day), (vault.staff, vault.later(5).date()), (vault.staff, vault.later(-1).date())):
        with pytest.raises(IntegrityError):
            look(person, on)
    assert look(vault.staff, day), "the control"
    with pytest.raises(IntegrityError), transaction.atomic():
        IdentityView.objects.all().delete()


def test_there_is_nothing_to_ask_for_behind_an_anonymous_or_a_named_report(vault, case):
    asked = vault.ask()
    told = {field.attname: getattr(asked, field.attname) for field in IdentityRequest._meta.local_fields}
    told |= {"id": case.pk, "report_id": case.reports.get().pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        IdentityRequest(**told).save(force_insert=True)
