"""Templates by topic: written by the office, published by its head, and never without the notice to everybody."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases import actions
from cases.actions import TemplateFacts
from cases.models import CaseTemplate
from cases.opening import AUTHORITIES
from tests.cases.investigation.conftest import refuses

LIST = "/templates/"


def test_the_office_writes_and_the_head_publishes_in_the_browser(at_desk, sign_in, ethics_officer, topic):
    wrong = {"title": "Gifts", "topic": topic.pk, "lines": "Secure the mailbox"}
    assert "Begin each step with its days" in at_desk.post(f"{LIST}write/plan/", wrong).content.decode()
    at_desk.post(f"{LIST}write/plan/", {**wrong, "lines": "2: Secure the mailbox\n\n10 - Talk"})
    plan = CaseTemplate.objects.get()
    assert (plan.kind, plan.lines) == ("PLAN", [["Secure the mailbox", 2], ["Talk", 10]])
    publish = reverse("case_templates:publish_template", args=[plan.pk])
    assert "is for somebody else" in at_desk.post(publish, {"go": "on"}).content.decode()
    sign_in(ethics_officer).post(publish, {"go": "on"})
    assert CaseTemplate.objects.published().get() == plan


def test_an_edit_begins_the_next_version_which_takes_its_place_when_published(investigation, desk, at):
    template = investigation.template()
    facts = TemplateFacts("Gifts", investigation.case.topic, lines=[("Ask", 1)])
    following = actions.edit_template(template, facts=facts, by=desk.staff, at=at)
    assert (following.number, following.replaces) == (2, template)
    with refuses("begun already"):
        actions.edit_template(template, facts=facts, by=desk.staff, at=at)
    assert CaseTemplate.objects.published().get() == template
    actions.publish_template(following, by=desk.head, at=at)
    assert CaseTemplate.objects.published().get() == following
    assert CaseTemplate.objects.get(pk=template.pk).lines[0] == ["Secure the mailbox", 2]


def test_an_empty_template_is_not_published(investigation, desk, at):
    empty = investigation.template(is_published=False, lines=[])
    with refuses("nothing in this template"):
        actions.publish_template(empty, by=desk.head, at=at)


@pytest.mark.once
def test_no_editor_can_take_the_notice_out(at_desk, investigation):
    template = investigation.template("INTERVIEW", opening="Never speak to anybody about this.")
    notice = str(AUTHORITIES)
    addresses = [LIST, f"{LIST}write/interview/", reverse("case_templates:edit_template", args=[template.pk])]
    for address in addresses:
        shown = at_desk.get(address).content.decode()
        assert notice in shown and f">{notice}</textarea>" not in shown
    assert notice in str(investigation.interview(template=template).opening)


def test_the_database_refuses_to_change_what_was_published(investigation):
    template = investigation.template()
    for change in ({"lines": []}, {"title": "Other"}, {"opening": "So."}, {"topic": None}, {"published_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseTemplate.objects.filter(pk=template.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseTemplate.objects.filter(pk=template.pk).delete()


@pytest.mark.once
def test_who_reads_templates(sign_in, investigation, employee, auditor_staff, ethics_officer):
    draft, used = investigation.template(is_published=False, title="A draft"), investigation.template(title="In use")
    assert "A draft" in sign_in(ethics_officer).get(LIST).content.decode()
    other_office = sign_in(auditor_staff).get(LIST).content.decode()
    assert used.title in other_office and draft.title not in other_office
    assert sign_in(auditor_staff).get(reverse("case_templates:edit_template", args=[draft.pk])).status_code == 404
    assert sign_in(employee).get(LIST).status_code == 404
    refused = sign_in(auditor_staff).post(f"{LIST}write/plan/", {"title": "Mine", "lines": "1: Do"})
    assert "Only the Compliance &amp; Ethics office" in refused.content.decode()
