"""The rounds of a committee: its cells, who met when, reports and ratings come in."""

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractMonth, Substr

from chibo.access import PATH_STEP, Scope
from chibo.organizations import queries as organizations
from chibo.organizations.models import CELL_TYPES, Organization
from chibo.portal.queries.year import first_meetings, whole_year
from chibo.portal.rules.committee import Cell, Group
from meetings.minutes.models import Kind, Meeting
from reports.ratings.models import RatingSheet
from reports.yearend.models import Report


def count_cells(scope: Scope, committee: Organization) -> int:
    """Return how many open cells stand under a committee. One statement."""
    return organizations.cells_below(scope, committee).count()


def cells(scope: Scope, committee: Organization) -> QuerySet[Organization]:
    """Return the open cells under a committee in the order of the tree."""
    return organizations.cells_below(scope, committee)


def named_cells(scope: Scope, found: Collection[Organization], *, drafts: Scope) -> list[Cell]:
    """Return cells with the day from which their books ought to tell. One statement."""
    first = first_meetings(scope, found, drafts=drafts)
    return [Cell(cell.pk, cell.code, cell.name, first.get(cell.pk)) for cell in found]


def groups(
    organization_scope: Scope,
    scope: Scope,
    committee: Organization,
    parts: Collection[Organization],
    year: int,
    *,
    drafts: Scope,
) -> list[Group]:
    """Return parts of the tree directly below a committee with their cells and who met when.

    Two statements, aggregated in the database: a province costs what a ward costs.
    """
    length = len(committee.path) + PATH_STEP
    counted = (
        cells(organization_scope, committee)
        .annotate(part=Substr("path", 1, length))
        .filter(part__in=[part.path for part in parts])
        .order_by()
        .values_list("part")
        .annotate(n=Count("pk"))
    )
    size, met = dict(counted), _met(scope, committee, parts, year, drafts)
    return [
        Group(part.code, part.name, size.get(part.path, 0), met.get(part.path, {}))
        for part in parts
    ]


def _met(
    scope: Scope,
    committee: Organization,
    parts: Collection[Organization],
    year: int,
    drafts: Scope,
) -> dict[str, dict[int, int]]:
    """Return path of a part → month → how many of its open cells held their regular meeting."""
    length = len(committee.path) + PATH_STEP
    found = (
        Meeting.objects.filter(
            scope.q(),
            Scope.below(committee.path).q(),
            Q(status=Meeting.Status.LOCKED) | drafts.q(),
            organization__type__in=CELL_TYPES,
            organization__closed_on__isnull=True,
            kinds__kind=Kind.REGULAR,
            held_earliest__year=year,
        )
        .annotate(part=Substr("organization__path", 1, length), month=ExtractMonth("held_earliest"))
        .filter(part__in=[part.path for part in parts])
        .order_by()
        .values_list("part", "month")
        .annotate(n=Count("organization", distinct=True))
    )
    by_part: dict[str, dict[int, int]] = {}
    for part, month, n in found:
        by_part.setdefault(part, {})[month] = n
    return by_part


def parts_below(scope: Scope, committee: Organization) -> QuerySet[Organization]:
    """Return what stands directly below a committee and is open, in the order of the tree."""
    return organizations.children(scope, committee).filter(closed_on__isnull=True)


def report_round(scope: Scope, committee: Organization, year: int) -> tuple[int, int]:
    """Return (cells that have issued the year's report, cells that have begun one). One statement."""
    found = Report.objects.filter(
        whole_year(year),
        scope.q(),
        Scope.below(committee.path).q(),
        organization__type__in=CELL_TYPES,
        organization__closed_on__isnull=True,
    )
    figures = found.aggregate(
        issued=Count("organization", distinct=True, filter=Q(status=Report.Status.ISSUED)),
        begun=Count("organization", distinct=True),
    )
    return figures["issued"], figures["begun"]


def rating_round(scope: Scope, committee: Organization, year: int) -> dict[str, int]:
    """Return status → how many cells have a sheet of a year in it. One statement."""
    return dict(
        RatingSheet.objects.filter(
            scope.q(),
            Scope.below(committee.path).q(),
            organization__type__in=CELL_TYPES,
            organization__closed_on__isnull=True,
            year=year,
        )
        .order_by()
        .values_list("status")
        .annotate(n=Count("pk"))
    )
