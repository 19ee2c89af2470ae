import datetime
from importlib import import_module

import pytest
from django.apps import apps

from chibo.access import Scope
from chibo.dates import parse
from meetings.minutes.queries import Share
from meetings.study import actions, queries
from meetings.study.models import Commitment
from tests.chibo.factories import OrganizationFactory
from tests.meetings.library.factories import GuidingDocumentFactory
from tests.meetings.study.factories import CommitmentFactory, StudyFactory

WHOLE = Scope.whole()
YEAR = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))


@pytest.fixture
def own(world):
    return Scope.below(world.own.path)


def named(world, **given):
    anh, binh, *_ = (member.pk for member in world.members)
    usual = {"extent": "by_name", "listed": [anh, binh], "absent": [binh]}
    return StudyFactory(organization=world.own, **usual | given)


def test_sessions_are_those_of_the_time_in_the_branch_and_in_scope(world, own):
    first = named(world, when=parse("1/2025"))
    long = StudyFactory(organization=world.own, when=parse("2024-2025"))
    StudyFactory(organization=world.own, when=parse("2024"))
    beside = StudyFactory(organization=world.sibling)
    elsewhere = StudyFactory()
    assert list(queries.sessions(own, world.own, *YEAR)) == [long, first]
    assert set(queries.sessions(WHOLE, world.committee, *YEAR)) == {first, long, beside}
    assert list(queries.sessions(own, world.committee, *YEAR)) == [long, first]
    assert list(queries.sessions(own, elsewhere.organization, *YEAR)) == []


def test_sessions_count_their_lists_and_have_documents_at_hand(
    world, own, django_assert_num_queries
):
    other = GuidingDocumentFactory(organization=world.own, symbol="01-KL/TW")
    for _ in range(3):
        named(world, documents=[world.document, other])
    with django_assert_num_queries(2):
        rows = [
            (row.studied, row.listed, row.name, row.organization.name)
            for row in queries.sessions(own, world.own, *YEAR)
        ]
    name = "Kết luận số 21-KL/TW; Kết luận số 01-KL/TW"
    assert [row[:2] for row in rows] == [(1, 2)] * 3
    named(world, title="", documents=[world.document, other])
    assert queries.sessions(own, world.own, *YEAR).last().name == name


def test_each_member_has_a_share_of_the_occasions_they_were_listed_on(world, own):
    anh, binh, *_ = (member.pk for member in world.members)
    named(world)
    named(world, listed=[binh], absent=[])
    named(world, when=parse("2024"))
    StudyFactory(
        organization=world.sibling,
        extent="by_name",
        listed=[world.neighbour.pk],
    )
    assert queries.studies_by_member(own, world.own, *YEAR) == {
        anh: Share(1, 1),
        binh: Share(1, 2),
    }
    assert queries.studies_by_member(own, world.sibling, *YEAR) == {}


def test_a_question_finds_words_and_documents_without_marks(world, own):
    read = named(world, documents=[world.document], title="Buổi đọc")
    heard = StudyFactory(organization=world.own, title="Hội nghị trực tuyến", presenter="Đỗ Hà")
    found = queries.sessions(WHOLE, world.committee, *YEAR)
    assert list(queries.matching(own, found, "21-kl/tw")) == [read]
    assert list(queries.matching(own, found, "truc tuyen do ha")) == [heard]
    assert list(queries.matching(own, found, "khong co")) == []


def test_a_question_finds_commitments_by_text_and_name(world, own):
    whole = CommitmentFactory(organization=world.own, text="Chuẩn mực đạo đức")
    one = CommitmentFactory(organization=world.own, member=world.members[1])
    CommitmentFactory(organization=world.sibling, text="Chuẩn mực của chi bộ bên")
    found = queries.commitments(own, world.own, *YEAR)
    assert list(queries.promising(found, "chuan muc")) == [whole]
    assert list(queries.promising(found, "binh")) == [one]
    assert list(queries.promising(found, "duc CHUẨN")) == [whole]
    assert list(queries.promising(found, "chuan binh")) == []


