"""What the pages of a sheet show: rows with their evidence, the cap, what was said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime

from chibo.access import Permission, Scope
from chibo.clock import today
from chibo.organizations.models import Organization, OrganizationType
from chibo.reasons import Reason
from chibo.regulations.queries import NoRegulation, meeting_parameters
from meetings.minutes.queries import Share
from members.posts.queries import titles_on
from reports.ratings import queries, rules
from reports.ratings.models import Rating, RatingExchange, RatingSheet, ResidenceReview
from reports.ratings.queries import WRITTEN, Evidence, RatingLaw

MOST_SLOTS = 12
_UNBROKEN = "\N{NON-BREAKING HYPHEN}"
_FOLDED = ("is_rated", "not_rated_reason", "remark")
"""The fields of a line that are folded away while nothing is wrong with them."""


@dataclass(frozen=True)
class Cell:
    """One figure of evidence: what it counts, in words, and where its rows are; "" is a dash."""

    label: str
    words: str = ""
    url: str = ""
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Row:
    """One member's line as a page shows it; `fields` are its inputs where it is written."""

    line: Rating
    number: int
    title: str
    url: str
    cells: list[Cell]
    levels: dict[str, str]
    band: str = ""
    is_top: bool = False
    fields: Mapping[str, Any] | None = None
    wrong: bool = False
    is_off: bool = False


def scope_of(request: HttpRequest, permission: Permission) -> Scope:
    """Return where this person holds a power today."""
    return request.user.scope(permission, on=today())  # type: ignore[union-attr]


