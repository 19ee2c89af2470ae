"""When a session is over, what its browser is called, who may see it. Pure."""

import datetime

from chibo.reasons import Reason


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
