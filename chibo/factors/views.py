"""«Bảo mật tài khoản»: one's own second factors, added, named, taken away."""

from typing import Any

import pyotp
import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import confirmed, signed_in
from chibo.accounts import passkeys
from chibo.accounts.models import Authenticator
from chibo.accounts.sessions import GUARDED
from chibo.ciphers import seal, unseal
from chibo.clock import now, today
from chibo.factors import actions
from chibo.factors.forms import AppForm, NameForm, PasskeyForm
from chibo.forms import carry_out
from chibo.reasons import Reason, Refusal, refuse

NEW_APP = "new_app"
"""Where the session keeps, sealed, the secret of an app that has not shown a code yet."""
ISSUER = "Sổ chi bộ"
_KIND = Authenticator.Kind


@never_cache
@require_safe
@signed_in
def security(request: HttpRequest) -> HttpResponse:
    """List one's apps and passkeys, and how many recovery codes are left."""
    factors = request.user.second_factors()
    codes = [one for one in factors if one.kind == _KIND.RECOVERY]
    context = {
        "factors": [one for one in factors if one.kind != _KIND.RECOVERY],
        "codes": codes,
        "codes_left": sum(one.used_at is None for one in codes),
        "demanding": [role.label for role in request.user.demanding_roles(today())],
    }
    return render(request, "chibo/factors/security.html", context)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@signed_in
@confirmed
def add_app(request: HttpRequest) -> HttpResponse:
    """Show a new secret as a QR code and in letters; keep it once the app has shown its code."""
    secret = _candidate(request)
    form = AppForm(secret, now(), request.POST or None, initial={"name": "Điện thoại của tôi"})
    if request.method == "POST" and carry_out(form, lambda: _keep_app(request, form)):
        del request.session[NEW_APP]
        messages.success(request, "Đã thêm ứng dụng tạo mã.")
        return _after_adding(request)
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    context = {"form": form, "groups": groups, "qr": _qr(request, secret)}
    return render(request, "chibo/factors/add_app.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
@confirmed
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Have the browser make a passkey, and keep it."""
    form = PasskeyForm(request.POST or None, initial={"name": "Máy này"})
    if request.method == "POST" and carry_out(form, lambda: _keep_passkey(request, form)):
        messages.success(request, "Đã thêm khóa truy cập.")
        return _after_adding(request)
    known = [one.credential for one in request.user.second_factors() if one.credential]
    options = passkeys.ask_for_new(
        request, handle=str(request.user.pk), name=request.user.username, known=known
    )
    return render(request, "chibo/factors/add_passkey.html", {"form": form, "options": options})


@require_http_methods(["GET", "POST"])
@signed_in
def rename_authenticator(request: HttpRequest, pk: int) -> HttpResponse:
    """Call one's app or passkey by another name."""
    own = _own(request, pk)
    form = NameForm(request.POST or None, initial={"name": own.name})
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.rename_authenticator(
            by=request.user, authenticator=own, name=form.cleaned_data["name"]
        ),
    ):
        messages.success(request, "Đã đổi tên.")
        return redirect("security")
    return render(request, "chibo/factors/rename.html", {"form": form, "own": own})


@require_POST
@signed_in
@confirmed
def remove_authenticator(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's app or passkey away."""
    own = _own(request, pk)
    try:
        actions.remove_authenticator(by=request.user, authenticator=own, on=today())
    except Refusal as refusal:
        _say(request, refusal)
    else:
        request.session.pop(GUARDED, None)
        messages.success(request, f"Đã bỏ «{own}».")
    return redirect("security")


@never_cache
@require_POST
@signed_in
@confirmed
def renew_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, shown once, here; older ones are void."""
    return _codes_once(request)


def _after_adding(request: HttpRequest) -> HttpResponse:
    """Show recovery codes with the first factor: a lost phone must not lock anybody out."""
    has_codes = any(one.kind == _KIND.RECOVERY for one in request.user.second_factors())
    return redirect("security") if has_codes else _codes_once(request)


def _codes_once(request: HttpRequest) -> HttpResponse:
    """Show new codes in the answer itself: nothing that keeps pages ever holds them."""
    try:
        codes = actions.renew_recovery_codes(by=request.user, user=request.user, at=now())
    except Refusal as refusal:
        _say(request, refusal)
        return redirect("security")
    return render(request, "chibo/factors/codes_once.html", {"codes": codes})


def _say(request: HttpRequest, refusal: Refusal) -> None:
    for reason in refusal.reasons:
        messages.error(request, reason.text)


def _keep_app(request: HttpRequest, form: AppForm) -> Authenticator:
    return actions.add_app(
        by=request.user,
        user=request.user,
        name=form.cleaned_data["name"],
        secret=form.secret,
        step=form.step,
        at=form.at,
    )


def _keep_passkey(request: HttpRequest, form: PasskeyForm) -> Authenticator:
    try:
        key = passkeys.created(request, form.cleaned_data["passkey"])
    except passkeys.Untrue:
        refuse([Reason("Chưa nhận được khóa này. Bấm nút để tạo lại.")])
    return actions.add_passkey(
        by=request.user,
        user=request.user,
        name=form.cleaned_data["name"],
        key=key,
        at=now(),
    )


def _own(request: HttpRequest, pk: int) -> Authenticator:
    """Return one's own app or passkey; anybody else's is not found."""
    for one in request.user.second_factors():
        if one.pk == pk and one.kind != _KIND.RECOVERY:
            return one
    raise Http404


def _candidate(request: HttpRequest) -> str:
    """Return the secret this session offers to an app, the same until it is kept."""
    kept: Any = request.session.get(NEW_APP)
    if kept is None:
        request.session[NEW_APP] = kept = seal(pyotp.random_base32())
    return unseal(kept)


def _qr(request: HttpRequest, secret: str) -> SafeString:
    """Return the QR code from which a phone takes the secret, as SVG that brings no style."""
    address = pyotp.TOTP(secret).provisioning_uri(name=request.user.username, issuer_name=ISSUER)
    drawn = segno.make(address, error="m").svg_inline(
        border=4, omitsize=True, svgclass="qr", title="Mã QR cho ứng dụng tạo mã", light="#fff"
    )
    return mark_safe(drawn)
