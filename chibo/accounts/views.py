"""Signing in and out, and what a person sets for themselves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from chibo.access import public, signed_in
from chibo.accounts import actions
from chibo.accounts.forms import PasswordForm, SignInForm


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
    if getattr(request, "axes_locked_out", False):
        return locked_out(request)
    context = {"form": form, "next": request.GET.get("next") or request.POST.get("next", "")}
    return render(request, "chibo/accounts/sign_in.html", context)


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


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else "/"
