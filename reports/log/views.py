"""The log of a place, of one record and of who looked at a member; its export and its heads."""

import secrets
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from chibo.access import Permission, Scope, confirmed, requires
from chibo.audit import actions as audit
from chibo.audit.models import Entry
from chibo.clock import now, today
from chibo.documents import printing
from chibo.documents.pdf import PrintingFailed
from chibo.forms import ReasonForm, carry_out
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.reasons import refuse
from chibo.sheets import Mark
from reports.log import documents, facts, queries, rules
from reports.log.facts import Line
from reports.log.forms import LogForm
from reports.log.queries import Asked, Kinds
from reports.log.sheets import log_sheet

PAGE = 50
MOST_ROWS = 20_000
_BATCH = 500
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Permission.VIEW_LOG)
def log(request: HttpRequest) -> HttpResponse:
    """Show the log of the place and of all below it, newest first."""
    return _log_page(request, ReasonForm())


@require_POST
@requires(Permission.VIEW_LOG)
@confirmed
def export_log(request: HttpRequest) -> HttpResponse:
    """Hand out the log that is asked for as a sheet, for a reason that stays in the log."""
    asked = ReasonForm(request.POST)
    organization = place(request, request.scope)
    form = LogForm(request.GET)
    found = _found(request, organization, form)
    mark = Mark(
        by=str(request.user),
        at=now(),
        reason=asked["reason"].value() or "",
        code=f"NK-{secrets.token_hex(4).upper()}",
    )

    def export() -> bytes:
        count = found.count()
        reason, is_read = asked.cleaned_data["reason"], form.is_valid()
        refuse(rules.obstacles_to_exporting(reason, count, MOST_ROWS, is_read=is_read))
        content = log_sheet(_batches(request.scope, found), mark)
        audit.note(
            by=request.user,
            verb="export",
            subject=organization,
            organization_id=organization.pk,
            values={
                "what": "nhật ký",
                "reason": asked.cleaned_data["reason"],
                "filters": form.told(),
                "count": count,
                "code": mark.code,
            },
        )
        return content

    content = carry_out(asked, export)
    if content is None:
        return _log_page(request, asked)
    name = f"nhat-ky-{organization.code}-{timezone.localtime(mark.at):%Y%m%d-%H%M}.xlsx"
    return HttpResponse(
        content,
        content_type=_XLSX,
        headers={"Content-Disposition": str(content_disposition_header(True, name))},
    )


@require_safe
@requires(Permission.VIEW_LOG)
def log_heads(request: HttpRequest) -> HttpResponse:
    """Print the heads of the chains of the place and of all below it, for keeping elsewhere."""
    organization = place(request, request.scope)
    heads = facts.heads(request.scope, organization)
    paper = documents.heads_paper(
        organization,
        heads,
        by=str(request.user),
        at=timezone.localtime(now()),
        page=printing.page_format(as_of=today()),
    )
    try:
        content = printing.printed(paper, "pdf")
    except PrintingFailed as failed:
        messages.error(request, str(failed))
        return redirect(f"{reverse('log')}?to-chuc={organization.code}")
    return printing.download(content, "pdf", f"dau-chuoi-{organization.code}-{today():%Y%m%d}.pdf")


@require_safe
@requires(Permission.VIEW_LOG)
def record_history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show what was done to one record, and who looked at it."""
    type_ = rules.RECORDS.get(kind)
    if type_ is None:
        raise Http404
    kinds = _kinds(request)
    found = get_object_or_404(queries.record(request.scope, kinds, type_, pk))
    request.place = queries.place_of(found)
    history = queries.history(request.scope, kinds, type_, found.pk)
    context = {
        "title": "Lịch sử ghi chép",
        "subject": queries.names(request.scope, {type_: [str(pk)]}).get((type_, str(pk)), ""),
        "record_url": _url_of(type_, pk),
        "member": found if type_ == "members.Member" else None,
        "nothing": "Chưa có việc ghi, sửa nào trong nhật ký mà đồng chí được xem.",
    }
    return _history_page(request, history, context)


@require_safe
@requires(Permission.VIEW_LOG)
def member_readings(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who looked at a member's record: when, and at what."""
    kinds = _kinds(request)
    member = get_object_or_404(queries.member(request.scope, kinds, pk))
    request.place = member.organization
    readings = queries.readings_of(request.scope, kinds, member)
    context = {
        "title": "Ai đã xem hồ sơ này",
        "subject": str(member),
        "record_url": reverse("member", args=[member.pk]),
        "nothing": "Chưa ai xem, in hay xuất phần được ghi lại của hồ sơ này.",
    }
    return _history_page(request, readings, context)


