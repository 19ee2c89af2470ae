"""Write the report of an organisation on a period to a file, or its facts."""

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management import BaseCommand, CommandError

from chibo.access import Scope
from chibo.dates import PartialDate, UnreadableDate, parse
from chibo.documents import printing
from chibo.documents.pdf import PrintingFailed
from chibo.documents.tree import Document
from chibo.files import store
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from reports.yearend import documents, queries
from reports.yearend.models import Report

WRONG_REQUEST, NOT_PRINTED, NOT_WRITTEN = 2, 3, 4
"""Exit codes: what was asked for makes no sense, the print failed, the file cannot be written."""


class Command(BaseCommand):
    """`manage.py report --organization CODE --year YEAR --format pdf --out FILE`."""

    help = "Write the report of an organisation on a period as json (its facts), html, docx or pdf."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the organisation, the period, the format and the file."""
        parser.add_argument("--organization", required=True, metavar="CODE")
        parser.add_argument("--year", metavar="YEAR")
        parser.add_argument("--from", dest="starts", metavar="DATE")
        parser.add_argument("--to", dest="ends", metavar="DATE")
        parser.add_argument("--format", required=True, choices=["json", *printing.FORMATS])
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")

    def handle(self, **options: Any) -> None:
        """Write the file: kept bytes of an issued report, a draft as it is, else facts alone."""
        scope = Scope.whole()
        organization = organizations.by_code(scope, options["organization"]).first()
        if organization is None:
            _stop(f"Không có tổ chức nào mang mã «{options['organization']}».")
        starts, ends = period(options["year"], options["starts"], options["ends"])
        content = written(scope, organization, starts, ends, options["format"])
        try:
            options["out"].write_bytes(content)
        except OSError as error:
            text = f"Không ghi được tệp {options['out']}: {error.strerror}."
            raise CommandError(text, returncode=NOT_WRITTEN) from error


def period(
    year: str | None, starts: str | None, ends: str | None
) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day asked for; raises CommandError."""
    if bool(year) == bool(starts or ends) or bool(starts) != bool(ends):
        _stop("Ghi --year NĂM, hoặc cả --from NGÀY và --to NGÀY.")
    if year:
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            _stop(f"«{year}» không phải là một năm, như 2025.")
        span = (_parsed(year).earliest, _parsed(year).latest)
    else:
        span = (_parsed(starts or "").earliest, _parsed(ends or "").latest)
    first, last = span
    if first is None or last is None or last < first:
        _stop("Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ.")
    return first, last


def written(
    scope: Scope,
    organization: Organization,
    starts: datetime.date,
    ends: datetime.date,
    format_: str,
) -> bytes:
    """Return the report of a period in a format; raises CommandError where it cannot be printed."""
    report = queries.report_on(scope, organization, starts, ends)
    if report and report.status == Report.Status.ISSUED:
        return _issued(scope, report, format_)
    draft = (
        documents.draft(scope, report)
        if report
        else documents.unsaved(scope, organization, starts, ends)
    )
    return draft.facts.to_json().encode() if format_ == "json" else _print(draft.document, format_)


def _issued(scope: Scope, report: Report, format_: str) -> bytes:
    """Return what was kept at the issue; a print that failed then is made from the document."""
    if format_ == "json":
        return report.snapshot.facts.encode()
    kept = queries.kept_prints(scope, report).filter(format=format_).first()
    if kept:
        return store.get(kept.file.sha256)
    return _print(Document.from_json(report.snapshot.document), format_)


def _print(document: Document, format_: str) -> bytes:
    try:
        return printing.printed(document, format_)
    except PrintingFailed as error:
        raise CommandError(str(error), returncode=NOT_PRINTED) from error


def _parsed(text: str) -> PartialDate:
    try:
        found = parse(text)
    except UnreadableDate as error:
        raise CommandError(str(error), returncode=WRONG_REQUEST) from error
    if not found.is_known:
        _stop("Ghi ngày của kỳ báo cáo, như 2025-01-01 hoặc 01/01/2025.")
    return found


def _stop(text: str) -> NoReturn:
    raise CommandError(text, returncode=WRONG_REQUEST)
