"""Starting a report and writing it on the sheet that will be printed."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.access import Permission, Scope, allows, requires
from chibo.clock import now, today
from chibo.documents import html, printing
from chibo.documents.pdf import PrintingFailed
from chibo.documents.tree import Narrative
from chibo.drafts import actions as drafts
from chibo.drafts import queries as kept
from chibo.forms import carry_out
from chibo.organizations import queries as organizations
from chibo.readings import logged, shows
from chibo.reasons import Reason, Refusal
from reports.yearend import actions, documents, queries, rules
from reports.yearend.documents import Draft, Passage
from reports.yearend.facts import ReportFacts
from reports.yearend.forms import DiscardForm, StartForm, WriteForm, details_of
from reports.yearend.models import Report
from reports.yearend.rules import ReportHeading
from reports.yearend.views.reading import confidential, draft_of, issued_or_draft, reading_scope

LAST_TIME = "nam-truoc"


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPOSE_REPORTS)
def start_report(request: HttpRequest, code: str) -> HttpResponse:
    """Start a report on a period of the organisation of the address."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization  # type: ignore[attr-defined]
    scope = reading_scope(request)
    meetings = queries.meeting_choices(scope, organization)
    year = rules.usual_year(today())
    span = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    heard = queries.hearing_meeting(scope, organization, *span)
    initial = {"kind": "year", "period": str(year), "meeting": heard and heard.pk}
    form = StartForm(meetings, request.POST or None, initial=initial)

    def start() -> Report:
        given = form.cleaned_data
        meeting, period = given["meeting"], (given["starts"], given["ends"])
        dated = meeting.held.exact if meeting else None
        heading = documents.usual_heading(scope, organization, *period, dated=dated)
        return actions.start_report(
            by=request.user,
            organization=organization,
            kind=given["kind"],
            starts=period[0],
            ends=period[1],
            at=now(),
            meeting=meeting,
            heading=heading,
        )

    reasons: list[Reason] = []
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("write_report", start().pk)
        except Refusal as refusal:
            reasons = [reason for reason in refusal.reasons if reason.field not in form.fields]
            for reason in refusal.reasons:
                if reason.field in form.fields:
                    form.add_error(reason.field, reason.text)
    back = f"{reverse('reports')}?to-chuc={organization.code}"
    context = {"form": form, "organization": organization, "back": back, "reasons": reasons}
    return render(request, "reports/yearend/start.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPOSE_REPORTS)
def write_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a report on the sheet that will be printed; saves go on the version opened."""
    report = issued_or_draft(request, pk)
    if report.status == Report.Status.ISSUED:
        return redirect("report", pk)
    composer = _Composer(request, report, reading_scope(request), draft_of(request, report))
    if request.method == "POST":
        return composer.save()
    return composer.page(composer.form())


@require_safe
@requires(Permission.COMPOSE_REPORTS)
def preview_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet as it would be printed now."""
    report = issued_or_draft(request, pk)
    if report.status == Report.Status.ISSUED:
        return redirect("report", pk)
    context = {
        "report": report,
        "sheet": html.render(draft_of(request, report).document, linked=False),
        "tells_all": confidential(request).tells_all_of(report.organization),
    }
    return render(request, "reports/yearend/preview.html", context)


@require_safe
@requires(Permission.COMPOSE_REPORTS)
@logged("print")
def draft_print(request: HttpRequest, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """Print the draft of this moment as DOCX or PDF."""
    report = issued_or_draft(request, pk)
    if report.status == Report.Status.ISSUED or format not in printing.FORMATS:
        return redirect("report", pk)
    try:
        content = printing.printed(draft_of(request, report).document, format)
    except PrintingFailed as error:
        messages.error(request, str(error))
        return redirect("preview_report", pk)
    shows(request, report, report.organization_id, format=format)
    return printing.download(content, format, documents.file_name(report, format))


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPOSE_REPORTS)
def discard_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away, with the reason."""
    report = issued_or_draft(request, pk)
    if report.status == Report.Status.ISSUED:
        return redirect("report", pk)
    form = DiscardForm(request.POST or None)

    def discard() -> bool:
        actions.discard_report(by=request.user, report=report, reason=form.cleaned_data["reason"])
        return True

    if request.method == "POST" and carry_out(form, discard):
        messages.success(request, "Đã bỏ bản soạn; chữ đã viết còn trong nhật ký.")
        return redirect(f"{reverse('reports')}?to-chuc={report.organization.code}")
    back = reverse("write_report", args=[report.pk])
    context = {"report": report, "form": form, "back": back}
    return render(request, "reports/yearend/discard.html", context)


@dataclass(frozen=True)
class Chip:
    """A button that puts records into a passage: what it is called and what it puts in."""

    value: str
    label: str
    icon: str
    lines: tuple[str, ...]


def chips(passage: Passage, facts: ReportFacts, last: tuple[str, Mapping[str, str]]) -> list[Chip]:
    """Return the buttons of a passage: last time's text, and the period's own records."""
    year, texts = last
    found = []
    if text := texts.get(passage.key, ""):
        lines = tuple(text.splitlines())
        found.append(Chip(f"{passage.key}:{LAST_TIME}", f"Đoạn năm {year}", "undo", lines))
    for slug, label, records in passage.records:
        if lines := tuple(f"{line}." for line in records(facts)):
            found.append(Chip(f"{passage.key}:{slug}", f"{len(lines)} {label}", "in", lines))
    return found


class _Composer:
    """One request to the composer: the report as saved, its facts, what is typed."""

    def __init__(self, request: HttpRequest, report: Report, scope: Scope, draft: Draft) -> None:
        self.request, self.report, self.scope, self.draft = request, report, scope, draft
        self.key = f"bao-cao-{report.pk}"
        self.meetings = queries.meeting_choices(scope, report.organization)
        last = queries.earlier_texts(scope, report)
        self.chips = {
            passage.key: chips(passage, draft.facts, last) for passage in documents.passages()
        }
        self.saved_at = report.updated_at

    def form(self, data: Any = None) -> WriteForm:
        """Return the form: what is saved, or what this person typed and has not saved.

        What was typed keeps the version it was typed on, so that saving it over a colleague's
        words leads to the conflict page.
        """
        initial = details_of(self.report, documents.heading_of(self.report), dict(self.draft.texts))
        if data is not None:
            return WriteForm(self.meetings, data, initial=initial)
        left = kept.draft(self.scope, self.request.user, self.key)  # type: ignore[arg-type]
        if left is None:
            return WriteForm(self.meetings, initial=initial)
        self.saved_at = left.saved_at
        typed = kept.typed(left).dict()
        typed["version"] = typed.get("version") or "0"
        return WriteForm(self.meetings, initial={**initial, **typed})

    def save(self) -> HttpResponse:
        """Save what was typed; with `insert` put records into a passage first."""
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self.page(form)
        texts = self._with_inserted(form.texts)
        try:
            actions.write_report(
                by=self.request.user,  # type: ignore[arg-type]
                report=self.report,
                texts=texts,
                heading=self._with_signer(form.heading),
                version=form.cleaned_data["version"],
                at=now(),
                meeting=form.cleaned_data["meeting"],
            )
        except Refusal as refusal:
            return self.conflict(form, refusal.reasons)
        drafts.drop_draft(by=self.request.user, key=self.key)  # type: ignore[arg-type]
        return redirect(self._next())

    def conflict(self, form: WriteForm, reasons: tuple[Reason, ...]) -> HttpResponse:
        """Show what was typed over the version a colleague saved, so that nothing is lost."""
        self.report.refresh_from_db()
        if self.report.status == Report.Status.ISSUED:
            messages.error(self.request, reasons[0].text)
            return redirect("report", self.report.pk)
        for reason in reasons:
            form.add_error(None, reason.text)
        typed = self.request.POST.copy()
        typed["version"] = str(self.report.version)
        form.data = typed
        saved = queries.texts(self.scope, self.report)
        form.compare(details_of(self.report, documents.heading_of(self.report), saved))
        others = {
            key: saved.get(key, "")
            for key, text in form.texts.items()
            if saved.get(key, "") != text
        }
        return self.page(form, others, status=409)

    def page(
        self, form: WriteForm, others: Mapping[str, str] | None = None, status: int = 200
    ) -> HttpResponse:
        """Show the composer; `others` are the saved texts of passages where they differ."""
        request, report, facts = self.request, self.report, self.draft.facts
        document = documents.build(
            facts,
            form.typed,
            documents.heading_of(report),
            page=self.draft.document.format,
            with_blanks=True,
        )
        obstacles = documents.obstacles(self.scope, report, self.draft, today())
        context = {
            "form": form,
            "report": report,
            "sheet": html.render(document, narrative=self._passage(form, others or {})),
            "steps": documents.contents(document),
            "reasons": obstacles,
            "gaps": documents.gaps(facts, today()),
            "may_issue": allows(request, Permission.ISSUE_REPORTS, report.organization.path),
            "period": rules.period_words(report.starts, report.ends, facts.term),
            "key": self.key,
            "saved_at": self.saved_at,
            "cleared": request.GET.get("luu") == str(report.version),
            "heading_open": bool(set(form.errors) & set(ReportHeading.__dataclass_fields__))
            or not report.dated
            or others is not None,
            "gathered_at": now(),
            "tells_all": confidential(request).tells_all_of(report.organization),
        }
        return render(request, "reports/yearend/compose.html", context, status=status)

    def _passage(self, form: WriteForm, others: Mapping[str, str]) -> Callable[[Narrative], str]:
        stand_ins = documents.stand_ins(self.draft.facts)

        def shown(narrative: Narrative) -> str:
            context = {
                "narrative": narrative,
                "field": form[f"text-{narrative.key}"],
                "chips": self.chips[narrative.key],
                "other": others.get(narrative.key),
                "has_other": narrative.key in others,
                "stands_in": narrative.key in stand_ins,
            }
            return render_to_string("reports/yearend/passage.html", context)

        return shown

    def _with_inserted(self, texts: dict[str, str]) -> dict[str, str]:
        """Return the texts with the records of the pressed button at the end of its passage."""
        pressed = self.request.POST.get("insert", "")
        for passage in documents.passages():
            for chip in self.chips[passage.key]:
                if chip.value == pressed:
                    lines = [texts[passage.key], *chip.lines]
                    texts[passage.key] = "\n".join(line for line in lines if line)
        return texts

    def _with_signer(self, heading: ReportHeading) -> ReportHeading:
        """Return the heading with the signer of its day where nobody signs yet."""
        if heading.signer_name or heading.dated is None:
            return heading
        holding = documents.signer(self.scope, self.report.organization, as_of=heading.dated)
        if holding is None:
            return heading
        post = heading.signer_post or documents.signer_post(holding)
        return replace(heading, signer_name=holding.member.full_name, signer_post=post)

    def _next(self) -> str:
        """Return where the pressed button leads: on writing, to the preview, to the issue."""
        wanted = self.request.POST.get("next")
        if wanted == "preview":
            return reverse("preview_report", args=[self.report.pk])
        if wanted == "issue":
            return reverse("issue_report", args=[self.report.pk])
        passage = self.request.POST.get("insert", "").partition(":")[0]
        anchor = f"#{passage}" if passage in self.chips else ""
        back = reverse("write_report", args=[self.report.pk])
        return f"{back}?luu={self.report.version}{anchor}"
