"""The models of this wing, gathered from its rooms."""

from meetings.minutes.models import (
    AgendaItem,
    Attendance,
    Directive,
    Meeting,
    MeetingGuest,
    MeetingKind,
    Opinion,
    Vote,
)
from meetings.tasks.models import Goal, Task

__all__ = [
    "AgendaItem",
    "Attendance",
    "Directive",
    "Goal",
    "Meeting",
    "MeetingGuest",
    "MeetingKind",
    "Opinion",
    "Task",
    "Vote",
]
