"""Signing in and out, what a person sets for themselves, and administering accounts."""

import logging
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

from chibo.access import Permission, confirmed, public, requires, signed_in
from chibo.accounts import actions, provider, queries
from chibo.accounts.backend import AccountBackend, holder_of
from chibo.accounts.forms import OpenAccountForm, PasswordForm, RoleForm, SignInForm
from chibo.accounts.models import User, temporary_password
from chibo.accounts.sessions import SHOWN_AT
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
@sensitive_post_parameters("password")
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
    """Say that too many attempts failed and how long to wait."""
    return render(request, "429.html", status=429)


@signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
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
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_password(
            by=request.user, user=request.user, password=form.cleaned_data["new"]
        )
        update_session_auth_hash(request, request.user)
        messages.success(request, "Đã đổi mật khẩu.")
        return redirect("desk")
    return render(request, "chibo/accounts/change_password.html", {"form": form})


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
                by=request.user, password=password, **form.cleaned_data
            ),
        )
    ):
        messages.success(request, f"Đã mở tài khoản {user.username}.")
        return _password_once(request, user, password)
    return render(request, "chibo/accounts/open_account.html", {"form": form})


@never_cache
@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
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


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"
