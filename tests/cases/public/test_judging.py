"""The forms that judge what was typed share their fields: one never tells in another, and none is shown."""

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from cases.forms.public import PAGES, AboutYouPage, judging
from cases.states.report import Mode, ReportKind

pytestmark = pytest.mark.django_db
EVERY_PAGE = [*PAGES[ReportKind.REPORT].values(), *PAGES[ReportKind.QUESTION].values()]
TYPED = [
    {},
    {"mode": ["NAMED"], "name": ["Rosa Reporter"], "contact": ["+351 555 0100"]},
    {"mode": ["ANONYMOUS"], "name": ["Rosa Reporter"]},
    {"mode": ["NAMED"]},
    {"narrative": ["x" * 60_000], "concerns": ["NONE", "EXECUTIVE"], "danger": ["MAYBE"], "topic": ["no-such-topic"]},
    {"place": ["Plant 2"], "country": ["PT"], "day": ["2999-01-01"], "who_knows": ["PRESS", "NOBODY"]},
    {"country": ["XX"], "day": ["2026-03-31"], "danger": ["YES"], "when_not_sure": ["on"]},
]


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_a_form_judges_as_the_one_that_is_shown_would_whatever_was_judged_before_it(page):
    for language in ("en", "es"):
        with translation.override(language):
            for typed in [*TYPED, *reversed(TYPED)]:
                judge, shown = judging(page)(data=MultiValueDict(typed)), page(data=MultiValueDict(typed))
                assert judge.is_valid() == shown.is_valid()
                assert judge.errors == shown.errors and judge.cleaned_data == shown.cleaned_data


def test_a_name_that_one_reporter_must_give_is_asked_of_no_other():
    named = judging(AboutYouPage)(data=MultiValueDict({"mode": [Mode.NAMED]}))
    anonymous = judging(AboutYouPage)(data=MultiValueDict({"mode": [Mode.ANONYMOUS]}))
    assert "name" in named.errors and not anonymous.errors


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_a_form_that_shares_its_fields_is_never_shown(page):
    form = judging(page)(data=MultiValueDict())
    with pytest.raises(TypeError, match="shown"):
        Template("{% load portal %}{% form_fields form %}").render(Context({"form": form}))


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_the_form_that_is_shown_keeps_its_help(page):
    judging(page)
    helps = {name: str(shape.help_text) for name, shape in page().fields.items()}
    assert helps == {name: str(shape.help_text) for name, shape in page.declared_fields.items()}
    assert page is not PAGES[ReportKind.REPORT]["story"] or helps["narrative"].startswith("Who did what")
