"""One sheet of ratings: its page, and a page for each deed of the cell."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, allows, requires
from chibo.clock import now, today
from chibo.dates import EARLIEST_YEAR, LATEST_YEAR
from chibo.drafts import actions as drafts
from chibo.drafts import queries as kept
from chibo.forms import asked_words, carry_out
from chibo.organizations import queries as organizations
from chibo.readings import logged, shows
from chibo.reasons import Refusal
from chibo.vietnamese import matches
from reports.ratings import actions, queries, rules
from reports.ratings.forms import SheetForm, SubmitForm, typed_of
from reports.ratings.models import Rating, RatingSheet
from reports.ratings.queries import RatingLaw
from reports.ratings.views.showing import (
    cap_shown,
    columns_of,
    conversation,
    list_of,
    newcomers,
    returned_for,
    rows,
    stages,
    state_of,
)


@require_safe
@requires(Permission.VIEW_RATINGS)
@logged("view")
def rating_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a sheet with the evidence, and what was said about it."""
    return sheet_page(request, sheet_in_scope(request, pk), {})


def sheet_page(request: HttpRequest, sheet: RatingSheet, context: dict[str, Any]) -> HttpResponse:
    """Answer with the page of a sheet; `context` is what the page that leads here adds.

    `?q=` keeps the lines of the members whose name holds its words; the sums stay whole. Until it
    is sent only who writes it reads it.
    """
    q = asked_words(request)
    scope, law = request.scope, queries.law(sheet.year)
    may_propose = allows(request, Permission.PROPOSE_RATINGS, sheet.organization.path)
    if sheet.status == rules.DRAFT and not may_propose:
        return render(request, "reports/ratings/unsent.html", context | about(sheet))
    shows(request, sheet, sheet.organization_id)
    lines = queries.lines(scope, sheet)
    may_review, may_decide = (
        allows(request, power, sheet.organization.path)
        for power in (Permission.REVIEW_RATINGS, Permission.DECIDE_RATINGS)
    )
    is_open = sheet.status in rules.WRITABLE
    shown = rows(request, sheet, lines, law)
    own = queries.own_rating(scope, sheet.organization, sheet.year)
    is_decided, columns = sheet.status == rules.DECIDED, columns_of(shown)
    rated = sum(line.is_rated for line in lines)
    context |= {
        **about(sheet),
        **capped(request, sheet, law, levels_of(lines)),
        "q": q,
        "rows": [row for row in shown if matches(q, row.line.member.full_name)],
        "columns": columns,
        "width": len(columns) + (4 if is_decided else 3),
        "is_decided": is_decided,
        "rated": rated,
        "off": len(lines) - rated,
        "counted": len(lines),
        "law": law,
        "own": own,
        "own_self": law.short(own.self_level) if own else "",
        "own_decided": law.short(own.decided_level) if own else "",
        "talk": conversation(scope, sheet),
        "returned": returned_for(scope, sheet),
        "may_write": may_propose and is_open,
        "may_return": may_review and sheet.status == rules.SUBMITTED,
        "may_decide": may_decide and sheet.status == rules.SUBMITTED,
        "may_reopen": may_decide and sheet.status == rules.DECIDED,
        "reasons": rules.obstacles_to_submitting(
            sheet.status, [queries.line_of(line) for line in lines]
        )
        if is_open
        else [],
        "newcomers": newcomers(request, sheet, lines) if may_propose and is_open else [],
    }
    return render(request, "reports/ratings/sheet.html", context)


