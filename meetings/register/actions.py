"""Proposing, drafting, correcting, issuing, printing and withdrawing papers of the cell."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from django.utils.timezone import localdate

from chibo.access import Scope
from chibo.audit.ledger import By, action, changed, record
from chibo.documents import printing
from chibo.documents.letters import padded_number
from chibo.documents.models import Print
from chibo.numbering.actions import draw
from chibo.numbering.rules import obstacles_to_number
from chibo.organizations.models import Organization, OrganizationType
from chibo.reasons import Reason, Refusal, refuse
from chibo.vietnamese import fold
from meetings.minutes.models import Meeting, Vote
from meetings.register import documents, rules
from meetings.register.models import OfficialDocument, OfficialDocumentSnapshot
from members.posts.queries import run_on

_Status = OfficialDocument.Status


@dataclass(frozen=True)
class PaperContent:
    """All that a person writes of a paper; recipients and addressees hold one line each."""

    type: str
    subject: str
    body: str = ""
    proposed_in: Meeting | None = None
    proposed_by: str = ""
    vote: Vote | None = None
    place: str = ""
    dated: datetime.date | None = None
    authority: str = "T/M CHI BỘ"
    signer_post: str = ""
    signer_name: str = ""
    addressees: str = ""
    recipients: str = ""


_LINKS = {"proposed_in", "vote", "dated"}
_WORDS = [one.name for one in fields(PaperContent) if one.name not in _LINKS]


class OutOfDate(Refusal):
    """Somebody saved the paper after this version was opened."""


@action
def propose(
    *,
    by: By,
    organization: Organization,
    type: str,  # noqa: A002 - the word of the Party's own lists
    subject: str,
    at: datetime.datetime,
    proposed_in: Meeting | None = None,
    proposed_by: str = "",
) -> OfficialDocument:
    """Propose that a paper be issued, in a meeting or without one; nothing is written yet."""
    content = PaperContent(
        type=type, subject=subject, proposed_in=proposed_in, proposed_by=proposed_by,
        place=organization.locality,
    )  # fmt: skip
    return _begin(by, "propose", organization, content, _Status.PROPOSED, at)


@action
def draft(
    *, by: By, organization: Organization, content: PaperContent, at: datetime.datetime
) -> OfficialDocument:
    """Begin a paper with its text; without any text it is a proposal."""
    status = _Status.DRAFT if content.body else _Status.PROPOSED
    return _begin(by, "draft", organization, content, status, at)


@action
def correct(
    *,
    by: By,
    paper: OfficialDocument,
    content: PaperContent,
    version: int,
    at: datetime.datetime,
) -> OfficialDocument:
    """Write on a paper that is not issued; OutOfDate where somebody saved after `version`."""
    row = OfficialDocument.hold(paper.pk)
    reasons = rules.obstacles_to_writing(status=row.status, version=version, stored=row.version)
    if any(reason.field == "version" for reason in reasons):
        raise OutOfDate(reasons)
    refuse(reasons + rules.obstacles_to_proposing(subject=content.subject, is_group=False))
    before = _values(row)
    _fill(row, content)
    if content.body:
        row.status = _Status.DRAFT
    row.version += 1
    row.updated_at = at
    row.save()
    after = _values(row)
    _log(by, "correct", row, changed(before, after))
    return row


@action
def issue(
    *,
    by: By,
    scope: Scope,
    paper: OfficialDocument,
    at: datetime.datetime,
    number: int | None = None,
    version: int | None = None,
) -> OfficialDocument:
    """Issue a paper: number and serialised document in one transaction; it never changes again.

    `number` opens or continues a series by hand; `version` is the one that was confirmed, refused
    where somebody saved after it. Prints are kept afterwards by `keep_prints`.
    """
    row = OfficialDocument.hold(paper.pk)
    seen = paper.version if version is None else min(version, paper.version)
    refuse(
        rules.obstacles_to_confirming(status=row.status, version=seen, stored=row.version)
        or documents.obstacles(scope, paper, localdate(at)) + obstacles_to_number(number)
    )
    assert paper.dated is not None  # noqa: S101 - the rules refused a paper without its day
    made = documents.draft(scope, paper)
    paper.run = run_on(scope, paper.organization, as_of=paper.dated)
    paper.number = draw(
        by=by,
        organization=paper.organization,
        document_type=paper.type,
        run=paper.run,
        number=number,
    )
    written = padded_number(paper.number, made.format)
    paper.symbol = f"{written}-{made.letterhead.series}"
    paper.status = _Status.ISSUED
    paper.version += 1
    paper.updated_at = at
    paper.search = _searched(paper)
    paper.save()
    paper.snapshot = OfficialDocumentSnapshot.objects.create(
        official_document=paper,
        document=made.issued(number=written, on=paper.dated).to_json(),
        issued_at=at,
        issued_by_id=by.pk if by is not None else None,
    )
    _log(by, "issue", paper, {"number": paper.number, "run": paper.run, "symbol": paper.symbol})
    return paper


@action
def keep_prints(*, by: By, paper: OfficialDocument, prints: Mapping[str, bytes]) -> list[Print]:
    """Keep the printed bytes of an issued paper by format; what is kept already stays."""
    snapshot = OfficialDocumentSnapshot.objects.select_for_update().get(official_document=paper)
    name = partial(documents.file_name, paper)
    new = printing.keep(snapshot.prints, prints, by=by, organization=paper.organization, name=name)
    _log(by, "keep_prints", paper, {one.format: one.file.sha256 for one in new})
    return new


@action
def withdraw(
    *, by: By, paper: OfficialDocument, reason: str, at: datetime.datetime
) -> OfficialDocument:
    """Withdraw a proposal or a draft; it stays in the list with the reason."""
    row = OfficialDocument.hold(paper.pk)
    refuse(rules.obstacles_to_withdrawing(status=row.status, reason=reason))
    row.status, row.withdrawal = _Status.WITHDRAWN, reason
    row.version += 1
    row.updated_at = at
    row.save()
    _log(by, "withdraw", row, {"reason": reason})
    return row


def _begin(
    by: By,
    verb: str,
    organization: Organization,
    content: PaperContent,
    status: str,
    at: datetime.datetime,
) -> OfficialDocument:
    is_group = organization.type == OrganizationType.GROUP
    refuse(
        rules.obstacles_to_proposing(subject=content.subject, is_group=is_group)
        + _foreign(organization, content)
    )
    paper = OfficialDocument(organization=organization, status=status, updated_at=at)
    _fill(paper, content)
    paper.save()
    _log(by, verb, paper, _values(paper))
    return paper


def _foreign(organization: Organization, content: PaperContent) -> list[Reason]:
    """Return why the meeting or the vote does not fit: it is another organisation's."""
    meetings = [content.proposed_in, content.vote.meeting if content.vote else None]
    if all(one is None or one.organization_id == organization.pk for one in meetings):
        return []
    return [Reason("Buổi sinh hoạt này không có trong sổ của chi bộ.", field="proposed_in")]


def _fill(paper: OfficialDocument, content: PaperContent) -> None:
    refuse(_foreign(paper.organization, content))
    for one in fields(PaperContent):
        setattr(paper, one.name, getattr(content, one.name))
    paper.search = _searched(paper)


def _searched(paper: OfficialDocument) -> str:
    words = [str(paper), paper.symbol, paper.proposed_by, paper.signer_name, paper.body]
    return fold(" ".join(words))


def _values(paper: OfficialDocument) -> dict[str, Any]:
    """Return what a paper says, as the log writes it down."""
    return {
        **{name: getattr(paper, name) for name in _WORDS},
        "proposed_in": paper.proposed_in_id,
        "vote": paper.vote_id,
        "dated": paper.dated.isoformat() if paper.dated else None,
    }


def _log(by: By, verb: str, paper: OfficialDocument, values: dict[str, Any]) -> None:
    record(
        by=by,
        verb=verb,
        subject=paper,
        organization_id=paper.organization_id,
        values=values,
    )
