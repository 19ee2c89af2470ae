"""What every page does with what was typed, and with the year of the address."""

import pytest
from django import forms
from django.test import RequestFactory

from chibo.forms import asked_year, carry_out
from chibo.reasons import Reason, Refusal


class Named(forms.Form):
    name = forms.CharField()


def refuse():
    raise Refusal([Reason("Tên đã có.", clause="Điều 1", field="name"), Reason("Không được.")])


def test_a_deed_runs_with_a_valid_form_only():
    assert carry_out(Named({"name": "An"}), lambda: 7) == 7
    assert carry_out(Named({}), lambda: 7) is None


def test_reasons_stand_beside_their_fields():
    form = Named({"name": "An"})
    assert carry_out(form, refuse) is None
    assert form.errors == {"name": ["Tên đã có. (Điều 1)"], "__all__": ["Không được."]}


@pytest.mark.parametrize(
    ("asked", "year"),
    [("2025", 2025), ("1900", 1900), ("1899", None), ("20250", None), ("²²²²", None), ("", None)],
)
def test_the_year_of_the_address_is_one_a_book_can_tell_of(asked, year):
    assert asked_year(RequestFactory().get("/", {"nam": asked})) == year
