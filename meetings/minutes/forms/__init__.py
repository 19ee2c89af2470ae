"""The forms of this room: opening a meeting, and the one page on which minutes are written."""

from meetings.minutes.forms.conflict import reconciled
from meetings.minutes.forms.opening import OpeningForm, ReasonForm
from meetings.minutes.forms.page import MinutesForm

__all__ = ["MinutesForm", "OpeningForm", "ReasonForm", "reconciled"]
