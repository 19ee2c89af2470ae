"""What is known of meetings, as frozen values."""

import datetime
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

from chibo.dates import PartialDate
from meetings.minutes import rules
from meetings.minutes.models import Meeting

Fact = TypeVar("Fact")


@dataclass(frozen=True)
class Person:
    """A member as minutes name them."""

    id: int
    name: str


@dataclass(frozen=True)
class Share:
    """n of N: how many of how many."""

    n: int = 0
    total: int = 0


@dataclass(frozen=True)
class Called:
    """A member whom a meeting calls; `status` is what keeps them from being summoned, or ''."""

    member_id: int
    is_official: bool
    is_temporary: bool = False
    status: str = ""


@dataclass(frozen=True)
class AttendanceFact:
    """One member on the roll of the meeting's day."""

    member: Person
    is_official: bool
    is_temporary: bool
    status: str
    state: str
    reason: str

    @property
    def line(self) -> rules.Line:
        """What the rules count."""
        return rules.Line(self.is_official, self.state, self.is_temporary, self.status)


@dataclass(frozen=True)
class GuestFact:
    """A guest with their posts, one each."""

    pk: int
    name: str
    posts: tuple[str, ...]
    gave_directive: bool


@dataclass(frozen=True)
class OpinionFact:
    """What somebody said; `speaker` is None where nobody wrote down who."""

    pk: int
    speaker: Person | None
    text: str


@dataclass(frozen=True)
class TaskFact:
    """A task given in the meeting."""

    pk: int
    text: str
    assignee: Person | None
    due: PartialDate
    state: str


@dataclass(frozen=True)
class DocumentFact:
    """A guiding document disseminated in an item; `pk` is the row of the item, not the document."""

    pk: int
    document_id: int
    name: str
    issued: PartialDate
    title: str


@dataclass(frozen=True)
class ItemFact:
    """One agenda item with all that was said and decided; `theme` is '' where it is none."""

    pk: int
    title: str
    presenter: Person | None
    theme: str
    was_assigned: bool
    body: str
    conclusion: str
    documents: tuple[DocumentFact, ...]
    opinions: tuple[OpinionFact, ...]
    tasks: tuple[TaskFact, ...]

    @property
    def has_body(self) -> bool:
        """Whether it says what was treated: in words, by its theme or by its documents."""
        return bool(self.body or self.theme or self.documents)

    @property
    def is_begun(self) -> bool:
        """Whether anything was written to it beside its title."""
        return bool(self.has_body or self.conclusion or self.opinions)


@dataclass(frozen=True)
class DirectiveFact:
    """What a superior asked or judged; `tasks` came out of it."""

    pk: int
    guest: str
    kind: str
    text: str
    tasks: tuple[TaskFact, ...]


@dataclass(frozen=True)
class VoteFact:
    """One vote as counted."""

    pk: int
    question: str
    is_secret: bool
    yes: int
    no: int
    other: int
    base: int
    needs_two_thirds: bool


@dataclass(frozen=True)
class MinutesFacts:
    """One meeting with everything its minutes say; organisation names are those of its day."""

    pk: int
    organization_id: int
    organization_code: str
    organization_name: str
    superior_name: str
    locality: str
    in_cell: bool
    kinds: tuple[str, ...]
    held: PartialDate
    session: str
    starts_at: datetime.time | None
    ends_at: datetime.time | None
    place: str
    form: str
    title: str
    review_year: int | None
    plan_year: int | None
    chair: Person | None
    secretary: Person | None
    attending: str
    summoned_count: int | None
    present_count: int | None
    attendances: tuple[AttendanceFact, ...]
    guests: tuple[GuestFact, ...]
    items: tuple[ItemFact, ...]
    directives: tuple[DirectiveFact, ...]
    votes: tuple[VoteFact, ...]
    dues_note: str
    self_score: int | None
    closing: str
    status: str
    locked_at: datetime.datetime | None
    version: int
    updated_at: datetime.datetime

    @property
    def name(self) -> str:
        """What the meeting is called in a sentence."""
        return rules.meeting_name(self.kinds, self.held, self.title, self.review_year, self.in_cell)

    @property
    def is_locked(self) -> bool:
        """Whether the minutes were adopted."""
        return self.status == Meeting.Status.LOCKED

    @property
    def lines(self) -> list[rules.Line]:
        """The roll as the rules count it."""
        return [fact.line for fact in self.attendances]

    @property
    def account(self) -> dict[str, Any]:
        """All that the minutes say, as JSON holds it; dates as written."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: _account(said[name]) for name in said if name not in _NOT_SAID}

    @property
    def documents(self) -> list[DocumentFact]:
        """The documents disseminated in the meeting, each once."""
        found = {each.document_id: each for item in self.items for each in item.documents}
        return list(found.values())


@dataclass(frozen=True)
class DocumentChoice:
    """A document that can be chosen for an item, by the key of the document."""

    pk: int
    name: str
    issued: str
    title: str

    @property
    def label(self) -> str:
        """How the document is told from others: «Quyết định số 06/QĐ-TTg, 06/01/2022»."""
        return f"{self.name}, {self.issued}" if self.issued else self.name


@dataclass(frozen=True)
class MeetingSummary:
    """One row of a list of meetings; the counts are None where nobody counted."""

    pk: int
    organization_id: int
    organization_name: str
    title: str
    held: PartialDate
    kinds: tuple[str, ...]
    status: str
    summoned: int | None
    present: int | None
    attending: str
    chair: str
    place: str
    review_year: int | None
    plan_year: int | None

    @property
    def is_locked(self) -> bool:
        """Whether the minutes were adopted."""
        return self.status == Meeting.Status.LOCKED


_NOT_SAID = {"pk", "status", "locked_at", "version", "updated_at"}


def _account(value: Any) -> Any:
    """Return a value of these facts as JSON holds it."""
    if isinstance(value, (tuple, list)):
        return [_account(each) for each in value]
    if isinstance(value, PartialDate):
        return str(value)
    if is_dataclass(value):
        return {each.name: _account(getattr(value, each.name)) for each in fields(value)}
    return value if value is None or isinstance(value, (int, str)) else str(value)


def copied(kind: type[Fact], row: Any, **own: Any) -> Fact:
    """Return a frozen value with the row's fields of the same name, and its own."""
    same = [each.name for each in fields(kind) if each.name not in own]  # type: ignore[arg-type]
    return kind(**{name: getattr(row, name) for name in same}, **own)
