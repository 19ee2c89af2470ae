"""The rules of this room: roles, sessions, and what is shown at the door. Pure."""

from chibo.accounts.rules.door import (
    STEP,
    accepted_step,
    obstacles_to_new_password,
    obstacles_to_resetting,
    obstacles_to_unbinding,
    recovery_hash,
)
from chibo.accounts.rules.giving import (
    DEPUTY,
    MOST_DAYS_DELEGATED,
    SECRETARY,
    WITH_POST,
    Handed,
    obstacles_to_assigning,
    obstacles_to_delegating,
    obstacles_to_ending,
    obstacles_to_giving,
    obstacles_to_handing_over,
    obstacles_to_with_post,
    obstacles_to_withdrawing,
)
from chibo.accounts.rules.sessions import (
    browser_words,
    is_alive,
    obstacles_to_seeing_sessions,
)

__all__ = [
    "DEPUTY",
    "Handed",
    "MOST_DAYS_DELEGATED",
    "SECRETARY",
    "STEP",
    "WITH_POST",
    "accepted_step",
    "browser_words",
    "is_alive",
    "obstacles_to_assigning",
    "obstacles_to_delegating",
    "obstacles_to_ending",
    "obstacles_to_giving",
    "obstacles_to_handing_over",
    "obstacles_to_new_password",
    "obstacles_to_resetting",
    "obstacles_to_seeing_sessions",
    "obstacles_to_unbinding",
    "obstacles_to_with_post",
    "obstacles_to_withdrawing",
    "recovery_hash",
]
