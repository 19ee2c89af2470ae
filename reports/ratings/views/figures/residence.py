"""What places of residence said of members: one page for each deed."""

import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from chibo.access import Permission, requires
from chibo.clock import today
from chibo.forms import asked_year
from chibo.organizations.models import Organization
from members.roster.models import Member
from reports.inspection.queries import subjects
from reports.ratings.actions import figures as actions
from reports.ratings.forms.figures import ResidenceReviewForm, details_of
from reports.ratings.models import ResidenceReview
from reports.ratings.queries import figures as queries
from reports.ratings.rules import figures as rules
from reports.ratings.views.figures.pages import RESIDENCE, found, organization_of, page, removal


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def note_residence_review(request: HttpRequest, code: str) -> HttpResponse:
    """Note what places of residence said of members of the organisation of the address."""
    organization = organization_of(request, code)
    year = asked_year(request) or today().year
    members = _members(request, organization)
    initial = {"when": str(year), "extent": "all", "result": "good"}
    form = ResidenceReviewForm(members, request.POST or None, initial=initial)

    def note() -> None:
        actions.note_residence_review(
            by=request.user, organization=organization, today=today(), **form.cleaned_data
        )

    return page(
        request, "residence", form, note, "Đã ghi nhận xét.", organization, RESIDENCE,
        law=rules.law_on(queries.residence_laws(), datetime.date(year, 12, 31)),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def correct_residence_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a residence remark says."""
    review = found(request, queries.residence_review(request.scope, pk))
    members = _members(request, review.organization, review.member_id)
    law = law_of(queries.residence_laws(), review)
    form = ResidenceReviewForm(members, request.POST or None, initial=details_of(review))

    def correct() -> None:
        actions.correct_residence_review(
            by=request.user, review=review, today=today(), **form.corrections()
        )

    return page(
        request, "residence", form, correct, "Đã sửa.", review.organization, RESIDENCE,
        kept=review, law=law,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def remove_residence_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a residence remark, with the reason."""
    review = found(request, queries.residence_review(request.scope, pk))

    def remove(reason: str) -> None:
        actions.remove_residence_review(by=request.user, review=review, reason=reason)

    return removal(request, review, remove, f"{review.when}: {remark(review)}", RESIDENCE)


def _members(
    request: HttpRequest, organization: Organization, chosen: int | None = None
) -> QuerySet[Member]:
    scope = request.user.scope(Permission.VIEW_MEMBERS, on=today())
    return subjects(scope, organization, as_of=today(), chosen=chosen)


def remark(review: ResidenceReview) -> str:
    """Return in words what was said and of whom."""
    return rules.remark_words(
        review.get_result_display(),
        review.extent,
        name=str(review.member or ""),
        count=review.count,
        total=review.total,
    )


def law_of(laws: list[rules.Law], review: ResidenceReview) -> rules.Law | None:
    """Return the regulation on the day of a remark; None where the day is not known."""
    return rules.law_on(laws, review.when.latest) if review.when.latest else None
