"""The page on which minutes are written: what is typed is kept, whoever writes beside."""

import datetime

import pytest
from django.http import QueryDict
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from chibo.drafts import actions as drafts
from chibo.drafts.models import Draft
from meetings.minutes.facts import GuestContent, ItemContent, OpinionContent, TaskContent
from meetings.minutes.models import Meeting
from meetings.tasks.models import Task
from tests.chibo.factories import holder
from tests.meetings.factories import AT, written
from tests.meetings.minutes.views.pages import desk, typed
from tests.meetings.pages import fields, words
from tests.members.pages import client

pytestmark = pytest.mark.django_db


def save(cell, meeting, **changes):
    return cell.secretary.post(desk(meeting), typed(cell, meeting, **changes))


def add(cell, meeting, rows):
    answer = save(cell, meeting, them=rows)
    assert answer.status_code == 302, words(answer)[:900]
    return fields(cell.secretary.get(answer.url.partition("#")[0]))


def test_a_secretary_records_a_meeting_of_21_without_script(cell):
    answer = cell.secretary.post(
        reverse("open_meeting", args=["mot"]),
        {"kinds": ["regular", "thematic"], "held": "20/11/2026", "starts_at": "14h"},
    )
    meeting = Meeting.objects.get()
    assert answer.url == desk(meeting)
    page = words(cell.secretary.get(answer.url))
    assert "21/21" in page
    assert "Không triệu tập 2 đồng chí: Cao Miễn (miễn sinh hoạt), Cao Vắng" in page

    a, b, c, d, *_ = (member.pk for member in cell.members)
    form = add(cell, meeting, "guests")
    form |= {"guests-0-name": "Hà Hùng", "guests-0-posts": "Bí thư Đảng ủy\r\nThứ trưởng"}
    form |= {f"absent-{a}": "on", f"why-{a}": "business", f"absent-{b}": "on", f"why-{b}": "other",
             f"note-{b}": "con ốm", f"absent-{c}": "on", f"why-{c}": "unexcused",
             f"absent-{d}": "on", f"why-{d}": "late"}  # fmt: skip
    form |= {"ends_at": "16:15", "secretary": d, "items-0-body": "Phổ biến Chỉ thị"}
    answer = cell.secretary.post(desk(meeting), form | {"them": "items-2-opinions"})
    assert answer.url.endswith("?them=items-2-opinions#items-2-opinions-0")
    form = fields(cell.secretary.get(answer.url.partition("#")[0]))
    form |= {"items-2-opinions-0-text": "Nhất trí", "items-2-opinions-0-speaker": d}
    answer = cell.secretary.post(desk(meeting), form | {"them": "items-2-opinions"})
    form = fields(cell.secretary.get(answer.url.partition("#")[0]))
    form |= {"items-2-opinions-1-text": "Nên sớm hơn", "items-2-conclusion": "Thống nhất"}
    cell.secretary.post(desk(meeting), form)
    form = add(cell, meeting, "items-2-tasks")
    form |= {"items-2-tasks-0-text": "Số hóa", "items-2-tasks-0-due": "25/12/2026"}
    cell.secretary.post(desk(meeting), form)
    form = add(cell, meeting, "directives")
    form |= {"directives-0-guest": "guests-0", "directives-0-text": "Bàn sâu một việc",
             "directives-0-as_task": "on"}  # fmt: skip
    cell.secretary.post(desk(meeting), form)
    form = add(cell, meeting, "votes")
    form |= {"votes-0-question": "Nghị quyết tháng 12", "votes-0-yes": "16", "self_score": "92"}
    answer = cell.secretary.post(desk(meeting), form)
    assert answer.status_code == 302

    page = words(cell.secretary.get(desk(meeting)))
    assert "18/21" in page
    assert "chính thức 16/19 , cần ít nhất 13" in page
    assert "Đạt: 16/19 (84,21%), cần trên 1/2" in page
    assert "92/100 – loại Tốt" in page
    assert [said.text for said in meeting.items.all()[2].opinions.all()] == [
        "Nhất trí",
        "Nên sớm hơn",
    ]
    assert meeting.attendances.get(member=b).reason == "con ốm"
    assert meeting.directives.get().guest.name == "Hà Hùng"
    assert "Bàn sâu một việc" in words(cell.secretary.get(reverse("tasks"), {"nam": "2026"}))


