import datetime

import pytest

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.organizations.models import Organization
from chibo.reasons import Refusal
from meetings.study import actions
from meetings.study.models import Commitment, StudySession
from tests.meetings.library.factories import GuidingDocumentFactory
from tests.meetings.study.factories import TODAY, CommitmentFactory, StudyFactory
from tests.members.factories import overtaken

ON = datetime.date(2025, 6, 1)


def states(study):
    rows = study.attendances.order_by("member__sort_key")
    return {row.member.full_name: row.state for row in rows.select_related("member")}


@pytest.fixture
def by_name(world):
    anh, binh, chi, _ = (member.pk for member in world.members)
    return StudyFactory(
        organization=world.own,
        title="",
        documents=[world.document],
        extent="by_name",
        listed=[anh, binh, chi],
        absent=[binh, chi],
        when=parse("5/2025"),
    )


def test_study_is_recorded_with_documents_and_names(world, by_name):
    assert by_name.name == "Kết luận số 21-KL/TW"
    assert states(by_name) == {
        "Lê Văn Anh": "studied",
        "Lê Văn Bình": "absent",
        "Lê Thị Chi": "absent",
    }
    entry = Entry.objects.get(verb="record_study")
    anh, binh, chi, _ = (member.pk for member in world.members)
    assert (entry.values["documents"], entry.values["studied"], entry.values["absent"]) == (
        [world.document.pk],
        [anh],
        [binh, chi],
    )
    assert entry.chain_key == world.own.pk


def test_names_are_kept_only_where_the_extent_is_by_name(world):
    study = StudyFactory(organization=world.own, listed=[world.members[0].pk], extent="all")
    assert states(study) == {}


def test_a_refused_record_writes_nothing(world):
    with pytest.raises(Refusal):
        StudyFactory(organization=world.own, extent="counted", attended=22, total=21)
    assert not StudySession.objects.exists()
    assert not Entry.objects.filter(verb="record_study").exists()


def test_what_was_noted_from_a_meeting_is_not_noted_twice(world, meeting):
    given = {"organization": world.own, "meeting": meeting, "documents": [world.document]}
    StudyFactory(**given)
    with pytest.raises(Refusal, match="21-KL/TW đã ghi học tập từ buổi này"):
        StudyFactory(**given)
    StudyFactory(**given, population="staff")
    other = GuidingDocumentFactory(organization=world.own, symbol="01-KL/TW")
    StudyFactory(**{**given, "documents": [other]})
    assert StudySession.objects.count() == 3


def test_of_two_who_note_a_meeting_at_once_the_second_is_refused(world, meeting, monkeypatch):
    given = {"organization": world.own, "meeting": meeting, "documents": [world.document]}
    overtaken(monkeypatch, Organization, lambda: StudyFactory(**given))
    with pytest.raises(Refusal, match="đã ghi học tập từ buổi này"):
        StudyFactory(**given)


def test_a_correction_that_changes_nothing_leaves_no_trace(world):
    study, commitment = StudyFactory(organization=world.own), CommitmentFactory()
    actions.correct_study(by=None, study=study, documents=[])
    actions.correct_commitment(by=None, commitment=commitment, text=commitment.text)
    assert not Entry.objects.filter(verb__startswith="correct_").exists()


def test_absent_members_make_up_for_it_on_a_later_day(world, by_name):
    binh, chi = world.members[1].pk, world.members[2].pk
    actions.make_up_study(by=None, study=by_name, members=[binh], on=ON)
    assert states(by_name)["Lê Văn Bình"] == "made_up"
    assert states(by_name)["Lê Thị Chi"] == "absent"
    assert by_name.attendances.get(member=binh).made_up_on == ON
    assert Entry.objects.get(verb="make_up_study").values == {"members": [binh], "on": "2025-06-01"}
    for members, on in (([binh], ON), ([], ON), ([chi], datetime.date(2025, 4, 1))):
        with pytest.raises(Refusal):
            actions.make_up_study(by=None, study=by_name, members=members, on=on)
    assert states(by_name)["Lê Thị Chi"] == "absent"


def test_a_correction_keeps_who_made_up_for_it(world, by_name):
    anh, binh, chi, dung = (member.pk for member in world.members)
    actions.make_up_study(by=None, study=by_name, members=[binh, chi], on=ON)
    actions.correct_study(
        by=None,
        study=by_name,
        documents=[],
        title="Hội nghị trực tuyến",
        listed={anh, binh, chi, dung},
        absent={chi, dung},
        today=TODAY,
    )
    assert states(by_name) == {
        "Lê Văn Anh": "studied",
        "Lê Văn Bình": "made_up",
        "Lê Thị Chi": "absent",
        "Lê Thị Dung": "absent",
    }
    assert by_name.attendances.get(member=binh).made_up_on == ON
    assert by_name.attendances.get(member=chi).made_up_on is None
    values = Entry.objects.get(verb="correct_study").values
    assert values["title"] == ["", "Hội nghị trực tuyến"]
    assert values["documents"] == [[world.document.pk], []]
    assert values["absent"] == [[], [chi, dung]]


def test_a_correction_to_a_count_drops_the_names(world, by_name):
    actions.correct_study(
        by=None, study=by_name, documents=[world.document], extent="counted", attended=3, total=4
    )
    assert states(by_name) == {}
    assert (by_name.attended, by_name.total) == (3, 4)


def test_an_occasion_is_removed_with_its_names_and_a_reason(world, by_name):
    with pytest.raises(Refusal):
        actions.remove_study(by=None, study=by_name, reason=" ")
    assert StudySession.objects.exists()
    actions.remove_study(by=None, study=by_name, reason="trùng")
    assert not StudySession.objects.exists()
    values = Entry.objects.get(verb="remove_study").values
    assert (values["reason"], values["documents"]) == ("trùng", [world.document.pk])


def test_one_members_commitment_is_by_name(world):
    promised = CommitmentFactory(organization=world.own, member=world.members[0], extent="")
    assert promised.extent == "by_name"
    actions.correct_commitment(
        by=None, commitment=promised, member=None, extent="counted", registered=3, total=4
    )
    assert (promised.extent, promised.registered) == ("counted", 3)
    assert Entry.objects.get(verb="correct_commitment").values["member"] == [
        world.members[0].pk,
        None,
    ]
    actions.remove_commitment(by=None, commitment=promised, reason="ghi nhầm")
    assert not Commitment.objects.exists()
    assert Entry.objects.get(verb="remove_commitment").values["reason"] == "ghi nhầm"


def test_a_refused_correction_of_a_commitment_changes_nothing(world):
    promised = CommitmentFactory(organization=world.own)
    with pytest.raises(Refusal):
        actions.correct_commitment(by=None, commitment=promised, text=" ")
    promised.refresh_from_db()
    assert promised.text.startswith("Kế hoạch")
    assert not Entry.objects.filter(verb="correct_commitment").exists()
