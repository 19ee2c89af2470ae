"""The sheet of a cell: made, written, sent, and seen by those who may."""

import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from chibo.drafts import actions as drafts
from reports.ratings.models import OrganizationRating, Rating, RatingSheet
from reports.ratings.rules import field_of
from tests.chibo.factories import GroupFactory, OrganizationFactory, holder
from tests.members.factories import MemberFactory, StatusPeriodFactory
from tests.reports.factories import meeting
from tests.reports.ratings.factories import RatingSheetFactory, decide, lines_of, submitted, write
from tests.reports.ratings.views.pages import BACKEND, listed, shown

pytestmark = pytest.mark.django_db


def typed(sheet, **said) -> dict[str, str]:
    """Return the form of a sheet as a browser sends it, the same said of everybody."""
    data = {"version": str(sheet.version), "meeting": "", "cell_level": ""}
    for line in lines_of(sheet):
        values = {**vars(line), **said}
        for name in ("self_level", "score", "votes", "base", "proposed_level", "remark"):
            data[field_of(line.key, name)] = "" if values[name] is None else str(values[name])
        data[field_of(line.key, "not_rated_reason")] = values["not_rated_reason"]
        if values["is_rated"]:
            data[field_of(line.key, "is_rated")] = "on"
    return data


def test_the_page_of_a_cell_without_a_sheet_offers_to_make_it(signed, cell):
    MemberFactory(organization=cell, full_name="Lê Văn An")
    page = signed.get(listed(cell))
    assert "Chưa lập bảng xếp&nbsp;loại năm&nbsp;2025" in shown(page)
    assert "Danh sách chi bộ ngày 31/12/2025: 1 đảng viên." in shown(page)
    answer = signed.post(reverse("open_rating_sheet", args=["mau", 2025]))
    sheet = RatingSheet.objects.get()
    assert answer.url == reverse("write_rating_sheet", args=[sheet.pk])
    again = signed.post(reverse("open_rating_sheet", args=["mau", 2025]), follow=True)
    assert "đã lập rồi" in shown(again)


def test_the_committee_is_told_that_the_cell_makes_its_sheet(staff, cell, committee):
    MemberFactory(organization=cell)
    page = shown(staff.get(listed(cell)))
    assert "Chi bộ chưa lập bảng" in page
    assert "Lập bảng từ" not in page
    assert staff.post(reverse("open_rating_sheet", args=["mau", 2025])).status_code == 403
    staff.force_login(holder(Role.COMMITTEE_STAFF, committee), backend=BACKEND)
    assert staff.post(reverse("open_rating_sheet", args=["mau", 2025])).status_code == 404


@pytest.mark.parametrize(
    ("role", "deeds", "on_the_round"),
    [
        (Role.COMMITTEE_LEADER, {"return", "decide"}, "Duyệt bảng đầu tiên"),
        (Role.COMMITTEE_REVIEWER, {"return"}, "Xem bảng đầu tiên"),
        (Role.COMMITTEE_STAFF, {"return"}, "Xem bảng đầu tiên"),
        (Role.INSPECTOR, set(), ""),
    ],
)
def test_a_sent_sheet_offers_each_what_they_may_do(
    client, committee, cell, role, deeds, on_the_round
):
    MemberFactory(organization=cell)
    sheet = submitted(organization=cell)
    client.force_login(holder(role, committee), backend=BACKEND)
    page = client.get(reverse("rating_sheet", args=[sheet.pk])).content.decode()
    links = {
        name: reverse(f"{name}_rating_sheet", args=[sheet.pk]) for name in ("return", "decide")
    }
    assert {name for name, url in links.items() if f'"{url}"' in page} == deeds
    assert {name for name, url in links.items() if client.get(url).status_code == 200} == deeds
    listing = shown(client.get(listed(committee, nam=sheet.year)))
    offered = [deed for deed in ("Duyệt bảng đầu tiên", "Xem bảng đầu tiên") if deed in listing]
    assert offered == ([on_the_round] if on_the_round else [])


