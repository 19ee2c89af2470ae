"""Inspection and supervision of a year, and one page for each deed."""

import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.access import Permission, Scope, allows, requires
from chibo.clock import today
from chibo.forms import RemovalForm, asked_year, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.readings import logged, shows
from chibo.vietnamese import matches, normalise
from members.roster.models import Member
from reports.inspection import actions, queries
from reports.inspection.forms import InspectionForm, details_of
from reports.inspection.models import Inspection
from reports.inspection.rules import topics_of


@require_safe
@requires(Permission.VIEW_ACTIVITIES)
@logged("view")
def inspections(request: HttpRequest) -> HttpResponse:
    """Show the inspection and supervision of one year."""
    organization = place(request, request.scope)
    year, q = asked_year(request) or today().year, normalise(request.GET.get("q", ""))
    span = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    rows = [
        {"inspection": one, "topics": topics_of(one.topics)}
        for one in queries.inspections(
            request.scope, organization, *span, confidential=_confidential(request)
        )
        if matches(q, one.topics, one.conclusion, str(one.subject or ""))
    ]
    if any(row["inspection"].kind == Inspection.Kind.SIGNS for row in rows):
        shows(request, organization, organization.pk, part="discipline", year=year)
    context = {
        "organization": organization,
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "q": q,
        "rows": rows,
        "add": f"{reverse('note_inspection', args=[organization.code])}?nam={year}",
        "may_record": allows(request, Permission.RECORD_ACTIVITIES, organization.path),
    }
    return render(request, "reports/inspection/inspections.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def note_inspection(request: HttpRequest, code: str) -> HttpResponse:
    """Note an inspection in the organisation of the address."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization  # type: ignore[attr-defined]
    initial = {"when": str(asked_year(request) or today().year)}
    form = InspectionForm(
        _members(request, organization),
        request.POST or None,
        initial=initial,
        sees_discipline=_confidential(request).covers(organization.path),
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.note_inspection(
            by=request.user, organization=organization, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, "Đã ghi vào sổ.")
        return redirect(_list(organization, form.cleaned_data["when"].latest.year))
    context = {
        "form": form,
        "organization": organization,
        "back": _list(organization, asked_year(request) or today().year),
    }
    return render(request, "reports/inspection/inspection.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
@logged("view")
def correct_inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a record says."""
    inspection = _inspection(request, pk)
    organization = inspection.organization
    form = InspectionForm(
        _members(request, organization, inspection.subject_id),
        request.POST or None,
        initial=details_of(inspection),
        sees_discipline=_confidential(request).covers(organization.path),
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_inspection(
            by=request.user,
            inspection=inspection,
            today=today(),
            **form.corrections(),
        ),
    ):
        messages.success(request, "Đã sửa.")
        return redirect(_list(organization, form.cleaned_data["when"].latest.year))
    context = {
        "form": form,
        "organization": organization,
        "inspection": inspection,
        "back": _list(organization, _year_of(inspection)),
    }
    return render(request, "reports/inspection/inspection.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
@logged("view")
def remove_inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a record, with the reason."""
    inspection = _inspection(request, pk)
    back = _list(inspection.organization, _year_of(inspection))
    form = RemovalForm(request.POST or None)

    def remove() -> bool:
        reason = form.cleaned_data["reason"]
        actions.remove_inspection(by=request.user, inspection=inspection, reason=reason)
        return True

    if request.method == "POST" and carry_out(form, remove):
        messages.success(request, "Đã bỏ; nội dung và lý do còn trong nhật ký.")
        return redirect(back)
    context = {
        "form": form,
        "inspection": inspection,
        "topics": topics_of(inspection.topics),
        "back": back,
    }
    return render(request, "reports/inspection/remove.html", context)


def _inspection(request: HttpRequest, pk: int) -> Inspection:
    found = queries.inspection(request.scope, pk, confidential=_confidential(request))  # type: ignore[attr-defined]
    inspection = get_object_or_404(found)
    request.place = inspection.organization  # type: ignore[attr-defined]
    if inspection.kind == Inspection.Kind.SIGNS:
        shows(request, inspection, inspection.organization_id)
    return inspection


def _confidential(request: HttpRequest) -> Scope:
    """Return where this person is told of inspections under signs of violation."""
    return request.user.scope(Permission.VIEW_DISCIPLINE, on=today())  # type: ignore[union-attr]


def _members(
    request: HttpRequest, organization: Organization, chosen: int | None = None
) -> QuerySet[Member]:
    scope = request.user.scope(Permission.VIEW_MEMBERS, on=today())  # type: ignore[union-attr]
    return queries.subjects(scope, organization, as_of=today(), chosen=chosen)


def _list(organization: Organization, year: int) -> str:
    return f"{reverse('inspections')}?to-chuc={organization.code}&nam={year}"


def _year_of(inspection: Inspection) -> int:
    return inspection.when.latest.year if inspection.when.latest else today().year
