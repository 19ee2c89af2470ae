"""What every part of the gathering is handed: the period with its place, and the law by date."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from chibo.access import Scope
from chibo.organizations.models import Organization
from chibo.regulations.models import Regulation
from chibo.regulations.queries import all_regulations
from reports.yearend import rules

Row = TypeVar("Row")
Fact = TypeVar("Fact")
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Confidential:
    """Where the reader of a report sees what not every reader of members may see."""

    ratings: Scope
    dues: Scope
    discipline: Scope

    def tells_all_of(self, organization: Organization) -> bool:
        """Return whether nothing of a place is kept from the reader."""
        return all(
            scope.covers(organization.path) for scope in (self.ratings, self.dues, self.discipline)
        )


@dataclass(frozen=True)
class Period:
    """A time of a place, seen in a scope; both days lie in it."""

    scope: Scope
    organization: Organization
    starts: datetime.date
    ends: datetime.date

    @property
    def args(self) -> tuple[Scope, Organization, datetime.date, datetime.date]:
        """What the queries of other rooms take, in their order."""
        return self.scope, self.organization, self.starts, self.ends

    @property
    def with_eve(self) -> tuple[Scope, Organization, datetime.date, datetime.date]:
        """The same from the day before it, on which the opening count stands."""
        return self.scope, self.organization, self.starts - DAY, self.ends

    def within(self, scope: Scope) -> "Period":
        """Return the same time of the same place, seen in another scope."""
        return replace(self, scope=scope)

    @property
    def years(self) -> range:
        """The years a period looks back on; none where it is shorter than a year."""
        if rules.is_part_of_a_year(self.starts, self.ends):
            return range(0)
        return range(self.starts.year, self.ends.year + 1)

    def holds(self, day: datetime.date | None) -> bool:
        """Return whether a day that is known lies in the period."""
        return day is not None and self.starts <= day <= self.ends


class Law:
    """Every regulation, read once: which one of a topic was in force on a day."""

    def __init__(self) -> None:
        self._rows = list(all_regulations())

    def on(self, day: datetime.date) -> list[Regulation]:
        """Return the regulations in force on a day, one of each topic."""
        found: dict[str, Regulation] = {}
        for row in self._rows:
            runs = row.effective_to is None or row.effective_to > day
            if row.effective_from <= day and runs:
                found.setdefault(row.topic, row)
        return list(found.values())

    def parameters(self, topic: str, day: datetime.date) -> dict[str, object]:
        """Return what the regulation on a topic sets on a day, nothing where none is known."""
        return next((row.parameters for row in self.on(day) if row.topic == topic), {})


def each(turn: Callable[[Row], Fact], rows: Iterable[Row]) -> tuple[Fact, ...]:
    """Return a fact for each row."""
    return tuple(turn(row) for row in rows)
