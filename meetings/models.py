"""The models of this wing, gathered from its rooms."""

from meetings.library.models import GuidingDocument
from meetings.minutes.models import (
    AgendaDocument,
    AgendaItem,
    Attendance,
    Directive,
    Meeting,
    MeetingGuest,
    MeetingKind,
    Opinion,
    Vote,
)
from meetings.press.models import Photo, PressItem
from meetings.register.models import (
    OfficialDocument,
    OfficialDocumentPrint,
    OfficialDocumentSnapshot,
)
from meetings.tasks.models import Goal, Task

__all__ = [
    "AgendaDocument",
    "AgendaItem",
    "Attendance",
    "Directive",
    "Goal",
    "GuidingDocument",
    "Meeting",
    "MeetingGuest",
    "MeetingKind",
    "OfficialDocument",
    "OfficialDocumentPrint",
    "OfficialDocumentSnapshot",
    "Opinion",
    "Photo",
    "PressItem",
    "Task",
    "Vote",
]
