"""Study and commitments of a year, or when one document was studied."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chibo.access import Permission, Scope, allows, requires
from chibo.clock import today
from chibo.forms import asked_year
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.vietnamese import fold, normalise
from meetings.library.models import GuidingDocument
from meetings.minutes.forms import asked_document
from meetings.study import queries
from meetings.study.models import Commitment, StudySession

PLACES_ON_A_PAGE = 50


@dataclass(frozen=True)
class Group:
    """What one organisation did: its occasions, the newest first, and its commitments."""

    organization: Organization
    studies: list[StudySession]
    commitments: list[Commitment]


@require_safe
@requires(Permission.VIEW_ACTIVITIES)
def studies(request: HttpRequest) -> HttpResponse:
    """Show study and commitments of a year, those below grouped by place.

    `?van-ban=` shows instead when a document was studied, in all years and all places in scope.
    """
    organization = place(request, request.scope)
    document = asked_document(request, on=today())
    year = asked_year(request) or today().year
    q = normalise(request.GET.get("q", ""))
    found, promised = _found(request.scope, organization, document, year, q)
    places = Paginator(queries.places(request.scope, found, promised), PLACES_ON_A_PAGE)
    page = places.get_page(request.GET.get("trang"))
    here = f"?to-chuc={organization.code}"
    asked = f"van-ban={document.pk}" if document else f"nam={year}"
    may_record = allows(request, Permission.RECORD_ACTIVITIES, organization.path)
    groups = _groups(page, found, promised)
    context = {
        "organization": organization,
        "document": document,
        "year": year,
        "years": _years(here, None if document else year),
        "q": q,
        "page": page,
        "groups": groups,
        "has_studies": any(group.studies for group in groups),
        "has_promises": any(group.commitments for group in groups),
        "behind": queries.cells_behind(request.scope, organization, document) if document else [],
        "may_record": may_record,
        "record": f"{reverse('record_study', args=[organization.code])}?{asked}",
        "promise": f"{reverse('record_commitment', args=[organization.code])}?nam={year}",
    }
    return render(request, "meetings/study/studies.html", context)


def _found(
    scope: Scope,
    organization: Organization,
    document: GuidingDocument | None,
    year: int,
    q: str,
) -> tuple[QuerySet[StudySession], QuerySet[Commitment]]:
    since, until = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    promised = queries.commitments(scope, organization, since, until)
    if document:
        found, promised = queries.studies_of(scope, document), promised.none()
    else:
        found = queries.sessions(scope, organization, since, until)
    if not fold(q):
        return found, promised
    return queries.matching(scope, found, q), queries.promising(promised, q)


def _groups(
    page: Page, found: QuerySet[StudySession], promised: QuerySet[Commitment]
) -> list[Group]:
    here = {organization.pk: Group(organization, [], []) for organization in page}
    for study in found.filter(organization__in=list(here)).reverse():
        here[study.organization_id].studies.append(study)
    for commitment in promised.filter(organization__in=list(here)):
        here[commitment.organization_id].commitments.append(commitment)
    return list(here.values())


def _years(here: str, shown: int | None) -> list[dict[str, Any]]:
    last = today().year
    known = {*range(last, last - 5, -1), *([shown] if shown else [])}
    return [
        {"label": year, "url": f"{here}&nam={year}", "here": year == shown}
        for year in sorted(known, reverse=True)
    ]


def year_page(organization: Organization, year: int) -> str:
    """Return the address of the page of a place and a year."""
    return f"{reverse('studies')}?to-chuc={organization.code}&nam={year}"


def year_of(found: StudySession | Commitment) -> int:
    """Return the year whose page tells of an occasion or a commitment."""
    return found.when.latest.year if found.when.latest else today().year
