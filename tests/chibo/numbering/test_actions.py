"""Drawing numbers for documents."""

import threading

import pytest
from django.db import connection, connections

from chibo.audit.models import Entry
from chibo.numbering import actions
from chibo.numbering.models import DrawnNumber
from chibo.reasons import Refusal
from tests.chibo.factories import OrganizationFactory


def _draw(organization, number=None, **kwargs):
    given = {"by": None, "document_type": "BC", "run": "2022–2025", **kwargs}
    return actions.draw(organization=organization, number=number, **given)


@pytest.fixture
def cell(db):
    return OrganizationFactory()


def test_numbers_run_on_from_one(cell):
    assert [_draw(cell) for _ in range(3)] == [1, 2, 3]


def test_each_organisation_type_and_run_has_its_own_series(cell):
    _draw(cell)
    assert _draw(cell, run="2025–2027") == 1
    assert _draw(cell, document_type="NQ") == 1
    assert _draw(OrganizationFactory()) == 1
    assert _draw(cell) == 2


def test_a_cell_that_joins_in_mid_term_goes_on_from_its_paper_book(cell):
    assert _draw(cell, number=46) == 46
    assert _draw(cell) == 47


def test_a_free_number_below_the_last_can_be_given_and_the_series_goes_on(cell):
    _draw(cell, number=46)
    assert _draw(cell, number=12) == 12
    assert _draw(cell) == 47


def test_a_taken_number_is_refused_without_saying_by_what(cell):
    _draw(cell, number=46)
    with pytest.raises(Refusal) as refused:
        _draw(cell, number=46)
    (reason,) = refused.value.reasons
    assert reason.text == "Số 46 đã cấp cho văn bản khác. Chọn số khác."
    assert reason.field == "number"
    assert DrawnNumber.objects.count() == 1


@pytest.mark.parametrize("number", [0, -3, 10**12])
def test_what_is_no_number_of_a_document_is_refused(cell, number):
    with pytest.raises(Refusal, match="từ 1 đến"):
        _draw(cell, number=number)


def test_a_number_of_a_deed_that_fails_is_given_again(cell):
    with pytest.raises(Refusal):
        _draw(cell, number=0)
    assert _draw(cell) == 1


def test_a_drawn_number_is_written_down(cell):
    _draw(cell, number=46)
    entry = Entry.objects.get(chain_key=cell.pk, verb="draw")
    assert entry.values == {"type": "BC", "run": "2022–2025", "number": 46}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_people_who_draw_at_the_same_moment_get_different_numbers():
    cell = OrganizationFactory()
    start, drawn = threading.Barrier(4), []

    def draw():
        try:
            start.wait(10)
            drawn.extend(_draw(cell) for _ in range(5))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(drawn) == list(range(1, 21))
