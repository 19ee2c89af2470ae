"""Lending a role for a time and handing it over for good, with all that is open in the place."""

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, confirmed, requires
from chibo.accounts import actions
from chibo.accounts import queries as accounts
from chibo.accounts.models import Assignment, User
from chibo.clock import today
from chibo.documents import html, printing
from chibo.documents.pdf import PrintingFailed
from chibo.documents.tree import Document
from chibo.forms import carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.portal import documents, facts
from chibo.portal.facts import HandedOver, OpenWork
from chibo.portal.forms import DelegateForm, HandOverForm
from chibo.portal.views.desks import powers_of
from chibo.reasons import Reason, Refusal
from chibo.vietnamese import day

_PRINTED = ("docx", "pdf")
_LAST = 5
"""Hand-overs that the page tells of; the log has them all."""
_LENT = "Vai trò của đồng chí ở đây do người khác ủy quyền nên không trao tiếp được."
_ALONE = "Chưa ai khác có tài khoản ở đây. Nhờ quản trị mở tài khoản cho người nhận trước."
_ALL_HAVE_IT = (
    "Mọi người khác có tài khoản ở đây đều đang giữ vai trò này rồi. "
    "Cần người khác thì nhờ quản trị mở tài khoản trước."
)


@require_safe
@requires(Permission.HAND_OVER)
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is open in a place, who holds which role there, and what was lent."""
    organization = _organization(request, code)
    held = list(accounts.held_at(request.scope, organization, as_of=today()))
    roles, people = _choices(request, organization)
    context = {
        "organization": organization,
        "work": _open_work(request, organization),
        "held": [one for one in held if one.delegated_by is None],
        "lent": [one for one in held if one.delegated_by is not None],
        "has_own": roles.exists(),
        "reasons": _obstacles(request, organization, roles, people),
        "handed": facts.handed_over(request.scope, organization, most=_LAST),
    }
    return render(request, "chibo/portal/handing/hand_over.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.HAND_OVER)
@confirmed
def delegate(request: HttpRequest, code: str) -> HttpResponse:
    """Lend one's own role to somebody for a time."""
    organization = _organization(request, code)
    roles, people = _choices(request, organization, even_lent=True)
    form = DelegateForm(roles, people, request.POST or None, initial={"starts_on": today()})
    if request.method == "POST" and (
        lent := carry_out(
            form,
            lambda: actions.delegate(by=request.user, today=today(), **form.cleaned_data),
        )
    ):
        until = lent.ends_on - datetime.timedelta(days=1)
        messages.success(request, f"Đã ủy quyền cho {lent.user.full_name} đến hết {day(until)}.")
        return redirect("hand_over", code)
    context = {
        "form": form,
        "organization": organization,
        "reasons": _obstacles(request, organization, roles, people),
    }
    return render(request, "chibo/portal/handing/delegate.html", context)


@require_POST
@requires(Permission.HAND_OVER)
def withdraw_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a role that was lent; from today on it no longer holds."""
    lent = get_object_or_404(
        accounts.assignments(request.scope).filter(delegated_by__isnull=False), pk=pk
    )
    try:
        actions.withdraw_delegation(by=request.user, assignment=lent, today=today())
    except Refusal as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, f"Đã thu hồi ủy quyền của {lent.user.full_name}.")
    return redirect("hand_over", lent.organization.code)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(Permission.HAND_OVER)
@confirmed
def hand_over_role(request: HttpRequest, code: str) -> HttpResponse:
    """Hand one's own role over for good; the record is in the answer: one may be out after it."""
    organization = _organization(request, code)
    work = _open_work(request, organization)
    roles, people = _choices(request, organization)
    form = HandOverForm(roles, people, request.POST or None, initial={"on": today()})
    if request.method == "POST" and (
        taken := carry_out(
            form,
            lambda: actions.hand_over_role(
                by=request.user,
                today=today(),
                left_open=[[one.words, one.n] for one in work],
                **form.cleaned_data,
            ),
        )
    ):
        return _handed_over(request, organization, taken)
    context = {
        "form": form,
        "organization": organization,
        "work": work,
        "reasons": _obstacles(request, organization, roles, people),
        "is_last": len(request.user.roles_on(today())) == 1,
    }
    return render(request, "chibo/portal/handing/hand_over_role.html", context)


