"""The desk of a cell as its page shows it: each month, each duty with the page where it is done."""

from typing import Any

from django.urls import reverse

from chibo import vietnamese
from chibo.clock import today
from chibo.portal.facts import CellDesk, Powers
from chibo.portal.rules import duties
from chibo.portal.rules.duties import Duty
from chibo.portal.rules.year import Mark
from chibo.portal.views.parts import LISTS, drawn, figures, list_url, months, task, years

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


def cell_context(desk: CellDesk, powers: Powers) -> dict[str, Any]:
    """Return what the page of a cell's desk is drawn of."""
    heading, note, answer = _cell_heading(desk)
    tiles = [[_tile(mark, desk, powers) for mark in marks] for marks in desk.strip or []]
    return {
        "organization": desk.organization,
        "heading": heading,
        "heading_note": note,
        "deed": _deed(answer, desk, powers) if answer else None,
        "year": desk.year,
        "years": years(desk.organization, desk.year),
        "sees_meetings": desk.strip is not None,
        "rows": _ROWS[: len(desk.strip[0])] if desk.strip else [],
        "months": months(desk.year, tiles),
        "gaps": sum(mark.kind in {"gap", "open"} for marks in desk.strip or [] for mark in marks),
        "tasks": [task(duty, _duty_url(duty, desk, powers)) for duty in desk.duties or ()],
        "late": sum(duty.due < today() for duty in desk.duties or ()),
        "shows_duties": desk.duties is not None and desk.year == today().year,
        "headcount": desk.headcount,
        "figures": figures(desk.headcount, desk.organization) if desk.headcount else [],
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
    if duty.key in LISTS:
        return list_url(duty, desk.organization)
    if duty.key == "dues":
        return reverse("dues_month", args=[code, desk.year, duty.month])
    if duty.key == "secretary" and powers.changes_members:
        return reverse("appoint", args=[code])
    return reverse("terms", args=[code])


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
    return drawn(mark, url)
