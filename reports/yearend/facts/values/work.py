"""What a report states of the work, of plans and of shortcomings."""

from decimal import Decimal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from chibo.dates import UNKNOWN, PartialDate

_frozen = ConfigDict(extra="forbid")


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
    population: str = ""


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
class ActivityFact:
    """Something done or kept up, with a quantity in its own unit where one is known."""

    text: str
    kind: str
    when: PartialDate
    channel: str = ""
    since: PartialDate = UNKNOWN
    quantity: Decimal | None = None
    unit: str = ""
    participants: str = ""


@dataclass(frozen=True, config=_frozen)
class StatedFact:
    """A figure that its source only states, over a total where the source gives one."""

    subject: str
    text: str
    stated: str
    total: int | None = None


@dataclass(frozen=True, config=_frozen)
class SumFact:
    """Quantities of one unit, summed over the cells below."""

    unit: str
    quantity: Decimal
    cells: int
