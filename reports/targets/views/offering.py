"""Typical targets, offered as links that fill in the form."""

from collections.abc import Iterable

from django.urls import reverse

from chibo.clock import today
from chibo.organizations.models import Organization
from reports.targets import queries
from reports.targets.forms import Suggestion, suggestions

SPANS = {"nhiem-ky": "term", "nam": "year", "thang": "month"}
"""How an address names the time of a target."""


def offered_at(organization: Organization) -> list[Suggestion]:
    """Return what is offered to an organisation today. Two statements."""
    return suggestions(
        queries.levels(today()), queries.meeting_law(today()), is_cell=organization.is_cell
    )


def chips(
    organization: Organization,
    offered: Iterable[Suggestion],
    year: int,
    span: str = "",
    chosen: str = "",
) -> list[dict[str, object]]:
    """Return the links, one for each suggestion; they keep the year and the kind of time."""
    kept = f"{reverse('set_target', args=[organization.code])}?nam={year}"
    kept += f"&cua={span}" if span in SPANS else ""
    return [
        {"label": one.label, "url": f"{kept}&mau={one.slug}", "here": one.slug == chosen}
        for one in offered
    ]
