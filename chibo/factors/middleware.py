"""What comes before everything else: one's own password, and a second factor where a role asks it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from chibo.accounts.models import User
from chibo.accounts.provider import VOUCHED
from chibo.accounts.sessions import GUARDED
from chibo.clock import today

ALWAYS_OPEN = {"sign_out", "large_text", "change_password"}
FACTOR_PAGES = {"security", "add_app", "add_passkey", "renew_recovery_codes"}


class FirstThings:
    """Leads whoever still owes the portal something to the page where it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer in place of a page that is not public, where something comes first."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if getattr(view, "permission", "public") == "public" or name in ALWAYS_OPEN:
            return None
        user = request.user
        if not isinstance(user, User) or request.session.get(VOUCHED):
            return None  # of who came by single sign-on the provider demands what it will
        if user.password_is_temporary:
            return _led(request, "change_password")
        if name not in FACTOR_PAGES and _owes_factor(request, user):
            return _led(request, "security")
        return None


def _owes_factor(request: HttpRequest, user: User) -> bool:
    """Return whether a role held today asks for a second factor that there is not yet."""
    if not settings.SECOND_FACTOR_ROLES or request.session.get(GUARDED) == user.pk:
        return False
    if not user.demanding_roles(today()):
        return False
    if not user.has_second_factor():
        return True
    request.session[GUARDED] = user.pk
    return False


def _led(request: HttpRequest, to: str) -> HttpResponse:
    """Send a page there; a part of a page that asked by script takes the whole page along."""
    answer = redirect(to)
    is_part = request.headers.get("HX-Request") == "true"
    return HttpResponseClientRedirect(answer.url) if is_part else answer
