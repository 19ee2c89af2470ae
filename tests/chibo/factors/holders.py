"""People with second factors, made through the room's own actions, and how they sign in."""

import html
import re

import pyotp
from django.http import HttpResponse
from django.test import Client
from fido2.utils import websafe_encode

from chibo.accounts.models import Authenticator, User
from chibo.accounts.passkeys import NewKey
from chibo.clock import now
from chibo.factors import actions
from tests.chibo.factories import PASSWORD
from tests.chibo.factors.device import Device
from tests.clock import MORNING

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # «12345678901234567890», as in RFC 6238
DOOR = "/dang-nhap/"


def give_app(user: User, secret: str = SECRET, step: int = 0) -> Authenticator:
    """Give somebody an app that has not been used since a time step."""
    return actions.add_app(
        by=user, user=user, name="Điện thoại", secret=secret, step=step, at=MORNING
    )


def give_passkey(user: User, device: Device) -> Authenticator:
    """Give somebody the passkey of a device."""
    key = NewKey(device.credential, websafe_encode(device.attested()), device.counter)
    return actions.add_passkey(by=user, user=user, name="Máy", key=key, at=MORNING)


def give_codes(user: User) -> list[str]:
    """Give somebody new recovery codes and return them."""
    return actions.renew_recovery_codes(by=user, user=user, at=MORNING)


def code(secret: str = SECRET, steps: int = 0) -> str:
    """Return the code that an app shows on the tests' clock, or showed some steps away."""
    return pyotp.TOTP(secret).generate_otp(int(now().timestamp()) // 30 + steps)


def wrong_code() -> str:
    """Return six digits that are right neither now nor a step away."""
    right = {code(steps=steps) for steps in (-2, -1, 0, 1, 2)}
    return next(
        digits for digits in ("000000", "111111", "222222", "333333") if digits not in right
    )


def knock(client: Client, user: User, password: str = PASSWORD, **more) -> HttpResponse:
    """Show name and password at the door."""
    return client.post(DOOR, {"username": user.username, "password": password, **more})


def asked(page: HttpResponse, name: str = "data-passkey") -> str:
    """Return what a page asks a browser to sign or to make, as JSON."""
    found = re.search(rf'{name}="([^"]+)"', page.content.decode())
    assert found is not None
    return html.unescape(found[1])


def is_in(client: Client) -> bool:
    """Return whether the session is somebody's: pages about oneself open."""
    return client.get("/bao-mat/").status_code == 200
