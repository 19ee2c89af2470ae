"""What every page does with what a person typed or asked for in the address."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from chibo.dates import EARLIEST_YEAR, LATEST_YEAR
from chibo.fields import Text
from chibo.reasons import Refusal


class ReasonForm(forms.Form):
    """The reason that `components/confirm.html` asks for; whether one is needed the deed knows."""

    use_required_attribute = False

    reason = Text(label="Lý do", long=True, max_length=2_000, required=False)


def carry_out(form: forms.Form, deed: Callable[[], Any]) -> Any:
    """Do a deed with what a valid form says and return what it returns; None for a No.

    Where the rules said No, their reasons stand beside the fields they are about.
    """
    if not form.is_valid():
        return None
    try:
        return deed()
    except Refusal as refusal:
        for reason in refusal.reasons:
            clause = f" ({reason.clause})" if reason.clause else ""
            field = reason.field if reason.field in form.fields else None
            form.add_error(field, f"{reason.text}{clause}")
    return None


def asked_year(request: HttpRequest) -> int | None:
    """Return the year of `?nam=`; None where it names none that a book can tell of."""
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None