@require_POST
@requires(Permission.PROPOSE_RATINGS)
def open_rating_sheet(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Make the sheet of a cell for a year and go on to write it."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Http404
    try:
        sheet = actions.open_rating_sheet(
            by=request.user, organization=organization, year=year, today=today(), at=now()
        )
    except Refusal as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
        return redirect(list_of(organization, year))
    messages.success(request, "Đã lập bảng từ danh sách chi bộ. Ghi mức và số phiếu từng đồng chí.")
    return redirect("write_rating_sheet", sheet.pk)


@require_POST
@requires(Permission.PROPOSE_RATINGS)
def refresh_rating_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Add who came onto the roll since the sheet was made."""
    sheet = sheet_in_scope(request, pk)
    try:
        came = actions.refresh_rating_sheet(by=request.user, sheet=sheet, today=today(), at=now())
    except Refusal as refusal:
        messages.error(request, refusal.reasons[0].text)
    else:
        messages.success(request, f"Đã thêm {came} đồng chí. Chữ đã ghi giữ nguyên.")
    return redirect("rating_sheet", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
@logged("view")
def write_rating_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a sheet as one form; saves go on the version opened."""
    sheet = sheet_in_scope(request, pk)
    if sheet.status not in rules.WRITABLE and request.method != "POST":
        messages.info(request, rules.obstacles_to_changing(sheet.status)[0].text)
        return redirect("rating_sheet", pk)
    writer = _Writer(request, sheet)
    return writer.save() if request.method == "POST" else writer.page(writer.form())


class _Writer:
    """One request to the writing page: the sheet as saved, what is typed."""

    def __init__(self, request: HttpRequest, sheet: RatingSheet) -> None:
        self.request, self.sheet, self.scope = request, sheet, request.scope
        self.key, self.saved_at = f"xep-loai-{sheet.pk}", sheet.updated_at
        self._read()

    def _read(self) -> None:
        self.law = queries.law(self.sheet.year)
        self.lines = queries.lines(self.scope, self.sheet)
        self.meetings = queries.meeting_choices(
            self.scope, self.sheet.organization, self.sheet.year, chosen=self.sheet.meeting_id
        )
        own = queries.own_rating(self.scope, self.sheet.organization, self.sheet.year)
        self.stored = typed_of(
            self.lines,
            version=self.sheet.version,
            meeting=self.sheet.meeting_id,
            cell_level=own.self_level if own else "",
        )

    def form(self, data: Any = None) -> SheetForm:
        """Return the form: what is saved, or what this person typed and has not saved."""
        if data is not None:
            return SheetForm(self.lines, self.law, self.meetings, data, initial=self.stored)
        left = kept.draft(self.scope, self.request.user, self.key)
        initial = dict(self.stored)
        if left is not None:
            self.saved_at = left.saved_at
            typed = kept.typed(left).dict()
            ticked = {name: name in typed for name in initial if name.endswith("-is_rated")}
            initial |= {**typed, **ticked, "version": typed.get("version") or "0"}
        return SheetForm(self.lines, self.law, self.meetings, initial=initial)

    def save(self) -> HttpResponse:
        """Save what was typed; a colleague's save meanwhile is shown, never overwritten."""
        form = self.form(self.request.POST)
        if carry_out(form, lambda: self._write(form)):
            drafts.drop_draft(by=self.request.user, key=self.key)
            messages.success(self.request, "Đã lưu bảng xếp loại.")
            if self.request.POST.get("next") == "submit":
                return redirect("submit_rating_sheet", self.sheet.pk)
            return redirect(f"{reverse('write_rating_sheet', args=[self.sheet.pk])}?luu=1")
        self.sheet.refresh_from_db()
        if self.sheet.status not in rules.WRITABLE:
            return self.page(form, status=409)
        is_stale = "version" in form.errors and bool(self.request.POST.get("version"))
        return self.conflict(form) if is_stale else self.page(form)

    def _write(self, form: SheetForm) -> RatingSheet:
        lines = form.lines
        if self.request.POST.get("fill") == "self":
            lines = rules.filled_from_self(lines)
        return actions.write_rating_sheet(
            by=self.request.user,
            sheet=self.sheet,
            lines=lines,
            meeting=form.cleaned_data["meeting"],
            cell_level=form.cleaned_data["cell_level"],
            version=form.cleaned_data["version"],
            at=now(),
        )

    def conflict(self, form: SheetForm) -> HttpResponse:
        """Show what was typed on the version that a colleague saved, theirs beside it."""
        said = list(form.errors.get("version", ()))
        self._read()
        typed = self.request.POST.copy()
        typed["version"] = str(self.sheet.version)
        again = self.form(typed)
        again.is_valid()
        for words in said:
            again.add_error(None, words)
        again.compare(self.stored)
        return self.page(again, status=409)

    def page(self, form: SheetForm, status: int = 200) -> HttpResponse:
        """Show the sheet as a form."""
        sheet, levels = self.sheet, Counter(code for code in form.proposals() if code)
        shows(self.request, sheet, sheet.organization_id)
        shown = rows(self.request, sheet, self.lines, self.law, form)
        with_score = any(level.least_score is not None for level in self.law.levels)
        context = {
            **about(sheet),
            **capped(self.request, sheet, self.law, (levels, len(form.proposals()))),
            "form": form,
            "returned": returned_for(self.scope, sheet),
            "rows": shown,
            "columns": columns_of(shown),
            "law": self.law,
            "parameters": self.law.parameters,
            "keys": _keys(self.law),
            "with_score": with_score,
            "width": len(columns_of(shown)) + (5 if with_score else 4),
            "key": self.key,
            "saved_at": self.saved_at,
            "cleared": self.request.GET.get("luu") == "1",
        }
        return render(self.request, "reports/ratings/write.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
@logged("view")
def submit_rating_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a sheet to the committee, with an answer where it was returned."""
    sheet = sheet_in_scope(request, pk)
    form = SubmitForm(request.POST or None, initial={"version": sheet.version})

    def submit() -> RatingSheet:
        return actions.submit_rating_sheet(
            by=request.user, sheet=sheet, at=now(), **form.cleaned_data
        )

    if request.method == "POST" and carry_out(form, submit):
        messages.success(request, "Đã gửi đảng ủy. Từ nay bảng chỉ xem, đến khi đảng ủy trả lại.")
        return redirect("rating_sheet", pk)
    shows(request, sheet, sheet.organization_id)
    lines = queries.lines(request.scope, sheet)
    said = [queries.line_of(line) for line in lines]
    own = queries.own_rating(request.scope, sheet.organization, sheet.year)
    law = queries.law(sheet.year)
    context = {
        **about(sheet),
        **capped(request, sheet, law, levels_of(lines)),
        "form": form,
        "back": reverse("rating_sheet", args=[pk]),
        "reasons": rules.obstacles_to_submitting(sheet.status, said),
        "cautions": rules.cautions_about_submitting(
            said,
            has_meeting=sheet.meeting_id is not None,
            has_own_level=bool(own and own.self_level),
        ),
        "talk": conversation(request.scope, sheet),
        "returned": returned_for(request.scope, sheet),
    }
    return render(request, "reports/ratings/submit.html", context)


def sheet_in_scope(request: HttpRequest, pk: int) -> RatingSheet:
    """Return the sheet of an address; 404 where it is not in the scope of the page."""
    sheet = get_object_or_404(queries.sheet(request.scope, pk))
    request.place = sheet.organization  # type: ignore[attr-defined]
    return sheet


def about(sheet: RatingSheet) -> dict[str, Any]:
    """Return what every page of a sheet shows of it."""
    return {
        "sheet": sheet,
        "organization": sheet.organization,
        "year": sheet.year,
        "state": state_of(sheet.status),
        "stages": stages(sheet.status),
        "list": list_of(sheet.organization, sheet.year),
    }


def levels_of(lines: Sequence[Rating]) -> tuple[Counter[str], int]:
    """Return (level → how many of the rated, how many are rated): decided, else proposed."""
    rated = [line for line in lines if line.is_rated]
    levels = [line.decided_level or line.proposed_level for line in rated]
    return Counter(level for level in levels if level), len(rated)


def capped(
    request: HttpRequest, sheet: RatingSheet, law: RatingLaw, levels: tuple[Counter[str], int]
) -> dict[str, Any]:
    """Return the cap over a sheet's own lines: it warns, and never hinders the cell."""
    place = queries.cap_place(request.scope, sheet.organization, law)
    is_open = sheet.status in rules.WRITABLE
    return {"cap": cap_shown(sheet.organization, place, law, *levels, is_open=is_open)}


def _keys(law: RatingLaw) -> str:
    """Return the keys that set a level on the writing page, the best first."""
    return " ".join((level.short or level.label)[0].upper() for level in law.levels)
