"""Dates and numbers in forms and templates are written and read as in Việt Nam."""

import datetime
from decimal import Decimal

from django import forms
from django.template import Context, Template
from django.utils.formats import localize


def test_forms_read_the_day_before_the_month():
    assert forms.DateField().clean("05/11/2026") == datetime.date(2026, 11, 5)
    assert forms.DateField().clean("21/11/2026") == datetime.date(2026, 11, 21)


def test_dates_are_written_the_day_first():
    assert localize(datetime.date(2026, 11, 5)) == "05/11/2026"


def test_templates_write_dates_times_and_decimals_in_vietnamese():
    page = Template("{{ day }} {{ hour|time }} {{ part }}")
    values = {
        "day": datetime.date(2026, 11, 5),
        "hour": datetime.time(7, 30),
        "part": Decimal("12.5"),
    }
    assert page.render(Context(values)) == "05/11/2026 07:30 12,5"


def test_templates_leave_years_without_a_point():
    assert Template("{{ year }}").render(Context({"year": 2026})) == "2026"


def test_localized_forms_read_a_decimal_comma():
    assert forms.DecimalField(localize=True).clean("38,4") == Decimal("38.4")