@pytest.mark.parametrize(
    ("role", "offered"),
    [(Role.COMMITTEE_LEADER, True), (Role.COMMITTEE_REVIEWER, False), (Role.INSPECTOR, False)],
)
def test_only_who_decides_is_offered_to_open_a_decided_sheet_again(
    client, committee, cell, role, offered
):
    MemberFactory(organization=cell)
    sheet = submitted(organization=cell)
    decide(sheet)
    client.force_login(holder(role, committee), backend=BACKEND)
    page = client.get(reverse("rating_sheet", args=[sheet.pk])).content.decode()
    assert (reverse("reopen_rating_sheet", args=[sheet.pk]) in page) is offered


def test_a_sheet_shows_levels_votes_evidence_and_who_is_not_rated(signed, cell):
    MemberFactory(organization=cell, full_name="Lê Văn An")
    exempt = MemberFactory(organization=cell, full_name="Lê Văn Chi")
    StatusPeriodFactory(member=exempt, starts=parse("01/03/2025"))
    sheet = RatingSheetFactory(organization=cell)
    write(sheet, self_level="good", proposed_level="excellent", votes=1, remark="vượt chỉ tiêu")
    page = shown(signed.get(reverse("rating_sheet", args=[sheet.pk])))
    assert "Chi bộ Mẫu, 2 đảng viên: 1/2 thuộc diện xếp loại, 1 không xếp loại." in page
    assert "Không xếp loại: được miễn công tác và sinh hoạt đảng ." in page.replace(
        "đảng.", "đảng ."
    )
    assert "vượt chỉ tiêu" in page
    assert "1/1" in page
    assert "Xuất sắc: đề nghị 1, mức trần 0. Vượt 1." in page
    assert "Vẫn gửi được: đảng ủy cân đối trên cả đảng bộ." in page


def test_another_years_figures_do_not_stand_on_a_sheet(signed, cell):
    member = MemberFactory(organization=cell)
    for year in (2024, 2025):
        held = meeting(cell, f"05/03/{year}", "regular", status="locked", attending="by_name")
        held.attendances.create(member=member, is_official=True, state="present")
    sheet = RatingSheetFactory(organization=cell)
    page = signed.get(reverse("rating_sheet", args=[sheet.pk])).content.decode()
    assert re.findall(r'cell-link[^>]*href="([^"]*)"[^>]*>\s*([\d/]+)', page) == [
        (f"{reverse('meetings')}?to-chuc=mau&amp;nam=2025", "1/1")
    ]


def test_the_whole_sheet_is_written_at_once(signed, cell):
    MemberFactory(organization=cell)
    MemberFactory(organization=cell)
    sheet = RatingSheetFactory(organization=cell)
    held = meeting(cell, "15/12/2025", "regular")
    data = typed(sheet, self_level="good", proposed_level="good", votes=2, score=85)
    data |= {"meeting": str(held.pk), "cell_level": "excellent"}
    address = reverse("write_rating_sheet", args=[sheet.pk])
    assert signed.post(address, data).url == f"{address}?luu=1"
    sheet.refresh_from_db()
    assert sheet.meeting == held
    assert set(Rating.objects.values_list("proposed_level", "votes", "score")) == {("good", 2, 85)}
    assert OrganizationRating.objects.get().self_level == "excellent"
    assert "Đã lưu bảng xếp loại." in shown(signed.get(f"{address}?luu=1"))


def test_one_button_fills_empty_proposals_and_another_goes_on_to_send(signed, cell):
    sheet = RatingSheetFactory(organization=cell)
    address = reverse("write_rating_sheet", args=[sheet.pk])
    signed.post(address, {**typed(sheet, self_level="done", votes=1), "fill": "self"})
    assert Rating.objects.get().proposed_level == "done"
    sheet.refresh_from_db()
    answer = signed.post(address, {**typed(sheet), "next": "submit"})
    assert answer.url == reverse("submit_rating_sheet", args=[sheet.pk])


