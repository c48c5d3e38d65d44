"""What anybody may read. No session, no account: nothing here asks who is reading."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.addresses import speak_up_path
from accounts.languages import reader_language
from accounts.paging import keyset_page
from code_of_ethics.models import CodeTranslation, CodeVersion, Disclosure
from code_of_ethics.views.shown import ORIGINAL, shown_code


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """The Code in force, in the language of the address; in the original's where it is not translated.

    Suppliers, former employees and investors read it here (NYSE 303A.10, Item 406(c)(2)). Nothing is asked for in the
    address: what somebody looks up, or asks about, stands in no history and no log.
    """
    if not settings.PUBLIC_CODE:
        raise Http404
    version, language = CodeVersion.objects.in_force(timezone.localdate()), reader_language()
    translation = CodeTranslation.objects.published().filter(version=version, language=language).first()
    context = {
        "shown": shown_code(version, translation) if version else None,
        "is_translated": language == ORIGINAL.code or translation is not None,
        "text_speak_up_url": speak_up_path(),
    }
    return render(request, "public/code/code.html", context)


@require_safe
def disclosures(request: HttpRequest) -> HttpResponse:
    """The disclosures that are posted today."""
    posted = Disclosure.objects.posted(timezone.localdate())
    page = keyset_page(posted, request, columns={"day": "posted_from"}, sort="-day")
    return render(request, "public/disclosures/disclosures.html", {"page": page, "leave_url": ""})


@require_safe
def disclosure(request: HttpRequest, slug: str) -> HttpResponse:
    """One disclosure at its stable address, while it is posted."""
    shown = get_object_or_404(Disclosure.objects.posted(timezone.localdate()), public_slug=slug)
    return render(request, "public/disclosures/disclosure.html", {"disclosure": shown, "leave_url": ""})
