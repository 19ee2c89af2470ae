"""What the frame around every page needs: places of the rail, the organisation, the person."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from chibo.access import Permission, Scope
from chibo.clock import today
from chibo.organizations.models import Organization
from chibo.place import place, recent
from chibo.portal import queries

DEMO_BANNER = (
    "Dữ liệu minh họa: tên, số liệu và sự việc không lấy từ bài báo là bịa ra để dùng thử. "
    "Không ghi việc thật vào đây."
)


@dataclass(frozen=True)
class NavEntry:
    """One place of the rail; `phone` ones stand in the bar on a phone."""

    label: str
    url: str
    icon: str
    here: bool
    phone: bool


_PLACES = [
    ("Bàn làm việc", "desk", "desk", Permission.VIEW_ORGANIZATIONS, True),
    ("Đảng viên", "roll", "people", Permission.VIEW_MEMBERS, True),
    ("Sinh hoạt", "meetings", "meet", Permission.VIEW_MEETINGS, True),
    ("Văn bản", "documents", "doc", Permission.VIEW_DOCUMENTS, False),
    ("Nhiệm vụ", "tasks", "calendar", Permission.VIEW_ACTIVITIES, False),
    ("Ghi chép năm", "notebook", "pencil", Permission.VIEW_ACTIVITIES, False),
    ("Xếp loại", "ratings", "rate", Permission.VIEW_RATINGS, False),
    ("Chỉ tiêu", "targets", "target", Permission.VIEW_ACTIVITIES, False),
    ("Đảng phí", "dues", "coin", Permission.VIEW_DUES, False),
    ("Báo cáo", "reports", "report", Permission.VIEW_REPORTS, True),
    ("Tổ chức", "organizations", "tree", Permission.CHANGE_ORGANIZATIONS, False),
    ("Tài khoản", "accounts", "key", Permission.MANAGE_ACCOUNTS, False),
    ("Nhật ký", "log", "eye", Permission.VIEW_LOG, False),
]

_ROOM_OF = {
    "ban-giao": "desk",
    "chuc-vu": "roll",
    "khen-thuong-ky-luat": "roll",
    "du-lieu-ca-nhan": "roll",
    "trich-luc": "roll",
    "trich-luc/su-co": "log",
    "hoc-tap": "documents",
    "dai-hoi": "meetings",
    "tin-bai": "meetings",
    "van-ban-chi-bo": "documents",
    "kiem-tra": "notebook",
}
"""How addresses of rooms begin that have no place of their own: where they belong."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of `base.html`; empty for people who are not signed in.

    `reads` holds the permissions of rail and tabs that the person has somewhere, by value: what
    would be refused is not offered.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "me": None, "large_text": False, "banner": banner()}
    asked = {permission for _, _, _, permission, _ in _PLACES} | {Permission.VIEW_DISCIPLINE}
    held = {permission: bool(user.scope(permission, on=today())) for permission in asked}
    entries = [
        NavEntry(label, reverse(name), icon, _is_here(request, name), phone)
        for label, name, icon, permission, phone in _PLACES
        if held[permission]
    ]
    here = _place(request)
    return {
        "nav": entries,
        "reads": {permission.value for permission, somewhere in held.items() if somewhere},
        "place": here,
        "switcher": _switcher(request, here) if entries else None,
        "me": user,
        "large_text": user.large_text,
        "today": today(),
        "banner": banner(),
    }


def _switcher(request: HttpRequest, here: Organization | None) -> dict[str, Any]:
    """Return where another organisation is chosen."""
    return {"url": reverse("organizations"), "recent": _recent(request, here)}


def banner() -> str:
    """Return the sentence over every page while demo data is in the database; one statement."""
    return DEMO_BANNER if queries.demo_roots(Scope.whole()).exists() else ""


def _is_here(request: HttpRequest, name: str) -> bool:
    """Return whether a place of the rail is the one the page belongs to."""
    parts, url = request.path_info.strip("/").split("/"), reverse(name)
    if room := _ROOM_OF.get("/".join(parts[:2])) or _ROOM_OF.get(parts[0]):
        return room == name
    return request.path == url if name == "desk" else request.path.startswith(url)


def _recent(request: HttpRequest, here: Organization | None) -> list[dict[str, str]]:
    """Return the last few places as links to their desks; nothing while there was only this one."""
    desk = reverse("desk")
    return [
        {"name": one.name, "code": one.code, "url": f"{desk}?to-chuc={one.code}"}
        for one in recent(request, here)
    ]


def _place(request: HttpRequest) -> Organization | None:
    if known := getattr(request, "place", None):
        return known
    try:
        return place(request)
    except Http404:
        return None
