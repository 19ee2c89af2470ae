"""Finding meetings and reading minutes: as lists, as counts, as one frozen whole."""

from meetings.minutes.queries.calling import called
from meetings.minutes.queries.finding import (
    document_choices,
    documents_known,
    documents_named,
    meeting,
    meetings,
    summaries,
    summarised,
    undated,
    years,
)
from meetings.minutes.queries.reading import minutes
from meetings.minutes.queries.values import (
    AttendanceFact,
    Called,
    DirectiveFact,
    DocumentChoice,
    DocumentFact,
    GuestFact,
    ItemFact,
    MeetingSummary,
    MinutesFacts,
    OpinionFact,
    Person,
    TaskFact,
    VoteFact,
)

__all__ = [
    "AttendanceFact",
    "Called",
    "DirectiveFact",
    "DocumentChoice",
    "DocumentFact",
    "GuestFact",
    "ItemFact",
    "MeetingSummary",
    "MinutesFacts",
    "OpinionFact",
    "Person",
    "TaskFact",
    "VoteFact",
    "called",
    "document_choices",
    "documents_known",
    "documents_named",
    "meeting",
    "meetings",
    "minutes",
    "summaries",
    "summarised",
    "undated",
    "years",
]
