"""One page for each deed on targets and what was reached of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chibo.access import Permission, requires
from chibo.clock import today
from chibo.forms import RemovalForm, asked_year, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from meetings.congress import queries as congresses
from members.posts import queries as posts
from reports.targets import actions, facts, queries, rules
from reports.targets.forms import (
    ProgressForm,
    TargetForm,
    details_of,
    results_of,
)
from reports.targets.models import Target, TargetProgress
from reports.targets.views.offering import SPANS, chips, offered_at


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def set_target(request: HttpRequest, code: str) -> HttpResponse:
    """Set a target in the organisation of the address; `?mau=` fills in a typical one."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization  # type: ignore[attr-defined]
    year = asked_year(request) or today().year
    offered = offered_at(organization)
    chosen = request.GET.get("mau", "")
    initial = {
        "span": SPANS.get(request.GET.get("cua", ""), "year"),
        "year": year,
        "term": posts.term_on(request.scope, organization, as_of=today()),
        "operator": Target.Operator.AT_LEAST,
        **next((one.facts for one in offered if one.slug == chosen), {}),
    }
    form = _target_form(request, organization, initial)
    target = request.method == "POST" and carry_out(
        form,
        lambda: actions.set_target(by=request.user, organization=organization, **form.cleaned_data),
    )
    if target:
        messages.success(request, f"Đã đặt chỉ tiêu: {target.text}.")
        return redirect(_list_of(target))
    context = {
        "form": form,
        "organization": organization,
        "back": _list(organization, year),
        "chips": chips(organization, offered, year, request.GET.get("cua", ""), chosen),
    }
    return render(request, "reports/targets/target.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def correct_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a target says."""
    target = _target(request, pk)
    form = _target_form(request, target.organization, details_of(target))
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_target(
            by=request.user, target=target, **form.merged(details_of(target))
        ),
    ):
        messages.success(request, "Đã sửa.")
        return redirect(_list_of(target))
    context = {
        "form": form,
        "organization": target.organization,
        "target": target,
        "back": _list_of(target),
    }
    return render(request, "reports/targets/target.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def remove_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a target with what was written of it, with the reason."""
    target = _target(request, pk)
    return _removal(
        request,
        target,
        lambda reason: actions.remove_target(by=request.user, target=target, reason=reason),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def note_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what was reached of a target by a day."""
    target = _target(request, pk)
    last = facts.time_of(target).until or today()
    initial = {"when": f"{min(last, today()):%d/%m/%Y}"}
    form = _progress_form(request, target, initial)
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.note_progress(
            by=request.user, target=target, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, "Đã ghi kết quả.")
        return redirect(_list_of(target))
    return _progress_page(request, form, target)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def correct_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was noted of a target."""
    progress = _progress(request, pk)
    form = _progress_form(request, progress.target, results_of(progress))
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_progress(
            by=request.user,
            progress=progress,
            today=today(),
            **form.corrections(),
        ),
    ):
        messages.success(request, "Đã sửa.")
        return redirect(_list_of(progress.target))
    return _progress_page(request, form, progress.target, progress)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def remove_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove one result of a target, with the reason."""
    progress = _progress(request, pk)
    return _removal(
        request,
        progress.target,
        lambda reason: actions.remove_progress(by=request.user, progress=progress, reason=reason),
        progress,
    )


def _target(request: HttpRequest, pk: int) -> Target:
    target = get_object_or_404(queries.target(request.scope, pk))
    request.place = target.organization  # type: ignore[attr-defined]
    return target


def _progress(request: HttpRequest, pk: int) -> TargetProgress:
    progress = get_object_or_404(queries.progress(request.scope, pk))
    request.place = progress.target.organization  # type: ignore[attr-defined]
    return progress


def _target_form(
    request: HttpRequest, organization: Organization, initial: dict[str, Any]
) -> TargetForm:
    return TargetForm(
        posts.terms(request.scope, organization),
        congresses.congresses(request.scope, organization),
        queries.levels(today()),
        request.POST or None,
        initial=initial,
    )


def _progress_form(request: HttpRequest, target: Target, initial: dict[str, Any]) -> ProgressForm:
    last = facts.time_of(target).until or today()
    levels = queries.levels(last) if target.measure == Target.Measure.LEVEL else ()
    return ProgressForm(target.measure, levels, request.POST or None, initial=initial)


def _list(organization: Organization, year: int) -> str:
    return f"{reverse('targets')}?to-chuc={organization.code}&nam={year}"


def _list_of(target: Target) -> str:
    return _list(target.organization, target.year or today().year)


def _progress_page(
    request: HttpRequest,
    form: ProgressForm,
    target: Target,
    progress: TargetProgress | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "target": target,
        "progress": progress,
        "plan": _plan(target),
        "back": _list_of(target),
    }
    return render(request, "reports/targets/progress.html", context)


def _plan(target: Target) -> str:
    return rules.plan_words(facts.aim_of(target), queries.level_labels(today()))


def _removal(
    request: HttpRequest,
    target: Target,
    deed: Callable[[str], None],
    progress: TargetProgress | None = None,
) -> HttpResponse:
    form = RemovalForm(request.POST or None)

    def remove() -> bool:
        deed(form.cleaned_data["reason"])
        return True

    if request.method == "POST" and carry_out(form, remove):
        messages.success(request, "Đã bỏ; nội dung và lý do còn trong nhật ký.")
        return redirect(_list_of(target))
    context = {
        "form": form,
        "target": target,
        "progress": progress,
        "plan": _plan(target),
        "words": facts.result_words(progress, target, queries.level_labels(today()))
        if progress
        else "",
        "back": _list_of(target),
    }
    return render(request, "reports/targets/remove.html", context)
