"""Signing in and out, what a person sets for themselves, and administering accounts."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, Scope, confirmed, public, requires, signed_in
from chibo.accounts import actions, passkeys, provider, queries, rules
from chibo.accounts.backend import AccountBackend, holder_of
from chibo.accounts.forms import (
    OpenAccountForm,
    PasswordForm,
    ResetFactorsForm,
    RoleForm,
    SignInForm,
)
from chibo.accounts.models import PortalSession, User, temporary_password
from chibo.accounts.sessions import SHOWN_AT
from chibo.accounts.sessions import public_id as name_of_session
from chibo.clock import now, today
from chibo.forms import carry_out
from chibo.organizations import queries as organization_queries
from chibo.reasons import Refusal

WINDOW = 60
"""Accounts on one page of the list."""
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
    options = passkeys.ask_to_sign(request, known=known, alone=True)
    return HttpResponse(options, content_type="application/json")


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
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions end, this one goes on."""
    form = PasswordForm(request, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_password(
            by=request.user, user=request.user, password=form.cleaned_data["new"]
        )
        update_session_auth_hash(request, request.user)
        messages.success(request, "Đã đổi mật khẩu.")
        return redirect("desk")
    return render(request, "chibo/accounts/change_password.html", {"form": form})


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


@require_safe
@requires(Permission.MANAGE_ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts with a role in scope; `?to-chuc=` narrows to a place, `?q=` to a name."""
    q, code = request.GET.get("q", "").strip(), request.GET.get("to-chuc", "")
    organization = (
        get_object_or_404(organization_queries.by_code(request.scope, code)) if code else None
    )
    found = queries.accounts(request.scope, as_of=today(), organization=organization, q=q)
    context = {
        "q": q,
        "organization": organization,
        "page": Paginator(found, WINDOW).get_page(request.GET.get("trang")),
    }
    return render(request, "chibo/accounts/accounts.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
@confirmed
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account with its first role; its temporary password is shown once, here."""
    form = OpenAccountForm(
        request.scope,
        request.POST or None,
        place=request.GET.get("to-chuc", ""),
        initial={"starts_on": today()},
    )
    password = temporary_password()
    if request.method == "POST" and (
        user := carry_out(
            form,
            lambda: actions.open_account_at(
                by=request.user, password=password, is_temporary=True, **form.cleaned_data
            ),
        )
    ):
        messages.success(request, f"Đã mở tài khoản {user.username}.")
        return _password_once(request, user, password)
    return render(request, "chibo/accounts/open_account.html", {"form": form})


@never_cache
@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
@confirmed
def renew_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a new temporary password, shown once."""
    user = get_object_or_404(queries.user(request.scope, pk))
    password = temporary_password()
    try:
        actions.renew_password(by=request.user, scope=request.scope, user=user, password=password)
    except Refusal as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
        return redirect("accounts")
    return _password_once(request, user, password)


@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
@confirmed
def unbind_identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Take single sign-on from an account; its holder is out at once."""
    user = get_object_or_404(queries.user(request.scope, pk))
    try:
        actions.unbind_identity(by=request.user, scope=request.scope, user=user)
    except Refusal as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, f"Đã gỡ đăng nhập một lần của {user.full_name}.")
    return redirect("accounts")


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
@confirmed
def reset_factors(request: HttpRequest, pk: int) -> HttpResponse:
    """Take all second factors from somebody who came in person, having lost them."""
    user = get_object_or_404(queries.user(request.scope, pk))
    form = ResetFactorsForm(request.POST or None)
    if request.method == "POST" and carry_out(form, lambda: _reset(request, user, form)):
        messages.success(
            request, f"Đã đặt lại xác thực của {user.full_name}; đồng chí đó đăng nhập lại từ đầu."
        )
        return redirect("accounts")
    return render(request, "chibo/accounts/reset_factors.html", {"form": form, "holder": user})


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
@confirmed
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a further role at a place in scope."""
    user = get_object_or_404(queries.user(request.scope, pk))
    form = RoleForm(request.scope, request.POST or None, initial={"starts_on": today()})
    if request.method == "POST" and carry_out(
        form, lambda: actions.assign(by=request.user, user=user, **form.cleaned_data)
    ):
        messages.success(request, f"Đã giao vai trò cho {user.full_name}.")
        return redirect("accounts")
    return render(request, "chibo/accounts/assign.html", {"form": form, "holder": user})


@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
def end_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role from today on."""
    assignment = get_object_or_404(queries.assignments(request.scope), pk=pk)
    try:
        actions.end_assignment(by=request.user, assignment=assignment, on=today())
    except Refusal as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, f"Đã kết thúc vai trò của {assignment.user.full_name}.")
    return redirect("accounts")


def _password_once(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """Show a temporary password in the answer itself: nothing that keeps pages ever holds it."""
    context = {"holder": user, "password": password}
    return render(request, "chibo/accounts/password_once.html", context)


def _reset(request: HttpRequest, user: User, form: ResetFactorsForm) -> bool:
    actions.reset_factors(
        by=request.user, scope=request.scope, user=user, reason=form.cleaned_data["reason"]
    )
    return True


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"
