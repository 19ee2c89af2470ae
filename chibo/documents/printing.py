"""The prints of a document: its layout on a day, the bytes in every format, the file to keep."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from chibo.audit.ledger import By
from chibo.documents import docx, pdf
from chibo.documents.formats import HD_05_2026, HD_36_2018, PageFormat
from chibo.documents.models import Print
from chibo.documents.tree import Document
from chibo.files.actions import store
from chibo.organizations.models import Organization
from chibo.regulations.queries import NoRegulation, format_parameters

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
FORMATS = tuple(MEDIA_TYPES)
_BASES = {"hd_36_2018": HD_36_2018, "hd_05_2026": HD_05_2026}


def page_format(*, as_of: datetime.date) -> PageFormat:
    """Return the layout prescribed on a day: the regulation's base with its own changes.

    The present one where no regulation is known for that day.
    """
    try:
        _, parameters = format_parameters(as_of=as_of)
    except NoRegulation:
        return HD_05_2026
    base = _BASES[parameters.base].to_parameters()
    return PageFormat.from_parameters({**base, **parameters.layout})


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


def keep(
    kept: Any,
    prints: Mapping[str, bytes],
    *,
    by: By,
    organization: Organization,
    name: Callable[[str], str],
) -> list[Print]:
    """Keep the prints that a snapshot does not have yet; part of the deed that issues.

    `kept` is the snapshot's own manager of prints, `name` gives the file's name by format.
    """
    have = set(kept.values_list("format", flat=True))
    new = []
    for format_, content in prints.items():
        if format_ in have:
            continue
        file = store(
            by=by,
            organization=organization,
            name=name(format_),
            media_type=MEDIA_TYPES[format_],
            content=content,
        )
        new.append(kept.create(format=format_, file=file))
    return new


def missing(kept: Iterable[str]) -> list[str]:
    """Return the formats that are not among those kept, in the order of print."""
    have = set(kept)
    return [format_ for format_ in FORMATS if format_ not in have]


def download(content: bytes, format_: str, name: str) -> HttpResponse:
    """Return a print as a file to keep under a name."""
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[format_],
        headers={"Content-Disposition": str(content_disposition_header(True, name))},
    )