def test_bad_input_keeps_what_was_typed_and_writes_nothing(cell, meeting):
    form = add(cell, meeting, "votes")
    version = Meeting.objects.get().version
    form |= {
        "held": "31/02/2026",
        "starts_at": "25 giờ",
        "items-0-title": "",
        "items-0-body": "Chữ này phải còn",
        "votes-0-question": "Q",
        "votes-0-yes": "mười",
        "closing": "dài " * 30_000,
    }
    answer = cell.secretary.post(desk(meeting), form)
    assert answer.status_code == 200
    page = words(answer)
    for said in ("Không có ngày 31/02/2026 trên lịch", "Không đọc được giờ này",
                 "Dài quá 100.000 chữ", "Ghi một số nguyên", "ô cần sửa"):  # fmt: skip
        assert said in page
    again = fields(answer)
    assert again["items-0-body"] == ["Chữ này phải còn"]
    assert again["held"] == ["31/02/2026"]
    assert len(again["closing"][0]) == 120_000
    assert again["votes-0-yes"] == ["mười"]
    assert Meeting.objects.get().version == version
    assert Meeting.objects.get().closing == ""


def test_a_refusal_of_the_rules_stands_beside_its_field(cell, meeting):
    form = add(cell, meeting, "votes")
    form |= {"votes-0-question": "Q", "votes-0-yes": "30", "ends_at": "13:00", "starts_at": "14:00"}
    answer = cell.secretary.post(desk(meeting), form)
    page = words(answer)
    assert "30 phiếu (30 đồng ý, 0 không, 0 khác) nhưng tổng số để tính chỉ là 19" in page
    assert "Giờ kết thúc phải sau giờ bắt đầu" in page
    assert fields(answer)["votes-0-yes"] == ["30"]
    assert not Meeting.objects.get().votes.exists()


def test_a_row_is_taken_out_by_its_button_which_saves_the_rest(cell, meeting):
    answer = save(cell, meeting, items__1__DELETE="on", place="Hội trường")
    assert answer.status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "Hội trường"
    assert meeting.items.count() == 4
    assert not meeting.items.filter(title__startswith="Học tập").exists()


def test_adding_a_row_beside_a_mistake_keeps_both(cell, meeting):
    answer = save(cell, meeting, held="không có ngày này", them="guests")
    assert answer.status_code == 200
    assert "guests-0-name" in fields(answer)


def test_an_empty_new_row_is_passed_over(cell, meeting):
    form = add(cell, meeting, "directives")
    answer = cell.secretary.post(desk(meeting), form)
    assert answer.status_code == 302
    assert not meeting.directives.exists()


def test_text_is_normalised_escaped_and_never_cut(cell, meeting):
    long = "x" * 99_990
    save(cell, meeting, items__0__body="Bí thư <script>alert(1)</script>", closing=long)
    assert meeting.items.all()[0].body == "Bí thư <script>alert(1)</script>"
    page = cell.secretary.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert Meeting.objects.get().closing == long
    assert 'maxlength="100000"' not in cell.secretary.get(desk(meeting)).content.decode()


def test_a_neighbours_member_can_neither_be_seen_nor_chosen(cell, meeting):
    page = cell.secretary.get(desk(meeting)).content.decode()
    assert "Người Nơi Khác" not in page
    answer = save(cell, meeting, chair=cell.stranger.pk)
    assert "Đồng chí này không có trong danh sách" in words(answer)
    meeting.refresh_from_db()
    assert meeting.chair != cell.stranger


