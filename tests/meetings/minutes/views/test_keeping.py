"""Meetings opened, listed, locked, read and discarded."""

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.audit.models import Entry
from chibo.dates import parse
from meetings.minutes.facts import ItemContent, OpinionContent
from meetings.minutes.models import Meeting
from tests.chibo.factories import holder
from tests.meetings.factories import MeetingFactory, written
from tests.meetings.minutes.views.pages import desk, typed
from tests.meetings.pages import fields, words
from tests.members.pages import client, statements

pytestmark = pytest.mark.django_db


def locked(cell, meeting):
    first, second, *_ = cell.members
    row = written(meeting, chair_id=first.pk, secretary_id=second.pk)
    return cell.secretary.post(reverse("lock_minutes", args=[row.pk]), follow=True)


def test_minutes_are_locked_read_and_unlocked(cell, meeting):
    assert "đã thông qua và khóa" in words(locked(cell, meeting))
    assert cell.secretary.get(desk(meeting)).status_code == 302
    page = words(cell.secretary.get(reverse("meeting", args=[meeting.pk])))
    assert "Mở khóa để sửa" in page
    unlock = reverse("unlock_minutes", args=[meeting.pk])
    assert "Ghi lý do mở khóa" in words(cell.secretary.post(unlock, {"reason": " "}))
    assert cell.secretary.post(unlock, {"reason": "Sai tên"}).status_code == 302
    assert Entry.objects.filter(verb="unlock_minutes").exists()


def test_a_page_opened_before_the_lock_is_refused_and_kept(cell, meeting):
    form = typed(cell, meeting, place="Muộn rồi")
    locked(cell, meeting)
    answer = cell.secretary.post(desk(meeting), form)
    assert "đã thông qua và khóa" in words(answer)
    assert fields(answer)["place"] == ["Muộn rồi"]


def test_the_greyed_button_gives_its_reasons(cell, meeting):
    page = cell.secretary.get(reverse("meeting", args=[meeting.pk]))
    assert 'aria-disabled="true"' in page.content.decode()
    assert "Chưa ghi giờ kết thúc." in words(page)
    answer = cell.secretary.post(reverse("lock_minutes", args=[meeting.pk]))
    assert "Chưa làm được" in words(answer)
    assert Meeting.objects.get().status == "draft"


def test_minutes_are_downloaded(cell, meeting):
    answer = cell.secretary.get(reverse("minutes_docx", args=[meeting.pk]))
    assert answer.content.startswith(b"PK")
    assert f"bien-ban-{meeting.pk}.docx" in answer["Content-Disposition"]


def test_a_member_reads_locked_minutes_only(cell, meeting):
    member = client(holder(Role.MEMBER, cell.organization))
    addresses = [reverse(name, args=[meeting.pk]) for name in ("meeting", "minutes_docx")]
    assert {member.get(address).status_code for address in addresses} == {404}
    assert "thường kỳ tháng 11" not in words(member.get(reverse("meetings"), {"nam": "2026"}))
    locked(cell, meeting)
    assert {member.get(address).status_code for address in addresses} == {200}
    page = words(member.get(reverse("meetings"), {"nam": "2026"}))
    assert "thường kỳ tháng 11" in page
    assert "chưa ghi buổi nào" not in page
    assert member.get(desk(meeting)).status_code == 403


@pytest.mark.parametrize(
    "name",
    ["meeting", "write_minutes", "lock_minutes", "unlock_minutes", "discard_meeting",
     "minutes_docx", "minutes_pdf", "drop_minutes_draft"],
)  # fmt: skip
def test_a_neighbours_meeting_does_not_exist(cell, name):
    theirs = MeetingFactory(organization=cell.neighbour)
    address = reverse(name, args=[theirs.pk])
    answers = {cell.secretary.get(address).status_code, cell.secretary.post(address).status_code}
    assert answers <= {404, 405}
    assert 404 in answers


def test_a_meeting_is_not_opened_for_a_neighbour(cell):
    assert cell.secretary.get(reverse("open_meeting", args=["hai"])).status_code == 404


