"""Signing in and out, and what people set for themselves."""

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import public, signed_in, uncarried
from chibo.accounts import actions, passkeys, provider
from chibo.accounts.backend import AccountBackend, holder_of
from chibo.accounts.forms import (
    PasswordForm,
    SignInForm,
)
from chibo.accounts.models import User
from chibo.accounts.sessions import GUARDED, SHOWN_AT, public_id
from chibo.clock import now

ASKED = "asked_provider"
"""What a session remembers of whom it sent to the provider: where to go then, since when."""
CLOCKS_APART = 120
"""Seconds by which the provider's clock may differ from ours."""
BACKEND = f"{AccountBackend.__module__}.{AccountBackend.__qualname__}"

log = logging.getLogger(__name__)


@public
@never_cache
@sensitive_post_parameters("password", "code", "passkey")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a person in by user name and password, and back to where they were going."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.user)
        return redirect(_next(request))
    context = {
        "form": form,
        "next": request.GET.get("next") or request.POST.get("next", ""),
        "provider": provider.name(),
    }
    return render(request, "chibo/accounts/sign_in.html", context)


@public
@never_cache
@require_POST
def ask_passkey(request: HttpRequest) -> HttpResponse:
    """Answer what a browser is to sign with any passkey it keeps for this site, or for oneself."""
    factors = request.user.second_factors() if request.user.is_authenticated else []
    known = [one.credential for one in factors if one.credential]
    options, kept = passkeys.ask_alone(request, known=known, at=now())
    answer = HttpResponse(options, content_type="application/json")
    answer.set_cookie(
        settings.PASSKEY_COOKIE_NAME,
        kept,
        max_age=passkeys.ALONE_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return answer


@public
@never_cache
@require_safe
def sign_in_oidc(request: HttpRequest) -> HttpResponse:
    """Send to the single sign-on provider; `?lai=1` to show it again who one is."""
    if not provider.name():
        raise Http404
    again = request.user.is_authenticated and "lai" in request.GET
    if request.user.is_authenticated and not again:
        return redirect(_next(request))
    back = request.build_absolute_uri(reverse("sign_in_oidc_back"))
    try:
        answer = provider.ask(request, back, again=again)
    except provider.NotIdentified as failed:
        return _not_let_in(request, failed)
    request.session[ASKED] = {"next": _next(request), "since": int(now().timestamp())}
    return answer


@public
@never_cache
@require_safe
def sign_in_oidc_back(request: HttpRequest) -> HttpResponse:
    """Let in whom the provider proved to be the holder of an account, and on to their page."""
    if not provider.name():
        raise Http404
    asked = request.session.pop(ASKED, {"next": "/", "since": 0})
    try:
        identity = provider.identify(request)
        user = _let_in(request, identity, asked["since"])
    except provider.NotIdentified as failed:
        return _not_let_in(request, failed)
    login(request, user, backend=BACKEND)
    request.session.update({SHOWN_AT: identity.shown_at, provider.VOUCHED: True})
    return redirect(asked["next"])


def _let_in(request: HttpRequest, identity: provider.Identity, since: int) -> User:
    """Return whose account it is; who is signed in can only show that they are still the same."""
    if request.user.is_authenticated:
        if identity.key != request.user.identity:
            raise provider.NotIdentified("somebody else than who is signed in")
        if identity.shown_at < since - CLOCKS_APART:
            raise provider.NotIdentified("the provider did not ask again")
    user = holder_of(identity)
    if user is None:
        raise provider.NotIdentified(f"no account for {identity.key!r}")
    return user


def _not_let_in(request: HttpRequest, failed: provider.NotIdentified) -> HttpResponse:
    """Say that it did not work and what to do; why stands in the operator's log alone."""
    log.warning("single sign-on: %.300s", failed)
    away = isinstance(failed, provider.NotReached)
    context = {"provider": provider.name(), "away": away}
    status = 502 if away else 403
    return render(request, "chibo/accounts/sign_in_oidc_refused.html", context, status=status)


@public
def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Say that too many attempts failed and how long to wait; a page that says so stays."""
    answer = args[0] if args else None
    if isinstance(answer, HttpResponse) and answer.status_code == 429:
        return answer
    return render(request, "429.html", status=429)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; also of one that is over, whose person need not come in to go out."""
    logout(request)
    return redirect("sign_in")


@signed_in
@require_POST
def large_text(request: HttpRequest) -> HttpResponse:
    """Switch larger letters and go back to the page."""
    actions.set_large_text(by=request.user, user=request.user, on=not request.user.large_text)
    return redirect(_next(request))


@signed_in
@uncarried
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions end, this one goes on."""
    form = PasswordForm(request, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_password(
            by=request.user,
            user=request.user,
            password=form.cleaned_data["new"],
            at=now(),
            but=public_id(request.session.session_key or ""),
            removes_passkeys=form.cleaned_data.get("removes_passkeys", False),
        )
        request.session.pop(GUARDED, None)
        update_session_auth_hash(request, request.user)
        messages.success(request, "Đã đổi mật khẩu.")
        return redirect("desk")
    return render(request, "chibo/accounts/change_password.html", {"form": form})


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"
