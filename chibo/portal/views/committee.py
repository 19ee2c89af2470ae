"""The desk of a committee as its page shows it: its cells' months, the rounds, what waits."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from chibo.clock import today
from chibo.portal.facts import CommitteeDesk, Powers
from chibo.portal.rules.year import Mark
from chibo.portal.views.parts import drawn, figures, list_url, months, task, years


def committee_context(desk: CommitteeDesk, powers: Powers) -> dict[str, Any]:
    """Return what the page of a committee's desk is drawn of."""
    overdue = [duty for duty in desk.late if duty.due < today()]
    codes = {cell.pk: cell.code for cell, _ in desk.cell_rows}
    rows = [
        _row(part.code, part.name, marks, desk.year, grouped=desk.grouped)
        for part, marks in (desk.group_rows if desk.grouped else desk.cell_rows)
    ]
    return {
        "organization": desk.organization,
        "desk": desk,
        "heading": _committee_heading(desk, len(overdue)),
        "overdue": len(overdue),
        "years": years(desk.organization, desk.year),
        "columns": months(desk.year, [[] for _ in range(12)]),
        "rows": rows,
        "tasks": [
            *(task(duty, list_url(duty, desk.organization)) for duty in desk.own_duties),
            *(task(duty, f"{reverse('desk')}?to-chuc={codes[duty.subject]}") for duty in desk.late),
        ],
        "figures": figures(desk.headcount, desk.organization) if desk.headcount else [],
        "counters": _counters(desk),
        "own_report": _own_report(desk),
        "rating_counters": _rating_counters(desk),
        "waiting": _waiting(desk, powers),
        "hands_over": powers.hands_over,
        "rating_title": f"Xếp loại năm {desk.rating_year}",
        "report_title": f"Báo cáo tổng kết năm {desk.report_year}",
    }


def _committee_heading(desk: CommitteeDesk, overdue: int) -> str:
    cells = f"{desk.cell_count} chi\N{NO-BREAK SPACE}bộ"
    if not desk.cell_rows and not desk.group_rows:
        return desk.organization.name
    if desk.grouped or desk.year != today().year:
        return f"{cells}, năm\N{NO-BREAK SPACE}{desk.year}"
    if overdue:
        return f"{cells}, {overdue} chi\N{NO-BREAK SPACE}bộ đang\N{NO-BREAK SPACE}chậm"
    return f"{cells}, không chi\N{NO-BREAK SPACE}bộ nào\N{NO-BREAK SPACE}chậm"


def _row(
    code: str, name: str, marks: tuple[Mark, ...], year: int, *, grouped: bool
) -> dict[str, Any]:
    url = f"{reverse('desk')}?to-chuc={code}&nam={year}"
    tiles = []
    for mark in marks:
        leads = url if grouped or mark.meeting is None else reverse("meeting", args=[mark.meeting])
        tile = drawn(mark, "" if mark.kind == "none" else leads)
        tiles.append({**tile, "before": f"{name}, tháng {mark.month}:"})
    return {"name": name, "url": url, "tiles": tiles}


def _counters(desk: CommitteeDesk) -> list[dict[str, Any]]:
    asked = urlencode({"to-chuc": desk.organization.code, "nam": desk.report_year})
    url = f"{reverse('reports')}?{asked}#chi-bo-ben-duoi"
    drafting, idle = desk.begun - desk.issued, desk.cell_count - desk.begun
    total = desk.cell_count
    return [
        {"n": idle, "total": total, "label": "chưa soạn", "url": url},
        {"n": drafting, "total": total, "label": "đang soạn", "url": url},
        {"n": desk.issued, "total": total, "label": "đã ban hành", "url": url},
    ]


def _own_report(desk: CommitteeDesk) -> dict[str, str]:
    """Return how far the committee's own report is, with the page where it is written on."""
    found = desk.own_report
    if found is not None:
        url, word = reverse("report", args=[found.pk]), found.get_status_display().lower()
    else:
        begin = reverse("start_report", args=[desk.organization.code])
        url, word = begin if desk.may_compose else "", "chưa soạn"
    return {"url": url, "word": word}


def _waiting(desk: CommitteeDesk, powers: Powers) -> dict[str, str] | None:
    """Return the sheets of ratings that wait for this person, with the page that lists them."""
    n = (desk.rating_round or {}).get("submitted", 0)
    if not n or not (powers.reviews_ratings or powers.decides_ratings):
        return None
    asked = {"to-chuc": desk.organization.code, "nam": desk.rating_year, "tinh-trang": "cho-duyet"}
    deed = "Quyết định" if powers.decides_ratings else "Thẩm định"
    return {"label": f"{deed} {n} bảng xếp loại", "url": f"{reverse('ratings')}?{urlencode(asked)}"}


def _rating_counters(desk: CommitteeDesk) -> list[dict[str, Any]]:
    """Return how many cells are where in the round of ratings; nothing for those who see none."""
    if desk.rating_round is None:
        return []
    asked = {"to-chuc": desk.organization.code, "nam": desk.rating_year}
    held = desk.rating_round
    none = desk.cell_count - sum(held.values())
    parts = [
        ("chua-lap", none, "chưa lập", ""),
        ("dang-lap", held.get("draft", 0), "đang lập", ""),
        ("cho-duyet", held.get("submitted", 0), "chờ duyệt", "warn"),
        ("tra-lai", held.get("returned", 0), "trả lại", "bad"),
        ("da-quyet-dinh", held.get("decided", 0), "đã quyết định", ""),
    ]
    return [
        {
            "n": n,
            "total": desk.cell_count,
            "label": label,
            "kind": kind if n else "",
            "url": f"{reverse('ratings')}?{urlencode({**asked, 'tinh-trang': slug})}",
        }
        for slug, n, label, kind in parts
    ]
