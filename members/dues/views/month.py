"""The book of a month: who owes what, and the deeds of the collector."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.access import Permission, allows, requires
from chibo.clock import today
from chibo.forms import RemovalForm, carry_out
from chibo.organizations.models import Organization
from chibo.readings import logged, shows
from chibo.reasons import Refusal
from members.dues import actions, facts, queries
from members.dues.facts import MonthBook
from members.dues.forms import CorrectChargeForm, ReceiveForm
from members.dues.rules import year as years
from members.dues.views.finding import book_url, first_of, found_organization, looks, month_url


@require_safe
@requires(Permission.VIEW_DUES)
@logged("view")
def dues_month(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Show the book of a month: who owes what, what was paid, what went upward."""
    organization = found_organization(request, code)
    book = _book(request, organization, first_of(year, month))
    return _show(request, book, _receiving(book))


@require_POST
@requires(Permission.RECORD_DUES)
def open_dues_month(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Charge everybody on the roll who has no charge for the month yet."""
    organization = found_organization(request, code)
    first = first_of(year, month)
    try:
        added = actions.open_dues_month(
            by=request.user, organization=organization, month=first, today=today()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if added:
            messages.success(request, f"Đã lập cho {len(added)} đồng chí.")
        else:
            messages.info(request, "Không có đồng chí nào để lập thêm; sổ giữ nguyên.")
    return redirect("dues_month", code, year, month)


@require_POST
@requires(Permission.RECORD_DUES)
@logged("view")
def receive_dues(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Receive the dues of those who are ticked."""
    organization = found_organization(request, code)
    book = _book(request, organization, first_of(year, month))
    form = _receiving(book, request.POST)
    payments = carry_out(
        form,
        lambda: actions.receive_dues(
            by=request.user,
            organization=organization,
            month=book.month,
            receipts=form.receipts(),
            paid_on=form.cleaned_data["paid_on"],
            channel=form.cleaned_data["channel"],
            receipt=form.cleaned_data["receipt"],
            today=today(),
        ),
    )
    if not payments:
        return _show(request, book, form)
    messages.success(request, f"Đã ghi thu đảng phí của {len(payments)} đồng chí.")
    return redirect("dues_month", code, year, month)


def _book(request: HttpRequest, organization: Organization, month: datetime.date) -> MonthBook:
    records = allows(request, Permission.RECORD_DUES, organization.path)
    return facts.month_book(looks(request), organization, month, records=records, today=today())


def _receiving(book: MonthBook, typed: Any = None) -> ReceiveForm:
    return ReceiveForm(book.lines, typed, initial={"paid_on": today(), "channel": "cash"})


def _show(request: HttpRequest, book: MonthBook, form: ReceiveForm) -> HttpResponse:
    organization, month = book.organization, book.month
    if book.lines:
        shows(request, organization, organization.pk, part="dues_month", month=str(month))
    records = allows(request, Permission.RECORD_DUES, organization.path)
    future = month > today()
    context = {
        "organization": organization,
        "book": book,
        "sums": book.sums,
        "form": form,
        "may_record": records,
        "is_future": future,
        "collects": records
        and not future
        and (book.sums.settled < book.sums.charges or form.is_bound),
        "missing": max(book.sums.expected - book.sums.collected, 0),
        "to_remit": book.sums.collected and not book.sums.remitted,
        "heading": years.situation(book.sums, month.month),
        "near": _near_months(organization, month),
        "back": f"{reverse('dues')}?to-chuc={organization.code}&nam={month.year}",
        "is_committee": not (organization.is_cell or organization.type == "group"),
    }
    return render(request, "members/dues/dues_month.html", context)


def _near_months(organization: Organization, month: datetime.date) -> list[dict[str, str]]:
    index = month.year * 12 + month.month - 1
    found = [divmod(near, 12) for near in (index - 1, index + 1)]
    return [
        {
            "label": f"Tháng {number + 1:02d}/{year}",
            "url": month_url(organization, year, number + 1),
        }
        for year, number in found
        if (year, number + 1) <= (today().year, today().month)
    ]


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_DUES)
@logged("view")
def correct_dues_charge(request: HttpRequest, pk: int) -> HttpResponse:
    """Set what a member owes for a month to another amount, with the reason."""
    charge = get_object_or_404(queries.charge(request.scope, pk))
    request.place = charge.organization
    shows(request, charge, charge.organization_id, member=charge.member_id)
    form = CorrectChargeForm(request.POST or None, initial={"amount": charge.amount})
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.correct_dues_charge(by=request.user, charge=charge, **form.cleaned_data),
    ):
        messages.success(request, f"Đã sửa số phải đóng của đồng chí {charge.member}.")
        return redirect(book_url(charge.organization, charge.month))
    context = {
        "form": form,
        "charge": charge,
        "month": charge.month,
        "organization": charge.organization,
        "back": book_url(charge.organization, charge.month),
    }
    return render(request, "members/dues/correct_dues_charge.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_DUES)
@logged("view")
def withdraw_dues_payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a payment that was recorded by mistake, with the reason."""
    payment = get_object_or_404(queries.payment(request.scope, pk))
    charge = payment.charge
    request.place = charge.organization
    shows(request, payment, charge.organization_id, member=charge.member_id)
    back = book_url(charge.organization, charge.month)
    form = RemovalForm(request.POST or None)

    def withdraw() -> bool:
        reason = form.cleaned_data["reason"]
        actions.withdraw_dues_payment(by=request.user, payment=payment, reason=reason)
        return True

    if request.method == "POST" and carry_out(form, withdraw):
        messages.success(request, "Đã bỏ lần đóng ghi nhầm; nhật ký giữ lại nội dung và lý do.")
        return redirect(back)
    context = {
        "form": form,
        "payment": payment,
        "organization": charge.organization,
        "month": charge.month,
        "back": back,
    }
    return render(request, "members/dues/withdraw_dues_payment.html", context)