def test_opening_without_a_kind_is_refused_and_kept(cell):
    address = reverse("open_meeting", args=["mot"])
    answer = cell.secretary.post(address, {"held": "8/2013", "place": "Nhà văn hóa"})
    assert "Chọn ít nhất một loại sinh hoạt." in words(answer)
    assert fields(answer, "mo-buoi-hop")["place"] == ["Nhà văn hóa"]
    assert not Meeting.objects.exists()


def test_the_list_shows_months_without_a_meeting_as_gaps(cell, meeting):
    page = cell.secretary.get(reverse("meetings"), {"nam": "2026"})
    assert "Tháng 10 chưa ghi buổi nào" in words(page)
    assert "?ngay=10/2026" in page.content.decode()
    opened = cell.secretary.get(reverse("open_meeting", args=["mot"]), {"ngay": "10/2026"})
    assert fields(opened, "mo-buoi-hop")["held"] == ["10/2026"]


def test_the_list_is_searched_over_all_years(cell):
    MeetingFactory(organization=cell.organization, held=parse("2019"), title="Về nguồn Điện Biên")
    assert "Về nguồn Điện Biên" in words(
        cell.secretary.get(reverse("meetings"), {"q": "dien bien"})
    )
    assert "Không có buổi nào khớp" in words(cell.secretary.get(reverse("meetings"), {"q": "zzz"}))
    page = words(cell.secretary.get(reverse("meetings"), {"nam": "2019"}))
    assert "Trong năm, chưa rõ tháng" in page


def test_a_draft_is_discarded(cell, meeting):
    address = reverse("discard_meeting", args=[meeting.pk])
    assert "Ghi lý do" in words(cell.secretary.post(address, {"reason": ""}))
    assert cell.secretary.post(address, {"reason": "Mở nhầm"}).status_code == 302
    assert not Meeting.objects.exists()


def test_pages_cost_the_same_with_one_and_thirty_rows(cell, meeting):
    costs = []
    for count in (1, 30):
        said = (OpinionContent("Nhất trí", cell.members[0].pk),)
        items = tuple(ItemContent(f"Việc {n}", body="x", opinions=said) for n in range(count))
        meeting = written(meeting, items=items)
        for number in range(count - 1):
            MeetingFactory(organization=cell.organization, held=parse(f"{number % 28 + 1}/10/2026"))
        list_page = reverse("meetings") + "?nam=2026"
        reading = reverse("meeting", args=[meeting.pk])
        costs.append(
            [statements(cell.secretary, each) for each in (desk(meeting), reading, list_page)]
        )
    assert costs[0] == costs[1]


def test_the_desk_costs_the_same_for_a_smaller_cell(cell, meeting):
    theirs = MeetingFactory(organization=cell.neighbour)
    secretary = client(holder(Role.SECRETARY, cell.neighbour))
    assert statements(secretary, desk(theirs)) == statements(cell.secretary, desk(meeting))


def test_a_locked_meeting_keeps_its_action_refusals(cell, meeting):
    locked(cell, meeting)
    answer = cell.secretary.post(reverse("discard_meeting", args=[meeting.pk]), {"reason": "x"})
    assert "đã thông qua và khóa" in words(answer)
    assert Meeting.objects.exists()


def test_a_meeting_is_proposed_with_the_kind_and_month_one_came_for(cell):
    address = reverse("open_meeting", args=["mot"])
    form = fields(
        cell.secretary.get(address, {"loai": "thematic", "ngay": "8/2026"}), "mo-buoi-hop"
    )
    assert (form["kinds"], form["held"]) == (["thematic"], ["8/2026"])
    form = fields(cell.secretary.get(address, {"loai": "strange"}), "mo-buoi-hop")
    assert form["kinds"] == ["regular"]


def test_meetings_of_an_uncertain_day_stand_in_the_list(cell):
    for held in ("8/2013", ""):
        MeetingFactory(organization=cell.organization, held=parse(held))
    page = words(cell.secretary.get(reverse("meetings"), {"nam": "2013"}))
    assert "8/2013" in page.partition("Chưa rõ ngày")[0]
    assert "không rõ" in page.partition("Chưa rõ ngày")[2]
