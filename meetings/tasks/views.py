"""Goals and tasks of a year, and one page for each deed on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, allows, requires
from chibo.clock import today
from chibo.dates import PartialDate
from chibo.forms import asked_words, asked_year
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.reasons import Reason, Refusal
from chibo.vietnamese import matches
from meetings.minutes.models import Meeting
from meetings.tasks import actions, queries, rules
from meetings.tasks.forms import DropForm, FinishForm, GoalForm, TaskForm
from meetings.tasks.models import Goal, Task
from members.roster import queries as roster


@dataclass(frozen=True)
class TaskLine:
    """A task as the list shows it; `source` is the meeting it came out of, in words."""

    task: Task
    kind: str
    icon: str
    word: str
    source: str
    meeting: Meeting | None


@dataclass(frozen=True)
class MonthPlan:
    """What is planned for one month of the year."""

    number: int
    goals: list[Goal]
    lines: list[TaskLine]


@require_safe
@requires(Permission.VIEW_ACTIVITIES)
def tasks(request: HttpRequest) -> HttpResponse:
    """Show goal and key tasks of a year in order, the plans of its months, the other tasks.

    `?q=` keeps those that hold its words, with who does them and where they come from.
    """
    organization = place(request, request.scope)
    year, q = asked_year(request) or today().year, asked_words(request)
    every = (_line(task) for task in queries.tasks(request.scope, organization, year=year))
    lines = [line for line in every if matches(q, *_words(line))]
    goals = [
        goal
        for goal in queries.goals(request.scope, organization, year=year)
        if matches(q, goal.text, goal.horizon)
    ]
    known = queries.years(request.scope, organization)
    of_year = [line for line in lines if not line.task.plan_month]
    others = [line for line in of_year if not line.task.is_key]
    context = {
        "organization": organization,
        "year": year,
        "q": q,
        "found": len(goals) + len(lines),
        "under_way": sum(line.task.state == Task.State.OPEN for line in lines),
        "late": sum(line.kind == "bad" for line in lines),
        "years": sorted({*known, year, today().year}, reverse=True),
        "goals": [goal for goal in goals if not goal.plan_month],
        "key_tasks": [line for line in of_year if line.task.is_key],
        "months": _months(goals, lines),
        "open_tasks": [line for line in others if line.task.state == Task.State.OPEN],
        "closed_tasks": [line for line in others if line.task.state != Task.State.OPEN],
        "can_record": allows(request, Permission.RECORD_ACTIVITIES, organization.path),
    }
    return render(request, "meetings/tasks/list.html", context)


def _words(line: TaskLine) -> tuple[str, ...]:
    """Return the words of a task that `?q=` looks in."""
    who = line.task.assignee.full_name if line.task.assignee else ""
    return line.task.text, line.task.result, who, line.source, line.task.organization.name


def _months(goals: Sequence[Goal], lines: Sequence[TaskLine]) -> list[MonthPlan]:
    """Return the months that have a plan, the last one first."""
    numbers = {goal.plan_month for goal in goals} | {line.task.plan_month for line in lines}
    return [
        MonthPlan(
            number,
            [goal for goal in goals if goal.plan_month == number],
            [line for line in lines if line.task.plan_month == number],
        )
        for number in sorted(filter(None, numbers), reverse=True)
    ]


def _month(text: str) -> int | None:
    """Return the month that an address names, None for the whole year."""
    month = int(text) if text.isascii() and text.isdecimal() and len(text) <= 2 else 0
    return month if 1 <= month <= 12 else None


def _line(task: Task) -> TaskLine:
    kind, icon, word = "idle", "", task.get_state_display()
    if task.state == Task.State.DONE:
        kind, icon, word = "ok", "check", f"Đã xong {task.done}".strip()
    elif task.state == Task.State.DROPPED:
        kind, icon = "idle", "x"
    elif rules.is_late(task.state, task.due, today()):
        kind, icon, word = "bad", "late", "Quá hạn"
    source = task.item or task.directive
    meeting = source.meeting if source else None
    words = ""
    if task.directive:
        guest = task.directive.guest
        words = f"Chỉ đạo của đ/c {guest.name}" if guest else "Chỉ đạo của cấp trên"
    elif task.item:
        words = f"«{task.item.title}»"
    if meeting:
        held = f" ngày {meeting.held}" if meeting.held.exact else f" {meeting.held}"
        words += f", {meeting.title or 'buổi họp'}{held if meeting.held else ''}"
    return TaskLine(task, kind, icon, word, words, meeting)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def set_goal(request: HttpRequest, code: str) -> HttpResponse:
    """Set the objective of a year, or of its month `?thang=`, of the place in the address."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    year = asked_year(request) or today().year
    when = {"plan_year": year, "plan_month": _month(request.GET.get("thang", ""))}
    goal = queries.goals(request.scope, organization, year=year).filter(
        organization=organization, plan_month=when["plan_month"]
    )
    stored = next((GoalForm.stored(each) for each in goal), when)
    form = GoalForm(request.POST or None, initial=stored)

    def deed() -> None:
        actions.set_goal(by=request.user, organization=organization, **form.merged(stored))

    said = "Đã ghi mục tiêu chung."
    return _carry_out(request, form, deed, said, organization, "Mục tiêu chung")


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def add_task(request: HttpRequest, code: str) -> HttpResponse:
    """Give a task to the organisation in the address; `?nam=` and `?thang=` propose the plan."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    initial = {
        "plan_year": asked_year(request) or today().year,
        "plan_month": _month(request.GET.get("thang", "")),
        "is_key": "key" in request.GET,
    }
    form = _task_form(request, organization, initial)

    def deed() -> None:
        actions.add_task(by=request.user, organization=organization, **form.cleaned_data)

    return _carry_out(request, form, deed, "Đã thêm nhiệm vụ.", organization, "Thêm nhiệm vụ")


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def correct_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a task says."""
    task = get_object_or_404(queries.task(request.scope, pk))
    form = _task_form(request, task.organization, TaskForm.stored(task))

    def deed() -> None:
        actions.correct_task(by=request.user, task=task, **form.merged(TaskForm.stored(task)))

    said = "Đã sửa nhiệm vụ."
    return _carry_out(request, form, deed, said, task.organization, "Sửa nhiệm vụ")


