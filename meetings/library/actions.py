"""Registering, correcting and removing guiding documents."""

import datetime
from typing import Any

from django.db.models import ProtectedError

from chibo.access import Place, Scope
from chibo.audit.ledger import By, action, changed, record
from chibo.dates import UNKNOWN, PartialDate
from chibo.files import actions as files
from chibo.files.rules import Upload
from chibo.organizations.models import Organization
from chibo.reasons import Reason, refuse
from chibo.vietnamese import fold, normalise
from meetings.library import queries, rules
from meetings.library.models import DocumentFile, DocumentType, GuidingDocument
from meetings.library.rules import Session

_TEXTS = ("title", "common_name", "period", "note")
"""What tells the content of a document; empty under a secrecy mark, in the log as in the row."""


@action
def register_document(
    *,
    by: By,
    organization: Organization,
    today: datetime.date,
    type: str = "",  # noqa: A002 - the column's name
    symbol: str = "",
    issuer: str = "",
    issued: PartialDate = UNKNOWN,
    title: str = "",
    common_name: str = "",
    congress_no: int | None = None,
    plenum_no: int | None = None,
    is_state: bool | None = None,
    period: str = "",
    is_secret: bool = False,
    note: str = "",
    is_another: bool = False,
) -> GuidingDocument:
    """Write a document into the register of an organisation.

    Empty `type` and `is_state` None: as the symbol tells. Congress and plenum of a resolution are
    read from its name where they are not given. `is_another` confirms that a document which looks
    like one in this register, or in one above, is a different one.
    """
    document = GuidingDocument(organization=organization)
    _fill(
        document,
        type=type,
        symbol=symbol,
        issuer=issuer,
        issued=issued,
        title=title,
        common_name=common_name,
        congress_no=congress_no,
        plenum_no=plenum_no,
        is_state=is_state,
        period=period,
        is_secret=is_secret,
        note=note,
    )
    refuse(_obstacles(document, is_another=is_another, today=today))
    document.save()
    _record(by, "register_document", document, _written(_values(document)))
    return document


@action
def correct_document(
    *,
    by: By,
    document: GuidingDocument,
    today: datetime.date,
    is_another: bool = False,
    **facts: Any,
) -> GuidingDocument:
    """Correct what the register says of a document; `facts` as in `register_document`.

    Fields not named stay. What it said before stays in the log, except what a document that
    turns out to be secret said: its words and files go, and the entry does not repeat them.
    """
    before = _values(document)
    is_found_secret = bool(facts.get("is_secret")) and not document.is_secret
    if is_found_secret:
        facts = dict.fromkeys(_TEXTS, "") | facts
    _fill(document, **(before | {"issued": document.issued} | facts))
    refuse(_obstacles(document, is_another=is_another, today=today))
    after = _values(document)
    changes = changed(before, after)
    if document.is_secret:
        changes = {name: pair for name, pair in changes.items() if name not in _TEXTS}
    document.save()
    if changes:
        _record(by, "correct_document", document, changes)
    if is_found_secret:
        for attached in _files(document):
            _discard(by, attached, "Văn bản có dấu độ mật", is_secret=True)
    return document


@action
def attach_file(
    *,
    by: By,
    document: GuidingDocument,
    upload: Upload,
    label: str = "",
    is_classified: bool = False,
) -> DocumentFile:
    """Attach a file to a document, after those that it has; never to a secret one."""
    known = _files(document)
    document.refresh_from_db(fields=["is_secret"])
    refuse(rules.obstacles_to_attaching(is_secret=document.is_secret, count=len(known)))
    stored = files.store_document(
        by=by, organization=document.organization, upload=upload, is_classified=is_classified
    )
    attached = DocumentFile.objects.create(
        document=document,
        file=stored,
        label=normalise(label),
        order=known[-1].order + 1 if known else 1,
    )
    told = {"file": attached.pk, "name": stored.name, "label": attached.label}
    _record(by, "attach_file", document, _written(told) | {"sha256": stored.sha256})
    return attached


@action
def remove_file(*, by: By, attached: DocumentFile, reason: str) -> None:
    """Take a file away from its document, with a reason; its bytes go, too."""
    reason = normalise(reason)
    refuse(rules.obstacles_to_removing_file(reason))
    _discard(by, attached, reason)


