"""Goals and tasks of a year, and one page for each deed on them."""

from collections.abc import Callable
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
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.reasons import Reason, Refusal
from meetings.minutes.models import Meeting
from meetings.tasks import actions, queries, rules
from meetings.tasks.forms import DropForm, FinishForm, GoalForm, TaskForm
from meetings.tasks.models import Task
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


@require_safe
@requires(Permission.VIEW_ACTIVITIES)
def tasks(request: HttpRequest) -> HttpResponse:
    """Show the goal, the key tasks in order and the other tasks of a year."""
    organization = place(request, request.scope)
    year = _year(request.GET.get("nam", ""))
    lines = [_line(task) for task in queries.tasks(request.scope, organization, year=year)]
    known = queries.years(request.scope, organization)
    others = [line for line in lines if not line.task.is_key]
    context = {
        "organization": organization,
        "year": year,
        "years": sorted({*known, year, today().year}, reverse=True),
        "goals": queries.goals(request.scope, organization, year=year),
        "key_tasks": [line for line in lines if line.task.is_key],
        "open_tasks": [line for line in others if line.task.state == Task.State.OPEN],
        "closed_tasks": [line for line in others if line.task.state != Task.State.OPEN],
        "can_record": allows(request, Permission.RECORD_ACTIVITIES, organization.path),
    }
    return render(request, "meetings/tasks/list.html", context)


def _year(text: str) -> int:
    year = int(text) if len(text) == 4 and text.isdecimal() else 0
    return year if 1900 <= year <= 2100 else today().year


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
    """Set the general objective of a year of the organisation in the address."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    year = _year(request.GET.get("nam", ""))
    goal = queries.goals(request.scope, organization, year=year).filter(organization=organization)
    stored = next((GoalForm.stored(each) for each in goal), {"plan_year": year})
    form = GoalForm(request.POST or None, initial=stored)

    def deed() -> None:
        actions.set_goal(by=request.user, organization=organization, **form.cleaned_data)

    said = "Đã ghi mục tiêu chung."
    return _carry_out(request, form, deed, said, organization, "Mục tiêu chung của năm")


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def add_task(request: HttpRequest, code: str) -> HttpResponse:
    """Give a task to the organisation in the address."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    initial = {"plan_year": _year(request.GET.get("nam", "")), "is_key": "key" in request.GET}
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
        actions.correct_task(by=request.user, task=task, **form.cleaned_data)

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
