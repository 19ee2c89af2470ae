"""When a role may be given or ended."""

import datetime

import pytest

from chibo.accounts import rules

D = datetime.date
HELD = [("secretary", D(2024, 1, 1), D(2025, 1, 1)), ("clerk", D(2025, 6, 1), None)]


@pytest.mark.parametrize(
    ("role", "starts_on", "ends_on", "fine"),
    [
        ("secretary", D(2025, 1, 1), None, True),
        ("secretary", D(2023, 1, 1), D(2024, 1, 1), True),
        ("secretary", D(2024, 12, 31), None, False),
        ("secretary", D(2023, 1, 1), D(2024, 1, 2), False),
        ("secretary", D(2023, 1, 1), None, False),
        ("clerk", D(2026, 1, 1), D(2026, 2, 1), False),
        ("clerk", D(2025, 1, 1), D(2025, 6, 1), True),
        ("member", D(2024, 1, 1), None, True),
    ],
)
def test_the_same_role_at_the_same_place_is_not_held_twice_at_a_time(
    role, starts_on, ends_on, fine
):
    reasons = rules.obstacles_to_assigning(role, starts_on, ends_on, HELD)
    assert [reason.field for reason in reasons] == ([] if fine else ["role"])


@pytest.mark.parametrize("ends_on", [D(2025, 1, 1), D(2024, 12, 31)])
def test_a_role_ends_after_it_began(ends_on):
    (reason,) = rules.obstacles_to_assigning("member", D(2025, 1, 1), ends_on, [])
    assert reason.field == "ends_on"


def test_nobody_ends_their_own_role():
    assert rules.obstacles_to_ending(1, 1)
    assert rules.obstacles_to_ending(1, 2) == rules.obstacles_to_ending(1, None) == []


def test_a_new_password_is_not_given_where_it_would_open_another_place():
    assert rules.obstacles_to_new_password(True)
    assert rules.obstacles_to_new_password(False) == []


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge trên Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36", "Chrome trên Windows"),
        (
            "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36",
            "Chrome trên Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) CriOS/130.0",
            "Chrome trên iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Version/17 Safari/605",
            "Safari trên máy Mac",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko Firefox/130.0", "Firefox trên Linux"),
        ("curl/8.0", "Trình duyệt khác"),
        ("", "Trình duyệt khác"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(agent, words):
    assert rules.browser_words(agent) == words


H = datetime.timedelta(hours=1)
NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("started_at", "seen_at", "alive"),
    [
        (NOON - 3 * H, NOON - H / 2, True),
        (NOON - 3 * H, NOON - H, False),
        (NOON - 12 * H, NOON, False),
        (None, NOON, False),
        (NOON, None, False),
    ],
)
def test_a_session_is_over_when_it_rested_or_lasted_too_long_or_was_ended(
    started_at, seen_at, alive
):
    assert rules.is_alive(started_at, seen_at, at=NOON, idle=H, absolute=12 * H) is alive


def test_sessions_of_somebody_with_a_role_elsewhere_are_not_ones_own_to_end():
    assert rules.obstacles_to_seeing_sessions(True)
    assert rules.obstacles_to_seeing_sessions(False) == []
