"""Whether somebody has just shown again who they are, and how: what a signature says about its signer."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def way_to_proof(request: HttpRequest) -> HttpResponse | None:
    """The way to the re-authentication page, or `None` within `ACCOUNT_REAUTHENTICATION_TIMEOUT` of passing it.

    A form sent too late is not kept and sent again afterwards, as allauth would: a signature is given on the page that
    one sees.
    """
    if did_recently_reauthenticate(request):
        return None
    methods = get_adapter().get_reauthentication_methods(request.user)
    return redirect(f"{methods[0]['url']}?{urlencode({'next': request.path})}")


def how_proved(request: HttpRequest) -> str:
    """Such as `password` or `mfa`; the plain session only for somebody who has no means of proving themself again."""
    records = get_authentication_records(request, request.user)
    again = [record["method"] for record in records if record.get("reauthenticated")]
    return f"re-authenticated by {again[-1]}" if again else "signed-in session"
