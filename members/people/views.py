"""The roll with its figures, the file of a member, and the page on which one leaves the roll."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, allows, confirmed, requires
from chibo.accounts import queries as accounts
from chibo.clock import today
from chibo.dates import add_working_days
from chibo.fields import in_force
from chibo.forms import carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.readings import logged, shows
from chibo.reasons import Refusal
from chibo.vietnamese import day
from members.people import actions, facts
from members.people.forms import AccountForm, LeaveForm, RollForm
from members.people.rules import (
    cautions_about_linking,
    obstacles_to_linking,
    obstacles_to_unlinking,
)
from members.posts import queries as posts
from members.roster import queries
from members.roster.models import Member
from members.roster.queries import Headcount
from members.roster.rules import (
    Life,
    cautions_about_strength,
    is_official_on,
    probation_end,
)

PAGE = 100
KINDS = {
    "chinh-thuc": ("official", "chính thức"),
    "du-bi": ("probationary", "dự bị"),
    "nu": ("women", "nữ"),
    "mien": ("exempt", "miễn sinh hoạt"),
    "tam-vang": ("away", "tạm thời nơi khác"),
    "dinh-chi": ("suspended", "đình chỉ"),
    "tam-thoi": ("temporary", "đến tạm thời"),
}
"""What `?loai=` may ask: the figure of the head-count, and its words."""

PARTS = {
    Permission.VIEW_MEMBERS: "Hồ sơ",
    Permission.VIEW_DISCIPLINE: "Kỷ luật",
    Permission.VIEW_DUES: "Đảng phí",
    Permission.VIEW_RATINGS: "Xếp loại",
    Permission.VIEW_SENSITIVE: "Phần lưu kín",
}
"""The parts of what the book knows of a member, by the permission that shows each."""

ALWAYS = {"official", "probationary"}
"""Figures shown even where they are none; no women on file may mean that genders are unwritten."""


@require_safe
@requires(Permission.VIEW_MEMBERS)
def roll(request: HttpRequest) -> HttpResponse:
    """Show who was a member of the place and below on a day (`?tinh-den=`), by name (`?q=`)."""
    organization = place(request, request.scope)
    request.place = organization
    form = RollForm(request.GET)
    q, as_of = form.answers(today())
    figure, words = KINDS.get(request.GET.get("loai", ""), ("", ""))
    found = queries.on_roll(request.scope, organization, as_of=as_of, q=q, kind=figure)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    rows = queries.rows(request.scope, page, as_of=as_of)
    titles = posts.titles_on(request.scope, [row.member_id for row in rows], as_of=as_of)
    counted = queries.headcount(request.scope, organization, as_of=as_of)
    asked = {"to-chuc": organization.code, "tinh-den": request.GET.get("tinh-den", ""), "q": q}
    context = {
        "organization": organization,
        "form": form,
        "q": q,
        "as_of": as_of,
        "is_past": as_of != today(),
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [(row, titles.get(row.member_id, "")) for row in rows],
        "counted": counted,
        "figures": _figures(counted, figure, asked),
        "kind": words,
        "everybody": _address(asked | {"q": ""}),
        "cautions": _cautions(request, organization, counted, as_of),
        "may_change": allows(request, Permission.CHANGE_MEMBERS, organization.path),
        "may_erase": allows(request, Permission.ERASE_MEMBERS, organization.path),
        "may_export": allows(request, Permission.EXPORT_MEMBERS, organization.path),
        "asked": _address({"tinh-den": asked["tinh-den"], "q": q}),
    }
    return render(request, "members/people/roll.html", context)


@require_safe
@requires(Permission.VIEW_MEMBERS)
@logged("view")
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the file of a member: the facts, and one dated timeline."""
    found = _member(request, pk)
    shows(request, found, found.organization_id)
    now = today()
    path = found.organization.path
    sees_sealed = allows(request, Permission.VIEW_SENSITIVE, path)
    may_change = allows(request, Permission.CHANGE_MEMBERS, path)
    discipline = request.user.scope(Permission.VIEW_DISCIPLINE, on=now)
    running = queries.running_membership(request.scope, found)
    last = running or queries.memberships(request.scope, found).first()
    context = {
        "member": found,
        "titles": posts.titles_on(request.scope, [pk], as_of=now).get(pk, ""),
        "is_official": is_official_on(_life(found), now),
        "running": running,
        "last": last,
        "status": _status_today(request, found, now),
        "probation": _probation(request, found, now),
        "facts": facts.file_facts(found, as_of=(last and last.ends.latest) or now),
        "years": facts.timeline(request.scope, found, discipline=discipline, may_change=may_change),
        "sees_discipline": discipline.covers(path),
        "sealed": facts.sealed_facts(found) if sees_sealed else [],
        "sees_log": allows(request, Permission.VIEW_LOG, path),
        "may_change": may_change,
        "appoint_at": _appoint_at(request, found),
        "draft_key": f"dang-vien-{found.organization.code}",
    }
    return render(request, "members/people/member.html", context)


