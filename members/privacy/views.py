"""One's own file, asking for a correction, and the pages of those who decide about it."""

import datetime
import functools
import secrets
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, Scope, allows, confirmed, requires, signed_in
from chibo.clock import now, today
from chibo.forms import asked_day, asked_words, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.readings import logged, shows
from chibo.sheets import Mark
from members.people import actions as people
from members.privacy import actions, facts, queries, sheets
from members.privacy.forms import ApproveForm, ExportForm, RefuseForm, RequestForm, proposed
from members.privacy.models import CorrectionRequest
from members.roster import queries as roster
from members.roster.forms import hints_of
from members.roster.models import Member

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OwnView = Callable[[HttpRequest, Member], HttpResponse]


def _own(view: OwnView) -> Callable[[HttpRequest], HttpResponse]:
    """Hand a view the member whose account this is; where none is linked, say what to do."""

    @functools.wraps(view)
    def about_oneself(request: HttpRequest) -> HttpResponse:
        member = queries.member_of(Scope.whole(), request.user)
        if member is None:
            return render(request, "members/privacy/unlinked.html")
        return view(request, member)

    return about_oneself


@require_safe
@signed_in
@_own
def my_file(request: HttpRequest, member: Member) -> HttpResponse:
    """Show what the register holds about oneself, sealed facts masked, and what one has asked."""
    return _file(request, member)


@never_cache
@require_POST
@signed_in
@confirmed
@_own
def reveal_my_file(request: HttpRequest, member: Member) -> HttpResponse:
    """Show one's own sealed facts for this once; that they were shown is written down."""
    people.reveal(by=request.user, member=member)
    return _file(request, member, revealed=True)


@sensitive_post_parameters(*Member.SEALED)
@require_http_methods(["GET", "POST"])
@signed_in
@_own
def request_correction(request: HttpRequest, member: Member) -> HttpResponse:
    """Say what is wrong in one's own record; a request that still waits is put right itself."""
    waiting = queries.waiting_of(Scope.whole(), member)
    form = RequestForm(
        request.POST or None, initial=proposed(member, waiting), sealed=hints_of(member)
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.request_correction(
            by=request.user,
            member=member,
            changes=form.changes(),
            because=form.cleaned_data["because"],
            today=today(),
        ),
    ):
        messages.success(request, "Đã gửi đề nghị. Người giữ sổ của chi bộ xem và trả lời.")
        return redirect("my_file")
    context = {"form": form, "member": member, "waiting": waiting}
    return render(request, "members/privacy/ask.html", context)


@require_POST
@signed_in
@_own
def withdraw_correction(request: HttpRequest, member: Member) -> HttpResponse:
    """Take back one's own request while nobody has decided about it."""
    waiting = queries.waiting_of(Scope.whole(), member)
    if waiting is None:
        messages.warning(request, "Không còn đề nghị nào đang chờ nên không có gì để rút.")
    else:
        actions.withdraw_correction(by=request.user, request=waiting, today=today())
        messages.success(request, "Đã rút đề nghị; hồ sơ không đổi.")
    return redirect("my_file")


@require_safe
@requires(Permission.CHANGE_MEMBERS)
def correction_requests(request: HttpRequest) -> HttpResponse:
    """List what members of a place have asked, what waits first."""
    organization = place(request, request.scope)
    request.place = organization
    found = list(queries.requests(request.scope, organization))
    context = {
        "organization": organization,
        "waiting": [one for one in found if not facts.state_of(one)],
        "answered": [one for one in found if facts.state_of(one)],
        "may_change": True,
    }
    return render(request, "members/privacy/requests.html", context)


