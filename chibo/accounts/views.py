"""Signing in and out, what a person sets for themselves, and administering accounts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, confirmed, public, requires, signed_in
from chibo.accounts import actions, passkeys, queries
from chibo.accounts.forms import (
    OpenAccountForm,
    PasswordForm,
    ResetFactorsForm,
    RoleForm,
    SignInForm,
)
from chibo.accounts.models import User, temporary_password
from chibo.clock import today
from chibo.forms import carry_out
from chibo.organizations import queries as organization_queries
from chibo.reasons import Refusal

WINDOW = 60
"""Accounts on one page of the list."""


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
    context = {"form": form, "next": request.GET.get("next") or request.POST.get("next", "")}
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
