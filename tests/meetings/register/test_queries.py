"""Finding papers, in a fixed number of statements."""

import datetime

import pytest

from chibo.access import Place, Scope
from meetings.minutes.models import Vote
from meetings.register import actions, queries
from tests.meetings.register.cells import AT, open_meeting

pytestmark = pytest.mark.django_db
WHOLE = Scope.whole()
NOBODY = Scope()


def subjects(found) -> list[str]:
    return [paper.subject for paper in found]


def test_papers_come_by_state_and_then_the_newest_first(cell):
    old = cell.issued(subject="cũ", dated=datetime.date(2026, 3, 1))
    cell.issued(subject="mới")
    cell.paper(subject="dự thảo")
    cell.paper(subject="đề nghị", body="")
    actions.withdraw(by=None, paper=cell.paper(subject="rút"), reason="trùng", at=AT)
    found = queries.official_documents(WHOLE, cell.organization, year=2026)
    assert subjects(found) == ["đề nghị", "dự thảo", "mới", "cũ", "rút"]
    assert subjects(queries.official_documents(WHOLE, cell.organization, year=2025)) == [
        "đề nghị",
        "dự thảo",
    ]
    assert old in queries.official_documents(WHOLE, cell.organization)


def test_words_are_found_without_marks_and_so_is_the_number(cell):
    cell.issued(subject="về nguồn")
    cell.paper(subject="đảng phí")
    assert subjects(queries.official_documents(WHOLE, cell.organization, q="VE nguon")) == [
        "về nguồn"
    ]
    assert subjects(queries.official_documents(WHOLE, cell.organization, q="01-NQ/CB")) == [
        "về nguồn"
    ]


def test_a_committee_sees_the_papers_below_and_a_stranger_none(cell, neighbour):
    cell.paper(subject="của tt")
    neighbour.paper(subject="của bên")
    found = queries.official_documents(WHOLE, cell.committee)
    assert set(subjects(found)) == {"của tt", "của bên"}
    own = Scope((Place(cell.organization.path, True),))
    assert subjects(queries.official_documents(own, cell.committee)) == ["của tt"]
    assert not queries.official_documents(NOBODY, cell.organization)
    assert queries.law_on(NOBODY, as_of=AT.date()) == ""


def test_who_may_not_read_drafts_finds_what_was_issued_only(cell):
    draft, issued = cell.paper(), cell.issued(subject="ban hành")
    found = queries.official_documents(WHOLE, cell.organization, drafts=NOBODY)
    assert subjects(found) == ["ban hành"]
    assert not queries.official_document(WHOLE, draft.pk, drafts=NOBODY)
    assert queries.official_document(WHOLE, issued.pk, drafts=NOBODY)


def test_years_are_those_in_which_papers_were_signed(cell):
    cell.paper(dated=datetime.date(2024, 5, 1))
    cell.paper(dated=None)
    cell.issued()
    assert queries.years(WHOLE, cell.organization) == [2026, 2024]


def test_choices_are_of_this_very_organisation(cell, neighbour):
    upper = open_meeting(cell.committee, "5/11/2026", cell.secretary)
    for meeting in (cell.meeting, neighbour.meeting, upper):
        Vote.objects.create(meeting=meeting, order=1, question="?", yes=1, base=1)
    assert list(queries.meeting_choices(WHOLE, cell.organization)) == [cell.meeting]
    assert [one.meeting for one in queries.vote_choices(WHOLE, cell.organization)] == [cell.meeting]
    assert list(queries.meeting_choices(WHOLE, cell.committee)) == [upper]
    assert not queries.vote_choices(NOBODY, cell.organization)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_one_statement(cell, rows, django_assert_num_queries):
    for _ in range(rows):
        cell.paper(proposed_in=cell.meeting)
    with django_assert_num_queries(1):
        found = queries.official_documents(WHOLE, cell.organization, year=2026, q="nhiem vu")
        assert len([(str(p), p.organization.name, str(p.proposed_in)) for p in found]) == rows