def _task_form(request: HttpRequest, organization: Organization, initial: dict) -> TaskForm:
    people = roster.choices(request.scope, organization, as_of=today())
    return TaskForm(request.POST or None, initial=initial, assignees=people)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def finish_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a task as done, with its result."""
    task = get_object_or_404(queries.task(request.scope, pk))
    form = FinishForm(request.POST or None, initial={"done": PartialDate.on(today())})

    def deed() -> None:
        actions.finish_task(by=request.user, task=task, today=today(), **form.cleaned_data)

    said, heading = "Đã ghi kết quả nhiệm vụ.", "Nhiệm vụ đã xong"
    return _carry_out(request, form, deed, said, task.organization, heading, task)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def drop_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a task that will not be done, with the reason."""
    task = get_object_or_404(queries.task(request.scope, pk))
    form = DropForm(request.POST or None)

    def deed() -> None:
        actions.drop_task(by=request.user, task=task, **form.cleaned_data)

    said, heading = "Đã ghi: thôi không làm.", "Thôi không làm nhiệm vụ"
    return _carry_out(request, form, deed, said, task.organization, heading, task)


@require_POST
@requires(Permission.RECORD_ACTIVITIES)
def reopen_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed task again."""
    task = get_object_or_404(queries.task(request.scope, pk))
    actions.reopen_task(by=request.user, task=task)
    messages.success(request, "Đã mở lại nhiệm vụ.")
    return redirect(_list_of(task.organization, task.plan_year))


def _carry_out(
    request: HttpRequest,
    form: forms.Form,
    deed: Callable[[], None],
    said: str,
    organization: Organization,
    heading: str,
    task: Task | None = None,
) -> HttpResponse:
    """Do the deed of a valid form and go back to the list; else show the form with the reasons."""
    request.place = organization  # type: ignore[attr-defined]
    rest: list[Reason] = []
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except Refusal as no:
            rest = _beside(form, no)
        else:
            messages.success(request, said)
            year: Any = form.cleaned_data.get("plan_year") or (task and task.plan_year)
            return redirect(_list_of(organization, year))
    context = {
        "form": form,
        "organization": organization,
        "heading": heading,
        "refusals": rest,
        "task": task,
    }
    return render(request, "meetings/tasks/form.html", context)


def _beside(form: forms.Form, no: Refusal) -> list[Reason]:
    """Put the reasons beside their fields; return those without one."""
    rest = []
    for reason in no.reasons:
        field = "reason" if reason.field == "result" and "reason" in form.fields else reason.field
        if field in form.fields:
            form.add_error(field, reason.text)
        else:
            rest.append(reason)
    return rest


def _list_of(organization: Organization, year: int | None) -> str:
    shown = f"&nam={year}" if year else ""
    return f"{reverse('tasks')}?to-chuc={organization.code}{shown}"
