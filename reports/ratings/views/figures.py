"""What is known of ratings as figures and remarks, and one page for each deed."""

import datetime
from collections.abc import Callable
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.access import Permission, allows, confirmed, requires
from chibo.clock import today
from chibo.dates import EARLIEST_YEAR, LATEST_YEAR
from chibo.forms import RemovalForm, asked_words, asked_year, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.vietnamese import matches
from members.roster.models import Member
from reports.inspection.queries import subjects
from reports.ratings.actions import figures as actions
from reports.ratings.forms.figures import (
    AggregateForm,
    OrganizationDecisionForm,
    OrganizationRatingForm,
    ResidenceReviewForm,
    details_of,
)
from reports.ratings.models import OrganizationRating, RatingAggregate, ResidenceReview
from reports.ratings.queries import figures as queries
from reports.ratings.rules import figures as rules

OWN, OLD, RESIDENCE = "xep-loai-to-chuc", "so-lieu-nam-cu", "noi-cu-tru"
_FOLDER = "reports/ratings/figures"
_EVER = (datetime.date(EARLIEST_YEAR, 1, 1), datetime.date(LATEST_YEAR, 12, 31))


@require_safe
@requires(Permission.VIEW_RATINGS)
def rating_figures(request: HttpRequest) -> HttpResponse:
    """Show how the organisation was rated, figures of old years and residence remarks.

    Of one year where `?nam=` names it, otherwise of all; `?q=` keeps those that hold its words.
    """
    organization = place(request, request.scope)
    rated = _rated(request, organization)
    known = _known(request, organization)
    remarks = _remarks(request, organization)
    year, q = asked_year(request), asked_words(request)
    may_propose = allows(request, Permission.PROPOSE_RATINGS, organization.path)
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
        "decide": _decide_url(organization, year) if _decides_above(request, organization) else "",
        "superior": organization.parent,
        "own_id": OWN,
        "old_id": OLD,
        "residence_id": RESIDENCE,
    }
    return render(request, f"{_FOLDER}/rating_figures.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def note_rating_aggregate(request: HttpRequest, code: str) -> HttpResponse:
    """Note how many members reached a level in old years, in the organisation of the address."""
    organization = _organization(request, code)
    initial = {"from_year": asked_year(request) or today().year - 1}
    form = AggregateForm(queries.member_scales(), request.POST or None, initial=initial)

    def note() -> None:
        actions.note_rating_aggregate(
            by=request.user, organization=organization, today=today(), **form.cleaned_data
        )

    return _page(request, "aggregate", form, note, "Đã ghi số liệu.", organization, OLD)


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def correct_rating_aggregate(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a figure says."""
    aggregate = _found(request, queries.aggregate(request.scope, pk))
    form = AggregateForm(
        queries.member_scales(), request.POST or None, initial=details_of(aggregate)
    )

    def correct() -> None:
        actions.correct_rating_aggregate(
            by=request.user, aggregate=aggregate, today=today(), **form.corrections()
        )

    return _page(
        request, "aggregate", form, correct, "Đã sửa.", aggregate.organization, OLD, kept=aggregate
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def remove_rating_aggregate(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a figure, with the reason."""
    aggregate = _found(request, queries.aggregate(request.scope, pk))
    scale = rules.scale_of(queries.member_scales(), aggregate.to_year)
    words = rules.sentence([queries.figure(aggregate)], scale)

    def remove(reason: str) -> None:
        actions.remove_rating_aggregate(by=request.user, aggregate=aggregate, reason=reason)

    return _removal(request, aggregate, remove, words, OLD)


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def rate_organization(request: HttpRequest, code: str) -> HttpResponse:
    """Note how the organisation of the address was rated for a year."""
    organization = _organization(request, code)
    initial = {"year": asked_year(request) or today().year}
    form = OrganizationRatingForm(
        queries.organization_scales(),
        request.POST or None,
        initial=initial,
        superior_decides=organization.parent_id is not None,
    )

    def rate() -> None:
        actions.rate_organization(
            by=request.user, organization=organization, today=today(), **form.cleaned_data
        )

    return _page(request, "organization", form, rate, "Đã ghi xếp loại.", organization, OWN)


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
@confirmed
def correct_organization_rating(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what the rating of an organisation says."""
    rating = _found(request, queries.organization_rating(request.scope, pk))
    form = OrganizationRatingForm(
        queries.organization_scales(),
        request.POST or None,
        initial=details_of(rating),
        superior_decides=rating.organization.parent_id is not None,
    )

    def correct() -> None:
        actions.correct_organization_rating(
            by=request.user, rating=rating, today=today(), **form.corrections()
        )

    return _page(
        request, "organization", form, correct, "Đã sửa.", rating.organization, OWN, kept=rating
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
@confirmed
def remove_organization_rating(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the rating of an organisation, with the reason."""
    rating = _found(request, queries.organization_rating(request.scope, pk))
    scale = rules.scale_of(queries.organization_scales(), rating.year)
    level = rules.level_words(scale, rating.decided_level or rating.self_level)

    def remove(reason: str) -> None:
        actions.remove_organization_rating(by=request.user, rating=rating, reason=reason)

    return _removal(request, rating, remove, f"{rating.year}: {level}", OWN)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_RATINGS)
@confirmed
def decide_organization_rating(request: HttpRequest, code: str) -> HttpResponse:
    """Decide, at its superior, how the organisation of the address was rated for a year."""
    organization = _organization(request, code)
    initial = {"year": asked_year(request) or today().year - 1, "decided_on": today()}
    form = OrganizationDecisionForm(
        queries.organization_scales(), request.POST or None, initial=initial
    )
    is_superior = _decides_above(request, organization)

    def decide() -> None:
        actions.decide_organization_rating(
            by=request.user,
            organization=organization,
            is_superior=is_superior,
            today=today(),
            **form.cleaned_data,
        )

    reasons = rules.obstacles_to_deciding_about(
        organization.name,
        year=initial["year"],
        is_superior=is_superior,
        is_own=queries.is_member_of(request.scope, organization, request.user.pk),
        has_sheet=False,
    )
    said = f"Đã quyết định xếp loại của {organization.name}."
    return _page(request, "decide", form, decide, said, organization, OWN, reasons=reasons)


def _decides_above(request: HttpRequest, organization: Organization) -> bool:
    """Return whether this person decides at a superior of an organisation."""
    parent = organization.parent
    return parent is not None and allows(request, Permission.DECIDE_RATINGS, parent.path)


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def note_residence_review(request: HttpRequest, code: str) -> HttpResponse:
    """Note what places of residence said of members of the organisation of the address."""
    organization = _organization(request, code)
    year = asked_year(request) or today().year
    members = _members(request, organization)
    initial = {"when": str(year), "extent": "all", "result": "good"}
    form = ResidenceReviewForm(members, request.POST or None, initial=initial)

    def note() -> None:
        actions.note_residence_review(
            by=request.user, organization=organization, today=today(), **form.cleaned_data
        )

    return _page(
        request, "residence", form, note, "Đã ghi nhận xét.", organization, RESIDENCE,
        law=rules.law_on(queries.residence_laws(), datetime.date(year, 12, 31)),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def correct_residence_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a residence remark says."""
    review = _found(request, queries.residence_review(request.scope, pk))
    members = _members(request, review.organization, review.member_id)
    law = _law(queries.residence_laws(), review)
    form = ResidenceReviewForm(members, request.POST or None, initial=details_of(review))

    def correct() -> None:
        actions.correct_residence_review(
            by=request.user, review=review, today=today(), **form.corrections()
        )

    return _page(
        request, "residence", form, correct, "Đã sửa.", review.organization, RESIDENCE,
        kept=review, law=law,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def remove_residence_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a residence remark, with the reason."""
    review = _found(request, queries.residence_review(request.scope, pk))

    def remove(reason: str) -> None:
        actions.remove_residence_review(by=request.user, review=review, reason=reason)

    return _removal(request, review, remove, f"{review.when}: {_remark(review)}", RESIDENCE)


def _rated(request: HttpRequest, organization: Organization) -> list[dict[str, Any]]:
    scales = queries.organization_scales()
    rows = []
    for rating in queries.own_ratings(request.scope, organization):
        scale = rules.scale_of(scales, rating.year)
        rows.append(
            {
                "years": range(rating.year, rating.year + 1),
                "rating": rating,
                "own": rules.level_words(scale, rating.self_level),
                "decided": rules.level_words(scale, rating.decided_level),
                "law": scale,
                "searched": (
                    str(rating.year),
                    rules.level_words(scale, rating.self_level),
                    rules.level_words(scale, rating.decided_level),
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
            "words": _remark(review),
            "searched": (_remark(review), review.text, str(review.when)),
            "law": _law(laws, review),
        }
        for review in sorted(found, key=lambda one: one.when.earliest, reverse=True)
    ]


def _remark(review: ResidenceReview) -> str:
    return rules.remark_words(
        review.get_result_display(),
        review.extent,
        name=str(review.member or ""),
        count=review.count,
        total=review.total,
    )


def _law(laws: list[rules.Law], review: ResidenceReview) -> rules.Law | None:
    return rules.law_on(laws, review.when.latest) if review.when.latest else None


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


def _organization(request: HttpRequest, code: str) -> Organization:
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    return organization


def _found(request: HttpRequest, asked: QuerySet[Any]) -> Any:
    kept = get_object_or_404(asked)
    request.place = kept.organization
    return kept


def _members(
    request: HttpRequest, organization: Organization, chosen: int | None = None
) -> QuerySet[Member]:
    scope = request.user.scope(Permission.VIEW_MEMBERS, on=today())
    return subjects(scope, organization, as_of=today(), chosen=chosen)


def _page(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    deed: Callable[[], None],
    said: str,
    organization: Organization,
    section: str,
    **context: Any,
) -> HttpResponse:
    """Show a form, or do its deed and lead back to the section of the list it belongs to."""
    back = f"{reverse('rating_figures')}?to-chuc={organization.code}#{section}"

    def done() -> bool:
        deed()
        return True

    if request.method == "POST" and carry_out(form, done):
        messages.success(request, said)
        return redirect(back)
    context |= {"form": form, "organization": organization, "back": back}
    return render(request, f"{_FOLDER}/{template}.html", context)


def _removal(
    request: HttpRequest,
    kept: RatingAggregate | OrganizationRating | ResidenceReview,
    remove: Callable[[str], None],
    words: str,
    section: str,
) -> HttpResponse:
    form = RemovalForm(request.POST or None)
    return _page(
        request, "remove", form, lambda: remove(form.cleaned_data["reason"]),
        "Đã bỏ; nội dung và lý do còn trong nhật ký.", kept.organization, section, words=words,
    )  # fmt: skip
