"""Years later the signed text is made again from the rows: it is the same, or the difference is named."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.rules import drop_rules
from tests.standing import standing
from tests.waivers.test_database_refuses import raw_id
from waivers.models import Waiver
from waivers.verification import checked

pytestmark = pytest.mark.django_db


@standing
def lifted():
    """Somebody at the database who took the rules away; undone with the test."""
    drop_rules(connection)


def verify(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_waiver", *arguments, stdout=out)
    return out.getvalue()


def tampered(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))


def test_every_kind_of_decision_holds(story, asked, people):
    story.granted(asked)
    story.refused(story.requested())
    story.cleared(story.requested())
    story.board_granted()
    consent = story.consented(story.proposed(story.on_agenda(story.requested(by=people.executive))))
    said = verify("--all")
    assert "DIFFERS" not in said
    assert said.count("holds") == 4 + 3 + 1, "of the consent each director's signature, and the decision's"
    assert verify(consent.reference).count("holds") == 4


def test_what_was_decided_before_holds_after_a_revocation(story, asked, people):
    from waivers import actions

    story.granted(asked)
    actions.revoke_waiver(asked, reasons="Misused.", by=people.ethics_officer, at=story.next_moment())
    assert "holds" in verify(asked.reference)


def test_another_date_is_named(story, asked, lifted):
    story.granted(asked)
    tampered("UPDATE waivers_waiver SET ends_on = '2030-01-01' WHERE id = %s", raw_id(asked.pk))
    with pytest.raises(CommandError, match="1 decision is not what was signed"):
        verify(asked.reference)


def test_another_vote_is_named(story, lifted):
    waiver = story.board_granted()
    tampered("UPDATE waivers_boardvote SET vote = 'AGAINST' WHERE decision_id = %s", raw_id(waiver.board_decision.pk))
    with pytest.raises(CommandError):
        verify(waiver.reference)


def test_another_text_under_the_directors_signatures_is_named(story, people, lifted):
    waiver = story.consented(story.proposed(story.on_agenda(story.requested(by=people.executive))))
    tampered("UPDATE waivers_boarddecision SET resolution = '1' WHERE id = %s", raw_id(waiver.board_decision.pk))
    found = checked(Waiver.objects.with_people().select_related("signature").get(pk=waiver.pk))
    assert [one.holds for one in found] == [False] * 4


def test_a_signature_exchanged_for_another_genuine_one_is_named(story, asked, lifted):
    """The trail names the digest that was signed; a signature over another decision is not it."""
    story.refused(asked)
    other = story.refused(story.requested())
    tampered("UPDATE waivers_waiver SET signature_id = %s WHERE id = %s", raw_id(other.signature_id), raw_id(asked.pk))
    with pytest.raises(CommandError):
        verify(asked.reference)


def test_the_output_holds_no_word_and_no_name(story, asked, words, people):
    story.granted(asked)
    said = json.dumps(verify(asked.reference))
    assert words["reasons"] not in said and people.employee.full_name not in said


def test_a_reference_that_nothing_decided_has_is_refused(asked):
    with pytest.raises(CommandError):
        verify(asked.reference)
    with pytest.raises(CommandError):
        verify()
