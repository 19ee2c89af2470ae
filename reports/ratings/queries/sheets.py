"""Sheets of a year and their lines, what the law says of them, how many stand at which level."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from chibo.access import Scope
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization, OrganizationType
from chibo.regulations import queries as regulations
from chibo.regulations.parameters import Level, RatingParameters
from meetings.minutes.models import Kind, Meeting, MeetingKind
from members.roster import queries as roster
from reports.ratings import rules
from reports.ratings.models import OrganizationRating, Rating, RatingExchange, RatingSheet

_GRASSROOTS = (OrganizationType.GRASSROOTS_COMMITTEE, OrganizationType.GRASSROOTS_CELL)
LEVEL = Coalesce(NullIf(F("decided_level"), Value("")), F("proposed_level"))
"""The level of a line as far as it is known: decided, else proposed."""


@dataclass(frozen=True)
class RatingLaw:
    """The rating regulation in force at the end of a year: symbol, and typed parameters."""

    symbol: str
    parameters: RatingParameters

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels, the best first."""
        return self.parameters.levels

    @property
    def codes(self) -> list[str]:
        """The codes of the levels, the best first."""
        return [level.code for level in self.levels]

    def short(self, code: str) -> str:
        """Return what stands in a table for a level; the code itself where it is of other law."""
        found = {level.code: level.short or level.label for level in self.levels}
        return found.get(code, code)


def law(year: int) -> RatingLaw:
    """Return the regulation on ratings of a year, public to all; without levels where none is known."""
    try:
        return RatingLaw(*regulations.rating_parameters(as_of=datetime.date(year, 12, 31)))
    except regulations.NoRegulation:
        return RatingLaw("", RatingParameters())


def sheets(scope: Scope, organization: Organization, year: int) -> QuerySet[RatingSheet]:
    """Return the sheets of a year of a place and of all below it, in the order of the tree."""
    return (
        RatingSheet.objects.filter(scope.q(), Scope.below(organization.path).q(), year=year)
        .select_related("organization", "meeting")
        .order_by("organization__path")
    )


def sheet(scope: Scope, pk: int) -> QuerySet[RatingSheet]:
    """Return the sheet with this key, if it is in scope: none or one row."""
    return RatingSheet.objects.filter(scope.q(), pk=pk).select_related(
        "organization__parent", "meeting"
    )


def sheet_of(scope: Scope, organization: Organization, year: int) -> QuerySet[RatingSheet]:
    """Return the very sheet of a cell for a year: none or one row."""
    return RatingSheet.objects.filter(
        scope.q(), organization=organization, year=year
    ).select_related("organization__parent", "meeting")


def ratings(scope: Scope, organization: Organization, year: int) -> QuerySet[Rating]:
    """Return the lines of all sheets of a year of a place and of all below it, by name."""
    return (
        Rating.objects.filter(
            scope.q("sheet__organization"),
            Scope.below(organization.path).q("sheet__organization"),
            sheet__year=year,
        )
        .select_related("sheet__organization", "member")
        .order_by("member__sort_key", "pk")
    )


def lines(scope: Scope, sheet: RatingSheet) -> list[Rating]:
    """Return the lines of a sheet by name, who is not rated last. One statement."""
    found = Rating.objects.filter(scope.q("sheet__organization"), sheet=sheet)
    return list(
        found.select_related("member__organization").order_by("-is_rated", "member__sort_key", "pk")
    )


def line_of(rating: Rating) -> rules.Line:
    """Return a stored line as the rules read it."""
    own = {name: getattr(rating, name) for name in WRITTEN}
    return rules.Line(
        key=rating.pk, name=rating.member.full_name, is_official=rating.is_official, **own
    )


WRITTEN = (
    "is_rated",
    "not_rated_reason",
    "self_level",
    "score",
    "votes",
    "base",
    "proposed_level",
    "remark",
)
"""The facts of a line that the cell writes."""


