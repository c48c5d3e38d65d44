"""The sections of a person: their own, and in groups where there are many."""

import pytest
from django.urls import reverse

from ethics_portal.navigation import FAMILIES, SECTIONS

pytestmark = pytest.mark.once


def sections(browser, person) -> list[dict]:
    return browser(person).get("/").context["navigation"]


def test_whoever_has_many_sections_finds_them_in_groups(house, browser):
    shown = sections(browser, house.people["officer"])
    headings = [section["heading"] for section in shown if section["heading"]]
    assert headings == ["Casework", "Board and committee", "Behind the cases"]
    assert next(section["label"] for section in shown if section["heading"]) == "Cases"
    assert 'class="sidebar-heading"' in browser(house.people["officer"]).get("/").content.decode()


def test_whoever_has_few_finds_no_groups(house, browser):
    assert not [section for section in sections(browser, house.employee) if section["heading"]]


@pytest.mark.parametrize("role", ["officer", "auditor", "chair"])
def test_the_sections_of_a_head_fit_a_screen(house, browser, role):
    assert len(sections(browser, house.people[role])) <= 15


def test_sections_that_belong_together_lead_to_each_other(house, browser):
    officer = browser(house.people["officer"])
    one = next(section for section in sections(browser, house.people["officer"]) if section["label"] == "My pages")
    page = officer.get(one["url"])
    others = [section["label"] for section in page.context["neighbours"]]
    assert others == ["My reports", "My actions", "My letters", "My data"]
    for section in page.context["neighbours"]:
        answer = officer.get(section["url"])
        assert answer.status_code == 200
        assert next(each for each in answer.context["navigation"] if each["label"] == "My pages")["is_current"]


def test_whoever_has_few_sections_finds_each_by_itself(house, browser):
    labels = [section["label"] for section in sections(browser, house.employee)]
    assert {"My reports", "My actions", "My letters", "My data"} <= set(labels)
    assert not browser(house.employee).get(reverse("my_reports:list")).context["neighbours"]


def test_a_section_stands_once_and_a_family_is_made_of_sections():
    """One that stood twice took its whole family out of the frame."""
    names = [name for _label, name, _icon, _whose in SECTIONS]
    of_families = [name for _label, _icon, family in FAMILIES for name in family]
    assert len(names) == len(set(names)) and len(of_families) == len(set(of_families))
    assert set(of_families) <= set(names)
