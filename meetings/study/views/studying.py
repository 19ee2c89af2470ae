"""One occasion of study with its list, and one page for each deed on it."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, Scope, allows, requires
from chibo.clock import today
from chibo.forms import asked_year, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.reasons import Reason, Refusal
from chibo.vietnamese import day
from meetings.minutes.forms import asked_document, asked_meeting
from meetings.minutes.models import Meeting
from meetings.study import actions, queries
from meetings.study.forms import (
    StudyForm,
    details_of_study,
    keys_of,
    proposal,
)
from meetings.study.models import StudyAttendance, StudySession
from meetings.study.views.listing import year_of, year_page
from meetings.study.views.removing import removal


@require_safe
@requires(Permission.VIEW_ACTIVITIES)
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one occasion: what, when, how, and who of the list has studied."""
    return _show(request, request.scope, _study(request, pk))


def _show(
    request: HttpRequest, scope: Scope, found: StudySession, refusals: Sequence[Reason] = ()
) -> HttpResponse:
    rows = list(queries.attendances(scope, found))
    path = found.organization.path
    absent = [row for row in rows if row.state == StudyAttendance.State.ABSENT]
    context = {
        "study": found,
        "organization": found.organization,
        "absent": absent,
        "others": [row for row in rows if row.state != StudyAttendance.State.ABSENT],
        "facts": _facts(found),
        "may_record": allows(request, Permission.RECORD_ACTIVITIES, path),
        "may_read_papers": allows(request, Permission.VIEW_DOCUMENTS, path),
        "back": year_page(found.organization, year_of(found)),
        "refusals": refusals,
    }
    return render(request, "meetings/study/study.html", context)


def _facts(found: StudySession) -> list[dict[str, str]]:
    """Return what is known of an occasion, as label, value and link; the unknown is left out."""
    meeting = found.meeting
    facts = [
        ("Thời gian", str(found.when), ""),
        ("Hình thức", found.get_form_display(), ""),
        ("Tổ chức", found.organizer or found.organization.name, ""),
        (
            "Trong buổi",
            str(meeting or ""),
            reverse("meeting", args=[meeting.pk]) if meeting else "",
        ),
        ("Báo cáo viên", found.presenter, ""),
        ("Đối tượng", found.get_population_display(), ""),
        ("Gửi tới", found.recipients, ""),
    ]
    return [{"label": label, "value": value, "url": url} for label, value, url in facts if value]


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def record_study(request: HttpRequest, code: str) -> HttpResponse:
    """Record an occasion of study in the place of the address.

    `?buoi=` proposes what a meeting says, `?van-ban=` a document.
    """
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    meeting, document = _meeting(request, organization), asked_document(request, on=today())
    year = asked_year(request) or today().year
    begun = {"when": day(today()) if year == today().year else str(year)}
    form = StudyForm(
        request.scope,
        organization,
        today(),
        request.POST or None,
        initial=begun | proposal(request.scope, organization, meeting, document),
        meeting=meeting,
    )
    if request.method == "POST":
        found = carry_out(
            form,
            lambda: actions.record_study(
                by=request.user, organization=organization, today=today(), **form.facts()
            ),
        )
        if found:
            messages.success(request, "Đã ghi vào sổ.")
            return redirect("study", found.pk)
    noted = queries.studies_from(request.scope, meeting) if meeting else []
    back = reverse("meeting", args=[meeting.pk]) if meeting else year_page(organization, year)
    return _form_page(request, form, organization, back=back, noted=noted)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def correct_study(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what an occasion says, its documents and its list."""
    found = _study(request, pk)
    form = StudyForm(
        request.scope,
        found.organization,
        today(),
        request.POST or None,
        initial=details_of_study(found),
        meeting=found.meeting,
        study=found,
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_study(by=request.user, study=found, today=today(), **form.facts()),
    ):
        messages.success(request, "Đã sửa. Nhật ký giữ lại điều ghi trước đó.")
        return redirect("study", pk)
    back = reverse("study", args=[pk])
    return _form_page(request, form, found.organization, back=back, study=found)


@require_POST
@requires(Permission.RECORD_ACTIVITIES)
def make_up_study(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that absent members have studied today."""
    found = _study(request, pk)
    members = keys_of(request.POST.getlist("member"))
    try:
        actions.make_up_study(by=request.user, study=found, members=members, on=today())
    except Refusal as no:
        return _show(request, request.scope, found, refusals=no.reasons)
    messages.success(request, f"Đã ghi học bù cho {len(members)} đồng chí.")
    return redirect("study", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def remove_study(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an occasion, with the reason."""
    found = _study(request, pk)
    return removal(
        request,
        partial(actions.remove_study, study=found),
        then=year_page(found.organization, year_of(found)),
        organization=found.organization,
        words=f"{found.name} · {found.when}",
        back=reverse("study", args=[pk]),
        what="đợt học này",
    )


def _study(request: HttpRequest, pk: int) -> StudySession:
    found = get_object_or_404(queries.study(request.scope, pk))
    request.place = found.organization
    return found


def _meeting(request: HttpRequest, organization: Organization) -> Meeting | None:
    """Return the meeting of `?buoi=`; 404 unless it is this place's and its minutes are locked."""
    meeting = asked_meeting(request, on=today())
    if meeting is None:
        return None
    if meeting.organization != organization or meeting.status != Meeting.Status.LOCKED:
        raise Http404
    return meeting


def _form_page(
    request: HttpRequest,
    form: StudyForm,
    organization: Organization,
    *,
    back: str,
    study: StudySession | None = None,
    noted: Sequence[StudySession] | QuerySet[StudySession] = (),
) -> HttpResponse:
    context = {
        "form": form,
        "organization": organization,
        "study": study,
        "noted": noted,
        "back": back,
        "may_register": allows(request, Permission.REGISTER_DOCUMENTS, organization.path),
    }
    return render(request, "meetings/study/record.html", context)
