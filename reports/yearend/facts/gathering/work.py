"""Gathering what was done and planned, what stood in the way and what fell short."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from chibo.dates import PartialDate
from meetings.tasks.models import Goal, Task
from reports.activities.models import (
    Achievement,
    Activity,
    Circumstance,
    IdeologyAssessment,
    Limitation,
    StatedFigure,
)
from reports.inspection.models import Inspection
from reports.inspection.rules import topics_of
from reports.yearend import queries
from reports.yearend.facts.gathering.period import Period
from reports.yearend.facts.values import (
    AchievementFact,
    ActivityFact,
    CircumstanceFact,
    GoalFact,
    IdeologyFact,
    InspectionFact,
    LimitationFact,
    StatedFact,
    SumFact,
    TaskFact,
)


def tasks(rows: Iterable[Task], ends: datetime.date) -> tuple[TaskFact, ...]:
    """Return tasks as they stood on the last day of the period."""
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


def goal(row: Goal) -> GoalFact:
    """Return an objective of the time ahead."""
    return GoalFact(row.text, row.horizon)


def achievement(note: Achievement) -> AchievementFact:
    """Return what was achieved, its quantity without needless zeros."""
    return AchievementFact(
        note.text, note.area, note.when, _quantity(note.quantity), note.unit, note.programme
    )


def circumstance(note: Circumstance) -> CircumstanceFact:
    """Return an advantage, a difficulty or an event."""
    return CircumstanceFact(note.text, note.kind)


def limitation(note: Limitation) -> LimitationFact:
    """Return a shortcoming with its cause."""
    return LimitationFact(note.text, note.area, note.cause, note.cause_kind)


def assessment(note: IdeologyAssessment) -> IdeologyFact:
    """Return how the members' state of mind was judged."""
    return IdeologyFact(
        note.level, note.get_level_display(), note.text, note.cases, note.population
    )


def inspection(row: Inspection) -> InspectionFact:
    """Return an inspection; one named subject counts as one.

    One under signs of violation is counted and no more: a report is read by every member.
    """
    if row.kind == Inspection.Kind.SIGNS:
        return InspectionFact(row.kind, row.get_kind_display(), row.when)
    return InspectionFact(
        kind=row.kind,
        label=row.get_kind_display(),
        when=row.when,
        topics=topics_of(row.topics),
        subject=row.subject.full_name if row.subject else "",
        subject_count=1 if row.subject else row.subject_count,
        conclusion=row.conclusion,
    )


def activity(note: Activity) -> ActivityFact:
    """Return an activity, its quantity without needless zeros."""
    return ActivityFact(
        text=note.text,
        kind=note.kind,
        when=note.when,
        channel=note.channel,
        since=note.since,
        quantity=_quantity(note.quantity),
        unit=note.unit,
        participants=note.participants,
    )


def stated(note: StatedFigure) -> StatedFact:
    """Return a figure as its source states it."""
    return StatedFact(note.subject, note.text, note.stated, note.total)


def sums(period: Period) -> tuple[SumFact, ...]:
    """Sum the quantities that the cells below recorded, by unit; two statements."""
    found: dict[str, tuple[Decimal, set[int]]] = {}
    for unit, organization, quantity in queries.quantities_below(*period.args):
        total, cells = found.get(unit, (Decimal(0), set()))
        found[unit] = (total + quantity, cells | {organization})
    return tuple(
        SumFact(unit, _quantity(total) or Decimal(0), len(cells))
        for unit, (total, cells) in sorted(found.items())
    )


def _quantity(quantity: Decimal | None) -> Decimal | None:
    return None if quantity is None else Decimal(f"{quantity.normalize():f}")
