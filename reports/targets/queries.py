"""Targets of a place with what was written of them, and counts that no other room gives."""

import datetime

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, QuerySet, Value, When

from chibo.access import Scope
from chibo.organizations.models import Organization
from chibo.regulations import queries as regulations
from chibo.regulations.parameters import Level, MeetingParameters
from meetings.minutes import queries as minutes
from meetings.minutes.models import Kind, Meeting
from meetings.minutes.queries import Share
from meetings.tasks.models import Task
from members.posts.models import Term
from members.roster.models import Membership
from reports.ratings.models import Rating, RatingSheet
from reports.ratings.queries.sheets import LEVEL
from reports.targets.models import Target, TargetProgress

_SPANS = Case(
    When(span=Target.Span.TERM, then=Value(0)),
    When(span=Target.Span.YEAR, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def targets(
    scope: Scope,
    organization: Organization,
    *,
    year: int,
    term: Term | None = None,
    until: datetime.date | None = None,
) -> QuerySet[Target]:
    """Return the targets of a place for a year and its months, and for a term. Two statements.

    Those of the term come first; each has its progress at hand, the newest first: all of it, or
    what was written of times that had begun on a day.
    """
    chosen = Q(year=year)
    if term is not None:
        chosen |= Q(term=term)
    return (
        _shown(scope, organization, until).filter(chosen).order_by(_SPANS, "month", "order", "pk")
    )


def targets_of_years(
    scope: Scope, organization: Organization, since_year: int, until_year: int
) -> QuerySet[Target]:
    """Return the targets of whole years, both included, without those of months. Two statements."""
    return (
        _shown(scope, organization)
        .filter(span=Target.Span.YEAR, year__gte=since_year, year__lte=until_year)
        .order_by("year", "order", "pk")
    )


def targets_of_term(scope: Scope, organization: Organization, term: Term) -> QuerySet[Target]:
    """Return the targets of one term. Two statements."""
    return _shown(scope, organization).filter(term=term).order_by("order", "pk")


def target(scope: Scope, pk: int) -> QuerySet[Target]:
    """Return the target with this key, if it is in scope: none or one row."""
    return Target.objects.filter(scope.q(), pk=pk).select_related(
        "organization", "term", "congress"
    )


def progress(scope: Scope, pk: int) -> QuerySet[TargetProgress]:
    """Return one written result, if its target is in scope: none or one row."""
    return TargetProgress.objects.filter(scope.q("target__organization"), pk=pk).select_related(
        "target__organization", "target__term"
    )


def years(scope: Scope, organization: Organization) -> list[int]:
    """Return the years for which a place has targets, the newest first. One statement."""
    found = (
        Target.objects.filter(scope.q(), organization=organization, year__isnull=False)
        .order_by()
        .values_list("year", flat=True)
        .distinct()
    )
    return sorted((year for year in found if year is not None), reverse=True)


def levels(as_of: datetime.date) -> tuple[Level, ...]:
    """Return the levels of the rating regulation in force on a day, the best first; maybe none."""
    try:
        return regulations.rating_parameters(as_of=as_of)[1].levels
    except regulations.NoRegulation:
        return ()


def level_labels(as_of: datetime.date) -> dict[str, str]:
    """Return code → words of the levels in force on a day, the best first."""
    return {level.code: level.label for level in levels(as_of)}


def meeting_law(as_of: datetime.date) -> MeetingParameters:
    """Return what the guidance on meetings in force on a day aims at; nothing where none is known."""
    try:
        return regulations.meeting_parameters(as_of=as_of)[1]
    except regulations.NoRegulation:
        return MeetingParameters()


def admitted(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> int:
    """Return how many were admitted in a time in a place and all below it. One statement.

    Where it is not known since when they stand on the roll, the day of admission counts.
    """
    undated = Q(starts_earliest__isnull=True)
    return (
        Membership.objects.filter(
            Q(starts_earliest__gte=since, starts_earliest__lte=until)
            | undated
            & Q(member__admitted_earliest__gte=since, member__admitted_earliest__lte=until),
            scope.q(),
            Scope.below(organization.path).q(),
            began=Membership.Began.ADMITTED,
            is_temporary=False,
        )
        .order_by()
        .aggregate(found=Count("member", distinct=True))["found"]
    )


def thematic(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> int:
    """Return how many thematic meetings of this very place in a time are locked. One statement."""
    return (
        minutes.meetings(scope, organization, since=since, until=until)
        .filter(
            organization=organization,
            status=Meeting.Status.LOCKED,
            held_earliest__gte=since,
            kinds__kind=Kind.THEMATIC,
        )
        .order_by()
        .values("pk")
        .distinct()
        .count()
    )


def tasks_done(
    scope: Scope, organization: Organization, since: datetime.date, until: datetime.date
) -> Share:
    """Return how many of the tasks given to somebody in the years of a time are done.

    The tasks that `meetings.tasks.queries.tasks_by_member` counts, each once for all years. One
    statement.
    """
    first, last = since.year, until.year
    due = Q(due_earliest__year__lte=last, due_latest__year__gte=first)
    finished = Q(done_earliest__year__lte=last, done_latest__year__gte=first)
    undated = Q(due_earliest__isnull=True, done_earliest__isnull=True)
    planned = Q(plan_year__gte=first, plan_year__lte=last)
    done = Q(state=Task.State.DONE)
    counted = (
        Task.objects.filter(
            planned | Q(plan_year__isnull=True) & (due | finished | undated),
            done | Q(due_latest__lte=until),
            scope.q(),
            Scope.below(organization.path).q(),
            assignee__isnull=False,
        )
        .exclude(state=Task.State.DROPPED)
        .aggregate(n=Count("pk", filter=done), total=Count("pk"))
    )
    return Share(**counted)


def levels_given(
    scope: Scope, organization: Organization, since_year: int, until_year: int
) -> list[tuple[int, str, int]]:
    """Return (year, level, how many) of all who are rated in some years, here and below.

    What was decided counts before what was proposed; a sheet that is only being drawn up says
    nothing yet. One statement, counted in the database.
    """
    return list(
        Rating.objects.exclude(sheet__status=RatingSheet.Status.DRAFT)
        .filter(
            scope.q("sheet__organization"),
            Scope.below(organization.path).q("sheet__organization"),
            sheet__year__gte=since_year,
            sheet__year__lte=until_year,
            is_rated=True,
        )
        .order_by()
        .annotate(given=LEVEL)
        .values_list("sheet__year", "given")
        .annotate(n=Count("pk"))
    )


def _shown(
    scope: Scope, organization: Organization, until: datetime.date | None = None
) -> QuerySet[Target]:
    by_then = Q() if until is None else Q(when_earliest__isnull=True) | Q(when_earliest__lte=until)
    written = TargetProgress.objects.filter(by_then).order_by(
        F("when_latest").desc(nulls_last=True), "-pk"
    )
    return (
        Target.objects.filter(scope.q(), organization=organization)
        .select_related("organization", "term", "congress")
        .prefetch_related(Prefetch("progress", written))
    )