@action
def remove_document(*, by: By, document: GuidingDocument, reason: str) -> None:
    """Take a document out of the register, with a reason, while nothing refers to it."""
    reason = normalise(reason)
    refuse(rules.obstacles_to_removing(reason))
    document.lock()
    for attached in _files(document):
        _discard(by, attached, reason)
    _record(by, "remove_document", document, _written(_values(document)) | {"reason": reason})
    try:
        document.delete()
    except ProtectedError:
        refuse([rules.in_use()])


def _files(document: GuidingDocument) -> list[DocumentFile]:
    """Return the files of a document in order; one who changes them waits for another who does."""
    GuidingDocument.objects.select_for_update().get(pk=document.pk)
    return list(DocumentFile.objects.filter(document=document).select_related("file", "document"))


def _discard(by: By, attached: DocumentFile, reason: str, *, is_secret: bool = False) -> None:
    told = {"file": attached.pk, "reason": reason}
    if not is_secret:
        told |= {"name": attached.file.name, "label": attached.label}
    _record(by, "remove_file", attached.document, _written(told))
    stored = attached.file
    attached.delete()
    files.discard(by=by, stored=stored, reason=reason, is_secret=is_secret)


def _fill(document: GuidingDocument, *, is_state: bool | None, **facts: Any) -> None:
    """Set the facts of a document, and from them the parts of its symbol and the words to find.

    The one place where a document is written.
    """
    for name, value in facts.items():
        setattr(document, name, normalise(value) if isinstance(value, str) else value)
    symbol = rules.parse(document.symbol)
    document.number, document.symbol_key = symbol.number, symbol.key
    document.type_code, document.issuer_code = symbol.type_code, symbol.issuer
    if is_state is None:
        is_state = rules.is_of_the_state(symbol, document.type, document.symbol)
    document.is_state = is_state
    document.type = document.type or rules.kind_of(symbol, is_state=is_state)
    _name_session(document)
    document.name_key = fold(document.common_name)[:300]
    document.search = _search(document)


def _name_session(document: GuidingDocument) -> None:
    """Take congress and plenum of a resolution from its name, where they are not given."""
    if document.congress_no or document.plenum_no:
        return
    if document.type not in {"", DocumentType.RESOLUTION}:
        return
    written = document.symbol if not document.number else ""
    found = rules.sessions(f"{written}\n{document.common_name}")
    if found:
        document.type = document.type or DocumentType.RESOLUTION
        document.congress_no, document.plenum_no = found[0].congress, found[0].plenum


def _search(document: GuidingDocument) -> str:
    """Return the words to find, folded; a blank before each, the first one, too."""
    kind = DocumentType(document.type).label if document.type else ""
    session = document.session_name if document.type else ""
    written = [getattr(document, name) for name in ("symbol", "issuer", *_TEXTS)]
    return f" {fold(' '.join([kind, session, *written]))}"


def _obstacles(
    document: GuidingDocument, *, is_another: bool, today: datetime.date
) -> list[Reason]:
    here = document.organization
    known = queries.twin(Scope((Place(here.path, below=False),)), here, document)
    session = Session(document.congress_no, document.plenum_no)
    reasons = rules.obstacles_to_naming(
        kind=document.type,
        symbol=document.symbol,
        title=document.title,
        common_name=document.common_name,
        session=session,
    )
    if document.is_secret:
        texts = {name: getattr(document, name) for name in _TEXTS}
        reasons += rules.obstacles_to_secrecy(symbol=document.symbol, texts=texts)
    reasons += rules.obstacles_to_date(document.issued, today=today)
    return reasons + rules.obstacles_to_repeating(
        known.name if known else "",
        known.organization.name if known else "",
        known.issued if known else UNKNOWN,
        is_another=is_another,
    )


def _values(document: GuidingDocument) -> dict[str, Any]:
    return {
        "type": document.type,
        "symbol": document.symbol,
        "issuer": document.issuer,
        "issued": str(document.issued),
        "title": document.title,
        "common_name": document.common_name,
        "congress_no": document.congress_no,
        "plenum_no": document.plenum_no,
        "is_state": document.is_state,
        "period": document.period,
        "is_secret": document.is_secret,
        "note": document.note,
    }


def _written(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as the log keeps them: those that say something."""
    return {name: value for name, value in values.items() if value not in ("", None, False)}


def _record(by: By, verb: str, document: GuidingDocument, values: dict[str, Any]) -> None:
    record(
        by=by,
        verb=verb,
        subject=document,
        organization_id=document.organization_id,
        values=values,
    )
