"""The clock of Việt Nam."""

import datetime
from unittest import mock

import pytest
from django.utils import timezone

from chibo.clock import now, today


@pytest.fixture(autouse=True)
def real(monkeypatch):
    """Take the clock that the portal reads in earnest."""
    monkeypatch.setattr("chibo.clock.timezone", timezone)


@pytest.mark.parametrize(
    ("moment", "date"),
    [
        (datetime.datetime(2026, 11, 22, 16, 59, tzinfo=datetime.UTC), datetime.date(2026, 11, 22)),
        (datetime.datetime(2026, 11, 22, 17, 0, tzinfo=datetime.UTC), datetime.date(2026, 11, 23)),
        (datetime.datetime(2025, 12, 31, 20, 0, tzinfo=datetime.UTC), datetime.date(2026, 1, 1)),
    ],
)
def test_today_begins_at_midnight_in_ho_chi_minh_city(moment, date):
    with mock.patch.object(timezone, "now", return_value=moment):
        assert today() == date


def test_now_knows_its_time_zone():
    assert now().utcoffset() is not None
