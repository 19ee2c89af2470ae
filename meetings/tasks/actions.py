"""Setting goals; giving, correcting and closing tasks."""

import datetime
from typing import Any

from chibo.audit.ledger import By, action, record
from chibo.dates import UNKNOWN, PartialDate
from chibo.organizations.models import Organization
from chibo.reasons import refuse
from chibo.vietnamese import fold
from meetings.minutes.models import AgendaItem, Directive
from meetings.tasks import rules
from meetings.tasks.models import Goal, Task
from members.roster.models import Member


@action
def set_goal(
    *,
    by: By,
    organization: Organization,
    plan_year: int,
    text: str,
    plan_month: int | None = None,
    horizon: str = "",
) -> Goal:
    """Set the general objective of a year or of one month, in place of the one set before."""
    refuse(rules.obstacles_to_goal(plan_year, text, plan_month))
    organization.lock()
    when = {"plan_year": plan_year, "plan_month": plan_month}
    goal = organization.goals.filter(**when).order_by("pk").first()
    before = goal and {"text": goal.text, "horizon": goal.horizon}
    goal = goal or Goal(organization=organization, **when)
    goal.text, goal.horizon = text, horizon
    goal.save()
    after = {"text": text, "horizon": horizon}
    record(
        by=by,
        verb="set_goal",
        subject=goal,
        organization_id=organization.pk,
        values={**when, "before": before, "after": after},
    )
    return goal


@action
def add_task(
    *,
    by: By,
    organization: Organization,
    text: str,
    plan_year: int | None = None,
    plan_month: int | None = None,
    is_key: bool = False,
    order: int = 0,
    assignee: Member | None = None,
    due: PartialDate = UNKNOWN,
    item: AgendaItem | None = None,
    directive: Directive | None = None,
) -> Task:
    """Give a task, of the plan of a year or month, or out of a meeting."""
    refuse(rules.obstacles_to_task(text, plan_year, is_key, plan_month))
    task = Task(organization=organization, item=item, directive=directive)
    _fill(task, text, (plan_year, plan_month), is_key, order, assignee, due)
    _record(by, "add_task", task, _values(task))
    return task


@action
def correct_task(
    *,
    by: By,
    task: Task,
    text: str,
    plan_year: int | None,
    is_key: bool,
    order: int,
    assignee: Member | None,
    due: PartialDate,
    plan_month: int | None = None,
) -> Task:
    """Correct what a task says; what it was stays in the log."""
    refuse(rules.obstacles_to_task(text, plan_year, is_key, plan_month))
    task.lock()
    before = _values(task)
    _fill(task, text, (plan_year, plan_month), is_key, order, assignee, due)
    _record(by, "correct_task", task, {"before": before, "after": _values(task)})
    return task


@action
def finish_task(
    *,
    by: By,
    task: Task,
    done: PartialDate,
    result: str,
    today: datetime.date | None = None,
) -> Task:
    """Close a task as done, with its result; `today` bounds the day where it is given."""
    task.lock()
    refuse(rules.obstacles_to_finishing(task.state, done, today or datetime.date.max))
    task.state, task.done, task.result = Task.State.DONE, done, result
    task.search = fold(f"{task.text} {task.result}")
    task.save()
    _record(by, "finish_task", task, {"done": str(done), "result": result})
    return task


@action
def drop_task(*, by: By, task: Task, reason: str) -> Task:
    """Close a task that will not be done, with the reason."""
    task.lock()
    refuse(rules.obstacles_to_dropping(task.state, reason))
    task.state, task.result = Task.State.DROPPED, reason
    task.save()
    _record(by, "drop_task", task, {"reason": reason})
    return task


@action
def reopen_task(*, by: By, task: Task) -> Task:
    """Open a task again that was closed; its result stays to be written on."""
    task.lock()
    before = {"state": task.state, "done": str(task.done)}
    task.state, task.done = Task.State.OPEN, UNKNOWN
    task.save()
    _record(by, "reopen_task", task, {"before": before})
    return task


def _fill(
    task: Task,
    text: str,
    plan: tuple[int | None, int | None],
    is_key: bool,
    order: int,
    assignee: Member | None,
    due: PartialDate,
) -> None:
    task.text, task.is_key, task.order = text, is_key, order
    task.plan_year, task.plan_month = plan
    task.assignee, task.due = assignee, due
    task.search = fold(f"{task.text} {task.result}")
    task.save()


def _values(task: Task) -> dict[str, Any]:
    return {
        "text": task.text,
        "plan_year": task.plan_year,
        "plan_month": task.plan_month,
        "is_key": task.is_key,
        "order": task.order,
        "assignee": task.assignee_id,
        "due": str(task.due),
    }


def _record(by: By, verb: str, task: Task, values: dict[str, Any]) -> None:
    record(by=by, verb=verb, subject=task, organization_id=task.organization_id, values=values)
