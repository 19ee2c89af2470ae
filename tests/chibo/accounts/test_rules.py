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


def test_nobody_renews_their_own_password_there():
    assert rules.obstacles_to_new_password(False, holder_id=1, by_id=1)
    assert rules.obstacles_to_new_password(False, holder_id=1, by_id=2) == []


def test_nobody_gives_a_role_to_himself():
    assert rules.obstacles_to_giving(1, 1)
    assert rules.obstacles_to_giving(1, 2) == rules.obstacles_to_giving(1, None) == []


@pytest.mark.parametrize(
    ("role", "with_post", "fine"),
    [
        ("secretary", True, True),
        ("deputy", True, True),
        ("clerk", False, True),
        ("clerk", True, False),
        ("administrator", True, False),
    ],
)
def test_only_a_secretary_and_a_deputy_hold_a_role_with_a_post(role, with_post, fine):
    reasons = rules.obstacles_to_with_post(role, with_post)
    assert [reason.field for reason in reasons] == ([] if fine else ["with_post"])


# Handing on --------------------------------------------------------------------------------------

TODAY = D(2026, 11, 22)


def handed(**differs):
    facts = {
        "role": "secretary",
        "holder_id": 1,
        "is_delegated": False,
        "starts_on": D(2026, 1, 1),
        "ends_on": None,
    }
    return rules.Handed(**{**facts, **differs})


def lending(one=None, **differs):
    given = {"to_id": 2, "by_id": 1, "starts_on": TODAY, "ends_on": D(2026, 12, 22), "today": TODAY}
    return [r.field for r in rules.obstacles_to_delegating(one or handed(), **{**given, **differs})]


def giving(one=None, **differs):
    given = {"to_id": 2, "by_id": 1, "on": TODAY, "is_checked": True, "today": TODAY}
    found = rules.obstacles_to_handing_over(one or handed(), **{**given, **differs})
    return [r.field for r in found]


def test_one_lends_and_hands_over_ones_own_running_role_only():
    assert lending() == giving() == []
    for other in (
        handed(holder_id=3),
        handed(is_delegated=True),
        handed(ends_on=TODAY),
        handed(starts_on=D(2026, 11, 23)),
    ):
        assert lending(other) == giving(other) == ["assignment"]


def test_nobody_lends_or_hands_over_to_himself():
    assert lending(to_id=1) == giving(to_id=1) == ["user"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fields"),
    [
        (D(2026, 11, 21), D(2026, 12, 1), ["starts_on"]),
        (TODAY, TODAY, ["ends_on"]),
        (TODAY, D(2027, 2, 20), []),
        (TODAY, D(2027, 2, 21), ["ends_on"]),
    ],
)
def test_a_role_is_lent_from_today_on_for_ninety_days_at_most(starts_on, ends_on, fields):
    assert lending(starts_on=starts_on, ends_on=ends_on) == fields


def test_nothing_lent_outlives_the_role():
    one = handed(ends_on=D(2026, 12, 1))
    assert lending(one, ends_on=D(2026, 12, 1)) == []
    assert lending(one, ends_on=D(2026, 12, 2)) == ["ends_on"]


def test_a_role_is_handed_over_from_today_on_while_it_runs_and_after_a_look_at_what_is_open():
    assert giving(on=D(2026, 11, 21)) == ["on"]
    assert giving(handed(ends_on=D(2026, 12, 1)), on=D(2026, 12, 1)) == ["on"]
    assert giving(is_checked=False) == ["is_checked"]


def test_only_a_running_delegation_is_withdrawn():
    assert rules.obstacles_to_withdrawing(True, D(2026, 11, 23), today=TODAY) == []
    assert rules.obstacles_to_withdrawing(True, TODAY, today=TODAY)
    assert rules.obstacles_to_withdrawing(False, None, today=TODAY)
