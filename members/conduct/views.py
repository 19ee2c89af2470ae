"""Awards and discipline of a year, and one page for each deed."""

import datetime
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.access import Permission, Scope, requires
from chibo.clock import today
from chibo.dates import PartialDate, UnreadableDate, parse
from chibo.forms import RemovalForm, asked_year, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.place import place
from chibo.readings import logged, shows
from chibo.reasons import Reason
from chibo.vietnamese import normalise
from members.conduct import actions, queries, rules
from members.conduct.forms import (
    MEMBER,
    CommendationForm,
    DisciplineForm,
    details_of,
)
from members.conduct.models import Commendation, Discipline
from members.roster import queries as roster
from members.roster.models import Member

PAGE = 100
STANDINGS = {"da-tang": Commendation.Standing.AWARDED, "de-nghi": Commendation.Standing.NOMINATED}
"""What `?loai=` may ask."""


@require_safe
@requires(Permission.VIEW_MEMBERS)
@logged("view")
def conduct(request: HttpRequest) -> HttpResponse:
    """Show the awards of a year of the place and below; discipline to those who may see it."""
    organization = place(request, request.scope)
    request.place = organization
    year, q = asked_year(request) or today().year, normalise(request.GET.get("q", ""))
    asked = request.GET.get("loai", "")
    span = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    found = queries.commendations(request.scope, organization, *span)
    counted = queries.counted(found)
    if asked in STANDINGS:
        found = found.filter(standing=STANDINGS[asked])
    page = Paginator(queries.matching(found, q), PAGE).get_page(request.GET.get("trang"))
    change = request.user.scope(Permission.CHANGE_MEMBERS, on=today())
    measures = _measures(request, organization, span, q, change)
    if measures:
        shows(request, organization, organization.pk, part="discipline", year=year)
    context = {
        "organization": organization,
        "year": year,
        "years": _years(organization, year),
        "q": q,
        "page": page,
        "rows": [_row(request, one, change) for one in page],
        "chips": _chips(organization, year, counted, asked),
        "total": sum(counted.values()),
        "measures": measures,
        "may_change": change.covers(organization.path),
        "query": f"?nam={year}",
    }
    return render(request, "members/conduct/conduct.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def commend(request: HttpRequest, code: str) -> HttpResponse:
    """Record an award in the organisation of the address; `?dang-vien=` names the member."""
    organization = _organization(request, code)
    chosen = _chosen(request)
    form = CommendationForm(
        _recipients(request, organization, chosen),
        organization.name,
        request.POST or None,
        initial=_initial(request, chosen),
    )
    if request.method == "POST" and (
        commendation := carry_out(
            form,
            lambda: actions.commend(
                by=request.user, organization=organization, today=today(), **form.facts()
            ),
        )
    ):
        return _commended(request, commendation, "Đã ghi khen thưởng.")
    return _deed_page(request, "commendation.html", form, organization)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def correct_commendation(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was recorded, or note that a nomination became an award."""
    commendation = _found(request, queries.commendation(request.scope, pk))
    organization = commendation.organization
    form = CommendationForm(
        _recipients(request, organization, commendation.member, commendation.when),
        organization.name,
        request.POST or None,
        initial=details_of(commendation),
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_commendation(
            by=request.user, commendation=commendation, today=today(), **form.corrections()
        ),
    ):
        return _commended(request, commendation, "Đã sửa khen thưởng.")
    return _deed_page(request, "commendation.html", form, organization, commendation)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def remove_commendation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an award out of the book, with the reason."""
    commendation = _found(request, queries.commendation(request.scope, pk))
    form = RemovalForm(request.POST or None)

    def remove() -> bool:
        actions.remove_commendation(
            by=request.user, commendation=commendation, reason=form.cleaned_data["reason"]
        )
        return True

    if request.method == "POST" and carry_out(form, remove):
        messages.success(request, "Đã bỏ; nội dung và lý do còn trong nhật ký.")
        return redirect(_list(commendation.organization, _year_of(commendation)))
    told = f"{queries.title_of(commendation)} · {queries.recipient_of(commendation)}"
    return _deed_page(
        request, "remove.html", form, commendation.organization, commendation, told=told
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def discipline(request: HttpRequest, code: str) -> HttpResponse:
    """Record a measure in the organisation of the address; `?dang-vien=` names the member."""
    organization = _organization(request, code)
    chosen = _chosen(request)
    form = DisciplineForm(
        _recipients(request, organization, chosen),
        organization.name,
        request.POST or None,
        initial=_initial(request, chosen),
    )
    if request.method == "POST" and (
        measure := carry_out(
            form,
            lambda: actions.discipline(
                by=request.user, organization=organization, today=today(), **form.facts()
            ),
        )
    ):
        return _disciplined(request, measure, "Đã ghi kỷ luật.")
    return _deed_page(request, "discipline.html", form, organization)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
@logged("view")
def correct_discipline(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was recorded of a measure."""
    measure = _measure(request, pk)
    organization = measure.organization
    form = DisciplineForm(
        _recipients(request, organization, measure.member, measure.when),
        organization.name,
        request.POST or None,
        initial=details_of(measure),
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_discipline(
            by=request.user, measure=measure, today=today(), **form.corrections()
        ),
    ):
        return _disciplined(request, measure, "Đã sửa.")
    return _deed_page(request, "discipline.html", form, organization, measure)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
@logged("view")
def withdraw_discipline(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a measure out of the book, with the reason."""
    measure = _measure(request, pk)
    form = RemovalForm(request.POST or None)

    def withdraw() -> bool:
        actions.withdraw_discipline(
            by=request.user, measure=measure, reason=form.cleaned_data["reason"]
        )
        return True

    if request.method == "POST" and carry_out(form, withdraw):
        messages.success(request, "Đã bỏ; nội dung và lý do còn trong nhật ký.")
        return redirect(_list(measure.organization, _year_of(measure)))
    told = f"{measure} · {measure.member or measure.organization}"
    return _deed_page(request, "remove.html", form, measure.organization, measure, told=told)


def _organization(request: HttpRequest, code: str) -> Organization:
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    return organization


def _found(request: HttpRequest, found: Any) -> Any:
    row = get_object_or_404(found)
    request.place = row.organization
    return row


def _measure(request: HttpRequest, pk: int) -> Discipline:
    """Return the measure, to those who may change it and also see it, and say that it is shown."""
    view = request.user.scope(Permission.VIEW_DISCIPLINE, on=today())
    measure: Discipline = _found(request, queries.discipline(request.scope, pk).filter(view.q()))
    shows(request, measure, measure.organization_id, member=measure.member_id)
    return measure


def _chosen(request: HttpRequest) -> Member | None:
    """Return the member that the address names; 404 where one may not see their file."""
    named = request.GET.get("dang-vien")
    if named is None:
        return None
    pk = int(named) if named.isascii() and named.isdigit() and len(named) < 19 else 0
    view = request.user.scope(Permission.VIEW_MEMBERS, on=today())
    return get_object_or_404(roster.members(view), pk=pk)


def _initial(request: HttpRequest, chosen: Member | None) -> dict[str, Any]:
    initial = {"when": str(asked_year(request) or today().year)}
    return {**initial, "recipient": MEMBER, "member": chosen} if chosen else initial


def _recipients(
    request: HttpRequest,
    organization: Organization,
    chosen: Member | None,
    recorded: PartialDate | None = None,
) -> Any:
    """Return who may be chosen: the roll in the time typed, recorded or asked for."""
    asked = parse(str(asked_year(request) or today().year))
    when = recorded or asked
    with suppress(UnreadableDate):
        when = parse(request.POST.get("when", "")) or when
    since, until = (min(day or today(), today()) for day in (when.earliest, when.latest))
    view = request.user.scope(Permission.VIEW_MEMBERS, on=today())
    return queries.recipients(view, organization, since, until, chosen=chosen and chosen.pk)


def _commended(request: HttpRequest, commendation: Commendation, said: str) -> HttpResponse:
    organization = commendation.organization
    cautions = rules.cautions_about_commending(
        commendation.form,
        issuer=commendation.issuer,
        organization=organization.name,
        organization_type=organization.type,
    )
    return _done(request, commendation, said, cautions)


def _disciplined(request: HttpRequest, measure: Discipline, said: str) -> HttpResponse:
    organization = measure.organization
    cautions = rules.cautions_about_disciplining(
        measure.form,
        decided_by=measure.decided_by,
        organization=organization.name,
        organization_type=organization.type,
    )
    return _done(request, measure, said, cautions)


def _done(
    request: HttpRequest, row: Commendation | Discipline, said: str, cautions: Iterable[Reason]
) -> HttpResponse:
    messages.success(request, said)
    for caution in cautions:
        clause = f" ({caution.clause})" if caution.clause else ""
        messages.warning(request, f"{caution.text}{clause}")
    return redirect(_list(row.organization, _year_of(row)))


def _deed_page(
    request: HttpRequest,
    template: str,
    form: Any,
    organization: Organization,
    row: Commendation | Discipline | None = None,
    **more: Any,
) -> HttpResponse:
    year = _year_of(row) if row else asked_year(request) or today().year
    context = {
        "form": form,
        "organization": organization,
        "row": row,
        "back": _list(organization, year),
        **more,
    }
    return render(request, f"members/conduct/{template}", context)


def _measures(
    request: HttpRequest,
    organization: Organization,
    span: tuple[datetime.date, datetime.date],
    q: str,
    change: Scope,
) -> list[dict[str, Any]] | None:
    """Return the measures with what one may do to each; None for those who may not see any."""
    view = request.user.scope(Permission.VIEW_DISCIPLINE, on=today())
    if not view.covers(organization.path):
        return None
    found = queries.matching(queries.disciplines(view, organization, *span), q)
    return [_row(request, one, change) for one in found]


def _row(request: HttpRequest, one: Commendation | Discipline, change: Scope) -> dict[str, Any]:
    is_award = isinstance(one, Commendation)
    return {
        "one": one,
        "title": queries.title_of(one) if is_award else str(one),
        "who": queries.recipient_of(one) if is_award else str(one.member or one.organization),
        "has_file": one.member is not None and request.scope.covers(one.member.organization.path),
        "may_change": change.covers(one.organization.path),
    }


def _chips(
    organization: Organization, year: int, counted: dict[str, int], asked: str
) -> list[dict[str, Any]]:
    total = sum(counted.values())
    base = _list(organization, year)
    chips = [{"label": "Tất cả", "count": total, "url": base, "here": asked not in STANDINGS}]
    for slug, standing in STANDINGS.items():
        count = f"{counted[standing]}/{total}"
        url = f"{base}&loai={slug}"
        chips.append({"label": standing.label, "count": count, "url": url, "here": asked == slug})
    return chips


def _years(organization: Organization, year: int) -> list[dict[str, Any]]:
    shown = [*range(today().year, today().year - 5, -1)]
    shown += [] if year in shown else [year]
    return [
        {"label": str(one), "url": _list(organization, one), "here": one == year} for one in shown
    ]


def _list(organization: Organization, year: int) -> str:
    return f"{reverse('conduct')}?to-chuc={organization.code}&nam={year}"


def _year_of(row: Commendation | Discipline) -> int:
    return row.when.latest.year if row.when.latest else today().year
