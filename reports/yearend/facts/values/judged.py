"""What a report states of ratings and targets."""

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from reports.yearend.facts.values.people import Tally

_frozen = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_frozen)
class RatingFact:
    """The ratings of one year: how many of those rated at each level, the best first.

    `not_rated` counts the others by reason; `is_decided` says whether every sheet is decided.
    """

    year: int
    rated: int
    levels: tuple[Tally, ...]
    not_rated: tuple[Tally, ...] = ()
    is_decided: bool = False


@dataclass(frozen=True, config=_frozen)
class AggregateFact:
    """Ratings known as a figure: `count` of `total` at a level, or at it and above."""

    from_year: int
    to_year: int
    level: str
    label: str
    or_better: bool
    count: int
    total: int | None = None


@dataclass(frozen=True, config=_frozen)
class OrganizationRatingFact:
    """How the organisation was rated for a year; labels of the year's own regulation."""

    year: int
    self_label: str = ""
    decided_label: str = ""
    decided_by: str = ""


@dataclass(frozen=True, config=_frozen)
class ResidenceFact:
    """What the place of residence said; the extent as of a study."""

    result: str
    label: str
    extent: str
    count: int | None = None
    total: int | None = None
    text: str = ""


@dataclass(frozen=True, config=_frozen)
class TargetFact:
    """A target in words: what was set, what was reached, and the verdict on it."""

    text: str
    planned: str
    reached: str = ""
    n: int | None = None
    total: int | None = None
    verdict: str = ""