@never_cache
@require_POST
@requires(Permission.VIEW_SENSITIVE)
@confirmed
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what lies sealed of a member, in this answer alone; the log is written first."""
    found = _member(request, pk)
    actions.reveal(by=request.user, member=found)
    context = {"member": found, "facts": facts.sealed_facts(found, opened=True)}
    return render(request, "members/people/reveal.html", context)


@require_safe
@requires(Permission.VIEW_MEMBERS)
def who_may_see(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whose accounts open the file of a member today, and which parts of it each can see."""
    found = _member(request, pk)
    path = found.organization.path
    holders = accounts.holders(request.scope, path, list(PARTS), as_of=today())
    rows = [
        {
            "holder": one,
            "parts": [(label, part in one.permissions) for part, label in PARTS.items()],
        }
        for one in holders
    ]
    context = {
        "member": found,
        "parts": PARTS.values(),
        "rows": [row for row in rows if Permission.VIEW_MEMBERS in row["holder"].permissions],
        "partly": [row for row in rows if Permission.VIEW_MEMBERS not in row["holder"].permissions],
        "sees_log": allows(request, Permission.VIEW_LOG, path),
    }
    return render(request, "members/people/who_may_see.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a member off the roll: transferred, deleted, left, expelled or died."""
    found = _member(request, pk)
    membership = queries.running_membership(request.scope, found)
    if membership is None:
        raise Http404
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.leave(
            by=request.user, membership=membership, today=today(), **form.cleaned_data
        ),
    ):
        messages.success(request, f"Đồng chí {found.full_name} đã rời sổ; hồ sơ vẫn giữ để tra.")
        return redirect("member", pk)
    titles = posts.titles_on(request.scope, [pk], as_of=today()).get(pk, "")
    context = {"form": form, "member": found, "membership": membership, "titles": titles}
    return render(request, "members/people/leave.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
@confirmed
def link_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which account is the member's, of those with a role there that are nobody's yet."""
    found = _member(request, pk)
    here = accounts.accounts_at(request.scope, found.organization, as_of=today())
    here = here.filter(member__isnull=True)
    form = AccountForm(here, request.POST or None)
    sees_sealed = allows(request, Permission.VIEW_SENSITIVE, found.organization.path)
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.link_account(
            by=request.user, member=found, sees_sealed=sees_sealed, **form.cleaned_data
        ),
    ):
        messages.success(request, f"Đã nối tài khoản với hồ sơ của đồng chí {found.full_name}.")
        for caution in cautions_about_linking(found.user.full_name, found.full_name):
            messages.warning(request, caution.text)
        return redirect("member", pk)
    context = {
        "form": form,
        "member": found,
        "reasons": obstacles_to_unlinking(user_id=found.user_id, by_id=request.user.pk)
        if found.user_id
        else obstacles_to_linking(is_linked=False, is_anothers=False, sees_sealed=sees_sealed),
    }
    return render(request, "members/people/link_account.html", context)


@require_POST
@requires(Permission.CHANGE_MEMBERS)
def unlink_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that an account is the member's."""
    found = _member(request, pk)
    try:
        actions.unlink_account(by=request.user, member=found)
    except Refusal as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
        return redirect("link_account", pk)
    messages.success(request, "Đã bỏ tài khoản khỏi hồ sơ; vai trò của tài khoản vẫn như cũ.")
    return redirect("member", pk)


def _member(request: HttpRequest, pk: int) -> Member:
    found = get_object_or_404(queries.members(request.scope), pk=pk)
    request.place = found.organization
    return found


def _figures(counted: Headcount, chosen: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Return the head-count as links to the rows behind each figure; idle ones are left out."""
    figures: list[dict[str, Any]] = [
        {"label": "đảng viên", "n": counted.total, "url": _address(asked | {"q": ""})}
    ]
    for slug, (name, words) in KINDS.items():
        n = getattr(counted, name)
        if n or name in ALWAYS or name == chosen:
            total = None if name == "temporary" else counted.total
            url = _address(asked | {"q": "", "loai": slug})
            figures.append({"label": words, "n": n, "total": total, "url": url})
    return figures


def _address(asked: dict[str, str]) -> str:
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _cautions(
    request: HttpRequest, organization: Organization, counted: Headcount, as_of: datetime.date
) -> list[Any]:
    if not organization.is_cell or not counted.total:
        return []
    return cautions_about_strength(counted.official, queries.law(request.scope, as_of=as_of))


def _life(found: Member) -> Life:
    return Life(
        found.is_official, found.born, found.admission_decided, found.admitted, found.recognised
    )


def _status_today(request: HttpRequest, found: Member, now: datetime.date) -> Any:
    return queries.status_periods(request.scope, found).filter(in_force(now)).first()


def _probation(request: HttpRequest, found: Member, now: datetime.date) -> dict[str, str]:
    """Return when probation ends and until when the cell considers recognition, in words."""
    law = queries.law(request.scope, as_of=now)
    if found.is_official or law is None:
        return {}
    ends = probation_end(found.admitted, law.parameters.probation_months)
    if ends.exact is None:
        return {"text": "Chưa rõ ngày kết nạp nên chưa tính được ngày hết dự bị."}
    due = add_working_days(ends.exact, law.parameters.recognition_within_working_days)
    return {
        "text": f"Hết {law.parameters.probation_months} tháng dự bị ngày {ends}; chi bộ xét công nhận chậm nhất {day(due)}.",
        "clause": f"{law.symbol}: trong {law.parameters.recognition_within_working_days} "
        "ngày làm việc, chưa trừ ngày lễ",
    }


def _appoint_at(request: HttpRequest, found: Member) -> list[Organization]:
    """Return the organisations, the member's and those above, whose posts this person records."""
    change = request.user.scope(Permission.CHANGE_MEMBERS, on=today())
    own = found.organization
    above = [
        organization
        for organization in organizations.ancestors(request.scope, own)
        if change.covers(organization.path)
    ]
    return [own, *above] if change.covers(own.path) else above
