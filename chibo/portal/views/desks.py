"""The desks: what the year looks like and what is to be done, of a cell or of a committee."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chibo import vietnamese
from chibo.access import Permission, allows, requires
from chibo.clock import today
from chibo.forms import asked_year
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.portal import facts
from chibo.portal.facts import CellDesk, CommitteeDesk, Powers
from chibo.portal.rules import duties
from chibo.portal.rules.duties import Duty
from chibo.portal.rules.year import Mark
from members.roster.queries import Headcount

FIRST_YEAR = 1990
_ROWS = ["Thường kỳ", "Chuyên đề", "Biên bản", "Họp khác", "Đảng phí"]

_DEEDS = {
    "regular": ("Ghi biên bản tháng {month}", "pencil"),
    "thematic": ("Ghi sinh hoạt chuyên đề", "pencil"),
    "minutes": ("Mở biên bản", "pencil"),
    "recognition": ("Mở hồ sơ", "people"),
    "report": ("Mở báo cáo", "report"),
    "rating": ("Mở bảng xếp loại", "rate"),
    "dues": ("Mở sổ đảng phí", "coin"),
    "term": ("Ghi nhiệm kỳ", "ribbon"),
    "secretary": ("Ghi chức vụ", "ribbon"),
    "corrections": ("Xem đề nghị", "people"),
}
_LISTS = {"report": "reports", "rating": "ratings", "corrections": "correction_requests"}
"""Duties that are done from a list, which the desk leads to."""


@require_safe
@requires(Permission.VIEW_ORGANIZATIONS)
def desk(request: HttpRequest) -> HttpResponse:
    """Show what the year looks like and what is to be done: of a cell, or of a committee's cells."""
    organization = place(request, request.scope)
    request.place = organization  # type: ignore[attr-defined]
    year = _year(request)
    powers = powers_of(request, organization)
    if organization.is_cell or organization.type == "group":
        gathered = facts.cell_desk(powers, organization, request.user, year, today())
        context = {**_cell_context(gathered, powers), **_new_powers(request, organization)}
        return render(request, "chibo/portal/cell_desk.html", context)
    page = request.GET.get("trang", "1")
    desk_of_all = facts.committee_desk(powers, organization, request.user, year, today(), page)
    context = {**_committee_context(desk_of_all, powers), **_new_powers(request, organization)}
    return render(request, "chibo/portal/committee_desk.html", context)


def _new_powers(request: HttpRequest, organization: Organization) -> dict[str, Any]:
    """Return the roles that were given lately, with the page of the log that tells of each."""
    scope = request.user.scope(Permission.VIEW_LOG, on=today())  # type: ignore[union-attr]
    found = facts.new_powers(scope, organization, request.user, today())
    if found is None:
        return {}
    asked = {
        "to-chuc": organization.code,
        "loai": "to-chuc",
        "tu": vietnamese.day(found.since),
    }
    return {"new_powers": found, "new_powers_url": f"{reverse('log')}?{urlencode(asked)}"}


def _year(request: HttpRequest) -> int:
    """Return the year of `?nam=`; this year where it names none that could be."""
    asked, now = asked_year(request) or 0, today().year
    return asked if FIRST_YEAR <= asked <= now + 1 else now


def powers_of(request: HttpRequest, organization: Organization) -> Powers:
    """Return where the person may see what, and what they may do at a place."""

    def scope(permission: Permission) -> Any:
        return request.user.scope(permission, on=today())

    def may(permission: Permission) -> bool:
        return allows(request, permission, organization.path)

    return Powers(
        organizations=scope(Permission.VIEW_ORGANIZATIONS),
        meetings=scope(Permission.VIEW_MEETINGS),
        drafts=scope(Permission.VIEW_ACTIVITIES),
        members=scope(Permission.VIEW_MEMBERS),
        reports=scope(Permission.VIEW_REPORTS),
        dues=scope(Permission.VIEW_DUES),
        ratings=scope(Permission.VIEW_RATINGS),
        records_meetings=may(Permission.RECORD_MEETINGS),
        locks_minutes=may(Permission.LOCK_MINUTES),
        changes_members=may(Permission.CHANGE_MEMBERS),
        composes_reports=may(Permission.COMPOSE_REPORTS),
        records_dues=may(Permission.RECORD_DUES),
        proposes_ratings=may(Permission.PROPOSE_RATINGS),
        reviews_ratings=may(Permission.REVIEW_RATINGS),
        decides_ratings=may(Permission.DECIDE_RATINGS),
        hands_over=may(Permission.HAND_OVER),
        sees_sealed=may(Permission.VIEW_SENSITIVE),
    )


# The desk of a cell ------------------------------------------------------------------------------


def _cell_context(desk: CellDesk, powers: Powers) -> dict[str, Any]:
    heading, note, answer = _cell_heading(desk)
    tiles = [[_tile(mark, desk, powers) for mark in marks] for marks in desk.strip or []]
    return {
        "organization": desk.organization,
        "heading": heading,
        "heading_note": note,
        "deed": _deed(answer, desk, powers) if answer else None,
        "year": desk.year,
        "years": _years(desk.organization, desk.year),
        "sees_meetings": desk.strip is not None,
        "rows": _ROWS[: len(desk.strip[0])] if desk.strip else [],
        "months": _months(desk.year, tiles),
        "gaps": sum(mark.kind in {"gap", "open"} for marks in desk.strip or [] for mark in marks),
        "tasks": [_task(duty, _duty_url(duty, desk, powers)) for duty in desk.duties or ()],
        "late": sum(duty.due < today() for duty in desk.duties or ()),
        "shows_duties": desk.duties is not None and desk.year == today().year,
        "headcount": desk.headcount,
        "figures": _figures(desk.headcount, desk.organization) if desk.headcount else [],
        "latest": desk.latest,
        "records_meetings": powers.records_meetings,
        "hands_over": powers.hands_over,
    }


