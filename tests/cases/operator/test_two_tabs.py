"""One draft in two tabs, a session that ends, a page that is sent late: nothing is overwritten unawares or lost."""

import re

import pytest
from django.test import Client

from cases.models import Recording, Report
from tests.cases.operator.conftest import STORY, TOLD, hidden, words

pytestmark = pytest.mark.once

HTMX = {"HX-Request": "true"}


def open_tab(line, recording) -> dict[str, str]:
    page = line.client.get(line.at(recording, "record"))
    return {"tab": hidden(page, "tab"), "found": hidden(page, "found")}


def keep(line, recording, tab: dict[str, str], narrative: str) -> str:
    """What the tab says after it has kept itself."""
    return words(line.client.post(line.at(recording, "keep"), TOLD | tab | {"narrative": narrative}, headers=HTMX))


def kept() -> str:
    return Recording.objects.get().typed["narrative"][0]


def test_a_tab_that_another_has_overtaken_is_told_and_overwrites_nothing_by_itself(line):
    recording = line.begin()
    one, other = open_tab(line, recording), open_tab(line, recording)
    for text in ("First.", "First, and more."):
        assert "The draft is kept." in keep(line, recording, one, text)
    assert "changed in another tab" in keep(line, recording, other, "Second.")
    assert kept() == "First, and more."

    answer = line.client.post(line.at(recording, "record"), TOLD | other | {"narrative": "Second.", "go": "keep"})
    assert answer.status_code == 200 and "changed in another tab" in words(answer)
    assert "Second." in answer.content.decode() and kept() == "First, and more."
    again = {name: hidden(answer, name) for name in ("tab", "found", "instead")}
    without_a_press = {name: again[name] for name in ("tab", "found")}
    assert "changed in another tab" in keep(line, recording, without_a_press, "Second, typed on.")
    assert 'hx-params="not uploads,go,instead"' in answer.content.decode()
    line.client.post(line.at(recording, "record"), TOLD | again | {"narrative": "Second.", "go": "keep"})
    assert kept() == "Second."
    assert "changed in another tab" in keep(line, recording, one, "First again."), "now the first one is told"
    assert "The draft is kept." in keep(line, recording, open_tab(line, recording), "Third."), "a new tab knows"


def test_what_is_handed_over_is_what_was_read_back(line):
    recording = line.begin()
    assert line.write(recording).status_code == 302
    read_back = line.client.get(line.at(recording, "hand-over"))
    seen = hidden(read_back, "seen")
    assert seen and STORY not in seen
    tab = open_tab(line, recording)
    keep(line, recording, tab, "Something else altogether.")
    answer = line.client.post(line.at(recording, "hand-over"), {"read_back": "AGREED", "seen": seen})
    assert "Please read it back once more." in words(answer) and "Something else altogether." in words(answer)
    assert not Report.objects.exists()
    line.client.post(line.at(recording, "hand-over"), {"read_back": "AGREED", "seen": hidden(answer, "seen")})
    assert Report.objects.get().narrative == "Something else altogether."
    late = line.client.post(line.at(recording, "record"), TOLD | tab | {"narrative": "Late."})
    assert late.status_code == 409 and Report.objects.count() == 1


def test_what_was_changed_is_told_also_where_something_else_is_missing(line):
    recording = line.begin()
    assert line.write(recording).status_code == 302
    seen = hidden(line.client.get(line.at(recording, "hand-over")), "seen")
    keep(line, recording, open_tab(line, recording), "Something else altogether.")
    answer = line.client.post(line.at(recording, "hand-over"), {"seen": seen})
    assert "This was changed since you opened the page." in words(answer)


def test_what_is_typed_after_the_hand_over_is_told_to_be_too_late(line):
    recording = line.begin()
    tab = open_tab(line, recording)
    line.hand_over(recording)
    answer = line.client.post(line.at(recording, "keep"), TOLD | tab, headers=HTMX)
    assert "handed over already" in words(answer)
    answer = line.client.post(line.at(recording, "record"), TOLD | tab | {"narrative": "One thing more, typed late."})
    assert "One thing more, typed late." in answer.content.decode() and "handed over already" in words(answer)


def test_signed_out_and_in_again_on_another_tab_one_types_on_where_one_was(line, operator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(operator.user)
    recording = line.begin()
    page = client.get(line.at(recording, "record"))
    old = hidden(page, "csrfmiddlewaretoken")
    tab = {"tab": hidden(page, "tab"), "found": hidden(page, "found")}
    client.cookies.clear()
    client.get("/account/login/")
    client.force_login(operator.user)

    def send(proof: str):
        typed = TOLD | tab | {"csrfmiddlewaretoken": proof}
        return client.post(line.at(recording, "keep"), typed, headers=HTMX)

    refused = send(old)
    assert refused.status_code == 200 and "type on, and the draft is kept again" in words(refused)
    assert 'id="proof" hx-swap-oob="true"' in refused.content.decode()
    assert Recording.objects.get().typed == {}, "nothing is kept of a sending without proof"
    assert "The draft is kept." in words(send(hidden(refused, "csrfmiddlewaretoken")))
    by_button = client.post(line.at(recording, "record"), TOLD | tab | {"csrfmiddlewaretoken": old})
    assert by_button.status_code == 403 and STORY in by_button.content.decode()
    elsewhere = client.post("/my/reports/new/", {"csrfmiddlewaretoken": old, "narrative": STORY}, headers=HTMX)
    assert elsewhere.status_code == 403, "only the page that keeps itself gets a new proof"


def test_a_short_name_typed_before_the_session_ended_is_given_back_too(line):
    recording = line.begin()
    answer = Client().post(line.at(recording, "record"), TOLD | {"typed_names": "Ana", "place": "Plant 2"})
    given = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", answer.content.decode())
    assert answer.status_code == 403 and {"Ana", "Plant 2", STORY} <= set(given) and "NONE" not in given
