"""What the frame around every page needs: places of the rail, the organisation, the person."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from chibo.access import Permission
from chibo.clock import today
from chibo.place import place


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
    ("Nhiệm vụ", "tasks", "target", Permission.VIEW_ACTIVITIES, False),
    ("Ghi chép năm", "notebook", "pencil", Permission.VIEW_ACTIVITIES, False),
    ("Báo cáo", "reports", "report", Permission.VIEW_REPORTS, True),
]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of `base.html`; empty for people who are not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "me": None, "large_text": False}
    held = {p: bool(user.scope(p, on=today())) for _, _, _, p, _ in _PLACES}
    here = request.path
    entries = []
    for label, name, icon, permission, phone in _PLACES:
        url = reverse(name)
        if held[permission]:
            is_here = here == url if url == "/" else here.startswith(url)
            entries.append(NavEntry(label, url, icon, is_here, phone))
    return {
        "nav": entries,
        "place": _place(request),
        "switcher": {"url": reverse("organizations")},
        "me": user,
        "large_text": user.large_text,
        "today": today(),
    }


def _place(request: HttpRequest) -> Any:
    if known := getattr(request, "place", None):
        return known
    try:
        return place(request)
    except Http404:
        return None
