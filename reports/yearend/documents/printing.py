"""The three prints of a document as bytes, and their names."""

from collections.abc import Callable

from django.conf import settings

from chibo.documents import docx, pdf
from chibo.documents.letters import padded_number
from chibo.documents.tree import Document
from reports.yearend.models import Report

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
FORMATS = tuple(MEDIA_TYPES)


def _pdf(document: Document) -> bytes:
    return pdf.render(document, fonts=settings.FONTS_DIR)


def _html(document: Document) -> bytes:
    return pdf.page_source(document).encode()


_PRINTERS: dict[str, Callable[[Document], bytes]] = {
    "docx": docx.render,
    "pdf": _pdf,
    "html": _html,
}


def printed(document: Document, format_: str) -> bytes:
    """Print a document as docx, pdf or html (a whole page); raises PrintingFailed."""
    return _PRINTERS[format_](document)


def prints(document: Document) -> tuple[dict[str, bytes], list[str]]:
    """Print a document in every format; return the bytes by format, and what failed in words."""
    made, failures = {}, []
    for format_ in FORMATS:
        try:
            made[format_] = printed(document, format_)
        except pdf.PrintingFailed as error:
            failures.append(str(error))
    return made, failures


def file_name(report: Report, format_: str) -> str:
    """Return the name under which a print is kept and downloaded."""
    number = f"so-{padded_number(report.number)}" if report.number else "ban-nhap"
    period = f"{report.starts:%Y%m%d}-{report.ends:%Y%m%d}"
    return f"bao-cao-{report.organization.code}-{period}-{number}.{format_}"
