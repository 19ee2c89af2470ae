"""Reading minutes as they print; locking, unlocking, throwing away."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from chibo.access import Permission, Scope, allows, confirmed, requires
from chibo.clock import now, today
from chibo.documents import html, printing
from chibo.documents.pdf import PrintingFailed
from chibo.documents.tree import Document
from chibo.forms import ReasonForm, carry_out
from chibo.readings import logged, shows
from chibo.reasons import Reason, Refusal
from meetings.minutes import actions, documents, queries
from meetings.minutes.facts import Appraisal, appraise
from meetings.minutes.models import Kind, Meeting
from meetings.minutes.queries import MinutesFacts
from members.posts import queries as posts


@require_safe
@requires(Permission.VIEW_MEETINGS)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes as they print, with what they amount to and what may be done."""
    return _show(request, request.scope, pk)


def _show(
    request: HttpRequest,
    scope: Scope,
    pk: int,
    *,
    refusals: Sequence[Reason] = (),
    asked: ReasonForm | None = None,
) -> HttpResponse:
    row, minutes = _seen(request, scope, pk)
    found = appraise(minutes, today=today())
    path = row.organization.path
    can_record = allows(request, Permission.RECORD_MEETINGS, path)
    desk = reverse("write_minutes", args=[pk]) if can_record else ""
    context = {
        "meeting": row,
        "minutes": minutes,
        "found": found,
        "kinds": [Kind(kind).label for kind in minutes.kinds],
        "obstacles": [_pointed(reason, desk) for reason in found.obstacles],
        "notes": [_pointed(reason, desk) for reason in found.notes],
        "paper": html.render(_document(scope, minutes, found)),
        "can_record": can_record,
        "can_register": allows(request, Permission.REGISTER_DOCUMENTS, path),
        "can_read_papers": allows(request, Permission.VIEW_DOCUMENTS, path),
        "can_lock": allows(request, Permission.LOCK_MINUTES, path),
        "can_unlock": allows(request, Permission.UNLOCK_MINUTES, path),
        "can_record_study": allows(request, Permission.RECORD_ACTIVITIES, path),
        "refusals": refusals,
        "asked": asked,
    }
    return render(request, "meetings/minutes/read.html", context)


def _seen(request: HttpRequest, scope: Scope, pk: int) -> tuple[Meeting, MinutesFacts]:
    """Return the meeting and its minutes if this person may read them; drafts are for few."""
    drafts = request.user.scope(Permission.VIEW_ACTIVITIES, on=today())
    row = get_object_or_404(queries.meeting(scope, pk, drafts=drafts))
    request.place = row.organization
    minutes = queries.minutes(scope, pk, drafts=drafts)
    if minutes is None:
        raise Http404
    return row, minutes


def _pointed(reason: Reason, desk: str) -> Reason:
    """Return a reason with a link to where it is mended, for those who have such a desk."""
    return replace(reason, url=f"{desk}{reason.url}" if desk and reason.url else "")


def _document(scope: Scope, minutes: MinutesFacts, found: Appraisal) -> Document:
    as_of = minutes.held.latest or today()
    ids = [person.id for person in (minutes.chair, minutes.secretary) if person]
    titles = posts.titles_on(scope, ids, as_of=as_of)
    page = printing.page_format(as_of=as_of)
    return documents.build(minutes, found, titles=titles, page=page)


def _download(request: HttpRequest, pk: int, format_: str) -> HttpResponse:
    """Return the minutes as a file; raises PrintingFailed."""
    row, minutes = _seen(request, request.scope, pk)
    shows(request, row, row.organization_id, format=format_)
    document = _document(request.scope, minutes, appraise(minutes, today=today()))
    content = printing.printed(document, format_)
    return printing.download(content, format_, f"bien-ban-{pk}.{format_}")


@require_safe
@requires(Permission.VIEW_MEETINGS)
@logged("print")
def minutes_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the minutes for Word."""
    return _download(request, pk, "docx")


@require_safe
@requires(Permission.VIEW_MEETINGS)
@logged("print")
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the minutes for the printer; where printing failed say why on the page."""
    try:
        return _download(request, pk, "pdf")
    except PrintingFailed as failed:
        messages.error(request, str(failed))
        return redirect("meeting", pk)


@require_POST
@requires(Permission.LOCK_MINUTES)
def lock_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt and lock the minutes."""
    row = get_object_or_404(queries.meeting(request.scope, pk))
    try:
        actions.lock_minutes(by=request.user, meeting=row, at=now(), today=today())
    except Refusal as no:
        return _show(request, request.scope, pk, refusals=no.reasons)
    messages.success(request, "Biên bản đã thông qua và khóa.")
    return redirect("meeting", pk)


@require_POST
@requires(Permission.UNLOCK_MINUTES)
@confirmed
def unlock_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Open locked minutes again, for a reason."""
    row = get_object_or_404(queries.meeting(request.scope, pk))
    asked = ReasonForm(request.POST)
    carry_out(
        asked,
        lambda: actions.unlock_minutes(
            by=request.user, meeting=row, at=now(), **asked.cleaned_data
        ),
    )
    if asked.errors:
        return _show(request, request.scope, pk, asked=asked)
    messages.success(request, "Đã mở khóa. Lý do được giữ trong nhật ký.")
    return redirect("write_minutes", pk)


@require_POST
@requires(Permission.RECORD_MEETINGS)
def discard_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a draft that was opened by mistake, for a reason."""
    row = get_object_or_404(queries.meeting(request.scope, pk))
    asked = ReasonForm(request.POST)
    carry_out(
        asked, lambda: actions.discard_meeting(by=request.user, meeting=row, **asked.cleaned_data)
    )
    if asked.errors:
        return _show(request, request.scope, pk, asked=asked)
    messages.success(request, "Đã bỏ bản nháp. Lý do được giữ trong nhật ký.")
    return redirect("meetings")
