"""Gathering who the members are, who leads them, who came and went, who was honoured."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from chibo.dates import full_years
from chibo.organizations.models import CELL_TYPES, Organization
from chibo.regulations.models import Topic
from chibo.regulations.parameters import MembershipParameters
from meetings.congress.models import Congress, ElectionResult
from meetings.congress.queries import congresses as congresses_of
from meetings.minutes.queries import MeetingSummary
from members.conduct.models import Commendation, Discipline
from members.conduct.queries import commendations as commendations_of
from members.conduct.queries import disciplines as disciplines_of
from members.dues.queries import totals
from members.posts.models import PositionHolding, Post
from members.posts.queries import holdings_on, title_of
from members.posts.rules import printed_title
from members.roster.models import Education, Gender, Membership, PoliticalTheory
from members.roster.queries import RollRow, headcount, roll
from members.roster.rules import on_roll_since
from reports.yearend import queries, rules
from reports.yearend.facts.gathering.period import DAY, Law, Period, each
from reports.yearend.facts.values import (
    CellFact,
    CommendationFact,
    CongressFact,
    DuesFact,
    ElectedFact,
    MembersFacts,
    Movements,
    PostFact,
    Tally,
)


def roll_rows(period: Period) -> list[RollRow]:
    """Return the permanent roll of the last day, of a place and all below it."""
    found = roll(period.scope, period.organization, as_of=period.ends)
    return [row for row in found if not row.is_temporary]


def members(period: Period, rows: list[RollRow], law: Law) -> MembersFacts:
    """Return head-count and structure on the last day."""
    counted = headcount(period.scope, period.organization, as_of=period.ends)
    ends = period.ends
    known = rules.knows_head_count(
        official=counted.official,
        least=_least_official(law, ends),
        told=sum(1 for row in rows if _is_told(row)),
    )
    ages = [full_years(row.born.earliest, ends) for row in rows if row.born.earliest]
    return MembersFacts(
        is_known=known,
        total=counted.total,
        official=counted.official,
        probationary=counted.probationary,
        women=counted.women,
        genders=sum(1 for row in rows if row.gender in Gender.values),
        exempt=counted.exempt,
        away=counted.away,
        suspended=counted.suspended,
        temporary=counted.temporary,
        ages=len(ages),
        average_age=_average(ages),
        education=tallies(Education.choices, (row.education for row in rows)),
        theory=tallies(PoliticalTheory.choices, (row.political_theory for row in rows)),
    )


def _least_official(law: Law, day: datetime.date) -> int:
    parameters = MembershipParameters.model_validate(law.parameters(Topic.MEMBERSHIP, day))
    return parameters.least_official_members


def _is_told(row: RollRow) -> bool:
    """Return whether anything is known of a member beside a name that an article told."""
    dates = (row.born, row.admitted, row.recognised)
    words = (row.gender, row.education, row.political_theory)
    return not row.is_official or any(words) or any(date.is_known for date in dates)


def _average(ages: list[int]) -> Decimal | None:
    if not ages:
        return None
    return (Decimal(sum(ages)) / len(ages)).quantize(Decimal("0.1"))


def tallies(choices: Iterable[tuple[str, object]], codes: Iterable[str]) -> tuple[Tally, ...]:
    """Count codes, in the order of the choices; what nobody has is left out."""
    counted = Counter(codes)
    return tuple(Tally(code, str(label), counted[code]) for code, label in choices if counted[code])


def movements(period: Period) -> Movements:
    """Count who came and went: a beginning by its earliest day, an ending by its latest."""
    rows = list(queries.memberships_touching(*period.with_eve))
    entered = [row for row in rows if period.holds(_since(row))]
    left = [row for row in rows if period.holds(row.ends.latest)]
    recognised = {
        row.member_id
        for row in rows
        if row.member.is_official and period.holds(row.member.recognised.earliest)
    }
    return Movements(
        opening=sum(1 for row in rows if _on(row, period.starts - DAY)),
        entered=tallies(Membership.Began.choices, (row.began for row in entered)),
        left=tallies(Membership.Ended.choices, (row.ended for row in left)),
        closing=sum(1 for row in rows if _on(row, period.ends)),
        recognised=len(recognised),
    )


def _since(row: Membership) -> datetime.date | None:
    return on_roll_since(row.starts, row.member.admitted).earliest


def _on(row: Membership, day: datetime.date) -> bool:
    since = _since(row)
    begun = since is None or since <= day
    return begun and (row.ends.latest is None or row.ends.latest > day)


def posts(rows: Iterable[PositionHolding]) -> tuple[PostFact, ...]:
    """Return the posts of the Party; government posts stand beside them only in titles."""
    return tuple(
        PostFact(row.post, title_of(row), row.member.full_name, row.assigned_field)
        for row in rows
        if row.post != Post.GOVERNMENT
    )


def cells(
    period: Period,
    rows: Iterable[RollRow],
    held: Iterable[MeetingSummary],
    levels: Mapping[int, str],
) -> tuple[CellFact, ...]:
    """Return the cells below a committee with their members and meetings; one statement.

    `levels` is organisation → how it was rated in words. What stands in a group counts for the
    cell above it.
    """
    below = list(queries.organizations_below(period.scope, period.organization, period.ends))
    roots = [one for one in below if one.type in CELL_TYPES]
    cell_of = {one.pk: _cell_above(one, roots) for one in below}
    rolled = Counter((cell_of.get(row.organization_id), row.is_official) for row in rows)
    met = Counter(cell_of.get(row.organization_id) for row in held)
    return tuple(
        CellFact(
            code=root.code,
            name=root.name,
            total=rolled[root.pk, True] + rolled[root.pk, False],
            official=rolled[root.pk, True],
            probationary=rolled[root.pk, False],
            meetings=met[root.pk],
            level=levels.get(root.pk, ""),
        )
        for root in roots
    )


def _cell_above(organization: Organization, roots: Iterable[Organization]) -> int | None:
    return next((root.pk for root in roots if organization.path.startswith(root.path)), None)


# Congresses, honours, dues ----------------------------------------------------------------------


def congresses(
    period: Period, counted: Mapping[int, tuple[int | None, int | None]]
) -> tuple[CongressFact, ...]:
    """Return the congresses of the period, and those planned till the end of the next year.

    `counted` is meeting → (present, summoned), for congresses with minutes in this book.
    Three statements.
    """
    found = [
        row
        for row in congresses_of(period.scope, period.organization, since=period.starts)
        if period.holds(row.when.earliest) or _is_ahead(row, period)
    ]
    elected = [
        one.member_id for row in found for one in row.results.all() if one.member_id is not None
    ]
    held = holdings_on(period.scope, elected, as_of=period.ends)
    titles = {
        member: ", ".join(title_of(one) for one in posts_ if one.post == Post.GOVERNMENT)
        for member, posts_ in held.items()
    }
    return tuple(_congress(row, counted, titles) for row in reversed(found))


def _is_ahead(row: Congress, period: Period) -> bool:
    """Return whether a congress is one of the things that a report announces."""
    first = row.when.earliest
    return row.state == Congress.State.PLANNED and (
        first is None or first.year <= period.ends.year + 1
    )


def _congress(
    row: Congress,
    counted: Mapping[int, tuple[int | None, int | None]],
    titles: Mapping[int, str],
) -> CongressFact:
    present, summoned = counted.get(row.meeting_id or 0, (row.present, row.summoned))
    return CongressFact(
        pk=row.pk,
        is_held=row.state == Congress.State.HELD,
        when=row.when,
        ordinal=row.ordinal,
        term=row.term.label if row.term else "",
        place=row.place,
        present=present,
        summoned=summoned,
        documents=tuple(line.strip() for line in row.documents.splitlines() if line.strip()),
        elected=tuple(
            _elected(one, row.organization, titles) for one in row.results.all() if one.is_elected
        ),
    )


def _elected(
    one: ElectionResult, organization: Organization, titles: Mapping[int, str]
) -> ElectedFact:
    return ElectedFact(
        post=printed_title(one.post, "", is_cell=organization.is_cell, is_group=False),
        name=one.member.full_name if one.member else one.name,
        titles=titles.get(one.member_id or 0, ""),
        votes=one.votes,
        ballots=one.ballots,
    )


def commendations(period: Period) -> tuple[CommendationFact, ...]:
    """Return the awards and nominations of the period, of a place and all below it."""
    return each(_commendation, commendations_of(*period.args))


def _commendation(row: Commendation) -> CommendationFact:
    named = row.member.full_name if row.member else row.collective
    return CommendationFact(
        recipient=named or row.organization.name,
        is_member=row.member is not None,
        is_nomination=row.standing == Commendation.Standing.NOMINATED,
        form=row.form,
        label=row.get_form_display(),
        title=row.title,
        issuer=row.issuer,
        when=row.when,
        reason=row.reason,
        period=row.period,
    )


def disciplines(period: Period) -> tuple[Tally, ...]:
    """Count disciplined members by form; names stay in the book."""
    found = {(row.form, row.member_id) for row in disciplines_of(*period.args) if row.member_id}
    return tallies(Discipline.Form.choices, (form for form, _ in found))


def dues(period: Period) -> DuesFact | None:
    """Return the sums of dues of the period, None where no month of it was opened."""
    summed = totals(*period.args)
    if not (summed.charges or summed.remitted):
        return None
    return DuesFact(
        expected=summed.expected,
        collected=summed.collected,
        remitted=summed.remitted,
        settled=summed.settled,
        charges=summed.charges,
    )