def exchanges(scope: Scope, sheet: RatingSheet) -> QuerySet[RatingExchange]:
    """Return what was said between cell and committee about a sheet, the oldest first."""
    return RatingExchange.objects.filter(
        scope.q("sheet__organization"), sheet=sheet
    ).select_related("by")


def is_concerned(scope: Scope, sheet: RatingSheet, user_id: int | None) -> bool:
    """Return whether a person stands on a sheet himself."""
    found = Rating.objects.filter(scope.q("sheet__organization"), sheet=sheet)
    return user_id is not None and found.filter(member__user_id=user_id).exists()


def own_rating(scope: Scope, organization: Organization, year: int) -> OrganizationRating | None:
    """Return how an organisation itself was rated for a year; None where nothing is recorded."""
    return OrganizationRating.objects.filter(
        scope.q(), organization=organization, year=year
    ).first()


def roll(scope: Scope, organization: Organization, *, as_of: datetime.date) -> list[rules.OnRoll]:
    """Return whom a cell rates on a day: its own roll without guests, by name. One statement."""
    return [
        rules.OnRoll(row.member_id, row.is_official, row.status, row.admitted)
        for row in roster.roll(scope, organization, as_of=as_of)
        if not row.is_temporary
    ]


def meeting_choices(
    scope: Scope, organization: Organization, year: int, *, chosen: int | None = None
) -> QuerySet[Meeting]:
    """Return the meetings in which a cell may have voted on a year's ratings, newest first.

    From October of the year to June of the next, and the one chosen before; kinds are at hand.
    """
    since, until = datetime.date(year, 10, 1), datetime.date(year + 1, 6, 30)
    within = Q(held_latest__gte=since, held_earliest__lte=until) | Q(pk=chosen)
    kinds = Prefetch("kinds", MeetingKind.objects.order_by("pk"))
    return (
        Meeting.objects.filter(scope.q(), within, organization=organization)
        .prefetch_related(kinds)
        .order_by("-held_earliest", "-pk")
    )


def review_meeting(scope: Scope, organization: Organization, year: int) -> Meeting | None:
    """Return the meeting that was held to review the year, the latest where there are several."""
    found = meeting_choices(scope, organization, year)
    return found.filter(kinds__kind=Kind.REVIEW).first()


def cap_place(scope: Scope, organization: Organization, law: RatingLaw) -> Organization:
    """Return over whose ratings the cap of a cell is counted.

    The grassroots organisation in which it stands, unless the regulation counts cell by cell;
    the cell itself where no grassroots organisation is known. At most one statement.
    """
    if law.parameters.cap_scope == "cell" or organization.type in _GRASSROOTS:
        return organization
    above = organizations.ancestors(scope, organization)
    return next((one for one in reversed(above) if one.type in _GRASSROOTS), organization)


def level_counts(
    scope: Scope,
    organization: Organization,
    year: int,
    *,
    status: str = "",
    without: RatingSheet | None = None,
) -> Counter[str]:
    """Return level → how many rated members of a place and all below it stand there.

    Levels decided, else proposed; with `status` on sheets of that status alone. One statement.
    """
    found = ratings(scope, organization, year).filter(is_rated=True)
    if status:
        found = found.filter(sheet__status=status)
    if without is not None:
        found = found.exclude(sheet=without)
    counted = (
        found.select_related(None)
        .order_by()
        .annotate(level=LEVEL)
        .values_list("level")
        .annotate(n=Count("pk"))
    )
    return Counter({level: n for level, n in counted if level})


def others_of(
    scope: Scope, sheet: RatingSheet, place: Organization, law: RatingLaw
) -> tuple[Counter[str], int]:
    """Return what the other sheets of a place say: (level → number, decided at the top level).

    Two statements; what `rules.cap_after` is given.
    """
    known = level_counts(scope, place, sheet.year, without=sheet)
    settled = level_counts(
        scope, place, sheet.year, status=RatingSheet.Status.DECIDED, without=sheet
    )
    return known, settled[law.codes[0]] if law.codes else 0