@require_safe
@requires(Permission.CHANGE_MEMBERS)
@logged("view")
def correction_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a member asks, held against the record."""
    return _request_page(request, _request(request, pk))


@require_POST
@requires(Permission.CHANGE_MEMBERS)
@logged("view")
def approve_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the record right in the facts that are ticked."""
    asked = _request(request, pk)
    sees = _sees_sealed(request, asked)
    form = ApproveForm(facts.differences(asked, sees_sealed=sees), request.POST)
    if carry_out(
        form,
        lambda: actions.approve_correction(
            by=request.user, request=asked, sees_sealed=sees, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, f"Đã sửa hồ sơ của đồng chí {asked.member} theo đề nghị.")
        return redirect("correction_request", pk)
    return _request_page(request, _request(request, pk), approving=form)


@require_POST
@requires(Permission.CHANGE_MEMBERS)
@logged("view")
def refuse_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the record as it is, with the reason."""
    asked = _request(request, pk)
    form = RefuseForm(request.POST)
    if carry_out(
        form,
        lambda: actions.refuse_correction(
            by=request.user,
            request=asked,
            sees_sealed=_sees_sealed(request, asked),
            today=today(),
            **form.cleaned_data,
        ),
    ):
        messages.success(request, "Đã trả lời; hồ sơ không đổi.")
        return redirect("correction_request", pk)
    return _request_page(request, _request(request, pk), refusing=form)


@require_http_methods(["GET", "POST"])
@requires(Permission.EXPORT_MEMBERS)
@confirmed
def export_members(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the roll of the place in the address as a sheet, for a reason and marked with it.

    The form only counts it: the roll is read and built when somebody answers for taking it out.
    """
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    as_of, q = asked_day(request) or today(), asked_words(request)
    opens = request.user.scope(Permission.VIEW_SENSITIVE, on=today())
    form = ExportForm(
        *sheets.choices(sealed=opens.covers(organization.path)),
        request.POST or None,
        initial={"columns": list(sheets.USUAL)},
    )

    def export() -> bytes:
        rows = facts.roll(request.scope, organization, as_of=as_of, q=q, opens=opens)
        return _export(request, organization, form, rows, as_of)

    if request.method == "POST":
        content = carry_out(form, export)
        if content:
            name = f"dang-vien-{code}-{as_of:%Y%m%d}.xlsx"
            disposition = str(content_disposition_header(True, name))
            headers = {"Content-Disposition": disposition}
            return HttpResponse(content, content_type=_XLSX, headers=headers)
    context = {
        "form": form,
        "organization": organization,
        "as_of": as_of,
        "q": q,
        "count": roster.on_roll(request.scope, organization, as_of=as_of, q=q).count(),
        "back": f"{reverse('roll')}?to-chuc={code}",
    }
    return render(request, "members/privacy/export.html", context)


def _export(
    request: HttpRequest,
    organization: Organization,
    form: ExportForm,
    rows: list[facts.RollLine],
    as_of: datetime.date,
) -> bytes:
    """Write down that the roll leaves the book, then return it."""
    columns = sheets.chosen(form.chosen())
    reason = form.cleaned_data["reason"]
    mark = Mark(
        by=str(request.user), at=now(), reason=reason, code=f"DV-{secrets.token_hex(4).upper()}"
    )
    actions.export_members(
        by=request.user,
        organization=organization,
        reason=reason,
        columns={name: column.heading for name, column in columns.items()},
        count=len(rows),
        code=mark.code,
        as_of=as_of,
    )
    return sheets.roll_sheet(organization.name, as_of, columns, rows, mark)


def _file(request: HttpRequest, member: Member, *, revealed: bool = False) -> HttpResponse:
    asked = [
        {"asked": one, "rows": facts.differences(one, sees_sealed=revealed)}
        for one in queries.requests_of(Scope.whole(), member)
    ]
    context = {
        "member": member,
        "facts": facts.held(member, revealed=revealed),
        "revealed": revealed,
        "has_sealed": any(getattr(member, name) for name in Member.SEALED),
        "requests": asked,
        "waiting": any(not facts.state_of(one["asked"]) for one in asked),
    }
    return render(request, "members/privacy/my_file.html", context)


def _request_page(
    request: HttpRequest,
    asked: CorrectionRequest,
    *,
    approving: ApproveForm | None = None,
    refusing: RefuseForm | None = None,
) -> HttpResponse:
    sees = _sees_sealed(request, asked)
    rows = facts.differences(asked, sees_sealed=sees)
    seen = facts.stamp(asked, sees_sealed=sees)
    form = approving or ApproveForm(rows)
    taken = set(form["taken"].value() or ())
    told = [row.label for row in rows if row.name in Member.SEALED and not row.is_hidden]
    shows(request, asked, asked.member.organization_id, **({"fields": told} if told else {}))
    context = {
        "asked": asked,
        "member": asked.member,
        "organization": asked.member.organization,
        "rows": [(row, row.name in taken) for row in rows],
        "seen": seen,
        "approving": form,
        "refusing": refusing,
        "state": facts.state_of(asked),
        "hides_something": any(row.is_hidden for row in rows),
        "obstacles": facts.obstacles_to_deciding(
            asked, request.user, as_of=today(), sees_sealed=sees
        ),
    }
    return render(request, "members/privacy/request.html", context)


def _request(request: HttpRequest, pk: int) -> CorrectionRequest:
    asked = get_object_or_404(queries.request(request.scope, pk))
    request.place = asked.member.organization
    return asked


def _sees_sealed(request: HttpRequest, asked: CorrectionRequest) -> bool:
    return allows(request, Permission.VIEW_SENSITIVE, asked.member.organization.path)
