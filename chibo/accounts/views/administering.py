"""Opening accounts, giving roles, and helping those who cannot get in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, confirmed, requires
from chibo.accounts import actions, queries
from chibo.accounts.forms import (
    OpenAccountForm,
    ResetFactorsForm,
    RoleForm,
)
from chibo.accounts.models import User, temporary_password
from chibo.clock import now, today
from chibo.forms import carry_out
from chibo.organizations import queries as organization_queries
from chibo.reasons import Refusal

WINDOW = 20
"""Accounts on one page of the list."""


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
        actions.renew_password(
            by=request.user, scope=request.scope, user=user, password=password, at=now()
        )
    except Refusal as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
        return _back_to(user)
    return _password_once(request, user, password)


@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
@confirmed
def unbind_identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Take single sign-on from an account; its holder is out at once."""
    user = get_object_or_404(queries.user(request.scope, pk))
    try:
        actions.unbind_identity(by=request.user, scope=request.scope, user=user, at=now())
    except Refusal as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, f"Đã gỡ đăng nhập một lần của {user.full_name}.")
    return _back_to(user)


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
        return _back_to(user)
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
        return _back_to(user)
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
    return _back_to(assignment.user)


def _back_to(user: User) -> HttpResponse:
    """Go back to the list narrowed to one account, whose row then stands open."""
    return redirect(f"{reverse('accounts')}?{urlencode({'q': user.username})}")


def _password_once(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """Show a temporary password in the answer itself: nothing that keeps pages ever holds it."""
    context = {"holder": user, "password": password}
    return render(request, "chibo/accounts/password_once.html", context)


def _reset(request: HttpRequest, user: User, form: ResetFactorsForm) -> bool:
    actions.reset_factors(
        by=request.user,
        scope=request.scope,
        user=user,
        reason=form.cleaned_data["reason"],
        at=now(),
    )
    return True
