"""What one may read of the log, and the names that stand in it."""

from reports.log.queries.kinds import (
    ASKED,
    CONFIDENTIAL,
    MEMBER_OF,
    OF_ACCOUNTS,
    SEEN_BY,
    STRICTER,
    Kinds,
)
from reports.log.queries.reading import (
    Asked,
    about_members,
    after,
    entries,
    history,
    narrowed,
    readings_of,
)
from reports.log.queries.records import (
    heads,
    law,
    member,
    names,
    place_of,
    places,
    record,
)

__all__ = [
    "ASKED",
    "Asked",
    "CONFIDENTIAL",
    "Kinds",
    "MEMBER_OF",
    "OF_ACCOUNTS",
    "SEEN_BY",
    "STRICTER",
    "about_members",
    "after",
    "entries",
    "heads",
    "history",
    "law",
    "member",
    "names",
    "narrowed",
    "place_of",
    "places",
    "readings_of",
    "record",
]
