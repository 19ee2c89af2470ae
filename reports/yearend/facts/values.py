"""What a report states, as frozen values with a canonical JSON."""

import datetime
import json
from decimal import Decimal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from chibo.dates import UNKNOWN, PartialDate

SCHEMA = 1
"""Version of the facts in stored JSON; raised whenever an old reader could misread new facts."""

_frozen = ConfigDict(extra="forbid")


class UnreadableFacts(ValueError):
    """Stored JSON that is not the facts of a known schema."""


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
class MeetingFact:
    """One meeting of the period: `attending` is how attendance is known, n and N where counted."""

    pk: int
    title: str
    held: PartialDate
    kinds: tuple[str, ...]
    is_locked: bool
    attending: str
    present: int | None = None
    summoned: int | None = None


@dataclass(frozen=True, config=_frozen)
class ThemeFact:
    """The theme of a thematic meeting, who presented it, and whether the cell assigned that."""

    title: str
    held: PartialDate
    presenter: str = ""
    was_assigned: bool = False


@dataclass(frozen=True, config=_frozen)
class TaskFact:
    """A task as it stood on the last day of the period."""

    text: str
    is_key: bool = False
    is_done: bool = False
    is_late: bool = False
    assignee: str = ""
    due: PartialDate = UNKNOWN
    result: str = ""


@dataclass(frozen=True, config=_frozen)
class GoalFact:
    """A general objective of the year ahead."""

    text: str
    horizon: str = ""


@dataclass(frozen=True, config=_frozen)
class AchievementFact:
    """What was achieved, in its area, with a quantity in its own unit where one is known."""

    text: str
    area: str
    when: PartialDate
    quantity: Decimal | None = None
    unit: str = ""
    programme: str = ""


@dataclass(frozen=True, config=_frozen)
class CircumstanceFact:
    """An advantage or a difficulty."""

    text: str
    kind: str


@dataclass(frozen=True, config=_frozen)
class LimitationFact:
    """A shortcoming with its cause."""

    text: str
    area: str
    cause: str = ""
    cause_kind: str = ""


@dataclass(frozen=True, config=_frozen)
class IdeologyFact:
    """How the members' state of mind was judged."""

    level: str
    label: str
    text: str
    cases: int | None = None


@dataclass(frozen=True, config=_frozen)
class InspectionFact:
    """One inspection or supervision with its topics."""

    kind: str
    label: str
    when: PartialDate
    topics: tuple[str, ...] = ()
    subject: str = ""
    subject_count: int | None = None
    conclusion: str = ""


@dataclass(frozen=True, config=_frozen)
class PostFact:
    """Who held a post on the last day of the period."""

    post: str
    title: str
    name: str
    assigned_field: str = ""


@dataclass(frozen=True, config=_frozen)
class DirectiveFact:
    """What a superior asked for or judged."""

    text: str
    kind: str
    guest: str = ""


@dataclass(frozen=True, config=_frozen)
class GuestFact:
    """A guest of the meeting with all posts as written."""

    name: str
    posts: tuple[str, ...] = ()
    gave_directive: bool = False


@dataclass(frozen=True, config=_frozen)
class OpinionFact:
    """What was said in the meeting; the speaker may be unknown."""

    text: str
    speaker: str = ""


@dataclass(frozen=True, config=_frozen)
class HeardFact:
    """The meeting that heard the report: its own day, its chair with the titles of that day."""

    pk: int
    title: str
    held: PartialDate
    session: str
    kinds: tuple[str, ...]
    chair: str = ""
    chair_titles: str = ""
    guests: tuple[GuestFact, ...] = ()
    opinions: tuple[OpinionFact, ...] = ()
    directives: tuple[DirectiveFact, ...] = ()


@dataclass(frozen=True, config=_frozen)
class RegulationFact:
    """A regulation in force on the last day of the period."""

    topic: str
    symbol: str


@dataclass(frozen=True, config=_frozen)
class ReportFacts:
    """Everything a report states. `starts` and `ends` both lie in the period.

    `organization` is the name on the last day of the period; `letterhead` and `superior` are the
    names on the day of the document. `plan_month` is set where a month is planned, not a year.
    """

    code: str
    type: str
    organization: str
    letterhead: str
    superior: str
    starts: datetime.date
    ends: datetime.date
    term: str
    plan_year: int
    members: MembersFacts
    movements: Movements
    meetings: tuple[MeetingFact, ...] = ()
    themes: tuple[ThemeFact, ...] = ()
    tasks: tuple[TaskFact, ...] = ()
    goals: tuple[GoalFact, ...] = ()
    key_tasks: tuple[TaskFact, ...] = ()
    achievements: tuple[AchievementFact, ...] = ()
    circumstances: tuple[CircumstanceFact, ...] = ()
    limitations: tuple[LimitationFact, ...] = ()
    ideology: tuple[IdeologyFact, ...] = ()
    inspections: tuple[InspectionFact, ...] = ()
    posts: tuple[PostFact, ...] = ()
    directives: tuple[DirectiveFact, ...] = ()
    regulations: tuple[RegulationFact, ...] = ()
    heard: HeardFact | None = None
    plan_month: int | None = None
    schema: int = SCHEMA

    def to_json(self) -> str:
        """Serialise canonically: sorted keys, no spaces, Vietnamese letters as they are."""
        values = _adapter.dump_python(self, mode="json")
        return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "ReportFacts":
        """Read what `to_json` wrote; raises UnreadableFacts for anything else."""
        try:
            facts = _adapter.validate_json(text)
        except ValidationError as error:
            raise UnreadableFacts("Số liệu đã lưu không đọc được: sai cấu trúc.") from error
        if facts.schema != SCHEMA:
            raise UnreadableFacts("Số liệu đã lưu thuộc phiên bản khác của phần mềm.")
        return facts


_adapter = TypeAdapter(ReportFacts)
