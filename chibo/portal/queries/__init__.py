"""What the roof asks of the whole house: a year of meetings, the rounds, searching, the demo."""

from chibo.portal.queries.committee import (
    cells,
    count_cells,
    groups,
    named_cells,
    parts_below,
    rating_round,
    report_round,
)
from chibo.portal.queries.demo import LOAD_DEMO, demo_roots
from chibo.portal.queries.given import roles_given
from chibo.portal.queries.handing import (
    hand_overs,
    open_minutes,
    open_papers,
    open_rating_sheets,
    open_reports,
    open_tasks,
)
from chibo.portal.queries.searching import (
    found_meetings,
    found_members,
    found_organizations,
    found_reports,
)
from chibo.portal.queries.year import (
    charter,
    dues_of_year,
    first_meetings,
    meeting_laws,
    probations,
    rating_state,
    report_state,
    year_of_meetings,
)

__all__ = [
    "LOAD_DEMO",
    "cells",
    "charter",
    "count_cells",
    "demo_roots",
    "dues_of_year",
    "first_meetings",
    "found_meetings",
    "found_members",
    "found_organizations",
    "found_reports",
    "groups",
    "hand_overs",
    "meeting_laws",
    "named_cells",
    "open_minutes",
    "open_papers",
    "open_rating_sheets",
    "open_reports",
    "open_tasks",
    "parts_below",
    "probations",
    "rating_round",
    "rating_state",
    "report_round",
    "report_state",
    "roles_given",
    "year_of_meetings",
]
