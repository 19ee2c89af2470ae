"""What is known of ratings as figures and remarks, on one page."""

import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chibo.access import Permission, allows, requires
from chibo.dates import EARLIEST_YEAR, LATEST_YEAR
from chibo.forms import asked_words, asked_year
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.vietnamese import matches
from reports.ratings.queries import figures as queries
from reports.ratings.rules import figures as rules
from reports.ratings.views.figures.organizations import decides_above
from reports.ratings.views.figures.pages import FOLDER, OLD, OWN, RESIDENCE
from reports.ratings.views.figures.residence import law_of, remark

_EVER = (datetime.date(EARLIEST_YEAR, 1, 1), datetime.date(LATEST_YEAR, 12, 31))


@require_safe
@requires(Permission.VIEW_RATINGS)
def rating_figures(request: HttpRequest) -> HttpResponse:
    """Show how the organisation was rated, figures of old years and residence remarks.

    Of one year where `?nam=` names it, otherwise of all; `?q=` keeps those that hold its words.
    """
    organization = place(request, request.scope)
    known = _known(request, organization)
    remarks = _remarks(request, organization)
    year, q = asked_year(request), asked_words(request)
    may_propose = allows(request, Permission.PROPOSE_RATINGS, organization.path)
    rated = _rated(request, organization, may_propose)
    shown = [_of(rows, year, q) for rows in (rated, known, remarks)]
    context = {
        "organization": organization,
        "year": year,
        "q": q,
        "found": sum(map(len, shown)),
        "chips": _chips(organization, [*rated, *known, *remarks], year),
        "rated": shown[0],
        "known": shown[1],
        "remarks": shown[2],
        "may_propose": may_propose,
        "adds": _adds(organization, year) if may_propose else {},
        "decide": _decide_url(organization, year) if decides_above(request, organization) else "",
        "superior": organization.parent,
        "own_id": OWN,
        "old_id": OLD,
        "residence_id": RESIDENCE,
    }
    return render(request, f"{FOLDER}/rating_figures.html", context)


def _rated(
    request: HttpRequest, organization: Organization, may_propose: bool
) -> list[dict[str, Any]]:
    """Return how it was rated; what stands on a sheet that was not sent only to who writes it."""
    scales = queries.organization_scales()
    rows = []
    for rating in queries.own_ratings(request.scope, organization):
        scale = rules.scale_of(scales, rating.year)
        is_told = may_propose or not rating.is_unsent  # type: ignore[attr-defined]
        own = rules.level_words(scale, rating.self_level) if is_told else ""
        decided = rules.level_words(scale, rating.decided_level)
        if not (own or decided):
            continue
        rows.append(
            {
                "years": range(rating.year, rating.year + 1),
                "rating": rating,
                "own": own,
                "decided": decided,
                "law": scale,
                "searched": (
                    str(rating.year),
                    own,
                    decided,
                    rating.decided_by,
                    rating.decision,
                    rating.note,
                ),
            }
        )
    return rows


def _known(request: HttpRequest, organization: Organization) -> list[dict[str, Any]]:
    """Return the figures by the years they are of, the latest first."""
    scales = queries.member_scales()
    found = queries.aggregates(request.scope, organization, EARLIEST_YEAR, LATEST_YEAR)
    latest = sorted(found, key=lambda one: (-one.to_year, -one.from_year))
    rows = []
    for (first, last), same in groupby(latest, key=lambda one: (one.from_year, one.to_year)):
        kept, scale = list(same), rules.scale_of(scales, last)
        sentence = rules.sentence([queries.figure(one) for one in kept], scale)
        rows.append(
            {
                "years": range(first, last + 1),
                "kept": kept,
                "sentence": sentence,
                "searched": (sentence, *(one.source for one in kept)),
                "sources": list(dict.fromkeys(one.source for one in kept if one.source)),
                "law": scale,
            }
        )
    return rows


def _remarks(request: HttpRequest, organization: Organization) -> list[dict[str, Any]]:
    laws = queries.residence_laws()
    found = queries.residence_reviews(request.scope, organization, *_EVER)
    return [
        {
            "years": range(review.when.earliest.year, review.when.latest.year + 1),
            "review": review,
            "words": remark(review),
            "searched": (remark(review), review.text, str(review.when)),
            "law": law_of(laws, review),
        }
        for review in sorted(found, key=lambda one: one.when.earliest, reverse=True)
    ]


def _of(rows: list[dict[str, Any]], year: int | None, q: str) -> list[dict[str, Any]]:
    return [
        row
        for row in rows
        if (year is None or year in row["years"]) and matches(q, *row["searched"])
    ]


def _chips(
    organization: Organization, rows: list[dict[str, Any]], year: int | None
) -> list[dict[str, Any]]:
    """Return the years that something is known of, to turn to; none where nothing is known."""
    years = {one for row in rows for one in row["years"]} | ({year} if year else set())
    if not years:
        return []
    here = f"{reverse('rating_figures')}?to-chuc={organization.code}"
    return [
        {"label": "Mọi năm", "url": here, "here": year is None},
        *(
            {"label": one, "url": f"{here}&nam={one}", "here": one == year}
            for one in sorted(years, reverse=True)
        ),
    ]


def _adds(organization: Organization, year: int | None) -> dict[str, str]:
    asked = f"?nam={year}" if year else ""
    return {
        "rating": reverse("rate_organization", args=[organization.code]) + asked,
        "aggregate": reverse("note_rating_aggregate", args=[organization.code]) + asked,
        "review": reverse("note_residence_review", args=[organization.code]) + asked,
    }


def _decide_url(organization: Organization, year: int | None) -> str:
    url = reverse("decide_organization_rating", args=[organization.code])
    return f"{url}?nam={year}" if year else url
