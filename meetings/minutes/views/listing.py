"""The meetings of a year with their gaps, and opening a new one."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chibo.access import Permission, allows, requires
from chibo.clock import now, today
from chibo.dates import UnreadableDate, parse
from chibo.forms import asked_year
from chibo.organizations import queries as organizations
from chibo.place import place
from chibo.reasons import Refusal
from meetings.minutes import actions, queries
from meetings.minutes.forms import OpeningForm, asked_document
from meetings.minutes.models import Kind
from meetings.minutes.queries import MeetingSummary


@dataclass(frozen=True)
class Month:
    """A month of the list: its meetings, or a gap. `held` is how the opening form is told it."""

    title: str
    held: str
    meetings: tuple[MeetingSummary, ...]


@require_safe
@requires(Permission.VIEW_MEETINGS)
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings of a year by month, months without any among them.

    `?q=` looks in all years, `?van-ban=` for the meetings that disseminated a document.
    """
    scope = request.scope
    organization = place(request, scope)
    drafts = request.user.scope(Permission.VIEW_ACTIVITIES, on=today())
    q = request.GET.get("q", "").strip()
    document = asked_document(request, on=today())
    in_all_years = bool(q or document)
    year = asked_year(request) or today().year
    span = {} if in_all_years else _whole(year)
    found = queries.meetings(scope, organization, q=q, document=document, drafts=drafts, **span)
    rows = queries.summarised(found)
    undated = queries.undated(scope, organization, drafts=drafts) if not in_all_years else None
    can_record = allows(request, Permission.RECORD_MEETINGS, organization.path)
    context = {
        "organization": organization,
        "q": q,
        "document": document,
        "year": None if in_all_years else year,
        "years": _years(queries.years(scope, organization, drafts=drafts), year),
        "rows": rows,
        "months": _months(rows, year, today()) if not in_all_years else [],
        "in_year": [row for row in rows if not _month_of(row)] if not in_all_years else [],
        "undated": queries.summarised(undated) if undated is not None else [],
        "can_record": can_record,
        "shows_gaps": can_record and organization.is_cell,
    }
    return render(request, "meetings/minutes/list.html", context)


def _whole(year: int) -> dict[str, datetime.date]:
    return {"since": datetime.date(year, 1, 1), "until": datetime.date(year, 12, 31)}


def _years(known: Sequence[int], shown: int) -> list[int]:
    return sorted({*known, shown, today().year}, reverse=True)


def _month_of(row: MeetingSummary) -> int | None:
    """Return the month a meeting lies in, None where only a longer time is known."""
    first, last = row.held.earliest, row.held.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    return first.month


def _months(rows: Sequence[MeetingSummary], year: int, on: datetime.date) -> list[Month]:
    """Return the months of a year, the newest first, up to this one or the last with a meeting."""
    by_month: dict[int, list[MeetingSummary]] = {}
    for row in rows:
        if number := _month_of(row):
            by_month.setdefault(number, []).append(row)
    last = 12 if year < on.year else on.month if year == on.year else 0
    last = max([last, *by_month])
    return [
        Month(f"Tháng {number}", f"{number}/{year}", tuple(by_month.get(number, ())))
        for number in range(last, 0, -1)
    ]


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_MEETINGS)
def open_meeting(request: HttpRequest, code: str) -> HttpResponse:
    """Open the draft of a meeting of the organisation in the address, then go and write it.

    `?ngay=` proposes its day or month, `?loai=` its kind.
    """
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    form = OpeningForm(request.POST or None, initial=_proposal(request))
    refusals: Sequence = ()
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.open_meeting(
                by=request.user,
                scope=request.scope,
                organization=organization,
                at=now(),
                **form.cleaned_data,
            )
        except Refusal as no:
            refusals = no.reasons
        else:
            messages.success(request, "Đã mở bản nháp: danh sách và chương trình đã điền sẵn.")
            return redirect("write_minutes", meeting.pk)
    context = {"form": form, "organization": organization, "refusals": refusals}
    return render(request, "meetings/minutes/open.html", context)


def _proposal(request: HttpRequest) -> dict:
    """Return what the form begins with: the month and the kinds one came for, else a regular one."""
    named = request.GET.get("ngay", "")
    try:
        held = parse(named)
    except UnreadableDate:
        held = parse("")
    kinds = [kind for kind in request.GET.getlist("loai") if kind in Kind.values]
    return {"kinds": kinds or [Kind.REGULAR], "held": held, "form": "in_person" if not held else ""}