def _cell_heading(desk: CellDesk) -> tuple[str, str, Duty | None]:
    if desk.strip is None:
        return desk.organization.name, desk.organization.get_type_display(), None
    if desk.year != today().year or (not desk.duties and desk.headcount is None):
        met = sum(marks[0].meeting is not None for marks in desk.strip)
        return (
            f"Năm\N{NO-BREAK SPACE}{desk.year}: {met} tháng họp thường\N{NO-BREAK SPACE}kỳ",
            "",
            None,
        )
    if desk.headcount is None and desk.duties:
        return desk.duties[0].title, desk.duties[0].reason, desk.duties[0]
    return duties.headline(desk.duties or (), today())


def _deed(duty: Duty, desk: CellDesk, powers: Powers) -> dict[str, str] | None:
    if not _may(duty.key, powers):
        return None
    label, icon = _DEEDS[duty.key]
    return {
        "label": label.format(month=duty.month),
        "icon": icon,
        "url": _duty_url(duty, desk, powers),
    }


def _may(key: str, powers: Powers) -> bool:
    return {
        "regular": powers.records_meetings,
        "thematic": powers.records_meetings,
        "minutes": powers.records_meetings or powers.locks_minutes,
        "report": powers.composes_reports,
        "rating": powers.proposes_ratings,
        "dues": powers.records_dues,
    }.get(key, powers.changes_members)


def _duty_url(duty: Duty, desk: CellDesk, powers: Powers) -> str:
    code = desk.organization.code
    if duty.key in {"regular", "thematic"}:
        return _record_url(desk, powers, duty.key, duty.month)
    if duty.key == "minutes":
        return _meeting_url(duty.subject, is_draft=True, powers=powers)
    if duty.key == "recognition":
        return reverse("member", args=[duty.subject])
    if duty.key in _LISTS:
        return _list_url(duty, desk.organization)
    if duty.key == "dues":
        return reverse("dues_month", args=[code, desk.year, duty.month])
    if duty.key == "secretary" and powers.changes_members:
        return reverse("appoint", args=[code])
    return reverse("terms", args=[code])


def _list_url(duty: Duty, organization: Organization) -> str:
    return f"{reverse(_LISTS[duty.key])}?to-chuc={organization.code}"


def _record_url(desk: CellDesk, powers: Powers, kind: str, month: int) -> str:
    code = desk.organization.code
    if not powers.records_meetings:
        return f"{reverse('meetings')}?to-chuc={code}"
    now = (desk.year, month) == (today().year, today().month)
    when = vietnamese.day(today()) if now else f"{month}/{desk.year}"
    return f"{reverse('open_meeting', args=[code])}?loai={kind}&ngay={when}"


def _meeting_url(pk: int, *, is_draft: bool, powers: Powers) -> str:
    writes = is_draft and powers.records_meetings
    return reverse("write_minutes" if writes else "meeting", args=[pk])


def _tile(mark: Mark, desk: CellDesk, powers: Powers) -> dict[str, str]:
    url = ""
    if mark.meeting is not None:
        url = _meeting_url(mark.meeting, is_draft=mark.kind == "open", powers=powers)
    elif mark.records == "dues":
        url = reverse("dues_month", args=[desk.organization.code, desk.year, mark.month])
    elif mark.records and powers.records_meetings:
        url = _record_url(desk, powers, mark.records, mark.month)
    return _drawn(mark, url)


def _drawn(mark: Mark, url: str) -> dict[str, str]:
    return {
        "kind": mark.kind,
        "text": mark.text,
        "icon": mark.icon,
        "before": mark.before,
        "after": mark.after,
        "url": url,
    }


def _months(year: int, tiles: list[list[dict[str, str]]]) -> list[dict[str, Any]]:
    return [
        {
            "name": f"T{month}",
            "title": f"Tháng {month}",
            "now": (year, month) == (today().year, today().month),
            "tiles": row,
        }
        for month, row in enumerate(tiles, start=1)
    ]


def _years(organization: Organization, year: int) -> list[dict[str, Any]]:
    """Return the links to the years beside the one shown."""
    return [
        {"label": f"Năm {near}", "url": f"{reverse('desk')}?to-chuc={organization.code}&nam={near}"}
        for near in (year - 1, year + 1)
        if FIRST_YEAR <= near <= today().year
    ]


def _task(duty: Duty, url: str) -> dict[str, str]:
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


def _figures(count: Headcount, organization: Organization) -> list[dict[str, Any]]:
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


# The desk of a committee -------------------------------------------------------------------------


def _committee_context(desk: CommitteeDesk, powers: Powers) -> dict[str, Any]:
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
        "years": _years(desk.organization, desk.year),
        "columns": _months(desk.year, [[] for _ in range(12)]),
        "rows": rows,
        "tasks": [
            *(_task(duty, _list_url(duty, desk.organization)) for duty in desk.own_duties),
            *(
                _task(duty, f"{reverse('desk')}?to-chuc={codes[duty.subject]}")
                for duty in desk.late
            ),
        ],
        "figures": _figures(desk.headcount, desk.organization) if desk.headcount else [],
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
        drawn = _drawn(mark, "" if mark.kind == "none" else leads)
        tiles.append({**drawn, "before": f"{name}, tháng {mark.month}:"})
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
