"""Where the person at a desk may see what, and what they may do there."""

from dataclasses import dataclass

from chibo.access import Scope


@dataclass(frozen=True)
class Powers:
    """Where the person at the desk may see what, and what they may do at this place."""

    organizations: Scope
    meetings: Scope
    drafts: Scope
    members: Scope
    reports: Scope
    dues: Scope
    ratings: Scope
    records_meetings: bool = False
    locks_minutes: bool = False
    changes_members: bool = False
    composes_reports: bool = False
    records_dues: bool = False
    proposes_ratings: bool = False
    reviews_ratings: bool = False
    decides_ratings: bool = False
    hands_over: bool = False
    sees_sealed: bool = False
