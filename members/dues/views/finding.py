"""Finding the book that an address names."""

import datetime

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from chibo.access import Permission, Scope
from chibo.clock import today
from chibo.dates import EARLIEST_YEAR, LATEST_YEAR
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from members.dues.rules.year import MONTHS


def found_organization(request: HttpRequest, code: str) -> Organization:
    """Return the organisation of the address and say that the page is about it; 404 out of scope."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))  # type: ignore[attr-defined]
    request.place = organization  # type: ignore[attr-defined]
    return organization


def first_of(year: int, month: int) -> datetime.date:
    """Return the first day of the month in the address; 404 where there is none."""
    if not (EARLIEST_YEAR <= year <= LATEST_YEAR and month in MONTHS):
        raise Http404
    return datetime.date(year, month, 1)


def month_url(organization: Organization, year: int, month: int) -> str:
    """Return the address of the book of a month."""
    return reverse("dues_month", args=[organization.code, year, month])


def book_url(organization: Organization, month: datetime.date) -> str:
    """Return the address of the book of the month that begins on a day."""
    return month_url(organization, month.year, month.month)


def looks(request: HttpRequest) -> Scope:
    """Return where this person sees dues: a group's members pay in the book of the cell above."""
    scope: Scope = request.user.scope(Permission.VIEW_DUES, on=today())  # type: ignore[union-attr]
    return scope
