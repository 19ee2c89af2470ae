"""The models of this wing, gathered from its rooms."""

from meetings.congress.models import Congress, ElectionResult
from meetings.library.models import DocumentFile, GuidingDocument
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
from meetings.study.models import Commitment, StudyAttendance, StudyDocument, StudySession
from meetings.tasks.models import Goal, Task

__all__ = [
    "AgendaDocument",
    "AgendaItem",
    "Attendance",
    "Commitment",
    "Congress",
    "Directive",
    "DocumentFile",
    "ElectionResult",
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
    "StudyAttendance",
    "StudyDocument",
    "StudySession",
    "Task",
    "Vote",
]