def test_two_people_who_write_at_once_lose_nothing(cell, meeting):
    mine = typed(cell, meeting, place="Phòng của tôi")
    mine["items-0-body"] = "Tóm tắt của tôi"
    other = client(holder(Role.CLERK, cell.organization))
    theirs = fields(other.get(desk(meeting)))
    theirs |= {"place": "Phòng của họ", "dues_note": "Đủ", "them": "guests"}
    answer = other.post(desk(meeting), theirs)
    theirs = fields(other.get(answer.url.partition("#")[0]))
    other.post(desk(meeting), theirs | {"guests-0-name": "Khách của họ"})

    answer = cell.secretary.post(desk(meeting), mine)
    assert answer.status_code == 200
    page = words(answer)
    assert "Người khác vừa lưu biên bản này" in page
    assert "Bản trên máy chủ: Phòng của họ" in page
    assert "ô khác nhau" in page
    assert 'href="#id_place"' in answer.content.decode()
    assert Meeting.objects.get().place == "Phòng của họ"
    again = fields(answer)
    assert again["place"] == ["Phòng của tôi"]
    assert again["items-0-body"] == ["Tóm tắt của tôi"]
    assert again["guests-0-name"] == ["Khách của họ"]

    assert cell.secretary.post(desk(meeting), again).status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "Phòng của tôi"
    assert meeting.items.all()[0].body == "Tóm tắt của tôi"
    assert meeting.guests.get().name == "Khách của họ"


def test_words_only_the_colleague_wrote_survive_a_conflict(cell, meeting):
    mine = typed(cell, meeting)
    mine |= {"items-0-conclusion": "Kết luận của tôi", "items-0-body": "", "dues_note": ""}
    other = client(holder(Role.CLERK, cell.organization))
    theirs = fields(other.get(desk(meeting)))
    other.post(desk(meeting), theirs | {"items-0-body": "Tóm tắt của họ", "dues_note": "Đủ"})

    again = fields(cell.secretary.post(desk(meeting), mine))
    assert cell.secretary.post(desk(meeting), again).status_code == 302
    meeting.refresh_from_db()
    first = meeting.items.all()[0]
    assert (first.body, first.conclusion) == ("Tóm tắt của họ", "Kết luận của tôi")
    assert meeting.dues_note == "Đủ"


def test_rows_others_added_inside_an_item_survive_a_conflict(cell, meeting):
    mine = typed(cell, meeting, place="Của tôi")
    first = meeting.items.all()[0]
    written(
        meeting,
        items=(ItemContent(first.title, pk=first.pk, opinions=(OpinionContent("Ý của họ"),)),),
        guests=(GuestContent("Khách"),),
    )
    answer = cell.secretary.post(desk(meeting), mine)
    again = fields(answer)
    assert again["items-0-opinions-0-text"] == ["Ý của họ"]
    assert cell.secretary.post(desk(meeting), again).status_code == 302
    assert meeting.items.all()[0].opinions.get().text == "Ý của họ"


def keep(cell, meeting, **changes):
    key = f"bien-ban-{meeting.pk}"
    return cell.secretary.post(reverse("keep_draft", args=[key]), typed(cell, meeting, **changes))


def test_what_was_typed_and_not_saved_comes_back(cell, meeting):
    keep(cell, meeting, place="Chưa lưu")
    page = cell.secretary.get(desk(meeting))
    assert fields(page)["place"] == ["Chưa lưu"]
    assert "bản gõ dở" in words(page)
    assert Meeting.objects.get().place == ""
    other = client(holder(Role.CLERK, cell.organization))
    assert fields(other.get(desk(meeting)))["place"] == [""]
    assert cell.secretary.post(desk(meeting), fields(page)).status_code == 302
    assert Meeting.objects.get().place == "Chưa lưu"
    assert not Draft.objects.exists()


