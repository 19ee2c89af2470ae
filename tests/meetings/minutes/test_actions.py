import datetime
from dataclasses import replace

import pytest

from chibo.audit.models import Entry
from chibo.dates import UNKNOWN, PartialDate, parse
from chibo.reasons import Refusal
from meetings.library import actions as library
from meetings.minutes import actions
from meetings.minutes.facts import (
    DirectiveContent,
    DocumentContent,
    GuestContent,
    ItemContent,
    Mark,
    OpinionContent,
    TaskContent,
    VoteContent,
)
from meetings.minutes.models import Attendance, Meeting
from meetings.tasks.models import Task
from members.roster.models import Membership
from reports.yearend import actions as yearend
from tests.meetings.factories import AT, TODAY, MeetingFactory, content, written
from tests.meetings.library.factories import GuidingDocumentFactory
from tests.members.factories import HoldingFactory, MemberFactory

pytestmark = pytest.mark.django_db


def refused(deed, **arguments):
    with pytest.raises(Refusal) as no:
        deed(by=None, **arguments)
    return " ".join(reason.text for reason in no.value.reasons)


def test_a_meeting_opens_with_everybody_there_and_its_agenda(cell):
    meeting = MeetingFactory(organization=cell.organization, kinds={"regular", "thematic"})
    states = dict(meeting.attendances.values_list("member__full_name", "state"))
    assert len(states) == 23
    assert states.pop("Cao Miễn") == "exempt"
    assert states.pop("Cao Vắng") == "away"
    assert set(states.values()) == {"present"}
    assert meeting.chair == cell.members[0]
    assert meeting.items.count() == 6
    assert [kind.kind for kind in meeting.kinds.order_by("pk")] == ["regular", "thematic"]
    assert Entry.objects.filter(verb="open_meeting", subject_id=str(meeting.pk)).exists()


def test_a_meeting_of_no_kind_is_not_opened(cell):
    with pytest.raises(Refusal):
        MeetingFactory(organization=cell.organization, kinds=set())
    assert not Meeting.objects.exists()


def test_the_roll_is_that_of_the_meetings_day(cell):
    MemberFactory(organization=cell.organization, starts=parse("21/11/2026"), full_name="Mới Đến")
    meeting = MeetingFactory(organization=cell.organization)
    assert not meeting.attendances.filter(member__full_name="Mới Đến").exists()
    written(meeting, held=PartialDate.on(datetime.date(2026, 11, 21)))
    assert meeting.attendances.filter(member__full_name="Mới Đến", state="present").exists()


def test_a_meeting_of_unknown_date_takes_the_roll_of_the_day_of_writing(cell):
    meeting = MeetingFactory(organization=cell.organization, held=UNKNOWN)
    assert meeting.attendances.count() == 23
    assert meeting.held == UNKNOWN


def test_the_whole_of_the_minutes_is_written(cell):
    meeting = MeetingFactory(organization=cell.organization)
    first, second, *_ = cell.members
    said = written(
        meeting,
        secretary_id=second.pk,
        marks=(Mark(first.pk, "excused", "đi công tác"), Mark(cell.exempt.pk, "present")),
        guests=(GuestContent("Hà Hùng", "Bí thư Đảng ủy\nThứ trưởng", True),),
        items=(
            ItemContent(
                "Nhiệm vụ",
                presenter_id=first.pk,
                opinions=(OpinionContent("Nhất trí", second.pk), OpinionContent("Nên sớm hơn")),
                tasks=(TaskContent("Số hóa hồ sơ", second.pk, parse("25/12/2026")),),
            ),
        ),
        directives=(
            DirectiveContent("Bàn sâu một việc", "Hà Hùng", as_task=True),
            DirectiveContent("Chuẩn bị tốt hơn", "Hà Hùng", "evaluation"),
        ),
        votes=(VoteContent("Nghị quyết tháng 12", 18),),
    )
    assert said.version == 2
    assert said.attendances.get(member=first).reason == "đi công tác"
    assert said.attendances.get(member=cell.exempt).state == "present"
    (guest,) = said.guests.all()
    assert guest.posts.splitlines() == ["Bí thư Đảng ủy", "Thứ trưởng"]
    (item,) = said.items.all()
    assert [(o.speaker, o.text) for o in item.opinions.all()] == [
        (second, "Nhất trí"),
        (None, "Nên sớm hơn"),
    ]
    (task,) = item.tasks.all()
    assert (task.assignee, task.due, task.plan_year) == (second, parse("25/12/2026"), 2026)
    direction, evaluation = said.directives.all()
    assert direction.guest == guest
    assert direction.tasks.get().text == "Bàn sâu một việc"
    assert not evaluation.tasks.exists()
    assert said.votes.get().base == 20
    entry = Entry.objects.get(verb="write_minutes")
    assert [item["title"] for item in entry.values["items"][1]] == ["Nhiệm vụ"]
    assert {"task": task.pk, "deed": "created", "text": "Số hóa hồ sơ"} in entry.values["tasks"]


