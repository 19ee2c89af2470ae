"""What an organisation may be, and how the tree may change."""

import datetime

import pytest

from chibo.organizations import rules
from chibo.organizations.models import OrganizationType

D = datetime.date

MAY_CONTAIN = {
    ("upper_committee", "upper_committee"),
    ("upper_committee", "grassroots_committee"),
    ("upper_committee", "grassroots_cell"),
    ("grassroots_committee", "sub_committee"),
    ("grassroots_committee", "section_committee"),
    ("grassroots_committee", "cell"),
    ("sub_committee", "cell"),
    ("section_committee", "cell"),
    ("grassroots_cell", "group"),
    ("cell", "group"),
}


@pytest.mark.parametrize("parent", OrganizationType.values)
@pytest.mark.parametrize("child", OrganizationType.values)
def test_each_type_stands_only_under_the_types_that_contain_it(parent, child):
    obstacles = rules.obstacles_to_placing(child, parent, 0)
    assert (not obstacles) is ((parent, child) in MAY_CONTAIN)
    assert all(reason.field == "parent" and reason.clause for reason in obstacles)


@pytest.mark.parametrize("child", OrganizationType.values)
def test_any_type_may_stand_alone(child):
    assert rules.obstacles_to_placing(child, None, 0) == []


def test_every_type_says_what_it_contains():
    assert set(rules.CONTAINS) == set(OrganizationType.values)


def test_a_parent_takes_as_many_children_as_four_digits_allow():
    assert rules.obstacles_to_placing("cell", "grassroots_committee", 9997) == []
    (reason,) = rules.obstacles_to_placing("cell", "grassroots_committee", 9998)
    assert reason.text == "Một tổ chức chứa tối đa 9998 tổ chức con."


def test_a_new_type_must_contain_the_children_that_are_there():
    assert rules.obstacles_to_containing("cell", {"group"}) == []
    assert rules.obstacles_to_containing("group", set()) == []
    (reason,) = rules.obstacles_to_containing("cell", {"cell", "group"})
    assert reason.field == "type"


@pytest.mark.parametrize(
    ("on", "since", "says"),
    [
        (D(2026, 11, 22), D(2020, 1, 1), None),
        (D(2020, 1, 2), D(2020, 1, 1), None),
        (D(1950, 1, 1), None, None),
        (D(2026, 11, 23), D(2020, 1, 1), "ở tương lai"),
        (D(2020, 1, 1), D(2020, 1, 1), "phải sau ngày bắt đầu"),
        (D(2019, 1, 1), D(2020, 1, 1), "phải sau ngày bắt đầu"),
    ],
)
def test_changes_are_recorded_after_they_happened_one_after_the_other(on, since, says):
    reasons = rules.obstacles_to_change(on, D(2026, 11, 22), since)
    assert [says in reason.text for reason in reasons] == ([True] if says else [])
    assert all(reason.field == "on" for reason in reasons)


def test_what_has_ended_is_neither_changed_nor_built_upon():
    assert rules.obstacles_to_working(None) == rules.obstacles_to_parent(None) == []
    assert rules.obstacles_to_working(D(2026, 1, 1))
    (reason,) = rules.obstacles_to_parent(D(2026, 1, 1))
    assert reason.field == "parent"


@pytest.mark.parametrize(
    ("code", "fine"),
    [
        ("", True),
        ("38.168.053.000.001", True),
        ("38168053000001", True),
        ("38.168.053.000", False),
        ("38-168-053-000-001", False),
        ("38.168.053.000.0012", False),
        ("ab.168.053.000.001", False),
    ],
)
def test_an_official_code_has_fourteen_digits(code, fine):
    assert (rules.obstacles_to_official_code(code) == []) is fine


def test_paths_have_four_digits_for_each_level():
    assert rules.child_path("", 1) == "0001"
    assert rules.child_path("0001", 23) == "00010023"
