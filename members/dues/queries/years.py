"""A year of dues by month: of one book, of cells, of whole parts of the tree."""

import datetime
from collections.abc import Collection, Iterable

from django.db.models import Case, Count, F, Min, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce, ExtractMonth, Substr

from chibo.access import PATH_STEP, Scope
from chibo.organizations.models import Organization, OrganizationType
from members.dues.models import DuesCharge, DuesRemittance
from members.dues.queries.sums import charges, with_paid
from members.dues.rules.year import MonthSums, Row

_OWING = Q(paid__lt=F("amount"))
_NONE = (0, 0, 0, 0)
_CELL = Case(
    When(organization__type=OrganizationType.GROUP, then=F("organization__parent_id")),
    default=F("organization_id"),
)
"""The cell in whose book a charge stands: a group's charges are its cell's."""


def year_of(scope: Scope, organization: Organization, year: int) -> dict[int, MonthSums]:
    """Return month → its sums, of a place and all below it; months without any are missing.

    Two statements. `remitted` is what the place itself passed upward.
    """
    first, last = _span(year)
    counted = (
        charges(scope, organization, first, last)
        .select_related(None)
        .order_by()
        .annotate(number=ExtractMonth("month"))
        .values_list("number")
        .annotate(
            charges=Count("pk"),
            settled=Count("pk", filter=~_OWING),
            expected=Sum("amount"),
            collected=Sum("paid"),
        )
    )
    sent = dict(
        DuesRemittance.objects.filter(
            scope.q(), organization=organization, month__range=(first, last)
        )
        .order_by()
        .values_list(ExtractMonth("month"))
        .annotate(total=Coalesce(Sum("amount"), 0))
    )
    sums = {month: [int(figure) for figure in figures] for month, *figures in counted}
    return {
        month: MonthSums(*sums.get(month, _NONE), remitted=int(sent.get(month, 0)))
        for month in sorted(sums.keys() | sent.keys())
    }


def first_month(scope: Scope, organization: Organization) -> datetime.date | None:
    """Return the first month of which a place has charges; from then on gaps are gaps."""
    found = DuesCharge.objects.filter(scope.q(), Scope.below(organization.path).q())
    return found.aggregate(first=Min("month"))["first"]


def cells_of_year(scope: Scope, cells: Collection[Organization], year: int) -> list[Row]:
    """Return for each cell how many of each month's charges are settled. Two statements."""
    mine = with_paid(scope, Q()).annotate(cell=_CELL)
    mine = mine.filter(cell__in=[cell.pk for cell in cells]).order_by()
    since = dict(mine.values_list("cell").annotate(first=Min("month")))
    counted = (
        _in_year(mine, year)
        .values_list("cell", "number")
        .annotate(settled=Count("pk", filter=~_OWING), charged=Count("pk"))
    )
    months = _months(counted)
    return [
        Row(cell.code, cell.name, months.get(cell.pk, {}), since.get(cell.pk)) for cell in cells
    ]


def parts_of_year(
    scope: Scope, committee: Organization, parts: Collection[Organization], year: int
) -> list[Row]:
    """Return for each part of the tree directly below a committee how many books owe nothing.

    Of the books of cells that have a month, month by month. Two statements, aggregated in the
    database: a province costs what a ward costs.
    """
    part = Substr("organization__path", 1, len(committee.path) + PATH_STEP)
    mine = with_paid(scope, Scope.below(committee.path).q()).annotate(part=part, cell=_CELL)
    mine = mine.filter(part__in=[part.path for part in parts]).order_by()
    since = dict(mine.values_list("part").annotate(first=Min("month")))
    counted = (
        _in_year(mine, year)
        .values_list("part", "number")
        .annotate(
            owing=Count("cell", distinct=True, filter=_OWING), books=Count("cell", distinct=True)
        )
    )
    months = _months((path, month, books - owing, books) for path, month, owing, books in counted)
    return [
        Row(part.code, part.name, months.get(part.path, {}), since.get(part.path)) for part in parts
    ]


def _in_year(found: QuerySet[DuesCharge], year: int) -> QuerySet[DuesCharge]:
    return found.filter(month__range=_span(year)).annotate(number=ExtractMonth("month"))


def _months(
    rows: Iterable[tuple[object, int, int, int]],
) -> dict[object, dict[int, tuple[int, int]]]:
    months: dict[object, dict[int, tuple[int, int]]] = {}
    for key, month, n, total in rows:
        months.setdefault(key, {})[month] = (n, total)
    return months


def _span(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