def _handed_over(
    request: HttpRequest, organization: Organization, taken: Assignment
) -> HttpResponse:
    request.user.ask_roles_anew()
    (handed,) = facts.handed_over(request.scope, organization, most=1, pk=taken.pk)
    context = {
        "organization": organization,
        "handed": handed,
        "paper": html.render(_record_of(organization, handed)),
        "is_out": handed.on <= today(),
        "stays": bool(request.user.scope(Permission.VIEW_ORGANIZATIONS, on=today())),
    }
    return render(request, "chibo/portal/handing/handed_over.html", context)


@require_safe
@requires(Permission.HAND_OVER)
def hand_over_print(request: HttpRequest, code: str, format_: str) -> HttpResponse:
    """Send the record as it would be today, before the hand-over, the receiver left to fill in."""
    organization = _organization(request, code)
    own = accounts.own_at(request.scope, organization, request.user, as_of=today()).first()
    document = _document(
        organization,
        giver=request.user.full_name,
        receiver="",
        role=own.get_role_display() if own else "",
        on=None,
        left_open=[(one.words, one.n) for one in _open_work(request, organization)],
    )
    return _sent(request, organization, document, format_)


@require_safe
@requires(Permission.HAND_OVER)
def handed_over_print(request: HttpRequest, pk: int, format_: str) -> HttpResponse:
    """Send the record of a hand-over that was done, as the log keeps it."""
    taken = get_object_or_404(accounts.assignments(request.scope), pk=pk)
    organization = taken.organization
    handed = facts.handed_over(request.scope, organization, most=1, pk=pk)
    if not handed:
        raise Http404
    return _sent(request, organization, _record_of(organization, handed[0]), format_)


def _organization(request: HttpRequest, code: str) -> Organization:
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    return organization


def _open_work(request: HttpRequest, organization: Organization) -> tuple[OpenWork, ...]:
    return facts.open_work(powers_of(request, organization), organization, request.user, today())


def _choices(
    request: HttpRequest, organization: Organization, *, even_lent: bool = False
) -> tuple[QuerySet[Assignment], QuerySet[User]]:
    """Return the roles one may hand on here, and to whom: who has them already is left out."""
    scope = request.scope
    roles = accounts.own_at(scope, organization, request.user, as_of=today())
    return roles, accounts.without_role(
        scope, organization, roles, as_of=today(), even_lent=even_lent
    )


def _obstacles(
    request: HttpRequest,
    organization: Organization,
    roles: QuerySet[Assignment],
    people: QuerySet[User],
) -> list[Reason]:
    """Return why one can hand nothing on here: nothing of one's own, or nobody to take it."""
    if not roles.exists():
        return [Reason(_LENT)]
    if people.exists():
        return []
    here = accounts.accounts_at(request.scope, organization, as_of=today())
    return [Reason(_ALL_HAVE_IT if here.exclude(pk=request.user.pk).exists() else _ALONE)]


def _record_of(organization: Organization, handed: HandedOver) -> Document:
    return _document(
        organization,
        giver=handed.giver,
        receiver=handed.receiver,
        role=handed.role,
        on=handed.on,
        left_open=list(handed.left_open),
    )


def _document(organization: Organization, *, on: datetime.date | None, **said: Any) -> Document:
    return documents.hand_over_record(
        organization=organization.name,
        superior=organization.parent_name,
        place=organization.locality,
        on=on,
        page=printing.page_format(as_of=on or today()),
        **said,
    )


def _sent(
    request: HttpRequest, organization: Organization, document: Document, format_: str
) -> HttpResponse:
    """Send a print as a file; where printing failed say why on the page."""
    if format_ not in _PRINTED:
        raise Http404
    try:
        content = printing.printed(document, format_)
    except PrintingFailed as failed:
        messages.error(request, str(failed))
        return redirect(reverse("hand_over", args=[organization.code]))
    name = f"bien-ban-ban-giao-{organization.code}.{format_}"
    return printing.download(content, format_, name)
