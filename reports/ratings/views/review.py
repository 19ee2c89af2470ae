"""The year's ratings of a place: a cell's sheet, or the round of a committee over its cells."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chibo.access import Permission, Scope, allows, requires
from chibo.clock import today
from chibo.forms import asked_words, asked_year
from chibo.organizations.models import Organization, OrganizationType
from chibo.place import place
from chibo.readings import logged
from reports.ratings import queries, rules
from reports.ratings.queries import Evidence, RatingLaw, SheetFigures
from reports.ratings.views.sheets import sheet_page
from reports.ratings.views.showing import STATES, cap_shown, list_of, scope_of, state_of, urls_of

PER_PAGE = 60
_YEARS = 5
_ASKED = {
    "chua-lap": "",
    "dang-lap": rules.DRAFT,
    "cho-duyet": rules.SUBMITTED,
    "tra-lai": rules.RETURNED,
    "da-quyet-dinh": rules.DECIDED,
}
"""`?tinh-trang=` → status."""


@require_safe
@requires(Permission.VIEW_RATINGS)
@logged("view")
def ratings(request: HttpRequest) -> HttpResponse:
    """Show a year's ratings: the sheet of a cell, the round of a committee.

    `?q=` keeps the members of a cell by name, the cells of a committee by name or code.
    """
    organization = place(request, request.scope)
    year = asked_year(request) or rules.year_being_rated(today())
    context = {
        "organization": organization,
        "year": year,
        "years": range(today().year, today().year - _YEARS, -1),
    }
    if organization.is_cell:
        return _cell(request, organization, year, context)
    if organization.type == OrganizationType.GROUP:
        return render(request, "reports/ratings/group.html", context)
    return _round(request, organization, year, context)


def _cell(
    request: HttpRequest, organization: Organization, year: int, context: dict[str, Any]
) -> HttpResponse:
    sheet = queries.sheet_of(request.scope, organization, year).first()
    if sheet is not None:
        return sheet_page(request, sheet, context)
    on = rules.day_of_sheet(year, today())
    roll = queries.roll(request.scope, organization, as_of=on)
    context |= {
        "on": on,
        "on_roll": len(roll),
        "reasons": rules.obstacles_to_opening(
            is_cell=True,
            year=year,
            today=today(),
            on_roll=len(roll),
            existing="",
            levels=len(queries.law(year).levels),
        ),
        "may_propose": allows(request, Permission.PROPOSE_RATINGS, organization.path),
        "open": reverse("open_rating_sheet", args=[organization.code, year]),
    }
    return render(request, "reports/ratings/unopened.html", context)


def _round(
    request: HttpRequest, organization: Organization, year: int, context: dict[str, Any]
) -> HttpResponse:
    scope, law = request.scope, queries.law(year)
    status = _ASKED.get(request.GET.get("tinh-trang", ""))
    statuses = queries.status_counts(scope, organization, year)
    total = sum(statuses.values())
    found = queries.summary(scope, organization, year)
    q, with_evidence = asked_words(request), total <= PER_PAGE
    with_dues, with_discipline = (
        allows(request, power, organization.path)
        for power in (Permission.VIEW_DUES, Permission.VIEW_DISCIPLINE)
    )
    cells = queries.cells(scope, organization, year, status=status, q=q)
    page = Paginator(cells, PER_PAGE).get_page(request.GET.get("trang"))
    waiting = queries.cells(scope, organization, year, status=rules.SUBMITTED).first()
    context |= {
        "q": q,
        "counters": _counters(organization, year, statuses, total),
        "cap": _cap(scope, organization, law, found),
        "figures": _figures(found, law),
        "law": law,
        "page": page,
        "rows": _rows(request, organization, year, page, law, with_evidence=with_evidence),
        "with_evidence": with_evidence,
        "with_dues": with_dues,
        "with_discipline": with_discipline,
        "width": len(law.levels) + 2 + (3 + with_dues + with_discipline if with_evidence else 0),
        "total": total,
        "decided": statuses[rules.DECIDED],
        "waiting": statuses[rules.SUBMITTED],
        "next": waiting,
        "may_review": allows(request, Permission.REVIEW_RATINGS, organization.path),
        "may_decide": allows(request, Permission.DECIDE_RATINGS, organization.path),
        "status": status,
        "all": list_of(organization, year),
        "state": STATES.get(status) if status is not None else None,
    }
    return render(request, "reports/ratings/review.html", context)


def _cap(
    scope: Scope, organization: Organization, law: RatingLaw, found: queries.Summary
) -> dict[str, Any] | None:
    """Return the cap over all cells of a round; None while nobody is proposed for anything."""
    if not found.levels.total():
        return None
    place = queries.cap_place(scope, organization, law)
    return cap_shown(organization, place, law, found.levels, found.rated)


def _counters(
    organization: Organization, year: int, statuses: Counter[str], total: int
) -> list[dict[str, Any]]:
    found = []
    for asked, status in _ASKED.items():
        kind, icon, word = STATES[status]
        n = statuses[status]
        shown = kind if n and kind != "idle" else ""
        found.append(
            {
                "n": n,
                "total": total,
                "label": word,
                "url": list_of(organization, year, asked),
                "kind": shown,
                "icon": icon if shown else "",
            }
        )
    return found


def _figures(found: queries.Summary, law: RatingLaw) -> list[dict[str, Any]]:
    """Return the sums in the order of the report on members: 1 = 2 + 3, then the levels."""
    return [
        {"label": "đảng viên trong các bảng", "n": found.total},
        {"label": "chính thức", "n": found.official, "total": found.total},
        {"label": "không thuộc diện xếp loại", "n": found.not_rated, "total": found.total},
        {"label": "thuộc diện xếp loại", "n": found.rated, "total": found.total},
        {"label": "đã có mức", "n": found.done, "total": found.rated},
        *(
            {"label": level.label, "n": found.levels[level.code], "total": found.rated}
            for level in law.levels
        ),
    ]


def _rows(
    request: HttpRequest,
    organization: Organization,
    year: int,
    page: Any,
    law: RatingLaw,
    *,
    with_evidence: bool,
) -> list[dict[str, Any]]:
    """Return the cells of a page with the figures of their sheets; eleven statements at most.

    Where the cells fill more than one page the evidence is left out: a place nearer to them tells.
    """
    scope, on = request.scope, rules.day_of_sheet(year, today())
    known: dict[int, Evidence] = {}
    if with_evidence:
        dues, discipline = (
            scope_of(request, power) for power in (Permission.VIEW_DUES, Permission.VIEW_DISCIPLINE)
        )
        known = queries.evidence(
            scope, organization, year, until=on, dues=dues, discipline=discipline
        )
    figures = queries.figures_of(scope, [cell.sheet_id for cell in page if cell.sheet_id])
    own = queries.own_levels(scope, year, [cell.pk for cell in page])
    return [
        _cell_row(
            cell, figures.get(cell.sheet_id, SheetFigures()), own.get(cell.pk), known, law, year
        )
        for cell in page
    ]


def _cell_row(
    cell: Any,
    figures: SheetFigures,
    own: Any,
    known: dict[int, Evidence],
    law: RatingLaw,
    year: int,
) -> dict[str, Any]:
    has_sheet, is_sent = cell.sheet_id is not None, cell.sheet_status != rules.DRAFT
    url = reverse("rating_sheet", args=[cell.sheet_id]) if has_sheet else list_of(cell, year)
    return {
        "cell": cell,
        "url": url,
        "urls": urls_of(cell, year),
        "has_sheet": has_sheet,
        "rated": figures.rated,
        "members": len(figures.members),
        "levels": [
            (level.short or level.label, figures.levels[level.code]) for level in law.levels
        ],
        "evidence": queries.in_sum(known[member] for member in figures.members if member in known),
        "self_level": law.short(own.self_level) if own and is_sent else "",
        "decided_level": law.short(own.decided_level) if own else "",
        "state": state_of(cell.sheet_status),
    }
