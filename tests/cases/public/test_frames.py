"""Pages that are kept but for their places: they say what they would say anyway, and keep nothing of anybody's."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from cases.views.public.frames import MOST_KEPT, Frame
from cases.views.public.key import KEY_PAGE, KeepKeyForm, _key_page
from cases.views.public.report import OVERVIEW, _overview, _part

pytestmark = pytest.mark.django_db
HOSTILE = '<b>"O\'Neil" & {{ capsule }}</b>'
TYPED = ("Quorndon", "Wexcombe", "Ebbsfleet", "Tolpuddle", "Yarnbury", "Zealmonachorum")
OF_THE_OVERVIEW = {
    "csrf_token": "the-token", "capsule": HOSTILE, "path": "/speak-up/report/", "step": 8, "steps": 8,
    "is_question": False, "is_reviewing": True, "parts": HOSTILE, "draft_name": "name", "draft_key": "key",
    "draft_page": "review", "draft_seconds": 4000, "draft_hours": 12, "draft_restored": False,
}  # fmt: skip
OF_THE_KEY = {
    "csrf_token": "the-token", "capsule": HOSTILE, "exchanged": False, "draft_name": "name",
    "key_line": "K7QF-3M9X", "key_rows": HOSTILE, "spoken_rows": HOSTILE,
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("frame", "template", "values", "more", "changed"),
    [
        (_overview, OVERVIEW, OF_THE_OVERVIEW, {}, {"is_question": True}),
        (_overview, OVERVIEW, OF_THE_OVERVIEW, {}, {"step": 9, "draft_restored": True}),
        (_key_page, KEY_PAGE, OF_THE_KEY, {"blank_form": KeepKeyForm}, {"exchanged": True}),
    ],
)
def test_a_page_says_what_it_would_say_if_it_were_put_together_each_time(
    frame, template, values, more, changed, language
):
    request = RequestFactory().get("/speak-up/report/")
    request.person = None
    with translation.override(language):
        for shown in (values, values | changed, values | {"capsule": "another"}, values):
            assert frame.filled(shown) == render_to_string(template, {**shown, **more}, request)
        with override_settings(COMPANY_NAME="Another Company"):
            assert "Another Company" in frame.filled(values)
        assert "Another Company" not in frame.filled(values)


def test_nothing_that_a_reporter_typed_or_got_is_kept(visitor):
    for frame in (_overview, _part, _key_page):
        frame._kept.clear()
    told = {
        "story": {"narrative": f"{TYPED[0]} was paid."},
        "people": {"typed_names": TYPED[1], "concerns": ["NOT_SURE"]},
        "circumstances": {"place": TYPED[2], "country": "PT", "period": TYPED[3]},
        "about_you": {"mode": "NAMED", "name": TYPED[4], "contact": TYPED[5]},
    }
    secrets = []
    for language in ("", "es"):
        visitor.fill(language=language, **told)
        assert all(word in visitor.text for word in TYPED)
        secrets += _secrets_of(visitor)
        visitor.send("send")
        secrets += [*_secrets_of(visitor), visitor.key, *(f"<li>{group}" for group in visitor.key.split("-"))]
    kept = [text for frame in (_overview, _part, _key_page) for text in frame.kept_texts()]
    assert len(kept) > 10 and any("<h1" in text for text in kept)
    for text in kept:
        assert not any(word in text for word in (*TYPED, *secrets))
        assert "PT" not in text and "Portugal" not in text


def _secrets_of(visitor) -> list[str]:
    found = [visitor.hidden("csrfmiddlewaretoken"), visitor.hidden("capsule")]
    assert all(found)
    return found


def test_what_is_no_word_of_ours_can_not_be_fixed():
    with pytest.raises(TypeError, match="kept by"):
        _part.filled({"page": "story", "title": "What happened", "told": "", "answers": [("Asked", "told")]})


def test_a_place_that_the_template_does_not_show_as_it_is_is_refused():
    with pytest.raises(TypeError, match="does not show"):
        Frame("public/speak_up/_part.html", "told", "elsewhere").filled(
            {"page": "story", "title": "What happened", "told": "", "elsewhere": ""}
        )


def test_only_so_many_are_kept():
    frame = Frame("public/speak_up/_part.html", "told", is_page=False)
    for number in range(2 * MOST_KEPT + 1):
        assert "&lt;b&gt;" in frame.filled({"page": str(number), "title": "Title", "told": "<b>"})
    assert len(frame.kept_texts()) == 1
