"""What both desks are drawn of: tiles, months, years, duties, the head-count."""

from typing import Any

from django.urls import reverse

from chibo.clock import today
from chibo.organizations.models import Organization
from chibo.portal.rules import duties
from chibo.portal.rules.duties import Duty
from chibo.portal.rules.year import Mark
from members.roster.queries import Headcount

FIRST_YEAR = 1990
LISTS = {"report": "reports", "rating": "ratings", "corrections": "correction_requests"}
"""Duties that are done from a list, which the desk leads to."""


def list_url(duty: Duty, organization: Organization) -> str:
    """Return the list from which a duty of `LISTS` is done."""
    return f"{reverse(LISTS[duty.key])}?to-chuc={organization.code}"


def drawn(mark: Mark, url: str) -> dict[str, str]:
    """Return a mark as a tile that leads to `url`; empty where it leads nowhere."""
    return {
        "kind": mark.kind,
        "text": mark.text,
        "icon": mark.icon,
        "before": mark.before,
        "after": mark.after,
        "url": url,
    }


def months(year: int, tiles: list[list[dict[str, str]]]) -> list[dict[str, Any]]:
    """Return the twelve months of a year, each with its tiles."""
    return [
        {
            "name": f"T{month}",
            "title": f"Tháng {month}",
            "now": (year, month) == (today().year, today().month),
            "tiles": row,
        }
        for month, row in enumerate(tiles, start=1)
    ]


def years(organization: Organization, year: int) -> list[dict[str, Any]]:
    """Return the links to the years beside the one shown."""
    return [
        {"label": f"Năm {near}", "url": f"{reverse('desk')}?to-chuc={organization.code}&nam={near}"}
        for near in (year - 1, year + 1)
        if FIRST_YEAR <= near <= today().year
    ]


def task(duty: Duty, url: str) -> dict[str, str]:
    """Return a duty as a line of what is to be done: how soon, what, why, and by which clause."""
    kind, words = duties.deadline(duty.due, today())
    return {
        "kind": kind,
        "icon": "bell" if kind == "warn" else "late",
        "state": words,
        "due": f"hạn {duty.due:%d/%m/%Y}"
        if duty.due.year != today().year
        else f"hạn {duty.due:%d/%m}",
        "title": duty.title,
        "url": url,
        "reason": duty.reason,
        "clause": duty.clause,
    }


def figures(count: Headcount, organization: Organization) -> list[dict[str, Any]]:
    """Return the head-count as links; women only where some are known: a gender may be unwritten."""
    roll = f"{reverse('roll')}?to-chuc={organization.code}"
    parts = [
        ("chính thức", count.official, "chinh-thuc"),
        ("dự bị", count.probationary, "du-bi"),
        *([("nữ", count.women, "nu")] if count.women else []),
    ]
    return [
        {"label": "trong danh sách", "n": count.total, "url": roll},
        *(
            {"label": label, "n": n, "total": count.total, "url": f"{roll}&loai={kind}"}
            for label, n, kind in parts
        ),
    ]
