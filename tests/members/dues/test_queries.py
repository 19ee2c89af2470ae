"""What the books say, within a scope and at a fixed cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.access import Scope
from members.dues import facts, queries
from members.dues.models import DuesCharge
from members.dues.queries import DuesMonths, DuesTotals
from members.dues.rules.year import MonthSums
from tests.chibo.factories import CommitteeFactory, GroupFactory, OrganizationFactory
from tests.members import pages
from tests.members.dues.books import APRIL, MARCH, lines, opened, pay, payer, remit
from tests.members.factories import TODAY, MemberFactory

pytestmark = pytest.mark.django_db
WHOLE = Scope.whole()
YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def book(cells):
    """In March one paid, one in part; the neighbour has a month of its own."""
    payer(cells.own, "Lê Văn Đủ")
    payer(cells.own, "Lê Văn Thiếu", base=10_000_000)
    payer(cells.sibling, "Người Bên Cạnh")
    full, part = sorted(opened(cells.own), key=lambda charge: -charge.amount)
    pay(cells.own, (full, 124_800), (part, 40_000))
    opened(cells.sibling)
    opened(cells.own, APRIL)
    remit(cells.own, 90_000)
    return cells


def test_a_month_of_a_book_is_read_with_its_payments(book):
    assert lines(WHOLE, book.own) == {
        "Lê Văn Đủ": (124_800, 124_800, "settled"),
        "Lê Văn Thiếu": (100_000, 40_000, "partly"),
    }
    assert set(lines(WHOLE, book.own, APRIL).values()) == {
        (124_800, 0, "unpaid"),
        (100_000, 0, "unpaid"),
    }


def test_nothing_is_read_out_of_scope(book):
    other = Scope.below(book.sibling.path)
    assert lines(other, book.own) == {}
    assert queries.standings(other, book.own, MARCH, as_of=MARCH) == []
    assert list(queries.remittances(other, book.own, MARCH)) == []
    assert queries.year_of(other, book.own, 2026) == {}
    assert queries.first_month(other, book.own) is None
    assert queries.payer(other, book.own, book.member.pk, as_of=MARCH) is None
    assert queries.running_profile(other, book.own, book.member.pk, as_of=MARCH) is None
    assert not queries.law(Scope(), as_of=MARCH).is_known
    charge = DuesCharge.objects.filter(organization=book.own).first()
    assert not queries.charge(other, charge.pk).exists()
    (row,) = queries.cells_of_year(other, [book.own], 2026)
    assert row.months == {}


def test_a_committee_has_a_book_of_its_own_only(book):
    assert lines(WHOLE, book.committee) == {}


def test_a_cells_book_is_that_of_its_groups_too(book):
    group = GroupFactory(parent=book.own)
    DuesCharge.objects.create(
        organization=group, member=MemberFactory(organization=group), month=MARCH, amount=5
    )
    assert len(lines(WHOLE, book.own)) == 3
    (row,) = queries.cells_of_year(WHOLE, [book.own], 2026)
    assert row.months[3] == (1, 3)


def test_the_sums_of_a_year_stand_by_month(book):
    assert queries.year_of(WHOLE, book.own, 2026) == {
        3: MonthSums(2, 1, 224_800, 164_800, 90_000),
        4: MonthSums(2, 0, 224_800, 0, 0),
    }
    assert queries.year_of(WHOLE, book.own, 2025) == {}
    assert queries.first_month(WHOLE, book.own) == MARCH
    assert queries.totals(WHOLE, book.own, *YEAR) == DuesTotals(449_600, 164_800, 90_000, 1, 4)


def test_months_are_counted_by_member(book):
    found = queries.months_by_member(WHOLE, book.own, *YEAR)
    assert sorted(found.values(), key=str) == [DuesMonths(0, 2), DuesMonths(1, 2)]


def test_cells_are_counted_by_month(book):
    own, sibling = queries.cells_of_year(WHOLE, [book.own, book.sibling], 2026)
    assert (own.months, own.since) == ({3: (1, 2), 4: (0, 2)}, MARCH)
    assert (sibling.months, sibling.since) == ({3: (0, 1)}, MARCH)


def test_parts_of_the_tree_count_books_that_owe_nothing(cells):
    part = CommitteeFactory(parent=cells.committee, type="section_committee")
    ones = [OrganizationFactory(parent=part) for _ in range(3)]
    for cell in ones[:2]:
        payer(cell, f"Người {cell.code}")
        (charge,) = opened(cell)
        if cell == ones[0]:
            pay(cell, (charge, 124_800))
    (row,) = queries.parts_of_year(WHOLE, cells.committee, [part], 2026)
    assert (row.months, row.since) == ({3: (1, 2)}, MARCH)
    assert (
        queries.parts_of_year(Scope.below(cells.own.path), cells.committee, [part], 2026)[0].months
        == {}
    )


def test_a_committee_with_many_cells_shows_the_parts_below_it(cells, monkeypatch):
    monkeypatch.setattr(facts, "WINDOW", 1)
    found = facts.committee_year(WHOLE, cells.committee, 2026, "1")
    assert (found.grouped, found.cell_count) == (True, 2)
    assert [row.name for row in found.rows] == ["Chi bộ Một"]


def test_who_is_missing_is_gathered_for_the_collector_only(cells):
    payer(cells.own, "Lê Văn Đủ")
    book = facts.month_book(WHOLE, cells.own, MARCH, records=True, today=TODAY)
    assert [one.standing.name for one in book.to_charge] == ["Lê Văn Đủ"]
    assert sorted(one.standing.name for one in book.to_mend) == ["Vũ Lê Huy", "Đỗ Văn Đông"]
    book = facts.month_book(WHOLE, cells.own, MARCH, records=False, today=TODAY)
    assert (book.to_charge, book.to_mend, book.left_out) == ((), (), ())


def _cost(question):
    with CaptureQueriesContext(connection) as asked:
        question()
    return len(asked)


@pytest.mark.parametrize(
    ("statements", "question"),
    [
        (2, lambda cells: queries.book(WHOLE, cells.own, MARCH)),
        (3, lambda cells: queries.standings(WHOLE, cells.own, MARCH, as_of=MARCH)),
        (2, lambda cells: queries.year_of(WHOLE, cells.own, 2026)),
        (8, lambda cells: facts.month_book(WHOLE, cells.own, MARCH, records=True, today=TODAY)),
        (4, lambda cells: facts.committee_year(WHOLE, cells.committee, 2026, "1")),
    ],
    ids=["book", "standings", "year", "month_book", "committee_year"],
)
def test_thirty_members_cost_what_one_costs(cells, statements, question):
    payer(cells.own)
    opened(cells.own)
    assert _cost(lambda: question(cells)) == statements
    for number in range(29):
        payer(cells.own, f"Lê Văn {number}")
    charges = opened(cells.own)
    pay(cells.own, *((charge, 100) for charge in charges))
    assert _cost(lambda: question(cells)) == statements


def test_opening_a_month_costs_the_same_for_thirty(cells):
    payer(cells.own)
    costs = [_cost(lambda: opened(cells.own))]
    for number in range(30):
        payer(cells.own, f"Lê Văn {number}")
    costs.append(_cost(lambda: opened(cells.own, APRIL)))
    assert costs[0] >= costs[1]  # the first entry of a log founds its chain


def test_a_committee_of_thirty_cells_costs_what_one_costs(cells):
    for number in range(30):
        cell = OrganizationFactory(parent=cells.committee, name=f"Chi bộ {number}")
        DuesCharge.objects.create(
            organization=cell, member=MemberFactory(organization=cell), month=MARCH, amount=5
        )
    assert _cost(lambda: facts.committee_year(WHOLE, cells.committee, 2026, "1")) == 4
