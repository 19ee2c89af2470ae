"""The year of dues: of a cell by month, of a committee its cells by month."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chibo.access import Permission, allows, requires
from chibo.clock import today
from chibo.dates import EARLIEST_YEAR
from chibo.forms import asked_words, asked_year
from chibo.organizations.models import Organization
from chibo.place import place
from members.dues import facts, queries
from members.dues.rules import year as years
from members.dues.rules.year import MONTHS, Mark, MonthSums, Row
from members.dues.views.finding import month_url


@require_safe
@requires(Permission.VIEW_DUES)
def dues(request: HttpRequest) -> HttpResponse:
    """Show a year of dues: of a cell by month, of a committee its cells by month.

    `?q=` keeps the members of a cell by name, the cells of a committee by name or code.
    """
    organization = place(request, request.scope)
    request.place = organization
    year = asked_year(request) or today().year
    context = {
        "organization": organization,
        "year": year,
        "years": _near(organization, year),
        "q": asked_words(request),
    }
    if organization.is_cell or organization.type == "group":
        context |= _cell_year(request, organization, year)
        return render(request, "members/dues/dues.html", context)
    context |= _committee_year(request, organization, year)
    return render(request, "members/dues/committee.html", context)


def _cell_year(request: HttpRequest, organization: Organization, year: int) -> dict[str, Any]:
    sums = queries.year_of(request.scope, organization, year)
    since = queries.first_month(request.scope, organization)
    month = today().month if year == today().year else 0
    records = allows(request, Permission.RECORD_DUES, organization.path)
    rows = [
        {
            "month": number,
            "url": month_url(organization, year, number),
            "sums": sums.get(number, MonthSums()),
            "marks": years.month_marks(
                sums.get(number, MonthSums()),
                year,
                number,
                since=since,
                today=today(),
                records=records,
            ),
        }
        for number in MONTHS
    ]
    return {
        "rows": ["Phải đóng", "Đã đóng đủ", "Đã thu", "Nộp cấp trên"],
        "members": _members(request, organization, year),
        "months": [_strip(row, year) for row in rows],
        "book": [row for row in rows if row["sums"].charges or row["sums"].remitted],
        "total": _total(sums),
        "heading": years.situation(sums.get(month, MonthSums()), month) if month else "",
        "month_url": month_url(organization, year, month) if month else "",
        "month": month,
        "opened": bool(month and sums.get(month, MonthSums()).charges),
        "may_record": records,
    }


def _members(request: HttpRequest, organization: Organization, year: int) -> list[dict[str, Any]]:
    """Return the members of a cell with their months; who may be seen leads to the file."""
    files = request.user.scope(Permission.VIEW_MEMBERS, on=today())  # type: ignore[union-attr]
    q = asked_words(request)
    return [
        {
            "name": one.name,
            "months": one.months,
            "url": reverse("member", args=[one.member_id]) if files.covers(one.path) else "",
        }
        for one in queries.months_of_each(request.scope, organization, year, q=q)  # type: ignore[attr-defined]
    ]


def _total(sums: dict[int, MonthSums]) -> MonthSums:
    names = ("charges", "settled", "expected", "collected", "remitted")
    return MonthSums(**{name: sum(getattr(one, name) for one in sums.values()) for name in names})


def _strip(row: dict[str, Any], year: int) -> dict[str, Any]:
    """Return a month of the strip; its tiles lead to its book unless it is still to come."""
    month = row["month"]
    leads = row["url"] if years.tense(year, month, today()) <= 0 else ""
    names = ("phải đóng", "đã đóng đủ", "đã thu", "nộp cấp trên")
    tiles = [
        _tile(mark, f"Tháng {month}, {name}:", leads)
        for name, mark in zip(names, row["marks"], strict=True)
    ]
    return {**_column(year, month), "tiles": tiles}


def _column(year: int, month: int) -> dict[str, Any]:
    now = (year, month) == (today().year, today().month)
    return {"name": f"T{month}", "title": f"Tháng {month}", "now": now}


def _tile(mark: Mark, before: str, url: str) -> dict[str, str]:
    said = {"kind": mark.kind, "text": mark.text, "icon": mark.icon, "after": mark.after}
    return {**said, "before": before, "url": "" if mark.kind == "none" else url}


def _committee_year(request: HttpRequest, organization: Organization, year: int) -> dict[str, Any]:
    page = request.GET.get("trang", "1")
    q = asked_words(request)
    found = facts.committee_year(request.scope, organization, year, page, q=q)
    return {
        "found": found,
        "page": found.page,
        "columns": [_column(year, month) for month in MONTHS],
        "rows": [_matrix_row(row, year, grouped=found.grouped) for row in found.rows],
    }


def _matrix_row(row: Row, year: int, *, grouped: bool) -> dict[str, Any]:
    url = f"{reverse('dues')}?to-chuc={row.code}&nam={year}"
    tiles = []
    for month in MONTHS:
        n, total = row.months.get(month, (0, 0))
        mark = years.settled_mark(n, total, year, month, since=row.since, today=today())
        leads = url if grouped else reverse("dues_month", args=[row.code, year, month])
        tiles.append(_tile(mark, f"{row.name}, tháng {month}:", leads))
    return {"name": row.name, "url": url, "tiles": tiles}


def _near(organization: Organization, year: int) -> list[dict[str, Any]]:
    """Return the links to the years beside the one shown."""
    return [
        {"label": f"Năm {near}", "url": f"{reverse('dues')}?to-chuc={organization.code}&nam={near}"}
        for near in (year - 1, year + 1)
        if EARLIEST_YEAR <= near <= today().year
    ]
