"""An allegation cites a provision of the Code in force and, where there is one, a confirmed subject."""

from django.urls import reverse

from cases.states.party import PartyRole


def test_it_stands_on_the_case(send, desk, case, subject, provision, at_desk):
    party = desk.name(desk.acknowledge(case), subject)
    typed = {"provision": provision.pk, "subject": party.pk, "statement": "Took twelve dinners."}
    assert send("add_allegation", case, **typed).status_code == 302
    allegation = case.allegations.get()
    assert (allegation.provision, allegation.subject) == (provision, party)
    assert "Took twelve dinners." in at_desk.get(case.get_absolute_url()).content.decode()


def test_the_provision_of_the_topic_is_chosen_beforehand(at_desk, desk, case, provision):
    page = at_desk.get(reverse("cases:add_allegation", args=[desk.acknowledge(case).reference])).content.decode()
    assert f'value="{provision.pk}" selected' in page


def test_a_witness_is_no_subject(send, desk, case, subject, provision):
    witness = desk.name(desk.acknowledge(case), subject, role=PartyRole.WITNESS)
    send("add_allegation", case, provision=provision.pk, subject=witness.pk, statement="Took dinners.")
    assert not case.allegations.exists()


def test_nobody_known_yet_is_a_subject_too(send, desk, case, provision):
    desk.acknowledge(case)
    send("add_allegation", case, provision=provision.pk, subject="", statement="Somebody took dinners.")
    assert case.allegations.get().subject is None
