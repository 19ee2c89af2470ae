"""How often one may fail: one account at one address, one account, one address."""

import datetime

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client

from chibo.accounts.limits import PER_ACCOUNT, PER_ADDRESS, PER_PAIR
from tests.chibo.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
DOOR = "/dang-nhap/"
FINE, WRONG, SHUT = 302, 200, 429


@pytest.fixture(autouse=True)
def user():
    return UserFactory(username="do.an")


def _try(address, password="sai", username="do.an", **headers) -> int:
    client = Client(REMOTE_ADDR=address)
    sent = {"username": username, "password": password}
    return client.post(DOOR, sent, headers=headers).status_code


def _guess_from_many_addresses():
    return [_try(f"203.0.113.{n // PER_PAIR}") for n in range(PER_ACCOUNT)]


def _failed(rows: int, **columns):
    for number in range(rows):
        row = {"username": f"nguoi-{number}", "ip_address": "192.0.2.1", "user_agent": str(number)}
        AccessAttempt.objects.create(**{**row, **columns}, failures_since_start=1)


def test_five_failures_shut_the_door_for_one_account_at_one_address():
    assert [_try("192.0.2.1") for _ in range(PER_PAIR)] == [WRONG] * 4 + [SHUT]
    assert _try("192.0.2.1", PASSWORD) == SHUT
    assert _try("192.0.2.2", PASSWORD) == FINE


def test_another_browser_at_the_same_address_does_not_start_afresh():
    answers = [_try("192.0.2.1", **{"user-agent": f"trinh-duyet-{n}"}) for n in range(PER_PAIR)]
    assert answers[-1] == SHUT


def test_guessing_from_many_addresses_shuts_the_account_to_new_ones():
    assert _guess_from_many_addresses()[-1] == SHUT
    assert _try("198.51.100.1", PASSWORD) == SHUT
    UserFactory(username="do.binh")
    assert _try("198.51.100.1", PASSWORD, "do.binh") == FINE


def test_the_address_that_the_account_knows_stays_open_to_it():
    assert _try("192.0.2.77", PASSWORD) == FINE
    _guess_from_many_addresses()
    assert _try("198.51.100.1", PASSWORD) == SHUT
    assert _try("192.0.2.77", PASSWORD) == FINE


def test_a_known_address_is_still_limited_to_five():
    assert _try("192.0.2.77", PASSWORD) == FINE
    _guess_from_many_addresses()
    assert [_try("192.0.2.77") for _ in range(PER_PAIR)] == [WRONG] * 4 + [SHUT]
    assert _try("192.0.2.77", PASSWORD) == SHUT


@pytest.mark.parametrize(("days", "answer"), [(89, FINE), (91, SHUT)])
def test_an_address_is_known_for_ninety_days(days, answer):
    _try("192.0.2.77", PASSWORD)
    AccessLog.objects.update(
        attempt_time=AccessLog.objects.get().attempt_time - datetime.timedelta(days=days)
    )
    _guess_from_many_addresses()
    assert _try("192.0.2.77", PASSWORD) == answer


def test_an_address_is_known_to_the_account_that_came_from_there_only():
    UserFactory(username="do.binh")
    _try("192.0.2.77", PASSWORD, "do.binh")
    _guess_from_many_addresses()
    assert _try("192.0.2.77", PASSWORD) == SHUT


def test_many_accounts_from_one_address_shut_that_address():
    _failed(PER_ADDRESS - 1)
    assert _try("192.0.2.1") == SHUT
    assert _try("192.0.2.1", PASSWORD) == SHUT
    assert _try("192.0.2.2", PASSWORD) == FINE


def test_a_household_of_addresses_counts_as_one():
    _failed(PER_ADDRESS - 1, ip_address="2001:db8:1:2::")
    assert _try("2001:db8:1:2:aaaa::1") == SHUT
    assert _try("2001:db8:1:2:ffff::9", PASSWORD) == SHUT
    assert _try("2001:db8:1:3::1", PASSWORD) == FINE


def test_a_household_that_the_account_knows_stays_open_to_it():
    assert _try("2001:db8:1:2::77", PASSWORD) == FINE
    _guess_from_many_addresses()
    assert _try("2001:db8:1:2:cafe::1", PASSWORD) == FINE
    assert _try("2001:db8:1:3::77", PASSWORD) == SHUT


def test_an_address_is_the_same_however_it_is_written():
    answers = [_try(address) for address in ["192.0.2.1", "::ffff:192.0.2.1"] * 2]
    assert [*answers, _try("::ffff:c000:201")] == [WRONG] * 4 + [SHUT]


def test_one_failure_less_leaves_everything_open():
    _failed(PER_ADDRESS - 1)
    _failed(PER_ACCOUNT - 1, username="do.an", ip_address="203.0.113.1")
    assert _try("192.0.2.1", PASSWORD) == FINE


def test_the_lock_ends_after_the_cool_off_and_trying_does_not_prolong_it():
    for _ in range(PER_PAIR + 3):
        _try("192.0.2.1")
    assert AccessAttempt.objects.get().failures_since_start == PER_PAIR
    for minutes, answer in ((14, SHUT), (2, FINE)):
        row = AccessAttempt.objects.get()
        row.attempt_time -= datetime.timedelta(minutes=minutes)
        row.save()
        assert _try("192.0.2.1", PASSWORD) == answer


def test_a_stranger_who_is_shut_out_adds_nothing_to_what_counts_against_the_account():
    for _ in range(PER_ACCOUNT + 5):
        _try("192.0.2.1")
    assert _try("198.51.100.1", PASSWORD) == FINE


def test_a_forged_header_changes_nothing_without_proxies():
    answers = [_try("192.0.2.1", **{"x-forwarded-for": f"203.0.113.{n}"}) for n in range(PER_PAIR)]
    assert answers[-1] == SHUT
    assert _try("192.0.2.1", PASSWORD, **{"x-forwarded-for": "203.0.113.99"}) == SHUT
    assert [row.ip_address for row in AccessAttempt.objects.all()] == ["192.0.2.1"]


def test_behind_a_proxy_the_address_is_what_the_proxy_heard(settings):
    settings.PROXIES = 1
    for n in range(PER_PAIR):
        _try("10.0.0.1", **{"x-forwarded-for": f"198.51.100.{n}, 203.0.113.5"})
    assert _try("10.0.0.1", PASSWORD, **{"x-forwarded-for": "203.0.113.5"}) == SHUT
    assert _try("10.0.0.1", PASSWORD, **{"x-forwarded-for": "203.0.113.6"}) == FINE


def test_success_forgets_what_failed_here_and_nothing_else():
    _failed(3, username="do.an", ip_address="203.0.113.1")
    _try("192.0.2.1")
    assert _try("192.0.2.1", PASSWORD) == FINE
    assert {row.ip_address for row in AccessAttempt.objects.all()} == {"203.0.113.1"}
