"""Twenty topics are a long way on a phone: they stand in groups that fold, and the one with the choice is open."""

import html
import re

import pytest

from code_of_ethics.models import Topic

BRIBES, PEOPLE = "Money, bribes and the accounts", "How people are treated, and safety"


def folds(page: str) -> dict[str, tuple[bool, str]]:
    """Each group by its name: whether it is open, and the choices in it."""
    found = re.findall(r'<details class="choice-group"( open)?>\s*<summary>(.*?)</summary>(.*?)</details>', page, re.S)
    return {_read(summary): (bool(is_open), _read(choices)) for is_open, summary, choices in found}


def _read(marked: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", marked)).split())


def group(page: str, name: str) -> tuple[bool, str]:
    return next(found for summary, found in folds(page).items() if summary.startswith(name))


def test_every_topic_stands_in_its_group_and_the_last_one_beside_them(visitor):
    page = visitor.open("/speak-up/report/")
    is_open, choices = group(page, BRIBES)
    assert "Someone offered, gave, asked for or took a bribe." in choices and not is_open
    assert "Someone was bullied" in group(page, PEOPLE)[1]
    beside = re.sub(r'<details class="choice-group".*?</details>', "", page, flags=re.S)
    assert "None of these fits, or you are not sure." in beside and "Someone was bullied" not in beside


def test_a_folded_group_says_what_its_topics_are_called(visitor):
    summaries = list(folds(visitor.open("/speak-up/report/")))
    named = "Bribery and improper payments · Financial reporting and disclosure · Fraud and false accounting entries"
    assert f"{BRIBES} {named}" in summaries


def test_whoever_comes_back_finds_the_group_of_their_choice_open(visitor):
    visitor.fill()
    page = visitor.send("page:topic")
    assert group(page, BRIBES)[0] and not group(page, PEOPLE)[0]
    assert re.search(r'value="anti-bribery"[^>]*checked', page)


def test_a_group_without_topics_is_not_shown(visitor):
    Topic.objects.filter(group="PEOPLE").update(active=False)
    page = visitor.open("/speak-up/report/")
    assert not any(summary.startswith(PEOPLE) for summary in folds(page)) and BRIBES in page


def test_a_company_that_groups_nothing_shows_every_topic_at_once(visitor):
    Topic.objects.update(group="")
    page = visitor.open("/speak-up/report/")
    assert folds(page) == {} and "Someone was bullied" in visitor.text


@pytest.mark.parametrize("path", ["/my/reports/new/", "/refer/"])
def test_the_lists_of_whoever_is_signed_in_have_the_same_groups(path, visitor, employee, client):
    client.force_login(employee.user)
    page = client.get(path).content.decode()
    groups = dict(re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', page, re.S))
    assert "took a bribe" in groups[BRIBES] and "bullied" in groups[PEOPLE]
    assert page.index("None of these fits") > page.index("</optgroup>")
