"""Finding guiding documents: an organisation's own and those of all above it, never a sibling's."""

from collections.abc import Iterable

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from chibo.access import PATH_STEP, Scope
from chibo.organizations.models import Organization
from chibo.vietnamese import fold
from meetings.library import rules
from meetings.library.models import DocumentFile, DocumentType, GuidingDocument
from meetings.library.rules import Session, Symbol

LONGEST_QUESTION = 200
"""Characters of a question that are looked for."""


def documents(
    scope: Scope, organization: Organization, *, q: str = "", year: int | None = None
) -> QuerySet[GuidingDocument]:
    """Return the documents that an organisation in scope goes by: those from above, then its own.

    `q` finds words without marks and symbols however they are typed; `year` the documents issued
    in it. Newest first, each with its organisation and whether it `is_own`. One statement.
    """
    found = _known_to(scope, organization)
    if q := q.strip()[:LONGEST_QUESTION]:
        found = found.filter(_asked(q))
    if year is not None:
        found = found.filter(issued_earliest__year__lte=year, issued_latest__year__gte=year)
    own = Case(
        When(organization=organization, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    newest = F("issued_earliest").desc(nulls_last=True)
    return found.annotate(is_own=own).order_by("is_own", newest, "-pk")


def found(scope: Scope, q: str) -> QuerySet[GuidingDocument]:
    """Return the documents that places in scope go by and that answer a question, newest first."""
    newest = F("issued_earliest").desc(nulls_last=True)
    return _to_read(scope).filter(_asked(q[:LONGEST_QUESTION])).order_by(newest, "-pk")


def years(scope: Scope, organization: Organization) -> list[int]:
    """Return the years in which the documents of `documents` were issued, newest first."""
    found = _known_to(scope, organization).filter(issued_earliest__isnull=False)
    pairs = found.order_by().values_list("issued_earliest__year", "issued_latest__year").distinct()
    return sorted({year for pair in pairs for year in pair}, reverse=True)


def document(scope: Scope, pk: int) -> QuerySet[GuidingDocument]:
    """Return one document, if its register is in scope or above a place in scope: none or one."""
    return _to_read(scope).filter(pk=pk)


def registered(scope: Scope, pk: int) -> QuerySet[GuidingDocument]:
    """Return one document, if its register itself is in scope, for a deed: none or one."""
    return GuidingDocument.objects.filter(scope.q(), pk=pk).select_related("organization")


def files(scope: Scope, document: GuidingDocument) -> QuerySet[DocumentFile]:
    """Return the files of a document that `document` finds in the same scope. One statement."""
    return _files().filter(_readable(scope, "document__organization"), document=document)


def file(scope: Scope, pk: int) -> QuerySet[DocumentFile]:
    """Return one file, if its document may be read from a place in scope: none or one."""
    return _files().filter(_readable(scope, "document__organization"), pk=pk)


def registered_file(scope: Scope, pk: int) -> QuerySet[DocumentFile]:
    """Return one file, if the register of its document is in scope, for a deed: none or one."""
    return _files().filter(scope.q("document__organization"), pk=pk)


def times_studied(scope: Scope, document: GuidingDocument) -> int:
    """Return on how many occasions in scope a document was studied. One statement."""
    in_scope = scope.q("studied_in__study_session__organization")
    return GuidingDocument.objects.filter(
        in_scope, pk=document.pk, studied_in__isnull=False
    ).count()


def choices(scope: Scope, organization: Organization) -> QuerySet[GuidingDocument]:
    """Return the documents an organisation may refer to, for a select, newest first."""
    return documents(scope, organization).order_by(
        F("issued_earliest").desc(nulls_last=True), "-pk"
    )


def recognise(scope: Scope, organization: Organization, text: str) -> QuerySet[GuidingDocument]:
    """Return the documents that a text names: by symbol, congress, plenum or common name.

    «Phổ biến Công văn 237/BTG - ĐUK và NQTW4» finds both. The first 2.000 characters are read.
    """
    named = [_same_symbol(symbol) for symbol in rules.mentions(text)]
    named += [_same_session(session) for session in rules.sessions(text)]
    words = Value(fold(text[: rules.MOST_READ]))
    by_name = Q(words__contains=F("name_key")) & ~Q(name_key="")
    return choices(scope, organization).alias(words=words).filter(_any([*named, by_name]))


def twin(
    scope: Scope, organization: Organization, draft: GuidingDocument
) -> GuidingDocument | None:
    """Return the document that a draft repeats, in its own register or in one above.

    By symbol; where one of both has none, by congress and plenum; by common name; by title where
    neither has anything else.
    """
    symbol = rules.parse(draft.symbol)
    same = [_same_symbol(symbol)] if draft.symbol else []
    session = Session(draft.congress_no, draft.plenum_no)
    if session != Session() and not draft.symbol:
        same.append(_same_session(session) & Q(type=draft.type))
    elif session != Session():
        same.append(_same_session(session) & Q(type=draft.type, symbol=""))
    if draft.name_key:
        same.append(Q(name_key=draft.name_key))
    if draft.title and not (draft.symbol or draft.name_key or session != Session()):
        same.append(Q(title=draft.title, symbol="", common_name=""))
    found = _known_to(scope, organization).exclude(pk=draft.pk).filter(_any(same))
    return found.order_by("pk").first()


def _known_to(scope: Scope, organization: Organization) -> QuerySet[GuidingDocument]:
    """Return the documents of an organisation in scope and of those above it."""
    if not scope.covers(organization.path):
        return GuidingDocument.objects.none()
    return GuidingDocument.objects.filter(
        organization__path__in=_upwards(organization.path)
    ).select_related("organization")


def _to_read(scope: Scope) -> QuerySet[GuidingDocument]:
    return GuidingDocument.objects.filter(_readable(scope)).select_related("organization")


def _readable(scope: Scope, organization: str = "organization") -> Q:
    """Return the condition that a register is in scope or above a place in scope."""
    above = sorted({path for place in scope.places for path in _upwards(place.path)})
    here = scope.q(organization)
    return here | Q(**{f"{organization}__path__in": above}) if above else here


def _files() -> QuerySet[DocumentFile]:
    found = DocumentFile.objects.filter(document__is_secret=False)
    return found.select_related("file", "document__organization")


def _upwards(path: str) -> list[str]:
    """Return the paths of a place and of all above it."""
    return [path[:end] for end in range(PATH_STEP, len(path) + 1, PATH_STEP)]


def _any(conditions: Iterable[Q]) -> Q:
    """Return the condition that at least one of these holds; with none, nothing is found."""
    either = Q(pk__in=[])
    for condition in conditions:
        either |= condition
    return either


def _asked(q: str) -> Q:
    """Return the condition that a document answers a question in the search box."""
    in_text = Q(*(Q(search__contains=_as_found(word)) for word in fold(q).split()))
    by_symbol = [_like_symbol(symbol) for symbol in [rules.parse(q), *rules.mentions(q)]]
    by_session = [_same_session(session) for session in rules.sessions(q)]
    return _any([in_text, *by_symbol, *by_session])


def _as_found(word: str) -> str:
    """Return a word as it is looked for: a symbol from its beginning, so that 5-CT finds no 15-CT."""
    return f" {word}" if word[0].isdigit() and set(word) & set("-/") else word


def _same_symbol(symbol: Symbol) -> Q:
    """Return the condition that a document has this symbol, in whatever spelling.

    Where one of both leaves the issuer out («Chỉ thị 03»), number and type decide.
    """
    if not symbol.number:
        return Q(pk__in=[])
    same = Q(symbol_key=symbol.key)
    if symbol.is_short:
        same |= Q(number=symbol.number, type_code=symbol.type_code)
    elif symbol.type_code:
        same |= Q(number=symbol.number, type_code=symbol.type_code, issuer_code="")
    return same


def _like_symbol(symbol: Symbol) -> Q:
    """Return the condition that a symbol is this one or could become it with more typing."""
    if not symbol.number:
        return Q(pk__in=[])
    like = Q(number=symbol.number, symbol_key__startswith=symbol.key)
    if symbol.issuer and not symbol.type_code:
        rest = symbol.key.removeprefix(symbol.number)
        like |= Q(number=symbol.number, symbol_key__endswith=rest)
    return like | _same_symbol(symbol)


def _same_session(session: Session) -> Q:
    """Return the condition that a resolution is known by this congress or plenum.

    Who names a plenum without its congress («NQTW4») means any, and is meant by any.
    """
    if not session.plenum:
        return Q(congress_no=session.congress, plenum_no__isnull=True, type=DocumentType.RESOLUTION)
    same = Q(plenum_no=session.plenum)
    if session.congress:
        same &= Q(congress_no=session.congress) | Q(congress_no__isnull=True)
    return same
