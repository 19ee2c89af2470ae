"""One page for each deed on a commitment."""

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from chibo.access import Permission, requires
from chibo.clock import today
from chibo.forms import asked_year, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from meetings.study import actions, queries
from meetings.study.forms import (
    CommitmentForm,
    details_of_commitment,
)
from meetings.study.models import Commitment
from meetings.study.views.listing import year_of, year_page
from meetings.study.views.removing import removal
from members.roster.models import Member


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
    back = _promises(organization, year_of(commitment))
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_commitment(
            by=request.user,
            commitment=commitment,
            today=today(),
            **form.merged(details_of_commitment(commitment)),
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
    back = _promises(commitment.organization, year_of(commitment))
    return removal(
        request,
        partial(actions.remove_commitment, commitment=commitment),
        then=back,
        organization=commitment.organization,
        words=f"{commitment.text} · {commitment.when}",
        back=back,
        what="cam kết này",
    )


def _commitment(request: HttpRequest, pk: int) -> Commitment:
    found = get_object_or_404(queries.commitment(request.scope, pk))
    request.place = found.organization
    return found


def _members(
    request: HttpRequest, organization: Organization, chosen: int | None = None
) -> QuerySet[Member]:
    scope = request.user.scope(Permission.VIEW_MEMBERS, on=today())
    return queries.subjects(scope, organization, as_of=today(), chosen=chosen)


def _promises(organization: Organization, year: int) -> str:
    return f"{year_page(organization, year)}#cam-ket"
