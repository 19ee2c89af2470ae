"""Congresses of a place, one congress with whom it elected, and one page for each deed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, Scope, allows, requires
from chibo.clock import today
from chibo.forms import ReasonForm, asked_words, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.reasons import Reason, Refusal
from chibo.vietnamese import matches
from meetings.congress import actions, facts, queries
from meetings.congress.forms import (
    HeldForm,
    PlanForm,
    ResultRows,
    details_of,
    result_rows,
)
from meetings.congress.models import Congress
from meetings.congress.rules import Seating
from meetings.minutes.forms import asked_meeting
from meetings.minutes.models import Meeting
from members.roster.models import Member

ON_A_PAGE = 30
MOST_CHOICES = 500
"""Where more members than this could stand, one writes the names."""


@require_safe
@requires(Permission.VIEW_MEETINGS)
def congresses(request: HttpRequest) -> HttpResponse:
    """Show the congresses of a place, the planned ones first; of a committee those below, too.

    `?buoi=` leads to the congress whose minutes that meeting keeps, or proposes to write it down.
    `?q=` keeps those in whose name, place or results its words stand.
    """
    organization, q = place(request, request.scope), asked_words(request)
    meeting = asked_meeting(request, on=today())
    if meeting and (known := queries.of_meeting(request.scope, meeting).first()):
        return redirect("congress", known.pk)
    drafts = _drafts(request)
    every = facts.told(
        request.scope, organization, queries.congresses(request.scope, organization), drafts=drafts
    )
    own = [one for one in every if matches(q, *_words(one))]
    below = queries.congresses_below(request.scope, organization, q=q)
    page = Paginator(below, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "organization": organization,
        "meeting": meeting,
        "q": q,
        "found": len(own) + page.paginator.count,
        "planned": [one for one in reversed(own) if not one.is_held],
        "held": [one for one in own if one.is_held],
        "below": facts.told(request.scope, organization, page.object_list, drafts=drafts),
        "page": page,
        "today": today(),
        "may_record": allows(request, Permission.RECORD_MEETINGS, organization.path),
    }
    return render(request, "meetings/congress/congresses.html", context)


def _words(one: facts.CongressFacts) -> list[str]:
    """Return the words of a congress that `?q=` looks in."""
    people = [f"{result.post} {result.name}" for result in one.results]
    return [one.name, str(one.when), one.place, one.note, *one.documents, *people]


@require_safe
@requires(Permission.VIEW_MEETINGS)
def congress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one congress with everything; what is to be done next is its main button."""
    one = _congress(request, pk)
    path = one.organization.path
    [told] = facts.told(request.scope, one.organization, [one], drafts=_drafts(request))
    may_seat = allows(request, Permission.CHANGE_MEMBERS, path)
    seating = facts.seating_of(request.scope, one) if may_seat else Seating()
    context = {
        "congress": one,
        "told": told,
        "organization": one.organization,
        "is_over": not one.is_held and one.when.latest and one.when.latest < today(),
        "seating": seating,
        "seats": facts.seat_lines(one.organization, seating),
        "may_record": allows(request, Permission.RECORD_MEETINGS, path),
        "may_seat": may_seat,
        "may_see_members": allows(request, Permission.VIEW_MEMBERS, path),
    }
    return render(request, "meetings/congress/congress.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def plan_congress(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a planned congress of the organisation in the address."""
    organization = _organization(request, code)
    form = PlanForm(request.POST or None)
    if request.method == "POST":
        planned = carry_out(
            form,
            lambda: actions.plan_congress(
                by=request.user, organization=organization, **form.facts()
            ),
        )
        if planned:
            messages.success(request, "Đã ghi đại hội dự kiến.")
            return redirect("congress", planned.pk)
    context = {"form": form, "organization": organization}
    return render(request, "meetings/congress/plan.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def record_congress(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a congress that was held; `?buoi=` proposes its minutes."""
    organization = _organization(request, code)
    meeting = asked_meeting(request, on=today())
    form = _held_form(request, organization, initial=_proposed(meeting))
    if request.method == "POST":
        held = carry_out(
            form,
            lambda: actions.record_congress(
                by=request.user,
                organization=organization,
                new_term=form.typed_term,
                today=today(),
                **form.facts(),
            ),
        )
        if held:
            messages.success(request, f"Đã ghi {held.name}. Ghi tiếp kết quả bầu cử.")
            return redirect("congress", held.pk)
    context = {"form": form, "organization": organization}
    return render(request, "meetings/congress/held.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def hold_congress(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that a planned congress was held."""
    one = _congress(request, pk)
    if one.is_held:
        return redirect("congress", pk)
    form = _held_form(request, one.organization, initial=details_of(one))
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.hold_congress(
            by=request.user,
            congress=one,
            new_term=form.typed_term,
            today=today(),
            **form.facts(),
        ),
    ):
        messages.success(request, "Đã ghi đại hội đã tổ chức. Ghi tiếp kết quả bầu cử.")
        return redirect("congress", pk)
    context = {"form": form, "organization": one.organization, "congress": one}
    return render(request, "meetings/congress/held.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def correct_congress(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is written of a congress."""
    one = _congress(request, pk)
    form = (
        _held_form(request, one.organization, initial=details_of(one))
        if one.is_held
        else PlanForm(request.POST or None, initial=details_of(one))
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_congress(
            by=request.user,
            congress=one,
            new_term=form.typed_term,
            today=today(),
            **form.facts(corrections=True),
        ),
    ):
        messages.success(request, "Đã sửa đại hội.")
        return redirect("congress", pk)
    context = {"form": form, "organization": one.organization, "congress": one}
    return render(request, "meetings/congress/correct.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def remove_congress(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a congress that was written down by mistake, with the reason."""
    one = _congress(request, pk)
    code = one.organization.code
    form = ReasonForm(request.POST or None)

    def remove() -> bool:
        actions.remove_congress(by=request.user, congress=one, reason=form.cleaned_data["reason"])
        return True

    if request.method == "POST" and carry_out(form, remove):
        messages.success(request, "Đã bỏ đại hội. Nhật ký giữ lại nội dung và lý do.")
        return redirect(_list(code))
    context = {"form": form, "organization": one.organization, "congress": one}
    return render(request, "meetings/congress/remove.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def record_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down how the candidates fared, as rows on one page; `?them=1` gives more of them."""
    one = _congress(request, pk)
    if not one.is_held:
        messages.error(request, "Đại hội này mới là dự kiến. Ghi đại hội đã tổ chức trước.")
        return redirect("congress", pk)
    people, too_many = _people(request, one)
    more = request.GET.get("them") == "1"
    rows = result_rows(one, people, request.POST or None, more=more)
    others: list[Reason] = []
    if request.method == "POST" and rows.is_bound and rows.is_valid():
        try:
            cautions = _write_results(request, one, rows)
        except Refusal as no:
            others = _beside_rows(rows, no)
        else:
            messages.success(request, "Đã ghi kết quả bầu cử.")
            for caution in cautions:
                messages.warning(request, f"{caution.text} ({caution.clause})")
            return redirect(
                f"{request.path}?them=1"
                if "them" in request.POST
                else reverse("congress", args=[pk])
            )
    context = {
        "rows": rows,
        "others": others,
        "congress": one,
        "organization": one.organization,
        "too_many": too_many,
        "rules": queries.election_rules(as_of=one.when.latest or today()),
    }
    return render(request, "meetings/congress/results.html", context)


@require_POST
@requires(Permission.CHANGE_MEMBERS)
def seat_elected(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the elected their posts in the term of the congress; say what was done."""
    one = _congress(request, pk)
    try:
        seating = actions.seat_elected(by=request.user, congress=one, today=today())
    except Refusal as no:
        for reason in no.reasons:
            clause = f" ({reason.clause})" if reason.clause else ""
            messages.error(request, f"{reason.text}{clause}")
    else:
        _say(request, one.organization, seating)
    return redirect("congress", pk)


def _organization(request: HttpRequest, code: str) -> Organization:
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    return organization


def _congress(request: HttpRequest, pk: int) -> Congress:
    one = get_object_or_404(queries.congress(request.scope, pk))
    request.place = one.organization
    return one


def _drafts(request: HttpRequest) -> Scope:
    return request.user.scope(Permission.VIEW_ACTIVITIES, on=today())


def _list(code: str) -> str:
    return f"{reverse('congresses')}?to-chuc={code}"


def _held_form(
    request: HttpRequest, organization: Organization, *, initial: dict[str, Any]
) -> HeldForm:
    """Return the form of a congress that was held; a term is typed by who may record one."""
    return HeldForm(
        request.scope,
        organization,
        request.POST or None,
        initial=initial,
        may_record_term=allows(request, Permission.CHANGE_MEMBERS, organization.path),
    )


def _proposed(meeting: Meeting | None) -> dict[str, Any]:
    """Return what the minutes of a congress say for the form."""
    if meeting is None:
        return {}
    return {"meeting": meeting.pk, "when": meeting.held, "place": meeting.place}


def _people(request: HttpRequest, one: Congress) -> tuple[dict[int, Member], bool]:
    """Return who may be chosen by key, and whether they are too many for a list."""
    chosen = [row.member_id for row in one.results.all() if row.member_id]
    found = queries.candidates(
        request.user.scope(Permission.VIEW_MEMBERS, on=today()),
        one.organization,
        as_of=one.when.latest or today(),
        chosen=chosen,
    )
    people = {member.pk: member for member in found[: MOST_CHOICES + 1]}
    if len(people) <= MOST_CHOICES:
        return people, False
    return {row.member_id: row.member for row in one.results.all() if row.member}, True


def _write_results(request: HttpRequest, one: Congress, rows: ResultRows) -> list[Reason]:
    return actions.record_results(
        by=request.user,
        congress=one,
        rows=[row for _, row in rows.said],
        taken_out=rows.taken_out,
    )


def _beside_rows(rows: ResultRows, no: Refusal) -> list[Reason]:
    """Put the reasons of a No beside the fields they are about; return those about no field."""
    said, others = [form for form, _ in rows.said], []
    for reason in no.reasons:
        number, _, name = reason.field.partition(".")
        if name and int(number) < len(said):
            clause = f" ({reason.clause})" if reason.clause else ""
            said[int(number)].add_error(name, f"{reason.text}{clause}")
        else:
            others.append(reason)
    return others


def _say(request: HttpRequest, organization: Organization, seating: Seating) -> None:
    """Tell what the seating did."""
    given = [
        f"{one.name} ({facts.post_name(organization, one.post)})" for one in seating.to_appoint
    ]
    ended = [
        f"{seat.holding.member_name} ({facts.post_name(organization, seat.holding.post)})"
        for seat in seating.to_end
    ]
    if given:
        messages.success(request, f"Đã ghi nhận chức: {', '.join(given)}.")
    if ended:
        messages.success(request, f"Đã ghi thôi chức vụ nhiệm kỳ trước: {', '.join(ended)}.")
    if not given and not ended:
        messages.info(request, "Các đồng chí trúng cử đã có chức vụ trong nhiệm kỳ này.")