def test_rows_keep_their_identity_and_their_tasks_over_saves(cell):
    meeting = written(
        MeetingFactory(organization=cell.organization),
        items=(
            ItemContent("Một", tasks=(TaskContent("Việc xong"), TaskContent("Việc bỏ"))),
            ItemContent("Hai"),
        ),
    )
    one, two = meeting.items.all()
    done, dropped = one.tasks.order_by("pk")
    Task.objects.filter(pk=done.pk).update(state="done")
    written(meeting, items=(ItemContent("Hai, sửa", pk=two.pk), ItemContent("Một", pk=one.pk)))
    assert [(item.pk, item.title) for item in meeting.items.all()] == [
        (two.pk, "Hai, sửa"),
        (one.pk, "Một"),
    ]
    assert not Task.objects.filter(pk=dropped.pk).exists()
    done.refresh_from_db()
    assert done.item is None


def test_a_directive_makes_one_task_however_often_it_is_saved(cell):
    meeting = written(
        MeetingFactory(organization=cell.organization),
        directives=(DirectiveContent("Nâng chất lượng", as_task=True),),
    )
    (row,) = meeting.directives.all()
    written(meeting, directives=(DirectiveContent("Nâng cao", as_task=True, pk=row.pk),))
    assert row.tasks.count() == 1
    meeting.refresh_from_db()
    written(meeting, directives=(DirectiveContent("Nâng cao", pk=row.pk),))
    assert not row.tasks.exists()


def test_a_row_of_another_meeting_is_never_touched(cell):
    other = written(MeetingFactory(organization=cell.neighbour), items=(ItemContent("Của họ"),))
    theirs = other.items.get()
    mine = written(
        MeetingFactory(organization=cell.organization), items=(ItemContent("X", pk=theirs.pk),)
    )
    theirs.refresh_from_db()
    assert theirs.title == "Của họ"
    assert mine.items.get().pk != theirs.pk


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"ends_at": datetime.time(13)}, "Giờ kết thúc"),
        ({"kinds": frozenset()}, "ít nhất một loại"),
        ({"attending": "counted", "summoned_count": 7, "present_count": 8}, "Số có mặt (8)"),
        ({"self_score": 101}, "từ 0 đến 100"),
        ({"votes": (VoteContent("Q", 18, 2),)}, "20 phiếu"),
        ({"votes": (VoteContent("Q", 5, base=4),)}, "5 phiếu"),
        ({"attending": "all", "votes": (VoteContent("Q", 5),)}, "chưa có tổng số"),
        ({"marks": (Mark(1, "late"), Mark(1, "excused"))}, "hai lần"),
        ({"guests": (GuestContent("An"), GuestContent("An"))}, "khách ghi hai lần"),
        ({"directives": (DirectiveContent("X", "Ai đó"),)}, "«Ai đó»"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cell, said, words):
    meeting = MeetingFactory(organization=cell.organization)
    answer = refused(
        actions.write_minutes, meeting=meeting, content=content(**said), version=1, at=AT
    )
    assert words in answer
    meeting.refresh_from_db()
    assert meeting.version == 1
    assert meeting.items.count() == 5
    assert not Entry.objects.filter(verb="write_minutes").exists()


def test_a_mark_does_not_summon_those_who_are_away(cell):
    meeting = written(
        MeetingFactory(organization=cell.organization),
        marks=(Mark(cell.away.pk, "present"), Mark(cell.stranger.pk, "present")),
    )
    assert meeting.attendances.get(member=cell.away).state == "away"
    assert not Attendance.objects.filter(member=cell.stranger, meeting=meeting).exists()


def test_an_older_version_is_not_written_over_a_newer_one(cell):
    meeting = MeetingFactory(organization=cell.organization)
    written(meeting)
    with pytest.raises(actions.OutOfDate):
        actions.write_minutes(by=None, meeting=meeting, content=content(), version=1, at=AT)


def lockable(cell):
    meeting = MeetingFactory(organization=cell.organization)
    first, second, *_ = cell.members
    return written(meeting, chair_id=first.pk, secretary_id=second.pk)


