"""Routing rules are proposed by one head and approved by the other; three of them nobody can change."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from cases.actions import approve_rule, propose_rule
from cases.models import RoutingRule
from cases.states.case import Queue
from tests.cases.desk import make_topic, open_case
from tests.standing import standing

RULES = reverse("routing:rules")
TYPED = {"name": "Brazil", "priority": "20", "topic": "", "country": "BR", "queue": Queue.GENERAL_AUDITOR}


@standing
def proposed(ethics_officer, general_auditor, at) -> RoutingRule:
    facts = {"name": "Brazil", "priority": 20, "topic": None, "country": "BR", "queue": Queue.GENERAL_AUDITOR}
    return propose_rule(**facts, by=ethics_officer, at=at)


def test_the_three_rules_of_the_portal_come_first(sign_in, ethics_officer):
    page = sign_in(ethics_officer).get(RULES).content.decode()
    assert "Whoever is named never receives the report" in page
    assert "No rule yet" in page


def test_the_ethics_officer_proposes_and_the_general_auditor_is_told(sign_in, ethics_officer, general_auditor):
    assert sign_in(ethics_officer).post(reverse("routing:propose_rule"), TYPED).url == RULES
    assert RoutingRule.objects.get().state == "PROPOSED"
    assert Notice.objects.filter(recipient=general_auditor, kind="rule_to_approve").exists()


def test_a_proposed_rule_routes_nothing_and_an_approved_one_does(desk, proposed, sign_in, general_auditor, at):
    assert open_case(at=at, country="BR").queue == Queue.ETHICS_OFFICE
    answer = sign_in(general_auditor).post(reverse("routing:approve_rule", args=[proposed.pk]), {"receipt": "4" * 32})
    assert answer.url == RULES
    case = open_case(at=at, country="BR")
    assert (case.queue, case.routing_rule, case.routed_because) == (Queue.GENERAL_AUDITOR, proposed, "Brazil")
    assert open_case(at=at, country="US").queue == Queue.ETHICS_OFFICE


def test_a_retired_rule_routes_nothing_and_stays_on_the_cases_it_routed(desk, proposed, sign_in, general_auditor, at):
    approve_rule(proposed, by=general_auditor, at=at)
    case = open_case(at=at, country="BR")
    sign_in(general_auditor).post(reverse("routing:retire_rule", args=[proposed.pk]), {"receipt": "5" * 32})
    assert open_case(at=at, country="BR").queue == Queue.ETHICS_OFFICE
    case.refresh_from_db()
    assert case.routing_rule == proposed


def test_the_lower_number_decides(desk, ethics_officer, general_auditor, at):
    topic = make_topic()
    for name, priority, queue in (("second", 20, Queue.ETHICS_OFFICE), ("first", 10, Queue.GENERAL_AUDITOR)):
        rule = propose_rule(
            name=name, priority=priority, topic=topic, country="", queue=queue, by=ethics_officer, at=at
        )
        approve_rule(rule, by=general_auditor, at=at)
    assert open_case(at=at).routed_because == "first"


def test_a_rule_never_beats_the_wall(desk, proposed, general_auditor, at):
    approve_rule(proposed, by=general_auditor, at=at)
    assert open_case(at=at, country="BR", typed_names="Audley").queue == Queue.ETHICS_OFFICE


@pytest.mark.parametrize("who", ["administrator", "employee", "ethics_staff", "chair", "investigator"])
def test_to_everybody_else_the_pages_do_not_exist(who, sign_in, proposed, request):
    client = sign_in(request.getfixturevalue(who))
    for name, arguments in (("rules", []), ("propose_rule", []), ("approve_rule", [1]), ("retire_rule", [1])):
        address = reverse(f"routing:{name}", args=[proposed.pk] if arguments else [])
        assert client.get(address).status_code == 404
        assert client.post(address, TYPED).status_code == 404
    assert RoutingRule.objects.get().state == "PROPOSED"


def test_each_head_finds_only_their_own_half(sign_in, proposed, ethics_officer, general_auditor):
    assert sign_in(ethics_officer).get(reverse("routing:approve_rule", args=[proposed.pk])).status_code == 404
    assert sign_in(general_auditor).get(reverse("routing:propose_rule")).status_code == 404


def test_a_visitor_is_led_to_the_sign_in_page(client, proposed):
    assert reverse("account_login") in client.get(RULES).url


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"priority": "0"}, {"priority": "x"}, {"queue": ""}, {"country": "XX"}]
)
def test_what_makes_no_sense_is_given_back(wrong, sign_in, ethics_officer):
    assert sign_in(ethics_officer).post(reverse("routing:propose_rule"), {**TYPED, **wrong}).status_code == 200
    assert not RoutingRule.objects.exists()


@pytest.mark.parametrize("half", ["approved_at", "approved_by"])
def test_the_database_refuses_an_approval_without_author_or_moment(half, proposed, general_auditor, at):
    value = {"approved_at": at, "approved_by": general_auditor}[half]
    with pytest.raises(IntegrityError), transaction.atomic():
        RoutingRule.objects.filter(pk=proposed.pk).update(**{half: value})


def test_the_database_refuses_a_rule_that_nobody_proposed(proposed):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoutingRule.objects.filter(pk=proposed.pk).update(proposed_by=None)


def test_the_notice_leads_to_the_rules(sign_in, proposed, general_auditor):
    notice = Notice.objects.get(recipient=general_auditor)
    assert sign_in(general_auditor).post(reverse("accounts:open_notice", args=[notice.pk])).url == RULES
