"""Papers of the cell on paper: the letter and its text as blocks."""

import datetime
import re
from collections.abc import Iterator

from django.urls import reverse

from chibo.access import Scope
from chibo.documents.formats import HD_05_2026, PageFormat
from chibo.documents.printing import page_format
from chibo.documents.tree import (
    Block,
    Document,
    Figure,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Recipients,
    Signatures,
    Signer,
    Text,
)
from chibo.organizations.models import NumberingMode
from chibo.organizations.queries import names_on
from chibo.reasons import Reason
from chibo.vietnamese import day_in_words
from meetings.minutes.queries import MeetingSummary
from meetings.minutes.rules import vote_outcome
from meetings.register import queries, rules
from meetings.register.models import OfficialDocument, PaperType
from members.posts.queries import run_on

_PART = re.compile(r"(?P<number>[IVX]{1,5})\s*[-.–]\s*(?P<text>\S.*)")
_POINT = re.compile(r"(?P<number>\d{1,2})\.\s+(?P<text>\S.*)")
_ARTICLE = re.compile(r"(?P<number>Điều\s+\d{1,2}\s*[.:])\s*(?P<text>.*)")
_LONGEST_HEADING = 90


def draft(scope: Scope, paper: OfficialDocument) -> Document:
    """Return the document of a paper as it would be issued now."""
    names = names_on(scope, paper.organization, as_of=paper.dated)
    return build(
        paper,
        name=names.name,
        superior=names.superior,
        in_cell=names.is_cell,
        meeting=queries.meeting_of(scope, paper),
        page=page_format(as_of=paper.dated or paper.updated_at.date()),
    )


def build(
    paper: OfficialDocument,
    *,
    name: str,
    superior: str,
    in_cell: bool,
    meeting: MeetingSummary | None = None,
    page: PageFormat = HD_05_2026,
) -> Document:
    """Return a paper as a document; `meeting` is the one whose vote adopted it."""
    is_letter = paper.type == PaperType.LETTER
    recipients = _lines(paper.recipients)
    return Document(
        letterhead=Letterhead(
            organization=name,
            parent_organization=superior,
            series=series(paper.type, in_cell=in_cell),
            place=paper.place,
            date=paper.dated,
        ),
        title="" if is_letter else paper.get_type_display().upper(),
        about=paper.subject,
        blocks=(
            *_opening(paper, name, meeting),
            *blocks(paper.body),
            *_adoption(paper),
        ),
        signature=Signatures.of(Signer(paper.authority, paper.signer_post, paper.signer_name)),
        recipients=Recipients.of(*recipients) if recipients else None,
        addressees=tuple(_lines(paper.addressees)),
        format=page,
    )


def series(type_: str, *, in_cell: bool) -> str:
    """Return what follows the number: «NQ/CB» of a cell, «NQ/ĐU» of a committee."""
    return f"{type_}/{'CB' if in_cell else 'ĐU'}"


def blocks(body: str) -> Iterator[Block]:
    """Yield the text of a paper as blocks: «I.» and «1.» are headings, «-» lists, «Điều 1.» bold.

    A numbered line that is long, or ends like a sentence, stays a paragraph.
    """
    dashes: list[str] = []
    for line in _lines(body):
        if line.startswith(("- ", "– ")):
            dashes.append(line[2:].strip())
            continue
        if dashes:
            yield Listing.of(*dashes)
            dashes = []
        yield _block(line)
    if dashes:
        yield Listing.of(*dashes)


def _block(line: str) -> Block:
    if article := _ARTICLE.fullmatch(line):
        return Paragraph.of(Text(f"{article['number']} ", bold=True), article["text"])
    if part := _PART.fullmatch(line):
        return Heading(part["text"], level=2, number=part["number"])
    point = _POINT.fullmatch(line)
    if point and len(line) <= _LONGEST_HEADING and line[-1] not in ".;:,!?":
        return Heading(point["text"], level=3, number=point["number"])
    return Paragraph.of(line)


def _opening(paper: OfficialDocument, name: str, meeting: MeetingSummary | None) -> Iterator[Block]:
    """Yield the first paragraph of a resolution: when the cell met, how many came, who chaired."""
    if paper.type != PaperType.RESOLUTION or meeting is None:
        return
    held = meeting.held
    exact = held.exact
    said = day_in_words(exact) if exact else str(held)
    when = f"{said[0].upper()}{said[1:]}, " if said else ""
    url = reverse("meeting", args=[meeting.pk])
    parts: list[str | Figure] = [f"{when}{name} họp {_title(meeting)}."]
    if meeting.present is not None and meeting.summoned:
        parts += [" Dự họp có ", Figure.share(meeting.present, meeting.summoned, url=url),
                  " đảng viên được triệu tập."]  # fmt: skip
    if meeting.chair:
        parts.append(f" Đồng chí {meeting.chair} chủ trì.")
    parts.append(f" Sau khi thảo luận, {name} quyết nghị:")
    yield Paragraph.of(*parts)


def _title(meeting: MeetingSummary) -> str:
    return f"{meeting.title[0].lower()}{meeting.title[1:]}"


def _adoption(paper: OfficialDocument) -> Iterator[Block]:
    """Yield who voted for the paper, over the base of that day."""
    if paper.vote is None:
        return
    url = reverse("meeting", args=[paper.vote.meeting_id])
    yield Paragraph.of(
        f"{paper.get_type_display()} này được ",
        Figure.share(paper.vote.yes, paper.vote.base, url=url),
        " đảng viên chính thức biểu quyết tán thành.",
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def usual_recipients(superior: str, *, in_cell: bool) -> str:
    """Return where a paper usually goes, one line each."""
    committee = superior.replace("Đảng bộ", "Đảng ủy", 1)
    above = [f"{committee} (để báo cáo)"] if committee else []
    mates = "Các đồng chí đảng viên" if in_cell else "Các chi bộ trực thuộc"
    return "\n".join([*above, mates, "Lưu Chi bộ" if in_cell else "Lưu Văn phòng"])


def obstacles(scope: Scope, paper: OfficialDocument, today: datetime.date) -> list[Reason]:
    """Return why a paper cannot be issued yet, each with the place where it can be mended."""
    organization, dated = paper.organization, paper.dated
    return rules.obstacles_to_issuing(
        rules.Readiness(
            type=paper.type,
            type_name=paper.get_type_display(),
            subject=paper.subject,
            body=paper.body,
            place=paper.place,
            dated=dated,
            authority=paper.authority,
            signer_name=paper.signer_name,
            recipients=paper.recipients,
            addressees=paper.addressees,
            is_cell=organization.is_cell,
            law=queries.law_on(scope, as_of=dated) if dated else "",
            today=today,
            numbers_by_term=organization.numbering == NumberingMode.TERM,
            failed_vote=_failed_vote(paper),
            has_term=bool(dated and run_on(scope, organization, as_of=dated)),
            urls={
                "write": reverse("correct_official_document", args=[paper.pk]),
                "terms": reverse("terms", args=[organization.code]),
            },
        )
    )


def _failed_vote(paper: OfficialDocument) -> str:
    vote = paper.vote
    outcome = vote and vote_outcome(vote.yes, vote.base, vote.needs_two_thirds)
    return outcome.words if outcome and not outcome.passed else ""


def file_name(paper: OfficialDocument, format_: str) -> str:
    """Return the name under which a print is kept and downloaded: «05-NQ-CB-chi-bo.docx»."""
    stem = paper.symbol.replace("/", "-") if paper.symbol else f"du-thao-{paper.pk}"
    return f"{stem}-{paper.organization.code}.{format_}"