def test_locked_minutes_refuse_every_write_until_unlocked_for_a_reason(cell):
    meeting = actions.lock_minutes(by=None, meeting=lockable(cell), at=AT, today=TODAY)
    assert meeting.status == "locked"
    version = meeting.version
    writing = {"meeting": meeting, "content": content(), "version": version, "at": AT}
    assert "đã thông qua và khóa" in refused(actions.write_minutes, **writing)
    assert refused(actions.lock_minutes, meeting=meeting, at=AT, today=TODAY)
    assert refused(actions.discard_meeting, meeting=meeting, reason="Mở nhầm")
    assert "Ghi lý do" in refused(actions.unlock_minutes, meeting=meeting, reason="", at=AT)
    again = actions.unlock_minutes(by=None, meeting=meeting, reason="Sai số phiếu", at=AT)
    assert (again.status, again.locked_at) == ("draft", None)
    said = Entry.objects.get(verb="unlock_minutes").values
    assert said["reason"] == "Sai số phiếu"
    assert said["minutes"]["items"][0]["conclusion"] == "Nhất trí."
    assert len(said["minutes"]["attendances"]) == 23


def test_incomplete_minutes_are_not_locked(cell):
    meeting = MeetingFactory(organization=cell.organization)
    answer = refused(actions.lock_minutes, meeting=meeting, at=AT, today=TODAY)
    assert "Chưa ghi giờ kết thúc." in answer
    meeting.refresh_from_db()
    assert meeting.status == "draft"


def test_a_meeting_known_from_an_article_only_is_locked(cell):
    meeting = MeetingFactory(
        organization=cell.organization, kinds={"regular", "year_end"}, held=parse("26/12/2023")
    )
    said = written(
        meeting, held=meeting.held, attending="all", ends_at=None, items=(ItemContent("Kết quả"),)
    )
    assert actions.lock_minutes(by=None, meeting=said, at=AT, today=TODAY).status == "locked"


def test_a_draft_opened_by_mistake_is_discarded_for_a_reason(cell):
    meeting = MeetingFactory(organization=cell.organization)
    assert refused(actions.discard_meeting, meeting=meeting, reason="")
    actions.discard_meeting(by=None, meeting=meeting, reason="Mở nhầm tháng")
    assert not Meeting.objects.exists()
    said = Entry.objects.get(verb="discard_meeting").values
    assert said["reason"] == "Mở nhầm tháng"
    assert len(said["minutes"]["items"]) == 5


def test_a_draft_that_gave_tasks_is_not_discarded(cell):
    items = (ItemContent("Một", tasks=(TaskContent("Việc"),)),)
    meeting = written(MeetingFactory(organization=cell.organization), items=items)
    assert "1 nhiệm vụ" in refused(actions.discard_meeting, meeting=meeting, reason="Nhầm")


def test_only_documents_of_the_cells_own_and_upper_registers_are_named(cell):
    meeting = MeetingFactory(organization=cell.organization)
    theirs = GuidingDocumentFactory(organization=cell.neighbour)
    own = GuidingDocumentFactory(organization=cell.organization)
    above = GuidingDocumentFactory(organization=cell.organization.parent)
    for forged in (theirs.pk, 999_999):
        item = ItemContent("Văn bản", documents=(DocumentContent(forged),))
        with pytest.raises(Refusal, match="không có trong sổ"):
            written(meeting, items=(item,))
    named = tuple(DocumentContent(each.pk) for each in (above, own, above))
    written(meeting, items=(ItemContent("Văn bản", documents=named),))
    (item,) = meeting.items.all()
    assert {each.document for each in item.documents.all()} == {own, above}


def test_a_document_that_minutes_name_is_not_removed_from_the_register(cell):
    document = GuidingDocumentFactory(organization=cell.organization)
    item = ItemContent("Văn bản", documents=(DocumentContent(document.pk),))
    written(MeetingFactory(organization=cell.organization), items=(item,))
    with pytest.raises(Refusal, match="đã được dùng ở nơi khác"):
        library.remove_document(by=None, document=document, reason="Ghi nhầm")


def test_a_task_corrected_in_its_own_room_is_not_reverted_by_the_page(cell):
    shown = TaskContent("Việc", cell.members[0].pk, parse("25/12/2026"))
    meeting = written(
        MeetingFactory(organization=cell.organization), items=(ItemContent("Một", tasks=(shown,)),)
    )
    item = meeting.items.get()
    task = item.tasks.get()
    Task.objects.filter(pk=task.pk).update(text="Việc đã sửa", state="done", result="Xong")
    typed = replace(shown, pk=task.pk, shown=shown, due=parse("31/12/2026"))
    written(meeting, items=(ItemContent("Một", pk=item.pk, tasks=(typed,)),))
    task.refresh_from_db()
    assert (task.text, task.state, task.result) == ("Việc đã sửa", "done", "Xong")
    assert task.due == parse("31/12/2026")
    (change,) = Entry.objects.filter(verb="write_minutes").latest("pk").values["tasks"]
    assert change == {
        "task": task.pk,
        "deed": "changed",
        "text": "Việc đã sửa",
        "fields": {"due": ["25/12/2026", "31/12/2026"]},
    }


