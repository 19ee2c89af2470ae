"""Finding organisations: in scope, by code, as they were on a day."""

import datetime

import pytest

from chibo.access import Place, Scope
from chibo.dates import parse
from chibo.organizations import actions, queries
from tests.chibo.factories import CommitteeFactory, GroupFactory, OrganizationFactory

pytestmark = pytest.mark.django_db

D = datetime.date
WHOLE = Scope.whole()
TODAY = D(2026, 11, 22)


@pytest.fixture
def committee():
    return CommitteeFactory(name="Đảng bộ Sở")


@pytest.fixture
def cells(committee):
    return [
        OrganizationFactory(parent=committee, name=name)
        for name in ("Chi bộ Đào tạo", "Chi bộ Hai")
    ]


def _at(organization, below=True):
    return Scope((Place(organization.path, below),))


def test_the_tree_comes_in_its_order_and_only_in_scope(committee, cells):
    group = GroupFactory(parent=cells[0])
    OrganizationFactory()
    assert list(queries.tree(_at(committee))) == [committee, cells[0], group, cells[1]]
    assert list(queries.tree(_at(committee, below=False))) == [committee]
    assert not queries.tree(Scope()).exists()


@pytest.mark.parametrize("q", ["đào tạo", "DAO TAO", "ao ta", "  đào   tạo "])
def test_the_tree_is_searched_without_regard_to_marks_and_capitals(committee, cells, q):
    assert list(queries.tree(WHOLE, q=q)) == [cells[0]]


def test_the_tree_is_searched_by_code(cells):
    assert list(queries.tree(WHOLE, q=cells[1].code)) == [cells[1]]
    assert not queries.tree(_at(cells[0]), q=cells[1].code).exists()


@pytest.mark.parametrize("q", ["%", "_", "\\", "'", "\x00", "<script>"])
def test_signs_of_the_database_are_plain_signs_in_a_search(cells, q):
    found = set(queries.tree(WHOLE, q=q))
    assert found in (set(), set(queries.tree(WHOLE)))  # nothing, or a search for nothing


def test_one_is_found_by_its_code_if_it_is_in_scope(cells):
    assert queries.by_code(WHOLE, cells[0].code).get() == cells[0]
    assert not queries.by_code(_at(cells[1]), cells[0].code).exists()
    assert not queries.by_code(WHOLE, "\x00").exists()


def test_the_tree_costs_one_statement_with_the_parents_at_hand(
    committee, cells, django_assert_num_queries
):
    OrganizationFactory.create_batch(5, parent=committee)
    with django_assert_num_queries(1):
        [organization.parent and organization.parent.name for organization in queries.tree(WHOLE)]


def test_the_cells_below_are_open_cells_only(committee, cells):
    GroupFactory(parent=cells[0])
    actions.close(by=None, organization=cells[1], on=D(2025, 1, 1), today=TODAY)
    OrganizationFactory()
    assert list(queries.cells_below(WHOLE, committee)) == [cells[0]]
    assert list(queries.cells_below(WHOLE, cells[0])) == [cells[0]]
    assert not queries.cells_below(_at(cells[1]), committee).exists()


def test_the_names_above_are_shown_although_they_are_out_of_scope(committee, cells):
    group = GroupFactory(parent=cells[0])
    assert list(queries.ancestors(_at(group), group)) == [committee, cells[0]]
    assert not queries.ancestors(_at(committee), committee).exists()
    assert not queries.ancestors(_at(cells[1]), group).exists()


def test_the_children_and_the_possible_parents_are_in_scope(committee, cells):
    group = GroupFactory(parent=cells[0])
    assert list(queries.children(WHOLE, committee)) == cells
    assert list(queries.children(_at(cells[0]), committee)) == [cells[0]]
    assert group not in queries.possible_parents(WHOLE)
    assert list(queries.possible_parents(_at(cells[0]))) == [cells[0]]


def test_before_the_earliest_day_it_opened_it_was_not_there():
    cell = OrganizationFactory(opened=parse("tháng 8/2023"))
    assert queries.period_on(WHOLE, cell, as_of=D(2023, 7, 31)) is None
    assert queries.period_on(WHOLE, cell, as_of=D(2023, 8, 1)).name == cell.name


def test_what_opened_on_an_unknown_day_was_always_there():
    cell = OrganizationFactory(opened=parse("không rõ"))
    assert queries.period_on(WHOLE, cell, as_of=D(1950, 1, 1)).name == cell.name


def test_on_each_day_it_has_one_name_and_one_place(committee, cells):
    cell, other = cells[0], CommitteeFactory()
    changes = [(D(2021, 1, 1), "Hai", committee), (D(2022, 1, 1), "Ba", other)]
    for on, name, parent in changes:
        actions.change(
            by=None, organization=cell, on=on, today=TODAY, type="cell", name=name, parent=parent
        )
    seen = [
        queries.period_on(WHOLE, cell, as_of=as_of)
        for as_of in (D(2020, 12, 31), D(2021, 1, 1), D(2021, 12, 31), D(2022, 1, 1), TODAY)
    ]
    assert [period.name for period in seen] == ["Chi bộ Đào tạo", "Hai", "Hai", "Ba", "Ba"]
    assert [period.parent for period in seen] == [committee] * 3 + [other] * 2
    assert [period.name for period in queries.periods(WHOLE, cell)] == [
        "Ba", "Hai", "Chi bộ Đào tạo",
    ]  # fmt: skip


def test_what_is_out_of_scope_has_no_past(cells):
    assert queries.period_on(_at(cells[1]), cells[0], as_of=TODAY) is None
    assert not queries.periods(_at(cells[1]), cells[0]).exists()


def test_names_are_those_of_the_day_also_the_superiors(committee, cells):
    cell = cells[0]
    actions.change(
        by=None, organization=committee, on=D(2025, 7, 1), today=TODAY,
        type=committee.type, name="Đảng bộ Mới", parent=None,
    )  # fmt: skip
    actions.change(
        by=None, organization=cell, on=D(2024, 1, 1), today=TODAY,
        type="cell", name="Chi bộ Ba", parent=committee,
    )  # fmt: skip
    seen = [
        queries.names_on(_at(cell), cell, as_of=as_of)
        for as_of in (D(2023, 12, 31), D(2024, 1, 1), TODAY, None)
    ]
    assert [(one.name, one.superior) for one in seen] == [
        ("Chi bộ Đào tạo", "Đảng bộ Sở"),
        ("Chi bộ Ba", "Đảng bộ Sở"),
        ("Chi bộ Ba", "Đảng bộ Mới"),
        ("Chi bộ Ba", "Đảng bộ Mới"),
    ]
    assert seen[0].is_cell
    assert queries.names_on(_at(cells[1]), cell, as_of=TODAY) == queries.Names()
