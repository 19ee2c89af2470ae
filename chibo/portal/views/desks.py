"""The desks: what the year looks like and what is to be done, of a cell or of a committee."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chibo import vietnamese
from chibo.access import Permission, allows, requires
from chibo.clock import today
from chibo.forms import asked_year
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.portal import facts
from chibo.portal.facts import Powers
from chibo.portal.views.cell import cell_context
from chibo.portal.views.committee import committee_context
from chibo.portal.views.parts import FIRST_YEAR


@require_safe
@requires(Permission.VIEW_ORGANIZATIONS)
def desk(request: HttpRequest) -> HttpResponse:
    """Show what the year looks like and what is to be done: of a cell, or of a committee's cells."""
    organization = place(request, request.scope)
    request.place = organization  # type: ignore[attr-defined]
    year = _year(request)
    powers = powers_of(request, organization)
    if organization.is_cell or organization.type == "group":
        gathered = facts.cell_desk(powers, organization, request.user, year, today())
        context = {**cell_context(gathered, powers), **_new_powers(request, organization)}
        return render(request, "chibo/portal/cell_desk.html", context)
    page = request.GET.get("trang", "1")
    desk_of_all = facts.committee_desk(powers, organization, request.user, year, today(), page)
    context = {**committee_context(desk_of_all, powers), **_new_powers(request, organization)}
    return render(request, "chibo/portal/committee_desk.html", context)


def _new_powers(request: HttpRequest, organization: Organization) -> dict[str, Any]:
    """Return the roles that were given lately, with the page of the log that tells of each."""
    scope = request.user.scope(Permission.VIEW_LOG, on=today())  # type: ignore[union-attr]
    found = facts.new_powers(scope, organization, request.user, today())
    if found is None:
        return {}
    asked = {
        "to-chuc": organization.code,
        "loai": "to-chuc",
        "tu": vietnamese.day(found.since),
    }
    return {"new_powers": found, "new_powers_url": f"{reverse('log')}?{urlencode(asked)}"}


def _year(request: HttpRequest) -> int:
    """Return the year of `?nam=`; this year where it names none that could be."""
    asked, now = asked_year(request) or 0, today().year
    return asked if FIRST_YEAR <= asked <= now + 1 else now


def powers_of(request: HttpRequest, organization: Organization) -> Powers:
    """Return where the person may see what, and what they may do at a place."""

    def scope(permission: Permission) -> Any:
        return request.user.scope(permission, on=today())

    def may(permission: Permission) -> bool:
        return allows(request, permission, organization.path)

    return Powers(
        organizations=scope(Permission.VIEW_ORGANIZATIONS),
        meetings=scope(Permission.VIEW_MEETINGS),
        drafts=scope(Permission.VIEW_ACTIVITIES),
        members=scope(Permission.VIEW_MEMBERS),
        reports=scope(Permission.VIEW_REPORTS),
        dues=scope(Permission.VIEW_DUES),
        ratings=scope(Permission.VIEW_RATINGS),
        records_meetings=may(Permission.RECORD_MEETINGS),
        locks_minutes=may(Permission.LOCK_MINUTES),
        changes_members=may(Permission.CHANGE_MEMBERS),
        composes_reports=may(Permission.COMPOSE_REPORTS),
        records_dues=may(Permission.RECORD_DUES),
        proposes_ratings=may(Permission.PROPOSE_RATINGS),
        reviews_ratings=may(Permission.REVIEW_RATINGS),
        decides_ratings=may(Permission.DECIDE_RATINGS),
        hands_over=may(Permission.HAND_OVER),
        sees_sealed=may(Permission.VIEW_SENSITIVE),
    )
