"""Issuing a report, printing it again where that failed, and starting a correction."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chibo.access import Permission, Scope, allows, requires
from chibo.clock import now, today
from chibo.documents import printing
from chibo.documents.tree import Document
from chibo.forms import carry_out
from chibo.numbering.queries import next_number
from chibo.reasons import Refusal, without_links
from members.posts.queries import run_on
from reports.yearend import actions, documents
from reports.yearend.forms import ConfirmForm
from reports.yearend.models import Report
from reports.yearend.views.reading import issued_or_draft, reading_scope


@require_http_methods(["GET", "POST"])
@requires(Permission.ISSUE_REPORTS)
def issue_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then issue the report and keep its prints."""
    report = issued_or_draft(request, pk)
    if report.status == Report.Status.ISSUED:
        return redirect("report", pk)
    scope = reading_scope(request)
    data = request.POST if request.method == "POST" else None
    form = ConfirmForm(data, initial={"version": report.version})

    def issue() -> Report:
        return actions.issue(
            by=request.user,
            scope=scope,
            report=report,
            at=now(),
            number=form.cleaned_data["number"],
            version=form.cleaned_data["version"] or 0,
        )

    if request.method == "POST" and (issued := carry_out(form, issue)):
        messages.success(request, f"Đã ban hành báo cáo số {issued.number:02d}.")
        _print(request, issued)
        return redirect("report", pk)
    may_compose = allows(request, Permission.COMPOSE_REPORTS, report.organization.path)
    context = _context(scope, report, form, may_compose=may_compose)
    return render(request, "reports/yearend/issue.html", context)


@require_POST
@requires(Permission.ISSUE_REPORTS)
def print_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the prints that are missing, from the document as it was issued."""
    report = issued_or_draft(request, pk)
    if report.status == Report.Status.ISSUED:
        _print(request, report)
    return redirect("report", pk)


@require_POST
@requires(Permission.COMPOSE_REPORTS)
def correct_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a new version from the text of an issued report."""
    report = issued_or_draft(request, pk)
    try:
        correction = actions.correct(by=request.user, report=report, at=now())
    except Refusal as refusal:
        messages.error(request, refusal.reasons[0].text)
        return redirect("report", pk)
    messages.success(request, "Đã lập bản sửa đổi từ văn bản đã ban hành.")
    return redirect("write_report", correction.pk)


def _print(request: HttpRequest, report: Report) -> None:
    """Print what was issued and keep the bytes; say what failed, the issue stands."""
    document = Document.from_json(report.snapshot.document)
    made, failures = printing.prints(document)
    actions.keep_prints(by=request.user, report=report, prints=made)  # type: ignore[arg-type]
    for failure in failures:
        messages.warning(request, f"Báo cáo đã ban hành. {failure}")


def _context(
    scope: Scope, report: Report, form: ConfirmForm, *, may_compose: bool
) -> dict[str, object]:
    draft = documents.draft(scope, report, on=today())
    organization = report.organization
    run = run_on(scope, organization, as_of=report.dated) if report.dated else ""
    upcoming = next_number(scope, organization, actions.DOCUMENT_TYPE, run) if run else None
    reasons = documents.obstacles(scope, report, draft, today())
    gaps = documents.gaps(draft.facts, today())
    return {
        "form": form,
        "report": report,
        "may_compose": may_compose,
        "reasons": reasons if may_compose else without_links(reasons),
        "gaps": gaps if may_compose else without_links(gaps),
        "run": run,
        "upcoming": upcoming,
        "series": draft.document.letterhead.series,
    }
