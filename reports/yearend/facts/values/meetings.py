"""What a report states of meetings, and of the one that heard it."""

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from chibo.dates import PartialDate

_frozen = ConfigDict(extra="forbid")


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
class StudyFact:
    """One occasion of study; `attended` of `total` where the numbers are known.

    `extent` is how that is known: by_name, counted, all (stated without a number), unknown.
    """

    pk: int
    title: str
    when: PartialDate
    population: str
    population_label: str
    extent: str
    documents: tuple[str, ...] = ()
    form: str = ""
    organizer: str = ""
    presenter: str = ""
    attended: int | None = None
    total: int | None = None
    recipients: str = ""
    outcome: str = ""


@dataclass(frozen=True, config=_frozen)
class CommitmentFact:
    """What people committed themselves to; the extent as of a study."""

    kind: str
    label: str
    text: str
    when: PartialDate
    population: str
    population_label: str
    extent: str
    registered: int | None = None
    total: int | None = None
