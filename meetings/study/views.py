"""Study and commitments of a year, one occasion with its list, and one page for each deed."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
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
from chibo.place import place
from chibo.reasons import Reason, Refusal
from chibo.vietnamese import day, fold, normalise
from meetings.library.models import GuidingDocument
from meetings.minutes.forms import asked_document, asked_meeting
from meetings.minutes.models import Meeting
from meetings.study import actions, queries
from meetings.study.forms import (
    CommitmentForm,
    RemovalForm,
    StudyForm,
    details_of_commitment,
    details_of_study,
    keys_of,
    proposal,
)
from meetings.study.models import Commitment, StudyAttendance, StudySession
from members.roster.models import Member

PLACES_ON_A_PAGE = 50


@dataclass(frozen=True)
class Group:
    """What one organisation did: its occasions, the newest first, and its commitments."""

    organization: Organization
    studies: list[StudySession]
    commitments: list[Commitment]


@require_safe
@requires(Permission.VIEW_ACTIVITIES)
def studies(request: HttpRequest) -> HttpResponse:
    """Show study and commitments of a year, those below grouped by place.

    `?van-ban=` shows instead when a document was studied, in all years and all places in scope.
    """
    organization = place(request, request.scope)
    document = asked_document(request, on=today())
    year = asked_year(request) or today().year
    q = normalise(request.GET.get("q", ""))
    found, promised = _found(request.scope, organization, document, year, q)
    places = Paginator(queries.places(request.scope, found, promised), PLACES_ON_A_PAGE)
    page = places.get_page(request.GET.get("trang"))
    here = f"?to-chuc={organization.code}"
    asked = f"van-ban={document.pk}" if document else f"nam={year}"
    may_record = allows(request, Permission.RECORD_ACTIVITIES, organization.path)
    groups = _groups(page, found, promised)
    context = {
        "organization": organization,
        "document": document,
        "year": year,
        "years": _years(here, None if document else year),
        "q": q,
        "page": page,
        "groups": groups,
        "has_studies": any(group.studies for group in groups),
        "has_promises": any(group.commitments for group in groups),
        "behind": queries.cells_behind(request.scope, organization, document) if document else [],
        "may_record": may_record,
        "record": f"{reverse('record_study', args=[organization.code])}?{asked}",
        "promise": f"{reverse('record_commitment', args=[organization.code])}?nam={year}",
    }
    return render(request, "meetings/study/studies.html", context)


def _found(
    scope: Scope,
    organization: Organization,
    document: GuidingDocument | None,
    year: int,
    q: str,
) -> tuple[QuerySet[StudySession], QuerySet[Commitment]]:
    since, until = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    promised = queries.commitments(scope, organization, since, until)
    if document:
        found, promised = queries.studies_of(scope, document), promised.none()
    else:
        found = queries.sessions(scope, organization, since, until)
    if not fold(q):
        return found, promised
    return queries.matching(scope, found, q), queries.promising(promised, q)


def _groups(
    page: Page, found: QuerySet[StudySession], promised: QuerySet[Commitment]
) -> list[Group]:
    here = {organization.pk: Group(organization, [], []) for organization in page}
    for study in found.filter(organization__in=list(here)).reverse():
        here[study.organization_id].studies.append(study)
    for commitment in promised.filter(organization__in=list(here)):
        here[commitment.organization_id].commitments.append(commitment)
    return list(here.values())


def _years(here: str, shown: int | None) -> list[dict[str, Any]]:
    last = today().year
    known = {*range(last, last - 5, -1), *([shown] if shown else [])}
    return [
        {"label": year, "url": f"{here}&nam={year}", "here": year == shown}
        for year in sorted(known, reverse=True)
    ]


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
        "back": _list(found.organization, _year_of(found)),
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
    back = reverse("meeting", args=[meeting.pk]) if meeting else _list(organization, year)
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
    form = RemovalForm(request.POST or None)

    def remove() -> bool:
        actions.remove_study(by=request.user, study=found, **form.cleaned_data)
        return True

    back = _list(found.organization, _year_of(found))
    if request.method == "POST" and carry_out(form, remove):
        messages.success(request, "Đã bỏ; nội dung và lý do còn trong nhật ký.")
        return redirect(back)
    context = {
        "form": form,
        "organization": found.organization,
        "words": f"{found.name} · {found.when}",
        "back": reverse("study", args=[pk]),
        "what": "đợt học này",
    }
    return render(request, "meetings/study/remove.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def record_commitment(request: HttpRequest, code: str) -> HttpResponse:
    """Record a commitment in the place of the address."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    year = asked_year(request) or today().year
    form = CommitmentForm(
        _members(request, organization), request.POST or None, initial={"when": str(year)}
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.record_commitment(
            by=request.user, organization=organization, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, "Đã ghi vào sổ.")
        return redirect(_promises(organization, form.cleaned_data["when"].latest.year))
    context = {"form": form, "organization": organization, "back": _promises(organization, year)}
    return render(request, "meetings/study/commitment.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def correct_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a commitment says."""
    commitment = _commitment(request, pk)
    organization = commitment.organization
    form = CommitmentForm(
        _members(request, organization, commitment.member_id),
        request.POST or None,
        initial=details_of_commitment(commitment),
    )
    back = _promises(organization, _year_of(commitment))
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_commitment(
            by=request.user, commitment=commitment, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, "Đã sửa. Nhật ký giữ lại điều ghi trước đó.")
        return redirect(back)
    context = {"form": form, "organization": organization, "commitment": commitment, "back": back}
    return render(request, "meetings/study/commitment.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_ACTIVITIES)
def remove_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a commitment, with the reason."""
    commitment = _commitment(request, pk)
    form = RemovalForm(request.POST or None)

    def remove() -> bool:
        actions.remove_commitment(by=request.user, commitment=commitment, **form.cleaned_data)
        return True

    back = _promises(commitment.organization, _year_of(commitment))
    if request.method == "POST" and carry_out(form, remove):
        messages.success(request, "Đã bỏ; nội dung và lý do còn trong nhật ký.")
        return redirect(back)
    context = {
        "form": form,
        "organization": commitment.organization,
        "words": f"{commitment.text} · {commitment.when}",
        "back": back,
        "what": "cam kết này",
    }
    return render(request, "meetings/study/remove.html", context)


def _study(request: HttpRequest, pk: int) -> StudySession:
    found = get_object_or_404(queries.study(request.scope, pk))
    request.place = found.organization
    return found


def _commitment(request: HttpRequest, pk: int) -> Commitment:
    found = get_object_or_404(queries.commitment(request.scope, pk))
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


def _members(
    request: HttpRequest, organization: Organization, chosen: int | None = None
) -> QuerySet[Member]:
    scope = request.user.scope(Permission.VIEW_MEMBERS, on=today())
    return queries.subjects(scope, organization, as_of=today(), chosen=chosen)


def _list(organization: Organization, year: int) -> str:
    return f"{reverse('studies')}?to-chuc={organization.code}&nam={year}"


def _promises(organization: Organization, year: int) -> str:
    return f"{_list(organization, year)}#cam-ket"


def _year_of(found: StudySession | Commitment) -> int:
    return found.when.latest.year if found.when.latest else today().year


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
