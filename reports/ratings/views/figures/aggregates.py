"""How many members reached a level in old years: one page for each deed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from chibo.access import Permission, requires
from chibo.clock import today
from chibo.forms import asked_year
from reports.ratings.actions import figures as actions
from reports.ratings.forms.figures import AggregateForm, details_of
from reports.ratings.queries import figures as queries
from reports.ratings.rules import figures as rules
from reports.ratings.views.figures.pages import OLD, found, organization_of, page, removal


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def note_rating_aggregate(request: HttpRequest, code: str) -> HttpResponse:
    """Note how many members reached a level in old years, in the organisation of the address."""
    organization = organization_of(request, code)
    initial = {"from_year": asked_year(request) or today().year - 1}
    form = AggregateForm(queries.member_scales(), request.POST or None, initial=initial)

    def note() -> None:
        actions.note_rating_aggregate(
            by=request.user, organization=organization, today=today(), **form.cleaned_data
        )

    return page(request, "aggregate", form, note, "Đã ghi số liệu.", organization, OLD)


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def correct_rating_aggregate(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a figure says."""
    aggregate = found(request, queries.aggregate(request.scope, pk))
    form = AggregateForm(
        queries.member_scales(), request.POST or None, initial=details_of(aggregate)
    )

    def correct() -> None:
        actions.correct_rating_aggregate(
            by=request.user, aggregate=aggregate, today=today(), **form.corrections()
        )

    return page(
        request, "aggregate", form, correct, "Đã sửa.", aggregate.organization, OLD, kept=aggregate
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PROPOSE_RATINGS)
def remove_rating_aggregate(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a figure, with the reason."""
    aggregate = found(request, queries.aggregate(request.scope, pk))
    scale = rules.scale_of(queries.member_scales(), aggregate.to_year)
    words = rules.sentence([queries.figure(aggregate)], scale)

    def remove(reason: str) -> None:
        actions.remove_rating_aggregate(by=request.user, aggregate=aggregate, reason=reason)

    return removal(request, aggregate, remove, words, OLD)