def test_a_refused_sheet_keeps_what_was_typed_and_says_why_beside_the_field(signed, cell):
    sheet = RatingSheetFactory(organization=cell)
    address = reverse("write_rating_sheet", args=[sheet.pk])
    answer = signed.post(address, typed(sheet, votes=5, remark="Chữ đã gõ"))
    assert (answer.status_code, "Chữ đã gõ" in answer.content.decode()) == (200, True)
    assert "5 phiếu tán thành nhiều hơn tổng số 1." in shown(answer)
    assert Rating.objects.get().votes is None
    nonsense = signed.post(address, typed(sheet, votes="nhiều", self_level="superb"))
    assert "Ghi một số nguyên từ 0 đến 100000." in shown(nonsense)
    assert "Chọn mức trong danh sách." in shown(nonsense)


def test_who_is_not_rated_loses_the_proposal_and_wants_a_reason(signed, cell):
    sheet = write(RatingSheetFactory(organization=cell))
    address = reverse("write_rating_sheet", args=[sheet.pk])
    answer = signed.post(address, typed(sheet, is_rated=False))
    assert "Ghi lý do không xếp loại đồng chí" in shown(answer)
    signed.post(address, typed(sheet, is_rated=False, not_rated_reason="chuyển đi"))
    line = Rating.objects.get()
    assert (line.is_rated, line.proposed_level, line.self_level) == (False, "", "good")


def test_a_colleagues_save_is_shown_beside_what_was_typed(signed, cell):
    sheet = RatingSheetFactory(organization=cell)
    mine = typed(sheet, remark="Chữ của tôi", votes=1)
    write(sheet, remark="Chữ đồng nghiệp", self_level="done")
    address = reverse("write_rating_sheet", args=[sheet.pk])
    answer = signed.post(address, mine)
    assert answer.status_code == 409
    page = shown(answer)
    assert "Có người vừa lưu bảng này" in page
    assert "Chữ của tôi" in answer.content.decode()
    assert "Bản trên máy chủ: Chữ đồng nghiệp" in page
    assert "Máy chủ: Hoàn thành" in page
    assert Rating.objects.get().remark == "Chữ đồng nghiệp"
    sheet.refresh_from_db()
    signed.post(address, {**mine, "version": str(sheet.version)})
    assert Rating.objects.get().remark == "Chữ của tôi"


def test_what_was_typed_and_not_saved_is_there_again(signed, cell):
    sheet = RatingSheetFactory(organization=cell)
    me = signed.get("/").wsgi_request.user
    fields = {name: [value] for name, value in typed(sheet, remark="Gõ dở").items()}
    drafts.keep_draft(by=me, key=f"xep-loai-{sheet.pk}", fields=_query(fields), at=sheet.updated_at)
    address = reverse("write_rating_sheet", args=[sheet.pk])
    assert "Gõ dở" in signed.get(address).content.decode()
    signed.post(address, typed(sheet, remark="Xong"))
    assert "Gõ dở" not in signed.get(address).content.decode()


def _query(fields):
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def test_what_was_typed_is_kept_though_the_sheet_was_sent_meanwhile(signed, cell):
    sheet = submitted(organization=cell)
    address = reverse("write_rating_sheet", args=[sheet.pk])
    assert signed.get(address).url == reverse("rating_sheet", args=[sheet.pk])
    answer = signed.post(address, typed(sheet, remark="Chữ của tôi"))
    assert answer.status_code == 409
    assert "Chữ của tôi" in answer.content.decode()
    assert "đã gửi đảng ủy" in shown(answer)


