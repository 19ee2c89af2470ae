"""Where one is signed in, and where those are whose accounts one administers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chibo.access import Permission, Scope, requires, signed_in
from chibo.accounts import actions, queries, rules
from chibo.accounts.models import PortalSession, User
from chibo.accounts.sessions import public_id as name_of_session
from chibo.accounts.views.door import sign_out
from chibo.clock import now
from chibo.reasons import Refusal


@never_cache
@require_safe
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """List where one is signed in, to end what is not one's own or was left open."""
    return _show_sessions(request, {"rows": _rows(request, request.user)})


@require_POST
@signed_in
def end_session(request: HttpRequest, public_id: str) -> HttpResponse:
    """End one of one's own sessions; ending this one is signing out."""
    if public_id == _this(request):
        return sign_out(request)
    mine = queries.sessions(Scope.whole(), request.user)
    session = get_object_or_404(mine, public_id=public_id)
    actions.end_session(by=request.user, scope=Scope(), user=request.user, session=session)
    messages.success(request, "Đã kết thúc phiên đó. Máy ấy phải đăng nhập lại.")
    return redirect("sessions")


@require_POST
@signed_in
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    ended = actions.end_sessions(
        by=request.user, scope=Scope(), user=request.user, at=now(), but=_this(request)
    )
    messages.success(request, f"Đã kết thúc {ended} phiên khác. Phiên này vẫn dùng tiếp.")
    return redirect("sessions")


@never_cache
@require_safe
@requires(Permission.MANAGE_ACCOUNTS)
def account_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """List where somebody is signed in, if all their roles lie in scope."""
    user = get_object_or_404(queries.user(request.scope, pk))
    reasons = rules.obstacles_to_seeing_sessions(queries.reaches_beyond(request.scope, user))
    context = {
        "holder": user,
        "reasons": reasons,
        "rows": [] if reasons else _rows(request, user),
    }
    return _show_sessions(request, context)


@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
def end_account_session(request: HttpRequest, pk: int, public_id: str) -> HttpResponse:
    """End one session of somebody whose roles all lie in scope."""
    user = get_object_or_404(queries.user(request.scope, pk))
    session = get_object_or_404(queries.sessions(request.scope, user), public_id=public_id)
    if public_id == _this(request):
        return sign_out(request)
    return _ended(
        request,
        user,
        lambda: actions.end_session(
            by=request.user, scope=request.scope, user=user, session=session
        ),
    )


@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
def end_account_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """End all sessions of somebody whose roles all lie in scope; never the one this is sent from."""
    user = get_object_or_404(queries.user(request.scope, pk))
    return _ended(
        request,
        user,
        lambda: actions.end_sessions(
            by=request.user, scope=request.scope, user=user, at=now(), but=_this(request)
        ),
    )


def _ended(request: HttpRequest, user: User, deed: Callable[[], Any]) -> HttpResponse:
    """End sessions of an account and go back to them; the page says why not where it may not be."""
    try:
        deed()
    except Refusal:
        return redirect("account_sessions", user.pk)
    messages.success(request, f"Đã kết thúc phiên đăng nhập của {user.full_name}.")
    return redirect("account_sessions", user.pk)


def _show_sessions(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    others = [session for session, _, here in context["rows"] if not here]
    return render(request, "chibo/accounts/sessions.html", {**context, "others": others})


def _this(request: HttpRequest) -> str:
    return name_of_session(request.session.session_key or "")


def _rows(request: HttpRequest, user: User) -> list[tuple[PortalSession, str, bool]]:
    """Return the live sessions of a person: each with its browser in words, and whether it is this one."""
    return [
        (session, rules.browser_words(session.agent), session.public_id == _this(request))
        for session in queries.sessions(Scope.whole(), user, at=now())
    ]
