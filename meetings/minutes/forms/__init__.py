"""The forms of this room: opening a meeting, and the one page on which minutes are written."""

from chibo.forms import ReasonForm
from meetings.minutes.forms.asking import asked_document, asked_meeting
from meetings.minutes.forms.conflict import reconciled
from meetings.minutes.forms.documents import Shelf
from meetings.minutes.forms.opening import OpeningForm
from meetings.minutes.forms.page import MinutesForm

__all__ = [
    "MinutesForm",
    "OpeningForm",
    "ReasonForm",
    "Shelf",
    "asked_document",
    "asked_meeting",
    "reconciled",
]