def test_a_corrected_commitment_is_found_by_what_it_says_now(world, own):
    said = CommitmentFactory(organization=world.own, text="Chữ cũ")
    actions.correct_commitment(by=None, commitment=said, text="Điều mới")
    found = queries.commitments(own, world.own, *YEAR)
    assert list(queries.promising(found, "dieu moi")) == [said]
    assert list(queries.promising(found, "chu cu")) == []


def test_what_was_promised_before_it_could_be_searched_is_found_too(world, own):
    said = CommitmentFactory(organization=world.own, text="Chuẩn mực đạo đức")
    Commitment.objects.update(search="")
    import_module("meetings.migrations.0004_commitment_search").fold_what_is_kept(apps, None)
    found = queries.commitments(own, world.own, *YEAR)
    assert list(queries.promising(found, "dao duc")) == [said]


def test_when_a_document_was_studied_stays_in_scope(world, own):
    mine = named(world, documents=[world.document], when=parse("2020"))
    beside = StudyFactory(organization=world.sibling, documents=[world.document])
    named(world)
    assert list(queries.studies_of(own, world.document)) == [mine]
    assert list(queries.studies_of(WHOLE, world.document)) == [mine, beside]


def test_cells_that_have_not_studied_a_document_stand_out(world, own):
    third = OrganizationFactory(code="ba", name="Chi bộ Ba", parent=world.committee)
    OrganizationFactory(name="Chi bộ nơi khác")
    StudyFactory(organization=world.own, documents=[world.document])
    branch = Scope.below(world.committee.path)
    behind = queries.cells_behind(branch, world.committee, world.document)
    assert behind == [world.sibling, third]
    assert queries.cells_behind(own, world.own, world.document) == []


def test_places_are_those_of_which_something_was_found(world):
    StudyFactory(organization=world.sibling)
    CommitmentFactory(organization=world.own)
    CommitmentFactory(organization=world.committee, when=parse("2023"))
    studies = queries.sessions(WHOLE, world.committee, *YEAR)
    promised = queries.commitments(WHOLE, world.committee, *YEAR)
    assert list(queries.places(WHOLE, studies, promised)) == [world.own, world.sibling]
    assert list(queries.places(Scope.below(world.own.path), studies, promised)) == [world.own]


def people(found):
    return [(one.name, one.state, one.why) for one in found]


def test_the_roll_of_the_day_may_study_but_for_the_exempt(world, own):
    found = queries.candidates(own, world.own, as_of=YEAR[1])
    assert people(found) == [
        ("Lê Văn Anh", "studied", ""),
        ("Lê Văn Bình", "studied", ""),
        ("Lê Thị Chi", "studied", ""),
        ("Lê Thị Dung", "studied", ""),
        ("Cao Văn Miễn", "", "Miễn công tác và sinh hoạt đảng"),
    ]
    assert queries.candidates(WHOLE, world.committee, as_of=YEAR[1]) == []
    assert queries.candidates(own, world.sibling, as_of=YEAR[1]) == []


def test_the_roll_of_a_meeting_goes_before_that_of_the_day(world, own, meeting):
    found = queries.candidates(own, world.own, as_of=YEAR[1], meeting=meeting)
    assert people(found) == [
        ("Lê Văn Anh", "studied", ""),
        ("Lê Văn Bình", "studied", ""),
        ("Lê Thị Chi", "studied", ""),
        ("Lê Thị Dung", "absent", ""),
        ("Cao Văn Miễn", "", "Miễn sinh hoạt"),
    ]
    assert queries.documents_read_in(own, meeting) == [world.document.pk]
    assert queries.documents_read_in(Scope.below(world.sibling.path), meeting) == []


def test_what_an_occasion_says_already_goes_before_the_roll(world, own):
    study = named(world)
    found = people(queries.candidates(own, world.own, as_of=YEAR[1], study=study))
    assert found[:3] == [
        ("Lê Văn Anh", "studied", ""),
        ("Lê Văn Bình", "absent", ""),
        ("Lê Thị Chi", "", ""),
    ]