def rows(
    request: HttpRequest,
    sheet: RatingSheet,
    lines: Sequence[Rating],
    law: RatingLaw,
    form: BaseForm | None = None,
    names: Sequence[str] = WRITTEN,
) -> list[Row]:
    """Return the lines of a sheet with title, evidence and levels; nine statements."""
    scope, on = request.scope, rules.day_of_sheet(sheet.year, today())  # type: ignore[attr-defined]
    hidden = {
        "dues": scope_of(request, Permission.VIEW_DUES),
        "discipline": scope_of(request, Permission.VIEW_DISCIPLINE),
    }
    organization = sheet.organization
    known = queries.evidence(scope, organization, sheet.year, until=on, **hidden)
    nothing = queries.nothing_known(organization, **hidden)
    titles = titles_on(scope, [line.member_id for line in lines], as_of=on, of_party=True)
    cells_of = partial(_cells, urls=urls_of(organization, sheet.year), aim=_aim(sheet))
    return [
        _row(number, line, law, titles, cells_of(known.get(line.member_id, nothing)), scope)
        if form is None
        else _row(
            number, line, law, titles, cells_of(known.get(line.member_id, nothing)), scope,
            {name: form[rules.field_of(line.pk, name)] for name in names
             if rules.field_of(line.pk, name) in form.fields},
        )
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip


def _row(
    number: int,
    line: Rating,
    law: RatingLaw,
    titles: Mapping[int, str],
    cells: list[Cell],
    scope: Scope,
    fields: Mapping[str, Any] | None = None,
) -> Row:
    member = line.member
    title = [titles.get(member.pk, ""), "" if line.is_official else "dự bị"]
    level = line.decided_level or line.proposed_level
    return Row(
        line,
        number,
        ", ".join(part for part in title if part),
        reverse("member", args=[member.pk]) if scope.covers(member.organization.path) else "",
        cells,
        {
            name: law.short(getattr(line, f"{name}_level"))
            for name in ("self", "proposed", "decided")
        },
        law.short(rules.band_of(line.score, law.parameters)),
        bool(law.codes) and level == law.codes[0],
        fields,
        any(fields[name].errors for name in _FOLDED if name in fields) if fields else False,
        not (fields["is_rated"].value() if fields and "is_rated" in fields else line.is_rated),
    )


def columns_of(shown: Sequence[Row]) -> list[str]:
    """Return the heads of the evidence that rows show."""
    return [cell.label for cell in shown[0].cells] if shown else []


_PAGES = ("meetings", "studies", "tasks", "dues", "conduct", "rating_figures")
"""Where the rows behind the evidence are listed."""


def urls_of(organization: Organization, year: int) -> dict[str, str]:
    """Return where the rows behind each figure are listed."""
    asked = f"?to-chuc={organization.code}&nam={year}"
    return {name: f"{reverse(name)}{asked}" for name in _PAGES}


def _aim(sheet: RatingSheet) -> int:
    """Return the percent of meetings that one ought to attend; 0 where none is set."""
    try:
        on = rules.day_of_sheet(sheet.year, today())
        return meeting_parameters(as_of=on)[1].attendance_aim
    except NoRegulation:
        return 0


def _cells(found: Evidence, *, urls: Mapping[str, str], aim: int) -> list[Cell]:
    attended = found.attended
    low = attended.total > 0 and attended.n * 100 < aim * attended.total
    cells = [
        _share("Dự họp", attended, urls["meetings"], low),
        _share("Học NQ", found.studied, urls["studies"]),
        _share("Nhiệm vụ", found.tasks, urls["tasks"]),
    ]
    if found.dues is not None:
        cells.append(_share("Đảng phí", found.dues, urls["dues"]))
    cells.append(Cell("Khen", str(found.commended or ""), urls["conduct"]))
    if found.disciplined is not None:
        kind, icon = ("bad", "warn") if found.disciplined else ("", "")
        cells.append(Cell("Kỷ luật", str(found.disciplined or ""), urls["conduct"], kind, icon))
    return [*cells, _residence(found.residence, urls["rating_figures"])]


def _share(label: str, share: Share, url: str = "", low: bool | None = None) -> Cell:
    if not share.total:
        return Cell(label)
    is_low = share.n < share.total if low is None else low
    kind, icon = ("warn", "down-tri") if is_low else ("", "")
    return Cell(label, f"{share.n}/{share.total}", url, kind, icon)


def _residence(result: str, url: str) -> Cell:
    words = ResidenceReview.Result(result).label if result else ""
    poor = result == ResidenceReview.Result.POOR
    return Cell("Cư trú", words, url, "bad" if poor else "", "shield" if poor else "")


def cap_shown(
    organization: Organization,
    place: Organization,
    law: RatingLaw,
    counts: Counter[str],
    total: int,
    *,
    found: rules.Cap | None = None,
    heading: str = "",
    is_open: bool = False,
) -> dict[str, Any]:
    """Return what `components/cap.html` is given for the ratings of a place.

    `found` and `heading` stand in for what `counts` would say; `is_open`: the cell may still send.
    """
    is_wider = organization.path != place.path and place.path.startswith(organization.path)
    apart = organization.type == OrganizationType.UPPER_COMMITTEE or is_wider
    by_cell = law.parameters.cap_scope == "cell" and not organization.is_cell
    counted = found or rules.cap(law.parameters, counts)
    if apart or by_cell:
        whose = "từng chi bộ" if by_cell else "từng tổ chức cơ sở đảng"
        text = f"Mức trần tính riêng {whose}; số ở đây cộng cả các nơi bên dưới."
        counted = rules.Cap(None, counted.base, counted.used, text)
        heading = f"Xuất sắc: {counted.used}/{total}."
    text = counted.formula
    if organization.path != place.path and not apart:
        text += _weighed_above(is_spared=counted.over and is_open)
    return {
        "slots": _slots(counted),
        "kind": "bad" if counted.over else "idle" if counted.most is None else "ok",
        "heading": heading or rules.standing(counted),
        "text": f"{text} {law.symbol}.".replace("-", _UNBROKEN),
        "url": reverse("regulations"),
        "levels": [
            {"label": level.short or level.label, "n": counts[level.code], "total": total}
            for level in law.levels[1:]
        ],
        "bar": _bar(counted),
    }


def _weighed_above(*, is_spared: bool) -> str:
    whose = "Vẫn gửi được: đảng ủy cân đối" if is_spared else "Mức trần tính"
    return f" {whose} trên cả đảng bộ."


def _bar(found: rules.Cap) -> dict[str, int] | None:
    """Return what stands in the place of slots that would be too many."""
    most = max(found.most or 0, found.used)
    return {"n": found.used, "total": most} if found.most and most > MOST_SLOTS else None


def _slots(found: rules.Cap) -> list[str]:
    """Return the slots of the cap: taken, the last allowed, those above; none for many."""
    if found.most is None or max(found.most, found.used) > MOST_SLOTS:
        return []
    slots = []
    for number in range(1, max(found.most, found.used) + 1):
        if number > found.most:
            slots.append("over")
        else:
            marks = ["on" if number <= found.used else "", "edge" if number == found.most else ""]
            slots.append(" ".join(mark for mark in marks if mark))
    return slots


_MARKS = {
    RatingExchange.Kind.SUBMIT: ("", "right"),
    RatingExchange.Kind.RETURN: ("bad", "undo"),
    RatingExchange.Kind.DECIDE: ("key", "check"),
    RatingExchange.Kind.REOPEN: ("now", "swap"),
}


def conversation(scope: Scope, sheet: RatingSheet) -> list[dict[str, Any]]:
    """Return what was said about a sheet as `components/timeline.html` takes it."""
    years: dict[int, list[dict[str, Any]]] = {}
    for one in queries.exchanges(scope, sheet):
        kind, icon = _MARKS[RatingExchange.Kind(one.kind)]
        who = f" · {one.by.full_name}" if one.by else ""
        event = {
            "date": one.at,
            "day": f"{localtime(one.at):%d/%m}",
            "kind": kind,
            "icon": icon,
            "title": f"{one.get_kind_display()}{who}",
            "text": one.text,
        }
        years.setdefault(localtime(one.at).year, []).append(event)
    return [{"year": year, "events": events} for year, events in years.items()]


def returned_for(scope: Scope, sheet: RatingSheet) -> list[Reason]:
    """Return why a sheet lies with its cell again, as reasons to show; nothing for others."""
    if sheet.status != rules.RETURNED:
        return []
    last = queries.exchanges(scope, sheet).filter(kind=RatingExchange.Kind.RETURN).last()
    return [Reason(last.text)] if last else []


STATES = {
    "": ("idle", "dash", "chưa lập"),
    rules.DRAFT: ("idle", "pencil", "đang lập"),
    rules.SUBMITTED: ("warn", "bell", "chờ duyệt"),
    rules.RETURNED: ("bad", "undo", "trả lại"),
    rules.DECIDED: ("ok", "lock", "đã quyết định"),
}
"""Status → kind, icon and word of its state."""


def state_of(status: str) -> dict[str, str]:
    """Return what `components/state.html` is given for a status."""
    kind, icon, word = STATES[status]
    return {"kind": kind, "icon": icon, "word": word}


_STAGES = ("Chi bộ lập bảng", "Gửi đảng ủy", "Đảng ủy quyết định")


def stages(status: str) -> list[dict[str, str]]:
    """Return the way of a sheet as `components/stages.html` takes it."""
    here = {rules.DRAFT: 0, rules.RETURNED: 0, rules.SUBMITTED: 2, rules.DECIDED: 3}[status]
    return [
        {"label": label, "state": "done" if n < here else "here" if n == here else "todo"}
        for n, label in enumerate(_STAGES)
    ]


def list_of(organization: Organization, year: int, status: str = "") -> str:
    """Return the address of the ratings of a place and a year."""
    asked = f"&tinh-trang={status}" if status else ""
    return f"{reverse('ratings')}?to-chuc={organization.code}&nam={year}{asked}"


def newcomers(request: HttpRequest, sheet: RatingSheet, lines: Sequence[Rating]) -> list[Reason]:
    """Return what to do where somebody came onto the roll after the sheet was made."""
    on, known = rules.day_of_sheet(sheet.year, today()), {line.member_id for line in lines}
    roll = queries.roll(request.scope, sheet.organization, as_of=on)  # type: ignore[attr-defined]
    came = sum(who.member_id not in known for who in roll)
    if not came:
        return []
    return [Reason(f"Danh sách chi bộ có thêm {came} đồng chí chưa có trong bảng.")]
