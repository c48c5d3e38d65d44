"""The access key: shown until the reporter has kept it, then never again."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.form_tokens import form_token
from accounts.languages import reader_language
from accounts.moves import Refused
from accounts.templatetags.portal import groups_of_key, spoken_groups
from cases.access_keys import access_key_of, normalised
from cases.actions.speaking_up import confirm_key
from cases.actions.uploads import pending_form_of
from cases.forms.follow_up import KeepKeyForm
from cases.views.public.filling import draft_name_of
from cases.views.public.frames import Frame
from cases.views.public.page import changes_language, hidden_capsule, pressed, too_late
from vault.capsules import CapsuleRefused, open_capsule, seal_capsule

PURPOSE = "speak-up-key"
# As long as the form's row is kept for certain.
KEY_AGE = timedelta(hours=24)
LAST_GROUP = 4

FIGURES = {
    "0": gettext_lazy("zero"),
    "1": gettext_lazy("one"),
    "2": gettext_lazy("two"),
    "3": gettext_lazy("three"),
    "4": gettext_lazy("four"),
    "5": gettext_lazy("five"),
    "6": gettext_lazy("six"),
    "7": gettext_lazy("seven"),
    "8": gettext_lazy("eight"),
    "9": gettext_lazy("nine"),
}
# The alphabet of pilots, the same in every language; the letters that keys leave out are left out.
LETTERS = (
    "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "Juliett", "Kilo", "Mike", "November",
    "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Victor", "Whiskey", "X-ray", "Yankee", "Zulu",
)  # fmt: skip
SPOKEN = FIGURES | {word[0]: word for word in LETTERS}


@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """Take the reporter's word that the key is kept, or hand it over as a small text file."""
    if request.method != "POST":
        return redirect("speak_up:start")
    at = timezone.now()
    try:
        opened = open_capsule(request.POST.get("capsule", ""), purpose=PURPOSE, at=at, max_age=KEY_AGE)
    except CapsuleRefused as refused:
        return too_late(request, expired=refused.expired, again="")
    token = opened["token"]
    pending = pending_form_of(token)
    if pending is None or pending.report_id is None or pending.spent:
        return show_sent(request, token, at)
    if changes_language(request):
        return show_key(request, token, at, exchanged=opened["exchanged"])
    if pressed(request)[0] == "download":
        return _as_text_file(access_key_of(token))
    return _confirm(request, token, at, exchanged=opened["exchanged"])


def show_key(
    request: HttpRequest,
    token: str,
    at: datetime,
    form: KeepKeyForm | None = None,
    typed: Sequence[str] = (),
    *,
    exchanged: bool = False,
) -> HttpResponse:
    """The page with the key. Sending the form again leads here again, with the same key (DECISIONS 26).

    `typed` is what came too late to be part of the report; `exchanged` is for a key that somebody gets for the pick-up
    code of a telephone call.
    """
    access_key = access_key_of(token)
    groups = access_key.split("-")
    context = {
        "exchanged": exchanged,
        "key_line": access_key,
        "key_rows": groups_of_key(groups),
        "spoken_rows": spoken_groups(read_out(groups)),
        "draft_name": draft_name_of(token),
        "capsule": _capsule(token, at, exchanged=exchanged),
    }
    if form is None and not typed:
        return HttpResponse(_key_page.filled({**context, "csrf_token": form_token(request)}))
    return render(request, KEY_PAGE, {**context, "form": form, "typed": typed, "blank_form": KeepKeyForm})


KEY_PAGE = "public/speak_up/key.html"
_key_page = Frame(
    KEY_PAGE, "csrf_token", "capsule", "draft_name", "key_line", "key_rows", "spoken_rows", blank_form=KeepKeyForm
)


def show_sent(request: HttpRequest, token: str, at: datetime, typed: Sequence[str] = ()) -> HttpResponse:
    """The end of the way: sent, and the key kept. `typed` is what came too late to be part of the report."""
    context = {"typed": typed, "draft_name": draft_name_of(token), "capsule": _capsule(token, at)}
    return render(request, "public/speak_up/sent.html", context)


def _capsule(token: str, at: datetime, *, exchanged: bool = False) -> SafeString:
    return hidden_capsule(seal_capsule({"token": token, "exchanged": exchanged}, purpose=PURPOSE, at=at))


def _confirm(request: HttpRequest, token: str, at: datetime, *, exchanged: bool) -> HttpResponse:
    form = KeepKeyForm(request.POST)
    if form.is_valid() and not _was_kept(form.cleaned_data, token):
        form.add_error("last_group", _("These are not the last four characters of the key. Please compare them."))
    if not form.is_valid():
        return show_key(request, token, at, form, exchanged=exchanged)
    try:
        confirm_key(token, at=at)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show_key(request, token, at, form, exchanged=exchanged)
    return show_sent(request, token, at)


def _was_kept(answers: dict[str, Any], token: str) -> bool:
    access_key = normalised(access_key_of(token))
    typed = answers["last_group"]
    # The whole key instead of its last group is as good.
    is_known = access_key in (normalised(typed), normalised(access_key[:-LAST_GROUP] + typed))
    return bool(answers["kept"]) or is_known


def read_out(groups: Iterable[str]) -> list[dict[str, str]]:
    """Each group with the words for its letters and figures."""
    spoken = _spoken_in(reader_language())
    return [{"group": group, "words": ", ".join([spoken[letter] for letter in group])} for group in groups]


@cache
def _spoken_in(_language: str) -> dict[str, str]:
    """What is said for each letter and figure, in the language that is spoken now."""
    return {letter: str(word) for letter, word in SPOKEN.items()}


def _as_text_file(access_key: str) -> HttpResponse:
    """The name and the text say as little as they can, for whoever finds the file."""
    text = access_key + "\n\n" + _("Keep this to yourself. With it you can read answers and write again.") + "\n"
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="note.txt"'
    return response
