"""One page for each deed on posts and terms, and the page that lists them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, Scope, allows, requires
from chibo.clock import today
from chibo.forms import ReasonForm, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from chibo.vietnamese import roman
from members.posts import actions, queries, rules
from members.posts.forms import (
    AppointForm,
    EndPostForm,
    PostForm,
    TermForm,
    details_of,
    details_of_term,
)
from members.posts.models import PositionHolding
from members.roster import queries as roster
from members.roster.models import Member

MOST_CHOICES = 500
"""Where more members than this could be chosen, one starts from the member's file."""


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def appoint(request: HttpRequest, code: str) -> HttpResponse:
    """Give a post of the organisation in the address; `?dang-vien=` names the member."""
    organization = _organization(request, request.scope, code)
    view = request.user.scope(Permission.VIEW_MEMBERS, on=today())
    chosen = _chosen(request, view)
    choices = roster.choices(view, organization, as_of=today())
    if chosen:
        choices = roster.members(view).filter(pk=chosen.pk)
    form = AppointForm(
        request.scope, organization, choices, request.POST or None, initial={"member": chosen}
    )
    if request.method == "POST":
        holding = carry_out(
            form,
            lambda: actions.appoint(
                by=request.user, organization=organization, today=today(), **form.cleaned_data
            ),
        )
        if holding:
            messages.success(request, f"Đã ghi {queries.title_of(holding)}: {holding.member}.")
            _caution(request, holding)
            return redirect("member", holding.member_id)
    context = {
        "form": form,
        "organization": organization,
        "member": chosen,
        "too_many": not chosen and choices[: MOST_CHOICES + 1].count() > MOST_CHOICES,
    }
    return render(request, "members/posts/appoint.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a post is no longer held."""
    holding = _holding(request, pk)
    form = EndPostForm(request.POST or None)
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.end_post(
            by=request.user, holding=holding, ends=form.cleaned_data["ends"], today=today()
        ),
    ):
        messages.success(request, f"Đã ghi thôi chức vụ {queries.title_of(holding)}.")
        return redirect("member", holding.member_id)
    return render(request, "members/posts/end_post.html", _about(form, holding))


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def correct_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a post that was recorded wrongly."""
    holding = _holding(request, pk)
    form = PostForm(
        request.scope, holding.organization, request.POST or None, initial=details_of(holding)
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_post(
            by=request.user, holding=holding, today=today(), **form.corrections()
        ),
    ):
        messages.success(request, "Đã sửa chức vụ.")
        return redirect("member", holding.member_id)
    return render(request, "members/posts/correct_post.html", _about(form, holding))


@require_POST
@requires(Permission.CHANGE_MEMBERS)
def withdraw_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a post that was recorded by mistake, with a reason."""
    holding = _holding(request, pk)
    asked = ReasonForm(request.POST)
    carry_out(
        asked,
        lambda: actions.withdraw_post(
            by=request.user, holding=holding, today=today(), **asked.cleaned_data
        ),
    )
    if asked.errors:
        form = PostForm(request.scope, holding.organization, initial=details_of(holding))
        context = {**_about(form, holding), "asked": asked}
        return render(request, "members/posts/correct_post.html", context)
    messages.success(request, "Đã bỏ dòng ghi nhầm. Nhật ký giữ lại nội dung và lý do.")
    return redirect("member", holding.member_id)


@require_safe
@requires(Permission.VIEW_MEMBERS)
def terms(request: HttpRequest, code: str) -> HttpResponse:
    """Show who holds which post of an organisation today, and its terms."""
    organization = _organization(request, request.scope, code)
    held = queries.holdings_at(request.scope, organization, as_of=today())
    term = queries.term_on(request.scope, organization, as_of=today())
    context = {
        "organization": organization,
        "holdings": [(queries.title_of(holding), holding) for holding in held],
        "with_file": {
            holding.pk for holding in held if request.scope.covers(holding.member.organization.path)
        },
        "terms": queries.terms(request.scope, organization),
        "term": term,
        "ordinal": roman(term.congress_ordinal) if term and term.congress_ordinal else "",
        "may_change": allows(request, Permission.CHANGE_MEMBERS, organization.path),
    }
    return render(request, "members/posts/terms.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def record_term(request: HttpRequest, code: str) -> HttpResponse:
    """Record a term of the organisation in the address."""
    organization = _organization(request, request.scope, code)
    form = TermForm(request.POST or None)
    if request.method == "POST":
        term = carry_out(
            form,
            lambda: actions.record_term(
                by=request.user, organization=organization, **form.cleaned_data
            ),
        )
        if term:
            messages.success(request, f"Đã ghi nhiệm kỳ {term}.")
            return redirect("terms", code)
    return render(
        request, "members/posts/record_term.html", {"form": form, "organization": organization}
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_MEMBERS)
def correct_term(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a term, or note that it was extended."""
    term = get_object_or_404(queries.term(request.scope, pk))
    request.place = term.organization
    form = TermForm(request.POST or None, initial=details_of_term(term))
    if request.method == "POST" and carry_out(
        form, lambda: actions.correct_term(by=request.user, term=term, **form.corrections())
    ):
        messages.success(request, f"Đã sửa nhiệm kỳ {term}.")
        return redirect("terms", term.organization.code)
    context = {"form": form, "term": term, "organization": term.organization}
    return render(request, "members/posts/correct_term.html", context)


def _organization(request: HttpRequest, scope: Scope, code: str) -> Organization:
    organization = get_object_or_404(organizations.by_code(scope, code))
    request.place = organization
    return organization


def _chosen(request: HttpRequest, view: Scope) -> Member | None:
    """Return the member that the address names; 404 where one may not see their file."""
    named = request.GET.get("dang-vien")
    if named is None:
        return None
    pk = int(named) if named.isdecimal() and len(named) < 19 else 0
    return get_object_or_404(roster.members(view), pk=pk)


def _holding(request: HttpRequest, pk: int) -> PositionHolding:
    holding = get_object_or_404(queries.holding(request.scope, pk))
    request.place = holding.organization
    return holding


def _about(form: Any, holding: PositionHolding) -> dict[str, Any]:
    title = queries.title_of(holding)
    return {"form": form, "holding": holding, "member": holding.member, "post_title": title}


def _caution(request: HttpRequest, holding: PositionHolding) -> None:
    """Warn where a post does not fit the size of the cell; the post stays recorded."""
    organization = holding.organization
    counted = roster.headcount(request.scope, organization, as_of=today())
    for caution in rules.cautions_about_appointing(
        holding.post,
        is_cell=organization.is_cell,
        official=counted.official,
        law=roster.law(request.scope, as_of=today()),
    ):
        messages.warning(request, f"{caution.text} ({caution.clause})")
