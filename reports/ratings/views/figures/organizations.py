"""How the organisation itself was rated, and what its superior decides: one page for each deed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from chibo.access import Permission, allows, confirmed, requires
from chibo.clock import today
from chibo.forms import asked_year
from chibo.organizations.models import Organization
from reports.ratings.actions import figures as actions
from reports.ratings.forms.figures import (
    OrganizationDecisionForm,
    OrganizationRatingForm,
    details_of,
)
from reports.ratings.queries import figures as queries
from reports.ratings.rules import figures as rules
from reports.ratings.views.figures.pages import OWN, found, organization_of, page, removal


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def rate_organization(request: HttpRequest, code: str) -> HttpResponse:
    """Note how the organisation of the address was rated for a year."""
    organization = organization_of(request, code)
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

    return page(request, "organization", form, rate, "Đã ghi xếp loại.", organization, OWN)


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
@confirmed
def correct_organization_rating(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what the rating of an organisation says."""
    rating = found(request, queries.organization_rating(request.scope, pk))
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

    return page(
        request, "organization", form, correct, "Đã sửa.", rating.organization, OWN, kept=rating
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
@confirmed
def remove_organization_rating(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the rating of an organisation, with the reason."""
    rating = found(request, queries.organization_rating(request.scope, pk))
    scale = rules.scale_of(queries.organization_scales(), rating.year)
    level = rules.level_words(scale, rating.decided_level or rating.self_level)

    def remove(reason: str) -> None:
        actions.remove_organization_rating(by=request.user, rating=rating, reason=reason)

    return removal(request, rating, remove, f"{rating.year}: {level}", OWN)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_RATINGS)
@confirmed
def decide_organization_rating(request: HttpRequest, code: str) -> HttpResponse:
    """Decide, at its superior, how the organisation of the address was rated for a year."""
    organization = organization_of(request, code)
    initial = {"year": asked_year(request) or today().year - 1, "decided_on": today()}
    form = OrganizationDecisionForm(
        queries.organization_scales(), request.POST or None, initial=initial
    )
    is_superior = decides_above(request, organization)

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
    return page(request, "decide", form, decide, said, organization, OWN, reasons=reasons)


def decides_above(request: HttpRequest, organization: Organization) -> bool:
    """Return whether this person decides at a superior of an organisation."""
    parent = organization.parent
    return parent is not None and allows(request, Permission.DECIDE_RATINGS, parent.path)
