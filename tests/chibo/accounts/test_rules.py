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
