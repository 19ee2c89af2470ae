"""Gathering how members and organisations were rated."""

import datetime
from collections import Counter
from collections.abc import Iterable

from chibo.regulations.models import Topic
from chibo.regulations.parameters import Level, RatingParameters
from members.posts.models import Term
from reports.ratings import queries as ratings
from reports.ratings.models import RatingAggregate, RatingSheet, ResidenceReview
from reports.targets import queries
from reports.targets.facts import Measured, measured, period_targets, unseen
from reports.yearend import rules
from reports.yearend.facts.gathering.period import Confidential, Law, Period, each
from reports.yearend.facts.values import (
    AggregateFact,
    OrganizationRatingFact,
    RatingFact,
    ResidenceFact,
    Tally,
    TargetFact,
)


def levels(law: Law, year: int) -> tuple[Level, ...]:
    """Return the levels of the regulation in force at the end of a year, the best first."""
    found = law.parameters(Topic.RATING, datetime.date(year, 12, 31))
    return RatingParameters.model_validate(found).levels


def rated(period: Period, law: Law) -> tuple[RatingFact, ...]:
    """Return the ratings of each year; one statement each. A draft says nothing yet."""
    found = []
    for year in period.years:
        tallied = ratings.tallied(period.scope, period.organization, year)
        sent = [one for one in tallied if one.status != RatingSheet.Status.DRAFT]
        if sent:
            found.append(_rated(year, sent, levels(law, year)))
    return tuple(found)


def _rated(year: int, found: list[ratings.Tallied], known: Iterable[Level]) -> RatingFact:
    counted: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for one in found:
        if one.is_rated:
            counted[one.level] += one.n
        else:
            reasons[one.not_rated_reason] += one.n
    return RatingFact(
        year=year,
        rated=counted.total(),
        levels=tuple(
            Tally(level.code, level.label, counted[level.code])
            for level in known
            if counted[level.code]
        ),
        not_rated=tuple(Tally("", reason, n) for reason, n in sorted(reasons.items())),
        is_decided=all(one.status == RatingSheet.Status.DECIDED for one in found),
    )


def aggregates(period: Period, law: Law) -> tuple[AggregateFact, ...]:
    """Return the ratings of the period's years that are known as figures."""
    if not period.years:
        return ()
    found = ratings.aggregates(
        period.scope, period.organization, period.starts.year, period.ends.year
    )
    return tuple(_aggregate(row, law) for row in found)


def _aggregate(row: RatingAggregate, law: Law) -> AggregateFact:
    return AggregateFact(
        row.from_year,
        row.to_year,
        row.level,
        label(levels(law, row.to_year), row.level),
        row.or_better,
        row.count,
        row.total,
    )


def label(known: Iterable[Level], code: str) -> str:
    """Return a level in words; empty for none."""
    return next((level.label for level in known if level.code == code), code)


def organizations(
    period: Period, law: Law
) -> tuple[tuple[OrganizationRatingFact, ...], dict[int, str]]:
    """Return the place's own ratings, and of those below it the last one in words.

    What a cell says of itself on a sheet is told here once it was sent.
    """
    if not period.years:
        return (), {}
    own, below = [], {}
    for row in ratings.organization_ratings(
        period.scope, period.organization, period.starts.year, period.ends.year
    ):
        known = levels(law, row.year)
        self_label, decided = label(known, row.self_level), label(known, row.decided_level)
        if said := decided or ("" if row.is_unsent else self_label):  # type: ignore[attr-defined]
            below[row.organization_id] = said
        if row.organization_id == period.organization.pk:
            own.append(OrganizationRatingFact(row.year, self_label, decided, row.decided_by))
    return tuple(own), below


def residence(period: Period) -> tuple[ResidenceFact, ...]:
    """Return what places of residence said; of each named member the last remark is counted."""
    found = list(ratings.residence_reviews(*period.args))
    last = {row.member_id: row.result for row in found if row.member_id is not None}
    named = Counter(last.values())
    counted = tuple(
        ResidenceFact(
            result.value, str(result.label), "counted", named[result.value], named.total()
        )
        for result in ResidenceReview.Result
        if named[result.value]
    )
    return counted + each(_residence, [row for row in found if row.member_id is None])


def _residence(row: ResidenceReview) -> ResidenceFact:
    return ResidenceFact(
        row.result, row.get_result_display(), row.extent, row.count, row.total, row.text
    )


# Targets ----------------------------------------------------------------------------------------


def targets(period: Period, reviewed: Term | None, sees: Confidential) -> tuple[TargetFact, ...]:
    """Return the targets of the period's years, or of the term it looks back on, measured.

    Not measured are those whose source the reader may not see.
    """
    is_long = rules.is_longer_than_a_year(period.starts, period.ends)
    hidden = unseen(period.organization, ratings=sees.ratings, dues=sees.dues)
    found = period_targets(*period.args, term=reviewed if is_long else None, unseen=hidden)
    return each(_target, found)


def targets_ahead(
    period: Period, year: int, month: int | None, next_term: Term | None
) -> tuple[TargetFact, ...]:
    """Return what is set for the time ahead: the next term, the next year or the next month."""
    asked = queries.targets(period.scope, period.organization, year=year, term=next_term)
    chosen = [
        one
        for one in asked
        if (one.term_id == next_term.pk if next_term else one.term_id is None)
        and one.month == month
    ]
    return each(_target, measured(period.scope, period.organization, chosen, None, period.ends))


def _target(one: Measured) -> TargetFact:
    return TargetFact(one.text, one.plan_words, one.done_words, one.n, one.N, one.verdict.value)
