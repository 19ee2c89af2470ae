"""When a role may be given or ended, which code is right, when a second factor may go. Pure."""

import datetime
import hashlib
import hmac

import pyotp

from chibo.reasons import Reason

STEP = 30
"""Seconds for which an app shows one code."""


def obstacles_to_assigning(
    role: str,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    held: list[tuple[str, datetime.date, datetime.date | None]],
) -> list[Reason]:
    """Return why a role may not be given at a place for a period.

    `held` are the person's (role, starts_on, ends_on) at the same place; the end is the first
    day without the role.
    """
    if ends_on is not None and ends_on <= starts_on:
        return [Reason("Ngày kết thúc phải sau ngày bắt đầu.", field="ends_on")]
    for other, since, until in held:
        overlaps = (until is None or until > starts_on) and (ends_on is None or ends_on > since)
        if other == role and overlaps:
            return [Reason("Người này đã có vai trò đó ở tổ chức này.", field="role")]
    return []


def obstacles_to_ending(holder_id: int, by_id: int | None) -> list[Reason]:
    """Return why somebody may not end a role: nobody locks themselves out."""
    if holder_id == by_id:
        return [
            Reason("Không tự kết thúc vai trò của chính mình. Nhờ một người quản trị khác làm.")
        ]
    return []


def obstacles_to_new_password(reaches_beyond: bool) -> list[Reason]:
    """Return why somebody may not give an account a new password.

    `reaches_beyond`: the account has a role outside what the doer administers; a new password
    would open that, too.
    """
    if reaches_beyond:
        return [
            Reason(
                "Tài khoản này còn vai trò ở nơi khác. "
                "Nhờ người quản trị của cấp trên cấp lại mật khẩu."
            )
        ]
    return []


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
