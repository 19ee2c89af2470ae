"""What was reached of targets: the latest written result, else what the book says."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from chibo.access import Scope
from chibo.organizations.models import Organization
from meetings.minutes import queries as minutes
from meetings.minutes.queries import Share
from meetings.study import queries as study
from members.dues import queries as dues
from members.posts.models import Term
from members.roster import queries as roster
from reports.inspection import queries as inspection
from reports.ratings import queries as ratings
from reports.targets import queries, rules
from reports.targets.models import Target, TargetProgress
from reports.targets.rules import Aim, Line, Rated, Result, Verdict

Indicator = Target.Indicator
NOTHING = Result()


@dataclass(frozen=True)
class Measured:
    """A target held against what was reached: in words, and as figures where there are any.

    n of N where members, meetings or months were counted; `value` a percent or a count that was
    given as such. `done_words` is empty where nothing is known.
    """

    target_pk: int
    text: str
    plan_words: str
    done_words: str
    n: int | None
    N: int | None
    value: Decimal | None
    verdict: Verdict


def measured(
    scope: Scope,
    organization: Organization,
    targets: Iterable[Target],
    since: datetime.date | None,
    until: datetime.date,
    *,
    unseen: Collection[str] = (),
) -> tuple[Measured, ...]:
    """Return targets with what was reached in [since, until], in the order given.

    The latest result written by `until` comes first; without one the book is asked, each source
    once and only where an indicator needs it. Nothing is measured where `since` is unknown or
    later than `until`, nor for the indicators in `unseen`, which the reader may not look at.
    The progress of the targets must be at hand.
    """
    found = list(targets)
    written = {one.pk: _written(one, until) for one in found}
    asked = {one.indicator for one in found if one.indicator and written[one.pk] is None}
    by_level = any(one.measure == Target.Measure.LEVEL for one in found)
    labels: dict[str, str] = {}
    if by_level or asked & rules.RATED:
        labels = queries.level_labels(until)
    book: dict[str, Result] = {}
    if since is not None and since <= until:
        book = _book(scope, organization, asked - set(unseen), (since, until), list(labels))
    return tuple(
        _measured(one, written[one.pk] or book.get(one.indicator, NOTHING), labels) for one in found
    )


def unseen(organization: Organization, *, ratings: Scope, dues: Scope) -> frozenset[str]:
    """Return the indicators whose sources are not seen at a place, by who sees what where."""
    hidden: set[str] = set()
    if not ratings.covers(organization.path):
        hidden |= rules.RATED
    if not dues.covers(organization.path):
        hidden.add(Indicator.DUES.value)
    return frozenset(hidden)


def measured_each(
    scope: Scope,
    organization: Organization,
    targets: Iterable[Target],
    as_of: datetime.date,
    *,
    unseen: Collection[str] = (),
) -> dict[int, Measured]:
    """Return target → what was reached in its own time up to a day.

    Sources are asked once for each term, year or month that the targets speak of.
    """
    times: dict[tuple[datetime.date | None, datetime.date], list[Target]] = {}
    for one in targets:
        time = time_of(one)
        last = min(time.until, as_of) if time.until else as_of
        times.setdefault((time.since, last), []).append(one)
    return {
        result.target_pk: result
        for (since, until), those in times.items()
        for result in measured(scope, organization, those, since, until, unseen=unseen)
    }


def period_targets(
    scope: Scope,
    organization: Organization,
    starts: datetime.date,
    ends: datetime.date,
    *,
    term: Term | None = None,
    unseen: Collection[str] = (),
) -> tuple[Measured, ...]:
    """Return the targets of a report's time as they stood on its last day.

    With a term: its targets, over the term; otherwise those of the years that the time touches,
    each over its year. Targets of single months are left to their page.
    """
    found = list(
        queries.targets_of_years(scope, organization, starts.year, ends.year)
        if term is None
        else queries.targets_of_term(scope, organization, term)
    )
    results = measured_each(scope, organization, found, ends, unseen=unseen)
    return tuple(results[one.pk] for one in found)


def time_of(target: Target) -> rules.Time:
    """Return for which time a target is; its term must be at hand."""
    term = target.term
    return rules.time_of(target.span, target.year, target.month, term.starts if term else None)


def aim_of(target: Target) -> Aim:
    """Return what a target asks for."""
    return Aim(target.measure, target.operator, target.value, target.level, target.unit)


def result_of(progress: TargetProgress) -> Result:
    """Return what a written result says."""
    return Result(
        progress.numerator, progress.denominator, progress.value, progress.level, progress.stated
    )


def result_words(progress: TargetProgress, target: Target, labels: Mapping[str, str]) -> str:
    """Return what was written of a target as it is printed."""
    return rules.result_words(aim_of(target), result_of(progress), labels)


def _written(target: Target, until: datetime.date) -> Result | None:
    for one in target.progress.all():
        if one.when.earliest is None or one.when.earliest <= until:
            return result_of(one)
    return None


def _measured(target: Target, result: Result, labels: Mapping[str, str]) -> Measured:
    aim = aim_of(target)
    return Measured(
        target_pk=target.pk,
        text=target.text,
        plan_words=rules.plan_words(aim, labels),
        done_words=rules.result_words(aim, result, labels),
        n=result.n,
        N=result.total,
        value=result.value,
        verdict=rules.verdict(aim, result, list(labels)),
    )


Days = tuple[datetime.date, datetime.date]
_Source = Callable[[Scope, Organization, Days], Result]


def _book(
    scope: Scope, organization: Organization, asked: set[str], days: Days, levels: list[str]
) -> dict[str, Result]:
    """Return indicator → what the book says of it."""
    found = {name: _SOURCES[name](scope, organization, days) for name in asked & set(_SOURCES)}
    if best := {name: levels[:length] for name, length in _BEST.items() if name in asked}:
        years = (days[0].year, days[1].year)
        given = queries.levels_given(scope, organization, *years)
        lines = [Line(*row) for row in given]
        sums = [
            Rated(one.from_year, one.to_year, one.level, one.or_better, one.count, one.total)
            for one in ratings.aggregates(scope, organization, *years)
        ]
        found |= {name: rules.rated_share(lines, sums, codes) for name, codes in best.items()}
    return found


_BEST = {Indicator.EXCELLENT.value: 1, Indicator.GOOD_OR_BETTER.value: 2}
"""How many of the best levels an indicator accepts."""


def _study(scope: Scope, organization: Organization, days: Days) -> Result:
    return _sum(study.studies_by_member(scope, organization, *days).values())


def _attendance(scope: Scope, organization: Organization, days: Days) -> Result:
    return _sum(minutes.attendance_by_member(scope, organization, *days).values())


def _tasks(scope: Scope, organization: Organization, days: Days) -> Result:
    return _sum([queries.tasks_done(scope, organization, *days)])


def _sum(shares: Iterable[Share]) -> Result:
    found = list(shares)
    total = sum(share.total for share in found)
    return Result(n=sum(share.n for share in found), total=total) if total else NOTHING


def _dues(scope: Scope, organization: Organization, days: Days) -> Result:
    totals = dues.totals(scope, organization, *days)
    return Result(n=totals.settled, total=totals.charges) if totals.charges else NOTHING


def _admitted(scope: Scope, organization: Organization, days: Days) -> Result:
    return Result(value=Decimal(queries.admitted(scope, organization, *days)))


def _thematic(scope: Scope, organization: Organization, days: Days) -> Result:
    return Result(value=Decimal(queries.thematic(scope, organization, *days)))


def _inspected(scope: Scope, organization: Organization, days: Days) -> Result:
    """Return of how many members it is sure that they were inspected, of those on the roll.

    Nobody is counted twice: the named ones, or the largest number covered at once. Those under
    signs of violation count for nobody: the figure is the same for every reader, and no plan asks
    for them.
    """
    found = list(inspection.inspections(scope, organization, *days, confidential=Scope()))
    if not found:
        return NOTHING
    named = len({one.subject_id for one in found if one.subject_id})
    at_once = max((one.subject_count or 0 for one in found if not one.subject_id), default=0)
    total = roster.headcount(scope, organization, as_of=days[1]).total
    return Result(n=max(named, at_once), total=total) if total else NOTHING


def _organization_level(scope: Scope, organization: Organization, days: Days) -> Result:
    """Return the level of this very place in the last year of which one is known.

    As with members, nothing counts that stands on a sheet which was not sent.
    """
    found = ratings.organization_ratings(scope, organization, days[0].year, days[1].year)
    given = [
        level
        for one in found.filter(organization=organization).order_by("year")
        if (level := one.decided_level or ("" if one.is_unsent else one.self_level))  # type: ignore[attr-defined]
    ]
    return Result(level=given[-1]) if given else NOTHING


_SOURCES: dict[str, _Source] = {
    Indicator.STUDY.value: _study,
    Indicator.ATTENDANCE.value: _attendance,
    Indicator.TASKS.value: _tasks,
    Indicator.DUES.value: _dues,
    Indicator.ADMITTED.value: _admitted,
    Indicator.THEMATIC.value: _thematic,
    Indicator.INSPECTED.value: _inspected,
    Indicator.ORGANIZATION_LEVEL.value: _organization_level,
}
