"""The pages of the Board's secretary and of the directors."""

import hashlib
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.forms import ConfirmForm, ReasonForm
from accounts.proof import how_proved, way_to_proof
from waivers import actions
from waivers.decision_text import consent_text
from waivers.forms import AgendaForm, AskToRevokeForm, ConsentForm, MeetingForm, RevocationConsentForm, SignConsentForm
from waivers.models import Waiver
from waivers.views.moving import move_page, waiver_to_move
from waivers.views.shown import shown_to
from waivers.workflow import (
    ASK_TO_REVOKE,
    CONFIRM_MEETING,
    DECLARE_RECUSAL,
    DECLINE_CONSENT,
    DROP_REVOCATION,
    PROPOSE_CONSENT,
    PUT_TO_BOARD,
    RECORD_MEETING,
    SIGN_CONSENT,
)


@login_required
def put_to_board(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, PUT_TO_BOARD)
    form = AgendaForm(request.POST or None)
    return move_page(request, waiver, form, actions.put_to_board, "waivers/put_to_board.html")


@login_required
def record_meeting(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, RECORD_MEETING)
    form = MeetingForm(request.POST or None, request.FILES or None, waiver=waiver)
    done = _("Recorded. It takes effect when the presiding director confirms it.")
    return move_page(
        request, waiver, form, actions.record_meeting, "waivers/record_meeting.html", facts=form.facts, done=done
    )


@login_required
def confirm_meeting(request: PortalRequest, reference: str) -> HttpResponse:
    """Whoever confirms has just proved again who they are."""
    waiver = waiver_to_move(request, reference, CONFIRM_MEETING)
    if way := way_to_proof(request):
        return way
    form = ConfirmForm(request.POST or None)
    done = _("Confirmed and signed. The decision is in effect.")
    votes = waiver.meeting.votes.select_related("member") if waiver.meeting else []
    return move_page(
        request,
        waiver,
        form,
        actions.confirm_meeting,
        "waivers/confirm_meeting.html",
        facts=lambda: {"how": how_proved(request)},
        done=done,
        context={"votes": votes, "minutes": shown_to(request.person, waiver).minutes_of(waiver.meeting)},
    )


@login_required
def propose_consent(request: PortalRequest, reference: str) -> HttpResponse:
    """Written anew, the form begins with the text as it stands."""
    waiver = waiver_to_move(request, reference, PROPOSE_CONSENT)
    kind = RevocationConsentForm if waiver.is_being_revoked else ConsentForm
    form = kind(request.POST or None, initial=_standing_text(waiver))
    done = _("The directors have been asked to sign.")
    context = {"signed": len(waiver.signed_directors)}
    return move_page(
        request, waiver, form, actions.propose_consent, "waivers/propose_consent.html", done=done, context=context
    )


@login_required
def sign_consent(request: PortalRequest, reference: str) -> HttpResponse:
    """Whoever signs has just proved again who they are; what they sign is the text on this page."""
    waiver = waiver_to_move(request, reference, SIGN_CONSENT)
    if way := way_to_proof(request):
        return way
    if waiver.meeting is None:
        raise Http404
    sha256 = hashlib.sha256(consent_text(waiver, waiver.meeting)).hexdigest()
    form = SignConsentForm(request.POST or None, initial={"seen": sha256})
    return move_page(
        request,
        waiver,
        form,
        actions.sign_consent,
        "waivers/sign_consent.html",
        facts=lambda: {"how": how_proved(request), "sha256": form.cleaned_data["seen"] or sha256},
        done=_("Signed."),
        context={"statement": actions.signing_statement(waiver), "sha256": sha256, "meeting": waiver.meeting},
    )


@login_required
def decline_consent(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, DECLINE_CONSENT)
    form = ConfirmForm(request.POST or None)
    done = _("The secretary has been told that the Board has to meet.")
    return move_page(request, waiver, form, actions.decline_consent, "waivers/decline_consent.html", done=done)


@login_required
def declare_recusal(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, DECLARE_RECUSAL)
    form = ReasonForm(request.POST or None)
    done = _("Your conflict is recorded. You take no part in this decision.")
    return move_page(request, waiver, form, actions.declare_recusal, "waivers/declare_recusal.html", done=done)


@login_required
def ask_to_revoke(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, ASK_TO_REVOKE)
    form = AskToRevokeForm(request.POST or None)
    done = _("The Board has been asked. Until it decides, the waiver stays in force.")
    return move_page(request, waiver, form, actions.ask_to_revoke, "waivers/ask_to_revoke.html", done=done)


@login_required
def drop_revocation(request: PortalRequest, reference: str) -> HttpResponse:
    waiver = waiver_to_move(request, reference, DROP_REVOCATION)
    form = ConfirmForm(request.POST or None)
    done = _("Taken off the agenda. The waiver stays as it was granted.")
    return move_page(request, waiver, form, actions.drop_revocation, "waivers/drop_revocation.html", done=done)


def _standing_text(waiver: Waiver) -> dict[str, Any]:
    standing = waiver.meeting
    if standing is None or not standing.is_consent:
        return {}
    names = ("resolution", "reasons", "why_appropriate", "why_limited", "conditions", "effective_on")
    return {name: getattr(standing, name) for name in names}
