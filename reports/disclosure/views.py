"""What is held about one member, erasing it, exporting the roll, and what leaked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.access import Permission, confirmed, requires
from chibo.clock import today
from chibo.forms import carry_out
from chibo.place import place
from members.roster import queries as roster
from members.roster.models import Member
from reports.disclosure import actions, facts, queries
from reports.disclosure.forms import EraseForm
from reports.disclosure.rules import ASKED

PAGE = 100


@require_safe
@requires(Permission.ERASE_MEMBERS)
def retention(request: HttpRequest) -> HttpResponse:
    """List whose data is to be erased by the schedule, and whose was."""
    organization = place(request, request.scope)
    request.place = organization
    due = facts.due(request.scope, organization, today=today())
    page = Paginator(due, PAGE).get_page(request.GET.get("trang"))
    schedule = queries.schedule(request.scope, as_of=today())
    context = {
        "organization": organization,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "erased": queries.erased(request.scope, organization)[:PAGE],
        "periods": schedule.periods if schedule else (),
    }
    return render(request, "reports/disclosure/retention.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ERASE_MEMBERS)
@confirmed
def erase_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase the personal data of one who has left, for good."""
    member = _member(request, pk)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.erase_member(
            by=request.user, member=member, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, "Đã xóa dữ liệu cá nhân; phần giữ theo quy định mang số hiệu.")
        return redirect(f"{reverse('retention')}?to-chuc={member.organization.code}")
    context = {
        "form": form,
        "member": member,
        "kept": actions.KEPT,
        "due": facts.due_reasons(member, today=today()),
        "obstacles": facts.obstacles_to_erasure(
            member, by=request.user, basis=request.POST.get("basis", ASKED), today=today()
        ),
        "back": reverse("member", args=[pk]),
    }
    return render(request, "reports/disclosure/erase.html", context)


def _member(request: HttpRequest, pk: int) -> Member:
    found = get_object_or_404(roster.members(request.scope), pk=pk)
    request.place = found.organization
    return found
