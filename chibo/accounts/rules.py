"""When a role may be given or ended, a session is over, a code is right, a factor may go. Pure."""

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


def is_alive(
    started_at: datetime.datetime | None,
    seen_at: datetime.datetime | None,
    *,
    at: datetime.datetime,
    idle: datetime.timedelta,
    absolute: datetime.timedelta,
) -> bool:
    """Return whether a session still lets its person in.

    `started_at` is when they last showed who they are, `seen_at` when it was used last, None once
    it was ended by hand.
    """
    if started_at is None or seen_at is None:
        return False
    return at - started_at < absolute and at - seen_at < idle


_BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc_browser", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
_SYSTEMS = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "máy Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
]
"""Marks in what a browser says of itself, the telling ones first: Edge says Chrome and Safari, too."""


def browser_words(agent: str) -> str:
    """Return what a browser says of itself in words that its owner knows it by.

    >>> browser_words("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0")
    'Edge trên Windows'
    """
    browser = next((name for mark, name in _BROWSERS if mark in agent), "Trình duyệt khác")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser} trên {system}" if system else browser


def obstacles_to_seeing_sessions(reaches_beyond: bool) -> list[Reason]:
    """Return why somebody may not see and end the sessions of an account.

    `reaches_beyond`: the account has a role outside what the doer administers, and the sessions
    are those of that role, too.
    """
    if reaches_beyond:
        return [
            Reason(
                "Tài khoản này còn vai trò ở nơi khác. "
                "Nhờ người quản trị của cấp trên xem và kết thúc phiên đăng nhập."
            )
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


def obstacles_to_unbinding(is_bound: bool, reaches_beyond: bool) -> list[Reason]:
    """Return why somebody may not take single sign-on from an account.

    `reaches_beyond`: the account has a role outside what the doer administers.
    """
    if not is_bound:
        return [Reason("Tài khoản này chưa gắn với đăng nhập một lần.")]
    if reaches_beyond:
        return [Reason("Tài khoản này còn vai trò ở nơi khác. Nhờ người quản trị của cấp trên gỡ.")]
    return []