def test_who_came_later_is_offered_and_added(signed, cell):
    MemberFactory(organization=cell)
    sheet = RatingSheetFactory(organization=cell)
    address = reverse("rating_sheet", args=[sheet.pk])
    assert "chưa có trong bảng" not in shown(signed.get(address))
    MemberFactory(organization=cell)
    assert "có thêm 1 đồng chí chưa có trong bảng" in shown(signed.get(address))
    signed.post(reverse("refresh_rating_sheet", args=[sheet.pk]))
    assert sheet.ratings.count() == 2


def test_a_sheet_is_sent_after_a_look_at_what_is_missing(signed, cell):
    sheet = RatingSheetFactory(organization=cell)
    address = reverse("submit_rating_sheet", args=[sheet.pk])
    assert "Chưa có mức chi bộ đề nghị" in shown(signed.get(address))
    write(sheet)
    page = shown(signed.get(address))
    assert "Chưa chọn hội nghị kiểm điểm" in page
    assert "Chưa có mức" not in page
    signed.post(address, {"version": sheet.version, "text": "Kính gửi"})
    sheet.refresh_from_db()
    assert sheet.status == "submitted"
    assert "Kính gửi" in shown(signed.get(reverse("rating_sheet", args=[sheet.pk])))


def test_a_group_is_led_to_the_sheet_of_its_cell(signed, cell):
    group = GroupFactory(parent=cell)
    assert f"{reverse('ratings')}?to-chuc=mau" in signed.get(listed(group)).content.decode()


@pytest.mark.parametrize(
    "name",
    ["rating_sheet", "write_rating_sheet", "submit_rating_sheet"],
)
def test_a_neighbours_sheet_is_not_found(signed, cell, committee, name):
    other = OrganizationFactory(parent=committee)
    sheet = RatingSheetFactory(organization=other)
    assert signed.get(reverse(name, args=[sheet.pk])).status_code == 404
    assert signed.get(listed(other)).status_code == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.MEMBER])
def test_clerks_and_members_do_not_see_ratings(client, cell, role):
    sheet = RatingSheetFactory(organization=cell)
    client.force_login(holder(role, cell), backend=BACKEND)
    assert client.get(reverse("rating_sheet", args=[sheet.pk])).status_code == 403
    assert client.get(reverse("ratings")).status_code == 403


@pytest.mark.parametrize("name", ["decide", "return", "reopen"])
def test_a_secretary_does_what_the_cell_does_and_no_more(signed, cell, name):
    sheet = submitted(organization=cell)
    address = reverse(f"{name}_rating_sheet", args=[sheet.pk])
    assert signed.post(address, {}).status_code == 403
    assert "Quyết định" not in signed.get(reverse("rating_sheet", args=[sheet.pk])).content.decode()


def filled(organization, members: int) -> RatingSheet:
    for n in range(members):
        MemberFactory(organization=organization, full_name=f"Lê Văn {n:02d}")
    return submitted(organization=organization)


@pytest.mark.parametrize("members", [1, 30])
def test_a_sheet_costs_the_same_with_one_and_with_thirty_members(
    staff, cell, django_assert_num_queries, members
):
    sheet = filled(cell, members)
    for name, cost in (("rating_sheet", SHEET), ("decide_rating_sheet", DECISION)):
        with django_assert_num_queries(cost):
            staff.get(reverse(name, args=[sheet.pk]))


@pytest.mark.parametrize("members", [1, 30])
def test_writing_costs_the_same_with_one_and_with_thirty_members(
    signed, cell, django_assert_num_queries, members
):
    for n in range(members):
        MemberFactory(organization=cell, full_name=f"Lê Văn {n:02d}")
    sheet = RatingSheetFactory(organization=cell)
    with django_assert_num_queries(WRITING):
        signed.get(reverse("write_rating_sheet", args=[sheet.pk]))


READING = 6  # statements of the line in the log that somebody read the page
SHEET, DECISION, WRITING = 20 + READING, 23 + READING, 21 + READING