def test_a_draft_can_be_thrown_away(cell, meeting):
    keep(cell, meeting, place="Bỏ đi")
    answer = cell.secretary.post(reverse("drop_minutes_draft", args=[meeting.pk]))
    page = cell.secretary.get(answer.url)
    assert fields(page)["place"] == [""]
    assert b"data-draft-clear" in page.content
    assert b"data-draft-clear" not in cell.secretary.get(desk(meeting)).content


def test_a_draft_on_an_older_version_shows_what_others_saved(cell, meeting):
    keep(cell, meeting, place="Của tôi")
    written(meeting, place="Của họ")
    page = cell.secretary.get(desk(meeting))
    assert "Bản trên máy chủ: Của họ" in words(page)
    assert fields(page)["place"] == ["Của tôi"]
    assert fields(page)["version"] == ["2"]


def test_a_broken_draft_still_opens(cell, meeting):
    user = holder(Role.SECRETARY, cell.organization)

    drafts.keep_draft(
        by=user, key=f"bien-ban-{meeting.pk}", fields=QueryDict("items-TOTAL_FORMS=x"), at=AT
    )
    assert client(user).get(desk(meeting)).status_code == 200


def test_attendance_known_as_a_count_only_is_recorded(cell, meeting):
    answer = save(cell, meeting, attending="counted", summoned_count="8", present_count="9")
    assert "Số có mặt (9) nhiều hơn số triệu tập (8)" in words(answer)
    save(cell, meeting, attending="counted", summoned_count="8", present_count="8")
    page = words(cell.secretary.get(reverse("meeting", args=[meeting.pk])))
    assert "8/8 · 100%" in page


def test_hours_may_be_written_as_people_do(cell, meeting):
    save(cell, meeting, starts_at="14h30", ends_at="16h")
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.ends_at) == (datetime.time(14, 30), datetime.time(16))


def test_a_save_returns_to_the_item_one_was_writing(cell, meeting):
    form = typed(cell, meeting, open="noi-dung-3")
    form |= {"items-0-DELETE": "on"}
    answer = cell.secretary.post(desk(meeting), form)
    assert answer.url == f"{desk(meeting)}?mo=2#noi-dung-2"
    page = cell.secretary.get(answer.url.partition("#")[0]).content.decode()
    assert 'id="noi-dung-2" open' in page
    assert 'id="noi-dung-3" open' not in page
    assert save(cell, meeting, open="noi-dung-99").url == desk(meeting)


def test_a_page_opened_before_a_task_was_corrected_leaves_the_correction(cell, meeting):
    item = ItemContent("Một", tasks=(TaskContent("Việc", due=parse("25/12/2026")),))
    row = written(meeting, items=(item,))
    task = row.items.get().tasks.get()
    form = typed(cell, meeting, place="Phòng họp")
    Task.objects.filter(pk=task.pk).update(text="Việc đã sửa")
    assert cell.secretary.post(desk(meeting), form).status_code == 302
    task.refresh_from_db()
    assert task.text == "Việc đã sửa"
    again = typed(cell, meeting)
    cell.secretary.post(desk(meeting), again | {"items-0-tasks-0-text": "Sửa trong biên bản"})
    task.refresh_from_db()
    assert task.text == "Sửa trong biên bản"


def test_more_votes_than_voters_are_refused_beside_the_vote_and_stay_on_the_page(cell, meeting):
    cast = add(cell, meeting, "votes")
    cast |= {"votes-0-question": "Thông qua dự thảo", "votes-0-yes": "20", "votes-0-no": "2"}
    cast |= {"votes-0-base": "21"}
    page = cell.secretary.post(desk(meeting), cast)
    assert "Biểu quyết 1 có 22 phiếu (20 đồng ý, 2 không, 0 khác)" in words(page)
    assert 'id="id_votes-0-base_error"' in page.content.decode()
    again = fields(page)
    assert {name: again[name] for name in cast if name.startswith("votes-0-")} == {
        name: value if isinstance(value, list) else [value]
        for name, value in cast.items()
        if name.startswith("votes-0-")
    }
    meeting.refresh_from_db()
    assert meeting.votes.count() == 0
