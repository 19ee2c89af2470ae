"""Starting, writing, issuing, printing and correcting reports."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from django.utils.timezone import get_current_timezone

from chibo.access import Scope
from chibo.audit.ledger import By, action, record
from chibo.documents import printing
from chibo.documents.letters import padded_number
from chibo.documents.models import Print
from chibo.numbering.actions import draw
from chibo.numbering.rules import obstacles_to_number
from chibo.organizations.models import Organization, OrganizationType
from chibo.organizations.queries import cells_below
from chibo.reasons import refuse
from chibo.vietnamese import fold
from meetings.minutes.models import Meeting
from members.posts.queries import run_on
from reports.yearend import documents, queries, rules
from reports.yearend.models import Report, ReportSnapshot, ReportText
from reports.yearend.rules import ReportHeading

DOCUMENT_TYPE = "BC"
_UNCHANGED: Any = object()


@action
def start_report(
    *,
    by: By,
    organization: Organization,
    kind: str,
    starts: datetime.date,
    ends: datetime.date,
    at: datetime.datetime,
    meeting: Meeting | None = None,
    heading: ReportHeading | None = None,
) -> Report:
    """Start a report on a period; one draft at a time, and none beside an issued one.

    The organisation is locked first: of two clicks at once the second finds the draft of the first.
    """
    organization.lock()
    whole = Scope.whole()
    drafted = queries.draft_on(whole, organization, starts, ends)
    found = queries.report_on(whole, organization, starts, ends)
    issued = found is not None and found.status == Report.Status.ISSUED
    refuse(
        rules.obstacles_to_starting(
            starts=starts,
            ends=ends,
            is_group=organization.type == OrganizationType.GROUP,
            cells=0 if organization.is_cell else cells_below(whole, organization).count(),
            drafted=documents.page(drafted) if drafted else "",
            issued=documents.page(found) if found and issued else "",
        )
    )
    heading = heading or documents.usual_heading(whole, organization, starts, ends)
    report = Report.objects.create(
        organization=organization,
        kind=kind,
        starts=starts,
        ends=ends,
        meeting=meeting,
        updated_at=at,
        search=fold(heading.about),
        **asdict(heading),
    )
    _log(by, "start_report", report, {"starts": starts.isoformat(), "ends": ends.isoformat()})
    return report


@action
def write_report(
    *,
    by: By,
    report: Report,
    texts: Mapping[str, str],
    heading: ReportHeading,
    version: int,
    at: datetime.datetime,
    meeting: Meeting | None = _UNCHANGED,
) -> Report:
    """Save the paragraphs and the heading; refused where somebody saved after `version`.

    The hearing meeting stays as it is unless one, or None, is given.
    """
    stored = Report.hold(report.pk)
    refuse(
        rules.obstacles_to_writing(
            is_issued=stored.status == Report.Status.ISSUED,
            version=version,
            stored=stored.version,
        )
    )
    for name, value in asdict(heading).items():
        setattr(report, name, value)
    report.search = fold(report.about)
    if meeting is not _UNCHANGED:
        report.meeting = meeting
    report.version = stored.version + 1
    report.updated_at = at
    report.save()
    changed = _write_texts(report, texts)
    _log(by, "write_report", report, {"version": report.version, "texts": changed})
    return report


@action
def issue(
    *,
    by: By,
    scope: Scope,
    report: Report,
    at: datetime.datetime,
    number: int | None = None,
    version: int | None = None,
) -> Report:
    """Issue a report: number, canonical facts and serialised document in one transaction.

    The facts are gathered in `scope`; `number` opens or continues a series by hand; `version` is
    the one that was confirmed, refused where somebody saved after it. Prints are kept afterwards
    by `keep_prints`.
    """
    locked = Report.hold(report.pk)
    refuse(
        rules.obstacles_to_confirming(
            is_issued=locked.status == Report.Status.ISSUED,
            version=report.version if version is None else min(version, report.version),
            stored=locked.version,
        )
    )
    today = at.astimezone(get_current_timezone()).date()
    draft = documents.draft(scope, report, on=today)
    refuse(documents.obstacles(scope, report, draft, today) + obstacles_to_number(number))
    assert report.dated is not None  # noqa: S101 - the rules refused a report without its day
    run = run_on(scope, report.organization, as_of=report.dated)
    report.number = draw(
        by=by,
        organization=report.organization,
        document_type=DOCUMENT_TYPE,
        run=run,
        number=number,
    )
    report.status = Report.Status.ISSUED
    report.version = locked.version + 1
    report.updated_at = at
    report.save()
    written = padded_number(report.number, draft.document.format)
    snapshot = ReportSnapshot.objects.create(
        report=report,
        facts=draft.facts.to_json(),
        document=draft.document.issued(number=written, on=report.dated).to_json(),
        issued_at=at,
        issued_by_id=by.pk if by is not None else None,
    )
    report.snapshot = snapshot
    _log(by, "issue", report, {"number": report.number, "run": run})
    return report


@action
def keep_prints(*, by: By, report: Report, prints: Mapping[str, bytes]) -> list[Print]:
    """Keep the printed bytes of an issued report by format; what is kept already stays."""
    snapshot = ReportSnapshot.objects.select_for_update().get(report=report)
    name = partial(documents.file_name, report)
    new = printing.keep(snapshot.prints, prints, by=by, organization=report.organization, name=name)
    _log(by, "keep_prints", report, {one.format: one.file.sha256 for one in new})
    return new


@action
def correct(*, by: By, report: Report, at: datetime.datetime) -> Report:
    """Start a new version from the text of an issued report; the issued one stays as it is."""
    locked = Report.hold(report.pk)
    existing = Report.objects.filter(corrects=report).first()
    refuse(
        rules.obstacles_to_correcting(
            is_issued=locked.status == Report.Status.ISSUED,
            corrected_by=documents.page(existing) if existing else "",
        )
    )
    correction = Report.objects.create(
        organization=report.organization,
        kind=report.kind,
        starts=report.starts,
        ends=report.ends,
        meeting=report.meeting,
        corrects=report,
        updated_at=at,
        search=report.search,
        **asdict(documents.heading_of(report)),
    )
    ReportText.objects.bulk_create(
        ReportText(report=correction, key=text.key, text=text.text) for text in report.texts.all()
    )
    _log(by, "correct", correction, {"corrects": report.pk})
    return correction


@action
def discard_report(*, by: By, report: Report, reason: str) -> None:
    """Throw a draft away; what was written in it stays in the log with the reason."""
    locked = Report.hold(report.pk)
    refuse(
        rules.obstacles_to_discarding(
            is_issued=locked.status == Report.Status.ISSUED, reason=reason
        )
    )
    texts = {text.key: text.text for text in report.texts.all()}
    _log(by, "discard_report", report, {"reason": reason, "texts": texts})
    report.delete()


def _write_texts(report: Report, texts: Mapping[str, str]) -> list[str]:
    """Write the paragraphs that changed and return their keys, in order."""
    stored = {text.key: text for text in report.texts.all()}
    changed = sorted(
        key for key, text in texts.items() if text != (stored[key].text if key in stored else "")
    )
    for key in changed:
        ReportText.objects.update_or_create(report=report, key=key, defaults={"text": texts[key]})
    return changed


def _log(by: By, verb: str, report: Report, values: dict[str, Any]) -> None:
    record(
        by=by,
        verb=verb,
        subject=report,
        organization_id=report.organization_id,
        values=values,
    )
