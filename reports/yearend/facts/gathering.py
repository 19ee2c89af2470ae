"""Gathering the facts of a period from the rooms that keep them."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

from chibo.access import Scope
from chibo.dates import PartialDate, full_years
from chibo.organizations.models import Organization
from chibo.organizations.queries import names_on
from chibo.regulations.models import Regulation, Topic
from chibo.regulations.parameters import MembershipParameters
from chibo.regulations.queries import all_regulations
from meetings.minutes.models import AgendaItem, Directive, Meeting
from meetings.minutes.queries import MeetingSummary, minutes, summaries
from meetings.tasks import queries as tasks
from meetings.tasks.models import Goal, Task
from members.posts.models import PositionHolding, Post
from members.posts.queries import holdings_at, term_on, title_of, titles_on
from members.roster.models import Education, Gender, Membership, PoliticalTheory
from members.roster.queries import RollRow, headcount, roll
from members.roster.rules import on_roll_since
from reports.activities import queries as activities
from reports.activities.models import (
    Achievement,
    Circumstance,
    IdeologyAssessment,
    Limitation,
)
from reports.inspection.models import Inspection
from reports.inspection.queries import inspections
from reports.inspection.rules import topics_of
from reports.yearend import queries, rules
from reports.yearend.facts.values import (
    AchievementFact,
    CircumstanceFact,
    DirectiveFact,
    GoalFact,
    GuestFact,
    HeardFact,
    IdeologyFact,
    InspectionFact,
    LimitationFact,
    MeetingFact,
    MembersFacts,
    Movements,
    OpinionFact,
    PostFact,
    RegulationFact,
    ReportFacts,
    Tally,
    TaskFact,
    ThemeFact,
)

_DAY = datetime.timedelta(days=1)
Row = TypeVar("Row")
Fact = TypeVar("Fact")


def gather(
    scope: Scope,
    organization: Organization,
    starts: datetime.date,
    ends: datetime.date,
    *,
    heard: Meeting | None = None,
    dated: datetime.date | None = None,
    on: datetime.date | None = None,
) -> ReportFacts:
    """Gather the facts of a period of a place; a fixed number of SQL statements.

    `heard` is the meeting that hears the report, `dated` the day of the document (default: the
    last day of the period), which the names of the letterhead follow; `on` is the day of gathering
    (default: the last day of the period), after which nothing was held yet.
    """
    names = names_on(scope, organization, as_of=ends)
    head = names_on(scope, organization, as_of=dated or ends)
    term = term_on(scope, organization, as_of=ends)
    law = _law_on(ends)
    period = (scope, organization, starts, ends)
    plan_year, plan_month = rules.plan_of(starts, ends)
    goals = tasks.goals(scope, organization, year=plan_year).filter(plan_month=plan_month)
    ahead = queries.planned_tasks(scope, organization, year=plan_year, month=plan_month)
    return ReportFacts(
        code=organization.code,
        type=names.type,
        organization=names.name,
        letterhead=head.name,
        superior=head.superior,
        starts=starts,
        ends=ends,
        term=term.label if term else "",
        plan_year=plan_year,
        plan_month=plan_month,
        members=_members(scope, organization, ends, law),
        movements=_movements(queries.memberships_touching(*_with_eve(period)), starts, ends),
        meetings=_meetings(reversed(_counted(*period)), starts, ends, on or ends),
        themes=_all(_theme, queries.themes(*period)),
        tasks=_tasks(queries.tasks_of(*period), ends),
        goals=_all(_goal, goals),
        key_tasks=_tasks(ahead, ends),
        achievements=_all(_achievement, activities.achievements(*period)),
        circumstances=_all(_circumstance, activities.circumstances(*period)),
        limitations=_all(_limitation, activities.limitations(*period)),
        ideology=_all(_assessment, activities.assessments(*period)),
        inspections=_all(_inspection, inspections(*period)),
        posts=_posts(holdings_at(scope, organization, as_of=ends)),
        directives=_all(_directive, queries.directives(*period)),
        regulations=tuple(RegulationFact(row.topic, row.symbol) for row in law),
        heard=_heard(scope, heard),
    )


def _all(turn: Callable[[Row], Fact], rows: Iterable[Row]) -> tuple[Fact, ...]:
    return tuple(turn(row) for row in rows)


def _with_eve(
    period: tuple[Scope, Organization, datetime.date, datetime.date],
) -> tuple[Scope, Organization, datetime.date, datetime.date]:
    """Return the period with the day before it, on which the opening count stands."""
    scope, organization, starts, ends = period
    return scope, organization, starts - _DAY, ends


def _law_on(day: datetime.date) -> list[Regulation]:
    """Return the regulations in force on a day, one of each topic; one statement."""
    found: dict[str, Regulation] = {}
    for row in all_regulations():
        runs = row.effective_to is None or row.effective_to > day
        if row.effective_from <= day and runs:
            found.setdefault(row.topic, row)
    return list(found.values())


# Members ----------------------------------------------------------------------------------------


def _members(
    scope: Scope, organization: Organization, ends: datetime.date, law: list[Regulation]
) -> MembersFacts:
    counted = headcount(scope, organization, as_of=ends)
    rows = [row for row in roll(scope, organization, as_of=ends) if not row.is_temporary]
    known = rules.knows_head_count(
        official=counted.official,
        least=_least_official(law),
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
        education=_tallies(Education.choices, (row.education for row in rows)),
        theory=_tallies(PoliticalTheory.choices, (row.political_theory for row in rows)),
    )


def _least_official(law: list[Regulation]) -> int:
    membership = [row.parameters for row in law if row.topic == Topic.MEMBERSHIP]
    parameters = MembershipParameters.model_validate(membership[0] if membership else {})
    return parameters.least_official_members


def _is_told(row: RollRow) -> bool:
    """Return whether anything is known of a member beside name and standing."""
    dates = (row.born, row.admitted, row.recognised)
    words = (row.gender, row.education, row.political_theory)
    return any(words) or any(date.is_known for date in dates)


def _average(ages: list[int]) -> Decimal | None:
    if not ages:
        return None
    return (Decimal(sum(ages)) / len(ages)).quantize(Decimal("0.1"))


def _tallies(choices: Iterable[tuple[str, object]], codes: Iterable[str]) -> tuple[Tally, ...]:
    counted = Counter(codes)
    return tuple(Tally(code, str(label), counted[code]) for code, label in choices if counted[code])


def _movements(
    memberships: Iterable[Membership], starts: datetime.date, ends: datetime.date
) -> Movements:
    """Count who came and went: a beginning by its earliest day, an ending by its latest."""
    rows = list(memberships)
    entered = [row for row in rows if _within(_since(row), starts, ends)]
    left = [row for row in rows if _within(row.ends.latest, starts, ends)]
    recognised = {
        row.member_id
        for row in rows
        if row.member.is_official and _within(row.member.recognised.earliest, starts, ends)
    }
    return Movements(
        opening=sum(1 for row in rows if _on(row, starts - _DAY)),
        entered=_tallies(Membership.Began.choices, (row.began for row in entered)),
        left=_tallies(Membership.Ended.choices, (row.ended for row in left)),
        closing=sum(1 for row in rows if _on(row, ends)),
        recognised=len(recognised),
    )


def _within(day: datetime.date | None, starts: datetime.date, ends: datetime.date) -> bool:
    return day is not None and starts <= day <= ends


def _since(row: Membership) -> datetime.date | None:
    return on_roll_since(row.starts, row.member.admitted).earliest


def _on(row: Membership, day: datetime.date) -> bool:
    since = _since(row)
    begun = since is None or since <= day
    return begun and (row.ends.latest is None or row.ends.latest > day)


# What was done ----------------------------------------------------------------------------------


def _counted(
    scope: Scope, organization: Organization, starts: datetime.date, ends: datetime.date
) -> list[MeetingSummary]:
    """Return the meetings that a report counts: a cell's own, a committee's and those below."""
    rows = summaries(scope, organization, starts, ends)
    if not organization.is_cell:
        return rows
    return [row for row in rows if row.organization_id == organization.pk]


def _meetings(
    rows: Iterable[MeetingSummary], starts: datetime.date, ends: datetime.date, on: datetime.date
) -> tuple[MeetingFact, ...]:
    """Return the meetings whose earliest day lies in the period.

    A draft of a day after `on` is planned, not held.
    """
    found = [row for row in rows if _within(row.held.earliest, starts, ends)]
    return _all(_meeting, [row for row in found if row.is_locked or _begun(row, on)])


def _begun(row: MeetingSummary, on: datetime.date) -> bool:
    return row.held.earliest is not None and row.held.earliest <= on


def _meeting(row: MeetingSummary) -> MeetingFact:
    """Return a meeting; a draft marks everybody present, so its names are not counted yet."""
    is_counted = row.is_locked or row.attending == Meeting.Attending.COUNTED
    return MeetingFact(
        pk=row.pk,
        title=row.title,
        held=row.held,
        kinds=tuple(sorted(row.kinds)),
        is_locked=row.is_locked,
        attending=row.attending,
        present=row.present if is_counted else None,
        summoned=row.summoned if is_counted else None,
    )


def _theme(item: AgendaItem) -> ThemeFact:
    presenter = item.presenter.full_name if item.presenter else ""
    return ThemeFact(item.theme, item.meeting.held, presenter, item.was_assigned)


def _tasks(rows: Iterable[Task], ends: datetime.date) -> tuple[TaskFact, ...]:
    return tuple(_task(row, ends) for row in rows)


def _task(row: Task, ends: datetime.date) -> TaskFact:
    """Return a task as it stood at the end of the period: what was done later was open then."""
    finished = row.state == Task.State.DONE
    done = finished and (row.done.earliest is None or row.done.earliest <= ends)
    return TaskFact(
        text=row.text,
        is_key=row.is_key,
        is_done=done,
        is_late=_is_late(row.due, row.done if done else None, ends),
        assignee=row.assignee.full_name if row.assignee else "",
        due=row.due,
        result=row.result if done else "",
    )


def _is_late(due: PartialDate, done: PartialDate | None, ends: datetime.date) -> bool:
    """Return whether a deadline that lies in the period was missed; unknown days are not late."""
    if due.latest is None:
        return False
    if done is None:
        return due.latest <= ends
    return done.earliest is not None and done.earliest > due.latest


def _goal(row: Goal) -> GoalFact:
    return GoalFact(row.text, row.horizon)


def _achievement(note: Achievement) -> AchievementFact:
    quantity = None if note.quantity is None else Decimal(f"{note.quantity.normalize():f}")
    return AchievementFact(note.text, note.area, note.when, quantity, note.unit, note.programme)


def _circumstance(note: Circumstance) -> CircumstanceFact:
    return CircumstanceFact(note.text, note.kind)


def _limitation(note: Limitation) -> LimitationFact:
    return LimitationFact(note.text, note.area, note.cause, note.cause_kind)


def _assessment(note: IdeologyAssessment) -> IdeologyFact:
    return IdeologyFact(note.level, note.get_level_display(), note.text, note.cases)


def _inspection(row: Inspection) -> InspectionFact:
    return InspectionFact(
        kind=row.kind,
        label=row.get_kind_display(),
        when=row.when,
        topics=topics_of(row.topics),
        subject=row.subject.full_name if row.subject else "",
        subject_count=1 if row.subject else row.subject_count,
        conclusion=row.conclusion,
    )


def _posts(rows: Iterable[PositionHolding]) -> tuple[PostFact, ...]:
    """Return the posts of the Party; government posts stand beside them only in titles."""
    return tuple(
        PostFact(row.post, title_of(row), row.member.full_name, row.assigned_field)
        for row in rows
        if row.post != Post.GOVERNMENT
    )


def _directive(row: Directive) -> DirectiveFact:
    return DirectiveFact(row.text, row.kind, row.guest.name if row.guest else "")


def _heard(scope: Scope, meeting: Meeting | None) -> HeardFact | None:
    """Return the meeting that heard the report, the chair with the titles of the meeting's day."""
    full = minutes(scope, meeting.pk) if meeting else None
    if full is None:
        return None
    chair, day = full.chair, full.held.earliest
    titles = titles_on(scope, [chair.id], as_of=day) if chair and day else {}
    return HeardFact(
        pk=full.pk,
        title=full.name,
        held=full.held,
        session=full.session,
        kinds=tuple(sorted(full.kinds)),
        chair=chair.name if chair else "",
        chair_titles=titles.get(chair.id, "") if chair else "",
        guests=tuple(
            GuestFact(guest.name, guest.posts, guest.gave_directive) for guest in full.guests
        ),
        opinions=tuple(
            OpinionFact(opinion.text, opinion.speaker.name if opinion.speaker else "")
            for item in full.items
            for opinion in item.opinions
        ),
        directives=tuple(
            DirectiveFact(directive.text, directive.kind, directive.guest)
            for directive in full.directives
        ),
    )
