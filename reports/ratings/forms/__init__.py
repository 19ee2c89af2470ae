"""The forms of this room."""

from reports.ratings.forms.sheets import (
    DecisionForm,
    SheetForm,
    SheetReasonForm,
    SubmitForm,
    typed_of,
)

__all__ = ["DecisionForm", "SheetForm", "SheetReasonForm", "SubmitForm", "typed_of"]
