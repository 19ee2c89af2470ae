"""What every page does with what a person typed or asked for in the address."""

import datetime
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property

from chibo.dates import EARLIEST_YEAR, LATEST_YEAR
from chibo.fields import DayInput, Text
from chibo.reasons import Refusal
from chibo.vietnamese import normalise

LONGEST_QUESTION = 100
"""Characters of a question that a list looks for."""


class CorrectionForm(forms.Form):
    """A form that corrects a record, and knows what the record said when the page was opened.

    Somebody else may have written the record since; only what was changed here is a correction.
    """

    @property
    def shown(self) -> str:
        """What each field said when the page was opened, as JSON for a hidden input."""
        says = {
            name: field.prepare_value(self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
        }
        return json.dumps(
            {name: "" if value is None else str(value) for name, value in says.items()}
        )

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Return what the page showed in a field; what the record says where none was sent."""
        said = self._shown.get(field_name)
        if isinstance(said, str):
            with suppress(forms.ValidationError):
                return field.to_python(said)
        return super().get_initial_for_field(field, field_name)

    def corrections(self) -> dict[str, Any]:
        """Return what the person changed: names of fields and their new values."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def merged(self, recorded: Mapping[str, Any]) -> dict[str, Any]:
        """Return all that the record is to say: as it says now, but for what was changed here."""
        return {name: recorded[name] for name in self.cleaned_data} | self.corrections()

    @cached_property
    def _shown(self) -> dict[str, Any]:
        try:
            said = json.loads(self.data.get("shown", ""))
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}


class ReasonForm(forms.Form):
    """The reason that `components/confirm.html` asks for; whether one is needed the deed knows."""

    use_required_attribute = False

    reason = Text(label="Lý do", long=True, max_length=2_000, required=False)


class RemovalForm(forms.Form):
    """Why a record is removed; its page asks for the reason by itself."""

    reason = Text(label="Lý do bỏ", error_messages={"required": "Ghi lý do bỏ."})


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


def asked_words(request: HttpRequest) -> str:
    """Return what `?q=` looks for in a list; empty where nothing is asked."""
    return normalise(request.GET.get("q", ""))[:LONGEST_QUESTION]


def asked_day(request: HttpRequest) -> datetime.date | None:
    """Return the day of `?tinh-den=`, written 2026-11-24 or 24/11/2026; None for no such day."""
    with suppress(forms.ValidationError):
        return DayInput(required=False).clean(request.GET.get("tinh-den", ""))
    return None


def asked_year(request: HttpRequest) -> int | None:
    """Return the year of `?nam=`; None where it names none that a book can tell of."""
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None
