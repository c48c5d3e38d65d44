"""Material or not is a decision with reasons; “not material” waits for a second person."""

from accounts.models import Notice
from tests.cases.desk import make_topic, open_case
from tests.standing import standing


@standing
def asking(desk, at):
    """Under investigation, and bribery asks for a decision that was taken as “material”."""
    return desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))


def test_material_is_in_force_at_once(send, asking):
    typed = {"outcome": "MATERIAL", "reasons": "Bribery.", "digest_line": "A matter in purchasing."}
    assert send("decide_materiality", asking, **typed).status_code == 302
    assert asking.materiality_decisions.get().is_effective


def test_material_needs_its_line_for_the_committee(send, asking):
    page = send("decide_materiality", asking, outcome="MATERIAL", reasons="Bribery.").content.decode()
    assert "Write the line that the Audit Committee will read" in page
    assert "Bribery." in page
    assert not asking.materiality_decisions.exists()


def test_not_material_waits_for_the_head_of_the_other_office(general_auditor, send, asking):
    assert send("decide_materiality", asking, outcome="NOT_MATERIAL", reasons="A lunch.").status_code == 302
    assert not asking.materiality_decisions.get().is_effective
    assert Notice.objects.filter(recipient=general_auditor, kind="materiality_to_confirm").exists()
    assert asking.is_visible_to(general_auditor)


def test_it_may_be_ruled_out_where_nothing_asks_so_that_no_decision_tells_of_linked_reports(
    general_auditor, send, desk, case
):
    desk.acknowledge(case)
    assert send("decide_materiality", case, outcome="NOT_MATERIAL", reasons="A lunch.").status_code == 302
    assert not case.materiality_decisions.get().is_effective
