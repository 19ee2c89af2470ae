"""Passing dues upward, and taking back what was noted wrongly."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from chibo.access import Permission, requires
from chibo.clock import today
from chibo.forms import RemovalForm, carry_out
from members.dues import actions, facts, queries
from members.dues.facts import MonthBook
from members.dues.forms import RemitForm
from members.dues.rules import charging
from members.dues.views.finding import book_url, first_of, found_organization, looks


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_DUES)
def remit_dues(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Note what was passed upward for a month; suggests the share where a regulation sets it."""
    organization = found_organization(request, code)
    first = first_of(year, month)
    book = facts.month_book(looks(request), organization, first, records=False, today=today())
    percent = book.law.parameters.kept_percent
    form = RemitForm(request.POST or None, initial=_suggested(book, percent))
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.remit_dues(
            by=request.user,
            organization=organization,
            month=first,
            today=today(),
            **form.cleaned_data,
        ),
    ):
        messages.success(request, "Đã ghi số nộp cấp trên.")
        return redirect(book_url(organization, first))
    context = {
        "form": form,
        "organization": organization,
        "month": first,
        "sums": book.sums,
        "law": book.law,
        "percent": percent,
        "kept": None if percent is None else charging.kept(book.sums.collected, percent),
        "back": book_url(organization, first),
    }
    return render(request, "members/dues/remit_dues.html", context)


def _suggested(book: MonthBook, percent: int | None) -> dict[str, Any]:
    """Return what is left to pass upward where the share kept is known, and today."""
    said: dict[str, Any] = {"remitted_on": today()}
    if percent is not None:
        collected = book.sums.collected
        left = collected - charging.kept(collected, percent) - book.sums.remitted
        said["amount"] = max(left, 0) or None
    return said


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_DUES)
def withdraw_dues_remittance(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a remittance that was recorded by mistake, with the reason."""
    remittance = get_object_or_404(queries.remittance(request.scope, pk))
    request.place = remittance.organization
    back = book_url(remittance.organization, remittance.month)
    form = RemovalForm(request.POST or None)

    def withdraw() -> bool:
        reason = form.cleaned_data["reason"]
        actions.withdraw_dues_remittance(by=request.user, remittance=remittance, reason=reason)
        return True

    if request.method == "POST" and carry_out(form, withdraw):
        messages.success(request, "Đã bỏ lần nộp ghi nhầm; nhật ký giữ lại nội dung và lý do.")
        return redirect(back)
    context = {
        "form": form,
        "remittance": remittance,
        "organization": remittance.organization,
        "month": remittance.month,
        "back": back,
    }
    return render(request, "members/dues/withdraw_dues_remittance.html", context)
