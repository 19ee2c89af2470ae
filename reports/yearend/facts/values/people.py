"""What a report states of members, posts, congresses and awards."""

from decimal import Decimal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from chibo.dates import UNKNOWN, PartialDate
from chibo.vietnamese import roman

_frozen = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_frozen)
class Tally:
    """How many of one sort: its code, its name in words, the count."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, config=_frozen)
class MembersFacts:
    """Head-count and structure on the last day of the period.

    `is_known` says whether the roll is complete enough to be counted; `ages` is how many have a
    known age, `average_age` is in years.
    """

    is_known: bool
    total: int = 0
    official: int = 0
    probationary: int = 0
    women: int = 0
    genders: int = 0
    exempt: int = 0
    away: int = 0
    suspended: int = 0
    temporary: int = 0
    ages: int = 0
    average_age: Decimal | None = None
    education: tuple[Tally, ...] = ()
    theory: tuple[Tally, ...] = ()


@dataclass(frozen=True, config=_frozen)
class Movements:
    """Members before the period, what changed in it, and members at its end."""

    opening: int
    entered: tuple[Tally, ...]
    left: tuple[Tally, ...]
    closing: int
    recognised: int

    @property
    def balances(self) -> bool:
        """Whether opening plus entered minus left is closing."""
        entered = sum(tally.count for tally in self.entered)
        return self.opening + entered - sum(tally.count for tally in self.left) == self.closing


@dataclass(frozen=True, config=_frozen)
class PostFact:
    """Who held a post on the last day of the period."""

    post: str
    title: str
    name: str
    assigned_field: str = ""


@dataclass(frozen=True, config=_frozen)
class CellFact:
    """One cell of a committee on the last day of the period, and what it did in it."""

    code: str
    name: str
    total: int = 0
    official: int = 0
    probationary: int = 0
    meetings: int = 0
    level: str = ""


@dataclass(frozen=True, config=_frozen)
class ElectedFact:
    """Who was elected to a post, with the government title of that day."""

    post: str
    name: str
    titles: str = ""
    votes: int | None = None
    ballots: int | None = None


@dataclass(frozen=True, config=_frozen)
class CongressFact:
    """A congress of the period, or one ahead of it; `term` is the label of the term it opens."""

    pk: int
    is_held: bool
    when: PartialDate
    ordinal: int | None = None
    term: str = ""
    place: str = ""
    present: int | None = None
    summoned: int | None = None
    documents: tuple[str, ...] = ()
    elected: tuple[ElectedFact, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in a sentence: «đại hội lần thứ IV, nhiệm kỳ 2022–2025»."""
        ordinal = f" lần thứ {roman(self.ordinal)}" if self.ordinal else ""
        return f"đại hội{ordinal}{f', nhiệm kỳ {self.term}' if self.term else ''}"


@dataclass(frozen=True, config=_frozen)
class CommendationFact:
    """An award or a nomination: who received it, in which form, from whom and what for."""

    recipient: str
    is_member: bool
    is_nomination: bool
    form: str
    label: str
    title: str = ""
    issuer: str = ""
    when: PartialDate = UNKNOWN
    reason: str = ""
    period: str = ""


@dataclass(frozen=True, config=_frozen)
class DuesFact:
    """Dues of the period in đồng; `settled` of `charges` single charges are paid in full."""

    expected: int = 0
    collected: int = 0
    remitted: int = 0
    settled: int = 0
    charges: int = 0
