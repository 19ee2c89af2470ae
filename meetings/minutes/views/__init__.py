"""Pages of meetings: the list of a year, opening one, writing, reading and locking its minutes."""

from meetings.minutes.views.listing import meetings, open_meeting
from meetings.minutes.views.reading import (
    discard_meeting,
    lock_minutes,
    meeting,
    minutes_docx,
    minutes_pdf,
    unlock_minutes,
)
from meetings.minutes.views.writing import drop_minutes_draft, write_minutes

__all__ = [
    "discard_meeting",
    "drop_minutes_draft",
    "lock_minutes",
    "meeting",
    "meetings",
    "minutes_docx",
    "minutes_pdf",
    "open_meeting",
    "unlock_minutes",
    "write_minutes",
]
