"""One page for each deed of the roll: entering, correcting, recognising, times away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from chibo.access import Permission, allows, requires
from chibo.clock import today
from chibo.dates import PartialDate
from chibo.drafts import actions as draft_actions
from chibo.drafts import queries as drafts
from chibo.forms import ReasonForm, carry_out
from chibo.organizations import queries as organizations
from chibo.readings import logged, shows
from members.roster import actions, queries
from members.roster.forms import (
    BeginStatusForm,
    CorrectMembershipForm,
    EndStatusForm,
    EnterForm,
    FactsForm,
    RecogniseForm,
    dates_of,
    facts_of,
    hints_of,
)
from members.roster.models import Member, StatusPeriod
from members.roster.rules import probation_end


@sensitive_post_parameters(*Member.SEALED)
@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def enter_member(request: HttpRequest, code: str) -> HttpResponse:
    """Write a member into the roll of the organisation in the address."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    key = f"dang-vien-{code}"
    draft = drafts.draft(request.scope, request.user, key)
    initial = drafts.typed(draft).dict() if draft else None
    sees = allows(request, Permission.VIEW_SENSITIVE, organization.path)
    form = EnterForm(request.POST or None, initial=initial, sealed={} if sees else None)
    if request.method == "POST":
        member = carry_out(
            form,
            lambda: actions.enter_member(
                by=request.user, organization=organization, today=today(), **form.cleaned_data
            ),
        )
        if member:
            draft_actions.drop_draft(by=request.user, key=key)
            messages.success(request, f"Đã ghi đồng chí {member.full_name} vào sổ.")
            return redirect("member", member.pk)
    context = {"form": form, "organization": organization, "draft_key": key, "draft": draft}
    return render(request, "members/roster/enter.html", context)


@sensitive_post_parameters(*Member.SEALED)
@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
@logged("view")
def correct_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the facts of a member's file."""
    member = _member(request, pk)
    shows(request, member, member.organization_id)
    sees = allows(request, Permission.VIEW_SENSITIVE, member.organization.path)
    form = FactsForm(
        request.POST or None,
        initial=facts_of(member),
        sealed=hints_of(member) if sees else None,
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_member(
            by=request.user, member=member, today=today(), **form.corrections()
        ),
    ):
        messages.success(request, "Đã sửa hồ sơ.")
        return redirect("member", pk)
    return render(request, "members/roster/correct.html", {"form": form, "member": member})


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def recognise(request: HttpRequest, pk: int) -> HttpResponse:
    """Recognise a probationary member as official."""
    member = _member(request, pk)
    law = queries.law(request.scope, as_of=today())
    ends = probation_end(member.admitted, law.parameters.probation_months if law else 12)
    form = RecogniseForm(request.POST or None, initial={"recognised": _past(ends)})
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.recognise(
            by=request.user,
            member=member,
            on=form.cleaned_data["recognised"],
            decision=form.cleaned_data["decision"],
            today=today(),
        ),
    ):
        messages.success(request, f"Đồng chí {member.full_name} là đảng viên chính thức.")
        return redirect("member", pk)
    context = {"form": form, "member": member, "probation_end": ends}
    return render(request, "members/roster/recognise.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def begin_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a member is exempt, away or suspended."""
    member = _member(request, pk)
    form = BeginStatusForm(request.POST or None)
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.begin_status(
            by=request.user, member=member, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, "Đã ghi trạng thái.")
        return redirect("member", pk)
    return render(request, "members/roster/begin_status.html", {"form": form, "member": member})


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def end_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a member takes part again."""
    period = _period(request, pk)
    form = EndStatusForm(request.POST or None, initial={"ends": period.ends})
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.end_status(by=request.user, period=period, ends=form.cleaned_data["ends"]),
    ):
        messages.success(request, "Đã ghi ngày sinh hoạt trở lại.")
        return redirect("member", period.member_id)
    context = {"form": form, "member": period.member, "period": period}
    return render(request, "members/roster/end_status.html", context)


@require_POST
@requires(Permission.CHANGE_MEMBERS)
def withdraw_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a time away that was noted by mistake, with a reason."""
    period = _period(request, pk)
    asked = ReasonForm(request.POST)
    carry_out(
        asked,
        lambda: actions.withdraw_status(by=request.user, period=period, **asked.cleaned_data),
    )
    if asked.errors:
        form = EndStatusForm(initial={"ends": period.ends})
        context = {"form": form, "member": period.member, "period": period, "asked": asked}
        return render(request, "members/roster/end_status.html", context)
    messages.success(request, "Đã bỏ dòng ghi nhầm. Nhật ký giữ lại nội dung và lý do.")
    return redirect("member", period.member_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def correct_membership(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct when and how a member came onto the roll and left it."""
    membership = get_object_or_404(queries.membership(request.scope, pk))
    request.place = membership.member.organization
    form = CorrectMembershipForm(request.POST or None, initial=dates_of(membership))
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_membership(
            by=request.user, membership=membership, today=today(), **form.corrections()
        ),
    ):
        messages.success(request, "Đã sửa thời gian trong sổ.")
        return redirect("member", membership.member_id)
    context = {"form": form, "member": membership.member, "membership": membership}
    return render(request, "members/roster/correct_membership.html", context)


def _member(request: HttpRequest, pk: int) -> Member:
    member = get_object_or_404(queries.members(request.scope), pk=pk)
    request.place = member.organization
    return member


def _period(request: HttpRequest, pk: int) -> StatusPeriod:
    period = get_object_or_404(queries.status_period(request.scope, pk))
    request.place = period.member.organization
    return period


def _past(date: PartialDate) -> PartialDate | None:
    return date if date.exact and date.exact <= today() else None
