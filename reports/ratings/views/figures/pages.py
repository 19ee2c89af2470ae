"""What the pages of all figures share: where they lead back to, and how a form is shown."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from chibo.forms import RemovalForm, carry_out
from chibo.organizations import queries as organizations
from chibo.organizations.models import Organization
from reports.ratings.models import OrganizationRating, RatingAggregate, ResidenceReview

OWN, OLD, RESIDENCE = "xep-loai-to-chuc", "so-lieu-nam-cu", "noi-cu-tru"
"""Sections of the list."""
FOLDER = "reports/ratings/figures"


def organization_of(request: HttpRequest, code: str) -> Organization:
    """Return the organisation of the address as the place of the page; 404 outside the scope."""
    organization = get_object_or_404(organizations.by_code(request.scope, code))
    request.place = organization
    return organization


def found(request: HttpRequest, asked: QuerySet[Any]) -> Any:
    """Return the one row that was asked, with its organisation as the place; 404 for none."""
    kept = get_object_or_404(asked)
    request.place = kept.organization
    return kept


def page(
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
    return render(request, f"{FOLDER}/{template}.html", context)


def removal(
    request: HttpRequest,
    kept: RatingAggregate | OrganizationRating | ResidenceReview,
    remove: Callable[[str], None],
    words: str,
    section: str,
) -> HttpResponse:
    """Ask why a row goes, or remove it with the reason."""
    form = RemovalForm(request.POST or None)
    return page(
        request, "remove", form, lambda: remove(form.cleaned_data["reason"]),
        "Đã bỏ; nội dung và lý do còn trong nhật ký.", kept.organization, section, words=words,
    )  # fmt: skip
