"""The sections of a person: their own, and in groups where there are many."""

import pytest

pytestmark = pytest.mark.once


def sections(browser, person) -> list[dict]:
    return browser(person).get("/").context["navigation"]


def test_whoever_has_many_sections_finds_them_in_groups(house, browser):
    shown = sections(browser, house.people["officer"])
    headings = [section["heading"] for section in shown if section["heading"]]
    assert headings == ["Casework", "Board and committee", "Rules and texts", "People and roles"]
    assert next(section["label"] for section in shown if section["heading"]) == "Cases"
    assert 'class="sidebar-heading"' in browser(house.people["officer"]).get("/").content.decode()


def test_whoever_has_few_finds_no_groups(house, browser):
    assert not [section for section in sections(browser, house.employee) if section["heading"]]
