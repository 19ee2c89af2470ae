"""When a second factor may be added or taken away."""

import pytest

from chibo.factors import rules


@pytest.mark.parametrize(("count", "fine"), [(0, True), (9, True), (10, False), (11, False)])
def test_ten_factors_are_enough(count, fine):
    assert (rules.obstacles_to_adding(count) == []) is fine


@pytest.mark.parametrize(
    ("left", "demanding", "fine"),
    [(0, [], True), (1, ["Bí thư"], True), (0, ["Bí thư"], False), (1, [], True)],
)
def test_the_last_factor_stays_where_a_role_demands_one(left, demanding, fine):
    reasons = rules.obstacles_to_removing(left, demanding)
    assert (reasons == []) is fine
    assert all("Vai trò Bí thư phải có" in reason.text for reason in reasons)