def test_tasks_of_an_item_taken_out_are_written_down(cell):
    items = (ItemContent("Một", tasks=(TaskContent("Việc"),)),)
    meeting = written(MeetingFactory(organization=cell.organization), items=items)
    task = Task.objects.get()
    written(meeting)
    assert not Task.objects.exists()
    (change,) = Entry.objects.filter(verb="write_minutes").latest("pk").values["tasks"]
    assert change == {"task": task.pk, "deed": "deleted", "text": "Việc"}


def test_what_a_save_changed_is_written_down_as_it_was_and_is(cell):
    meeting = written(MeetingFactory(organization=cell.organization), closing="Trước")
    (item,) = meeting.items.all()
    long = ItemContent(item.title, body="x" * 2000, conclusion="Nhất trí.", pk=item.pk)
    written(meeting, closing="Sau", items=(long,))
    said = Entry.objects.filter(verb="write_minutes").latest("pk").values
    assert said["closing"] == ["Trước", "Sau"]
    before, after = said["items"]
    assert (before[0]["body"], after[0]["body"]) == ("Hoàn thành.", {"length": 2000})
    assert "attendances" not in said


def on_roll_since(cell, year):
    cell.organization.memberships.all().update(
        starts_earliest=datetime.date(year, 1, 1), starts_latest=datetime.date(year, 12, 31)
    )


def test_a_slip_in_the_date_does_not_forget_the_roll_call(cell):
    on_roll_since(cell, 2020)
    sick = Mark(cell.members[3].pk, "excused", "ốm")
    meeting = written(MeetingFactory(organization=cell.organization), marks=(sick,))
    slip = content(held=parse("20/11/1926"), marks=(sick,))
    with pytest.raises(Refusal, match="không có ai") as no:
        actions.write_minutes(by=None, meeting=meeting, content=slip, version=2, at=AT)
    assert [reason.field for reason in no.value.reasons] == ["held"]
    assert meeting.attendances.get(member=cell.members[3]).reason == "ốm"


def test_a_reason_of_somebody_not_on_the_new_days_roll_is_not_forgotten(cell):
    late = MemberFactory(
        organization=cell.organization, starts=parse("01/11/2026"), full_name="Mới Đến"
    )
    sick = Mark(late.pk, "excused", "ốm")
    meeting = written(MeetingFactory(organization=cell.organization), marks=(sick,))
    earlier = content(held=parse("20/10/2026"), marks=(sick,))
    with pytest.raises(Refusal, match="Mới Đến"):
        actions.write_minutes(by=None, meeting=meeting, content=earlier, version=2, at=AT)


def test_a_draft_that_a_report_hears_is_not_discarded(cell):
    meeting = MeetingFactory(organization=cell.organization)
    yearend.start_report(
        by=None,
        organization=cell.organization,
        kind="year",
        starts=datetime.date(2025, 1, 1),
        ends=datetime.date(2025, 12, 31),
        at=AT,
        meeting=meeting,
    )
    answer = refused(actions.discard_meeting, meeting=meeting, reason="Nhầm")
    assert "1 báo cáo hoặc văn bản" in answer
    assert Meeting.objects.exists()


def test_a_member_on_two_rolls_below_stands_on_the_committees_roll_once(cell):
    Membership.objects.create(
        member=cell.away, organization=cell.neighbour, began="recorded", is_temporary=True
    )
    meeting = MeetingFactory(organization=cell.organization.parent, kinds={"congress"})
    row = meeting.attendances.get(member=cell.away)
    assert (row.is_temporary, row.status, row.state) == (False, "", "present")


def test_a_meeting_of_the_committee_calls_its_members_only(cell):
    HoldingFactory(member=cell.members[1], post="deputy")
    HoldingFactory(member=cell.members[2], post="group_leader")
    meeting = MeetingFactory(organization=cell.organization, kinds={"committee"})
    assert {row.member for row in meeting.attendances.all()} == set(cell.members[:2])
    both = MeetingFactory(organization=cell.organization, kinds={"committee", "regular"})
    assert both.attendances.count() == 23


def test_a_committee_nobody_recorded_calls_the_whole_roll(cell):
    meeting = MeetingFactory(organization=cell.neighbour, kinds={"committee"})
    assert [row.member for row in meeting.attendances.all()] == [cell.stranger]
