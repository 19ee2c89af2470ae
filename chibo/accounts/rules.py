"""When a role may be given or ended, when a session is over. Pure."""

import datetime

from chibo.reasons import Reason


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
