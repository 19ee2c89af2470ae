"""Which code is right, and who may renew or take away what somebody shows at the door. Pure."""

import datetime
import hashlib
import hmac

import pyotp

from chibo.reasons import Reason

STEP = 30
"""Seconds for which an app shows one code."""


def accepted_step(secret: str, code: str, at: datetime.datetime, last: int) -> int | None:
    """Return the time step whose code this is, RFC 6238: now, the one before or after; None: none.

    `last` is the last step that was used: its code and older ones are right no more.

    >>> at = datetime.datetime.fromtimestamp(59, datetime.UTC)
    >>> accepted_step("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287 082", at, last=0)
    1
    """
    typed = "".join(code.split()).encode()
    around = int(at.timestamp()) // STEP
    app = pyotp.TOTP(secret)
    for step in (around, around - 1, around + 1):
        if step > last and hmac.compare_digest(app.generate_otp(step).encode(), typed):
            return step
    return None


def recovery_hash(holder_id: int, code: str) -> str:
    """Return what is kept of a recovery code: SHA-256, as the code itself has 59 random bits.

    Capitals, blanks and hyphens do not matter.
    """
    letters = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(f"{holder_id}:{letters}".encode()).hexdigest()


def obstacles_to_new_password(
    reaches_beyond: bool, *, holder_id: int = 0, by_id: int | None = None
) -> list[Reason]:
    """Return why somebody may not give an account a new password; their own they change.

    `reaches_beyond`: the account has a role outside what the doer administers; a new password
    would open that, too.
    """
    if by_id is not None and holder_id == by_id:
        text = "Đây là tài khoản của đồng chí. Đổi mật khẩu ở trang Đổi mật khẩu."
        return [Reason(text)]
    if reaches_beyond:
        return [
            Reason(
                "Tài khoản này còn vai trò ở nơi khác. "
                "Nhờ người quản trị của cấp trên cấp lại mật khẩu."
            )
        ]
    return []


def obstacles_to_resetting(
    holder_id: int, by_id: int | None, reaches_beyond: bool, has_factors: bool
) -> list[Reason]:
    """Return why somebody may not take all second factors from an account.

    `reaches_beyond`: the account has a role outside what the doer administers.
    """
    if holder_id == by_id:
        return [Reason("Không tự đặt lại xác thực của chính mình. Nhờ người quản trị khác làm.")]
    if reaches_beyond:
        return [
            Reason("Tài khoản này còn vai trò ở nơi khác. Nhờ người quản trị của cấp trên đặt lại.")
        ]
    if not has_factors:
        return [Reason("Tài khoản này chưa có xác thực hai bước, không có gì để đặt lại.")]
    return []


def obstacles_to_unbinding(is_bound: bool, reaches_beyond: bool) -> list[Reason]:
    """Return why somebody may not take single sign-on from an account.

    `reaches_beyond`: the account has a role outside what the doer administers.
    """
    if not is_bound:
        return [Reason("Tài khoản này chưa gắn với đăng nhập một lần.")]
    if reaches_beyond:
        return [Reason("Tài khoản này còn vai trò ở nơi khác. Nhờ người quản trị của cấp trên gỡ.")]
    return []