def _log_page(request: HttpRequest, asked: ReasonForm) -> HttpResponse:
    organization = place(request, request.scope)
    request.place = organization
    form = LogForm(request.GET)
    context = {
        "organization": organization,
        "form": form,
        "is_asked": bool(form.answers()),
        "asked": asked,
        "query": _query(request, form, organization),
        "most": MOST_ROWS,
        **_page(request, _found(request, organization, form)),
    }
    return render(request, "reports/log/log.html", context)


def _history_page(
    request: HttpRequest, found: QuerySet[Entry], context: dict[str, Any]
) -> HttpResponse:
    page = _page(request, found)
    context |= {"organization": request.place} | page
    return render(request, "reports/log/history.html", context)


def _page(request: HttpRequest, found: QuerySet[Entry]) -> dict[str, Any]:
    """Return one page of entries in words, by day, and the ways to the pages around it."""
    asked = request.GET.get("truoc", "")
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    entries = list(queries.after(found, after)[: PAGE + 1])
    lines = facts.lines(request.scope, entries[:PAGE])
    answers = {name: value for name, value in request.GET.items() if name != "truoc"}
    more = answers | {"truoc": lines[-1].pk} if len(entries) > PAGE else {}
    return {
        "days": facts.by_day(lines),
        "back_url": f"?{urlencode(answers)}" if after is not None else "",
        "next_url": f"?{urlencode(more)}" if more else "",
    }


def _found(request: HttpRequest, organization: Organization, form: LogForm) -> QuerySet[Entry]:
    kinds = _kinds(request)
    answers = form.answers()
    kind = answers.get("loai", "")
    group = rules.GROUPS.get(kind)
    asked = Asked(
        place=organization,
        actor=answers.get("nguoi", ""),
        types=group.types if group else (),
        readings={rules.READ: True, rules.CHANGED: False}.get(kind),
        since=answers.get("tu"),
        until=answers.get("den"),
    )
    found = queries.narrowed(request.scope, queries.entries(request.scope, kinds), asked)
    if q := answers.get("q"):
        found = queries.about_members(kinds[Permission.VIEW_MEMBERS], found, q)
    return found


def _kinds(request: HttpRequest) -> Kinds:
    return {power: request.user.scope(power, on=today()) for power in queries.ASKED}


def _query(request: HttpRequest, form: LogForm, organization: Organization) -> str:
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    return urlencode({"to-chuc": organization.code} | asked)


def _batches(scope: Scope, found: QuerySet[Entry]) -> Iterator[Line]:
    """Yield lines in words; names are asked for some hundreds of entries at a time."""
    rows = found.iterator(_BATCH)
    while some := list(islice(rows, _BATCH)):
        yield from facts.lines(scope, some)


_PAGES = {
    "members.Member": "member",
    "meetings.Meeting": "meeting",
    "meetings.Congress": "congress",
    "meetings.GuidingDocument": "document",
    "meetings.OfficialDocument": "official_document",
    "meetings.PressItem": "press_item",
    "meetings.StudySession": "study",
    "reports.Report": "report",
    "reports.RatingSheet": "rating_sheet",
}


def _url_of(kind: str, pk: int) -> str:
    name = _PAGES.get(kind)
    return reverse(name, args=[pk]) if name else ""
