"""The round of a year at a committee: its cells, how far each is, what they propose."""

import datetime
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from chibo.access import Scope
from chibo.fields import in_words
from chibo.organizations import queries as organizations
from chibo.organizations.models import CELL_TYPES, Organization
from reports.ratings.models import OrganizationRating, Rating, RatingSheet
from reports.ratings.queries.sheets import LEVEL, ratings


@dataclass
class SheetFigures:
    """Who stands on a sheet, and how many of the rated at which level, decided or proposed.

    Of a sheet that was not sent no levels: until then they are the cell's.
    """

    members: list[int] = field(default_factory=list)
    rated: int = 0
    levels: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Summary:
    """A year's ratings in sum, as the report on members asks for them (domain reference §17 A.2).

    total = official + probationary = not_rated + rated; of the rated, `done` have a level on a
    sheet that was sent.
    """

    total: int = 0
    official: int = 0
    not_rated: int = 0
    rated: int = 0
    done: int = 0
    levels: Counter[str] = field(default_factory=Counter)


def summary(scope: Scope, organization: Organization, year: int) -> Summary:
    """Return the ratings of a place and of all below it in sum, decided else proposed.

    One statement.
    """
    found = (
        ratings(scope, organization, year)
        .select_related(None)
        .order_by()
        .annotate(level=LEVEL)
        .values_list("is_official", "is_rated", "level", "sheet__status")
        .annotate(n=Count("pk"))
    )
    counts: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    for is_official, is_rated, level, status, n in found:
        counts["total"] += n
        counts["official"] += n if is_official else 0
        counts["rated" if is_rated else "not_rated"] += n
        if is_rated and level and status != RatingSheet.Status.DRAFT:
            levels[level] += n
    return Summary(**counts, done=levels.total(), levels=levels)


@dataclass(frozen=True)
class Tallied:
    """`n` members of a year whose lines say the same; `level` decided, else proposed."""

    is_rated: bool
    level: str
    not_rated_reason: str
    status: str
    n: int


def tallied(scope: Scope, organization: Organization, year: int) -> list[Tallied]:
    """Return how many lines of the sheets of a place and of all below it say what.

    One statement, counted in the database: a province costs what a ward costs.
    """
    counted = (
        ratings(scope, organization, year)
        .select_related(None)
        .order_by()
        .annotate(level=LEVEL)
        .values_list("is_rated", "level", "not_rated_reason", "sheet__status")
        .annotate(n=Count("pk"))
    )
    return [Tallied(*row) for row in counted]


def cells(
    scope: Scope, organization: Organization, year: int, *, status: str | None = None, q: str = ""
) -> QuerySet[Organization]:
    """Return the cells below a place that are rated for a year, in the order of the tree.

    Those that stood at its end, and those that made a sheet. Each carries `sheet_id` and
    `sheet_status` (empty: no sheet yet); `status` keeps those of one, `q` those whose name or code
    holds its words.
    """
    last = datetime.date(year, 12, 31)
    own = RatingSheet.objects.filter(organization=OuterRef("pk"), year=year)
    stood = (Q(closed_on__isnull=True) | Q(closed_on__gt=last)) & (
        Q(opened_earliest__isnull=True) | Q(opened_earliest__lte=last)
    )
    found = (
        organizations.tree(scope)
        .filter(Scope.below(organization.path).q(""), in_words(q), type__in=CELL_TYPES)
        .annotate(
            sheet_id=Subquery(own.values("pk")[:1]),
            sheet_status=Coalesce(Subquery(own.values("status")[:1]), Value("")),
        )
        .filter(stood | Q(sheet_id__isnull=False))
    )
    return found if status is None else found.filter(sheet_status=status)


def status_counts(scope: Scope, organization: Organization, year: int) -> Counter[str]:
    """Return status → number of cells; the empty status has no sheet yet. One statement."""
    counted = (
        cells(scope, organization, year)
        .select_related(None)
        .order_by()
        .values_list("sheet_status")
        .annotate(n=Count("pk"))
    )
    return Counter(dict(counted))


def figures_of(scope: Scope, sheets: Collection[int]) -> dict[int, SheetFigures]:
    """Return sheet → its figures, by the keys of sheets. One statement."""
    found: dict[int, SheetFigures] = {key: SheetFigures() for key in sheets}
    rows = (
        Rating.objects.filter(scope.q("sheet__organization"), sheet__in=sheets)
        .annotate(level=LEVEL)
        .values_list("sheet_id", "member_id", "is_rated", "level", "sheet__status")
    )
    for sheet, member, is_rated, level, status in rows:
        found[sheet].members.append(member)
        if is_rated:
            found[sheet].rated += 1
            if status != RatingSheet.Status.DRAFT:
                found[sheet].levels[level] += 1
    return found


def own_levels(scope: Scope, year: int, cells: Collection[int]) -> dict[int, OrganizationRating]:
    """Return cell → how it was rated itself for a year. One statement."""
    found = OrganizationRating.objects.filter(scope.q(), organization__in=cells, year=year)
    return {one.organization_id: one for one in found}
