"""Writing members into the roll, correcting their file, and what happens to them there."""

from members.roster.actions.members import correct_member, enter_member, recognise
from members.roster.actions.periods import (
    begin_status,
    correct_membership,
    end_membership,
    end_status,
    withdraw_status,
)

__all__ = [
    "begin_status",
    "correct_member",
    "correct_membership",
    "end_membership",
    "end_status",
    "enter_member",
    "recognise",
    "withdraw_status",
]
