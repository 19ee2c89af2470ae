"""The targets of a year, of its months and of the term that ran in it."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chibo.access import Permission, allows, requires
from chibo.clock import today
from chibo.forms import asked_day, asked_words, asked_year
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.vietnamese import matches
from members.posts import queries as posts
from members.posts.models import Term
from reports.targets import facts, queries
from reports.targets.facts import Measured
from reports.targets.models import Target
from reports.targets.rules import Verdict
from reports.targets.views.offering import chips, offered_at

_STATES = {Verdict.REACHED: "ok", Verdict.MISSED: "warn", Verdict.UNKNOWN: "idle"}
_PAGES = {
    "attendance": "meetings",
    "thematic": "meetings",
    "tasks": "tasks",
    "inspected": "inspections",
    "admitted": "roll",
    "study": "studies",
    "dues": "dues",
    "good_or_better": "ratings",
    "excellent": "ratings",
    "organization_level": "rating_figures",
}
"""Where the rows behind a figure stand."""


@dataclass(frozen=True)
class Row:
    """One target as a line of the page; `url` leads to the rows behind the figure."""

    target: Target
    measured: Measured
    kind: str
    word: str
    url: str = ""
    note: str = ""
    written: list[dict[str, Any]] = field(default_factory=list)
    bar: dict[str, Any] | None = None


@require_safe
@requires(Permission.VIEW_ACTIVITIES)
def targets(request: HttpRequest) -> HttpResponse:
    """Show the targets of one year, of its months and of the term that ran in it.

    `?tinh-den=` holds them against what was reached up to that day; `?q=` keeps those that hold
    its words.
    """
    organization = place(request, request.scope)
    day, q = asked_day(request), asked_words(request)
    year = asked_year(request) or (day or today()).year
    as_of = min(day or today(), datetime.date(year, 12, 31))
    term = posts.term_on(request.scope, organization, as_of=as_of)
    asked = queries.targets(request.scope, organization, year=year, term=term, until=day)
    found = [one for one in asked if matches(q, one.text, one.source)]
    rows = _rows(request, organization, found, year, as_of)
    known = {
        *queries.years(request.scope, organization),
        *range(today().year + 1, today().year - 4, -1),
    }
    may_record = allows(request, Permission.RECORD_ACTIVITIES, organization.path)
    sections = _sections(rows, term, year)
    if q:
        sections = [section for section in sections if section["rows"]]
    if may_record:
        _offer(sections, organization, year)
    add = f"{reverse('set_target', args=[organization.code])}?nam={year}"
    context = {
        "organization": organization,
        "year": year,
        "q": q,
        "as_of": as_of,
        "day": day,
        "years": sorted(known, reverse=True),
        "term": term,
        "sections": sections,
        "reached": sum(row.measured.verdict == Verdict.REACHED for row in rows),
        "total": len(rows),
        "add": add,
        "may_record": may_record,
    }
    return render(request, "reports/targets/targets.html", context)


def _rows(
    request: HttpRequest,
    organization: Organization,
    found: list[Target],
    year: int,
    as_of: datetime.date,
) -> list[Row]:
    """Return targets as lines of the page, each with what was reached by a day."""
    unseen = _unseen(request, organization)
    results = facts.measured_each(request.scope, organization, found, as_of, unseen=unseen)
    has_levels = any(one.measure == Target.Measure.LEVEL for one in found)
    labels = queries.level_labels(as_of) if has_levels else {}
    return [
        _row(
            one,
            results[one.pk],
            url=_evidence(one, results[one.pk], organization, year),
            is_hidden=one.indicator in unseen and not one.progress.all(),
            labels=labels,
        )
        for one in found
    ]


def _unseen(request: HttpRequest, organization: Organization) -> frozenset[str]:
    """Return the indicators whose sources this person may not look at."""
    ratings, dues = (
        request.user.scope(power, on=today())  # type: ignore[union-attr]
        for power in (Permission.VIEW_RATINGS, Permission.VIEW_DUES)
    )
    return facts.unseen(organization, ratings=ratings, dues=dues)


def _sections(rows: list[Row], term: Term | None, year: int) -> list[dict[str, Any]]:
    parts = [
        {
            "id": "nhiem-ky",
            "title": f"Nhiệm kỳ {term.label}" if term else "Nhiệm kỳ",
            "rows": [row for row in rows if row.target.span == Target.Span.TERM],
            "empty": "Chưa ghi chỉ tiêu của nhiệm kỳ; thường có trong nghị quyết đại hội.",
        },
        {
            "id": "nam",
            "title": f"Năm {year}",
            "rows": [row for row in rows if row.target.span == Target.Span.YEAR],
            "empty": f"Chưa ghi chỉ tiêu năm {year}.",
        },
        {
            "id": "thang",
            "title": "Từng tháng",
            "rows": [row for row in rows if row.target.span == Target.Span.MONTH],
            "empty": "",
        },
    ]
    return [part for part in parts if part["rows"] or part["empty"]]


def _offer(sections: list[dict[str, Any]], organization: Organization, year: int) -> None:
    """Give each section the address of its form, an empty one typical targets to start from."""
    add = f"{reverse('set_target', args=[organization.code])}?nam={year}"
    bare = any(not section["rows"] for section in sections)
    offered = offered_at(organization) if bare else []
    for section in sections:
        section["add"] = f"{add}&cua={section['id']}"
        if not section["rows"]:
            section["chips"] = chips(organization, offered, year, section["id"])


def _row(
    target: Target, measured: Measured, *, url: str, is_hidden: bool, labels: dict[str, str]
) -> Row:
    return Row(
        target=target,
        measured=measured,
        kind=_STATES[measured.verdict],
        word="Không hiện" if is_hidden else measured.verdict.label,
        url=url,
        note=_note(target, measured, is_hidden),
        written=[
            {"progress": one, "words": facts.result_words(one, target, labels)}
            for one in target.progress.all()
        ],
        bar=_bar(target, measured),
    )


def _note(target: Target, measured: Measured, is_hidden: bool) -> str:
    """Return why the book shows no figure; empty where it does, or where none is asked of it."""
    if is_hidden:
        return "Chỉ hiện với người được xem xếp loại, đảng phí."
    if not target.indicator or measured.done_words:
        return ""
    if target.term and facts.time_of(target).since is None:
        return "Ghi ngày bắt đầu nhiệm kỳ để sổ tính được."
    return "Sổ chưa có số liệu để tính."


def _evidence(target: Target, measured: Measured, organization: Organization, year: int) -> str:
    """Return where the rows behind a figure of the book stand; empty where it was written."""
    page = _PAGES.get(target.indicator, "")
    if not page or not measured.done_words or target.progress.all():
        return ""
    return f"{reverse(page)}?to-chuc={organization.code}&nam={year}"


def _bar(target: Target, measured: Measured) -> dict[str, Any] | None:
    """Return what the bar of a percent shows; its goal is marked unless it is a ceiling."""
    if target.measure != Target.Measure.PERCENT:
        return None
    goal = None if target.operator == Target.Operator.AT_MOST else target.value
    if measured.n is not None and measured.N:
        return {"n": measured.n, "total": measured.N, "goal": goal}
    if measured.value is not None:
        return {"n": measured.value, "total": 100, "goal": goal}
    return None
