"""The list of reports, the reading page, and the kept prints."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from chibo.access import Permission, Scope, allows, requires
from chibo.clock import today
from chibo.documents import html, printing
from chibo.documents.tree import Document
from chibo.fields import in_words
from chibo.files import store
from chibo.forms import asked_words, asked_year
from chibo.organizations.models import Organization
from chibo.organizations.queries import cells_below
from chibo.place import place
from chibo.readings import logged, shows
from reports.yearend import documents, queries, rules
from reports.yearend.facts import Confidential, ReportFacts, UnreadableFacts
from reports.yearend.models import Report

CELLS_ON_A_PAGE = 60


@require_safe
@requires(Permission.VIEW_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    """Show the reports of the place, with `?nam=` those on a year; how far the cells below are.

    `?q=` keeps the reports whose subject, and the cells whose name or code, holds its words.
    """
    organization = place(request, request.scope)
    may_compose = allows(request, Permission.COMPOSE_REPORTS, organization.path)
    asked, q = asked_year(request), asked_words(request)
    year = asked or rules.usual_year(today())
    found = queries.reports(request.scope, organization, year=asked, q=q)
    page = Paginator(found, 40).get_page(request.GET.get("trang"))
    context = {
        "organization": organization,
        "page": page,
        "may_compose": may_compose,
        "below": _below(request, request.scope, organization, year, q),
        "asked": asked,
        "q": q,
        "years": range(today().year, today().year - 5, -1),
    }
    return render(request, "reports/yearend/reports.html", context)


@require_safe
@requires(Permission.VIEW_REPORTS)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an issued report with its prints; a draft goes on in the composer."""
    found = issued_or_draft(request, pk)
    may_compose = allows(request, Permission.COMPOSE_REPORTS, found.organization.path)
    if found.status == Report.Status.DRAFT:
        if may_compose:
            return redirect("write_report", pk)
        return render(request, "reports/yearend/pending.html", {"report": found})
    kept = list(queries.kept_prints(request.scope, found))
    context = {
        "report": found,
        "sheet": html.render(Document.from_json(found.snapshot.document), linked=False),
        "prints": kept,
        "missing": printing.missing(one.format for one in kept),
        "correction": getattr(found, "correction", None),
        "may_compose": may_compose,
        "may_issue": allows(request, Permission.ISSUE_REPORTS, found.organization.path),
    }
    return render(request, "reports/yearend/report.html", context)


@require_safe
@requires(Permission.VIEW_REPORTS)
def report_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the news item on a report, to copy out; of a draft only to those who write it."""
    found = issued_or_draft(request, pk)
    if found.status == Report.Status.DRAFT and not allows(
        request, Permission.COMPOSE_REPORTS, found.organization.path
    ):
        return render(request, "reports/yearend/pending.html", {"report": found})
    context = {
        "report": found,
        "article": _article(request, found),
        "tells_all": confidential(request).tells_all_of(found.organization),
    }
    return render(request, "reports/yearend/article.html", context)


def _article(request: HttpRequest, found: Report) -> documents.Article | None:
    """Return the news item: of what was issued, else of this moment; None where unreadable."""
    if found.status == Report.Status.DRAFT:
        draft = draft_of(request, found)
        return documents.article(draft.facts, draft.texts)
    try:
        facts = ReportFacts.from_json(found.snapshot.facts)
    except UnreadableFacts:
        return None
    return documents.article(facts, queries.texts(request.scope, found))  # type: ignore[attr-defined]


@require_safe
@requires(Permission.VIEW_REPORTS)
@logged("print")
def report_print(request: HttpRequest, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """Hand out a kept print: the very bytes that were stored at the issue."""
    found = issued_or_draft(request, pk)
    kept = get_object_or_404(queries.kept_prints(request.scope, found).filter(format=format))
    shows(request, found, found.organization_id, format=kept.format)
    return printing.download(store.get(kept.file.sha256), kept.format, kept.file.name)


def issued_or_draft(request: HttpRequest, pk: int) -> Report:
    """Return the report of the address, in scope, and show its organisation in the frame."""
    found = get_object_or_404(queries.report(request.scope, pk))  # type: ignore[attr-defined]
    request.place = found.organization  # type: ignore[attr-defined]
    return found


def reading_scope(request: HttpRequest) -> Scope:
    """Return where the person may read members: the facts of a report come from there."""
    return request.user.scope(Permission.VIEW_MEMBERS, on=today())  # type: ignore[union-attr]


def confidential(request: HttpRequest) -> Confidential:
    """Return where the person may see ratings, dues and discipline."""

    def scope(power: Permission) -> Scope:
        return request.user.scope(power, on=today())  # type: ignore[union-attr]

    return Confidential(
        ratings=scope(Permission.VIEW_RATINGS),
        dues=scope(Permission.VIEW_DUES),
        discipline=scope(Permission.VIEW_DISCIPLINE),
    )


def draft_of(request: HttpRequest, report: Report) -> documents.Draft:
    """Return the draft of this moment with what the person may see; the issue tells all."""
    return documents.draft(
        reading_scope(request), report, on=today(), confidential=confidential(request)
    )


def _below(
    request: HttpRequest, scope: Scope, organization: Organization, year: int, q: str
) -> dict[str, Any] | None:
    """Return a page of the cells below with their report of the year; None for a cell."""
    if organization.is_cell:
        return None
    cells = cells_below(scope, organization).filter(in_words(q)).exclude(pk=organization.pk)
    page = Paginator(cells, CELLS_ON_A_PAGE).get_page(request.GET.get("trang-chi-bo"))
    found = queries.reports_of_year(scope, page.object_list, year)
    rows = [{"cell": cell, "report": found.get(cell.pk)} for cell in page.object_list]
    if not rows:
        return None
    return {
        "rows": rows,
        "year": year,
        "back": _turned(request, page, page.number - 1),
        "next": _turned(request, page, page.number + 1),
    }


def _turned(request: HttpRequest, page: Any, number: int) -> str:
    """Return the address of another page of the cells, empty where there is none."""
    if not 1 <= number <= page.paginator.num_pages:
        return ""
    asked = request.GET.copy()
    asked["trang-chi-bo"] = str(number)
    return f"?{asked.urlencode()}"
