import re
from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from chibo.access import Role
from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.drafts import actions as drafts
from members.dues.models import DuesCharge, DuesPayment
from reports.ratings import actions, queries
from reports.ratings.models import OrganizationRating, Rating, RatingSheet
from reports.ratings.rules import field_of
from tests.chibo.factories import CommitteeFactory, GroupFactory, OrganizationFactory, holder
from tests.members.factories import MemberFactory, StatusPeriodFactory
from tests.reports.factories import meeting, secretary_of
from tests.reports.ratings.factories import (
    TODAY,
    WHOLE,
    RatingSheetFactory,
    decide,
    leader_of,
    lines_of,
    submitted,
    write,
)

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"
HERE = "reports.ratings.views"
VIEWS = [f"{HERE}.{name}.today" for name in ("sheets", "review", "deciding", "showing")]


@pytest.fixture(autouse=True)
def at_the_turn_of_the_year(monkeypatch):
    for name in ("chibo.access.today", *VIEWS):
        monkeypatch.setattr(name, lambda: TODAY)


@pytest.fixture
def committee():
    return CommitteeFactory(code="dang-uy", name="Đảng bộ Sở")


@pytest.fixture
def cell(committee):
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu", parent=committee)


@pytest.fixture
def signed(client, cell):
    client.force_login(secretary_of(cell), backend=BACKEND)
    return client


@pytest.fixture
def staff(client, committee):
    client.force_login(leader_of(committee), backend=BACKEND)
    return client


def shown(answer) -> str:
    """Return the words of a page on one line, without marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def listed(organization, **asked) -> str:
    rest = "".join(f"&{name.replace('_', '-')}={value}" for name, value in asked.items())
    return f"{reverse('ratings')}?to-chuc={organization.code}{rest}"


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


# The cell


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


# Who may not


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


def test_a_leader_who_stands_on_the_sheet_leaves_it_to_another(client, cell, committee):
    leader, other = leader_of(committee), leader_of(committee)
    own = MemberFactory(organization=cell)
    own.user = leader
    own.save()
    sheet = submitted(organization=cell)
    address = reverse("decide_rating_sheet", args=[sheet.pk])
    client.force_login(leader, backend=BACKEND)
    page = client.get(address).content.decode()
    assert "Để đồng chí khác trong lãnh đạo đảng ủy quyết định." in page
    assert 'type="submit"\n        form="quyet-dinh"' not in page
    client.post(address, decision(sheet))
    assert RatingSheet.objects.get().status == "submitted"
    client.force_login(other, backend=BACKEND)
    client.post(address, decision(sheet))
    assert RatingSheet.objects.get().status == "decided"
    reopen = reverse("reopen_rating_sheet", args=[sheet.pk])
    given = {"reason": "Ghi nhầm", "version": RatingSheet.objects.get().version}
    client.force_login(leader, backend=BACKEND)
    assert "Không tự mở lại được" in client.get(reopen).content.decode()
    client.post(reopen, given)
    assert RatingSheet.objects.get().status == "decided"
    client.force_login(other, backend=BACKEND)
    client.post(reopen, given)
    assert RatingSheet.objects.get().status == "submitted"


def test_leader_of_another_committee_decide_nothing_here(client, cell):
    sheet = submitted(organization=cell)
    client.force_login(leader_of(CommitteeFactory()), backend=BACKEND)
    for name in ("decide", "return", "reopen"):
        address = reverse(f"{name}_rating_sheet", args=[sheet.pk])
        assert client.post(address, {"reason": "vì"}).status_code == 404


# The committee


def test_the_round_counts_its_cells_and_leads_to_each(staff, cell, committee):
    sent = submitted(organization=cell)
    other = OrganizationFactory(parent=committee, name="Chi bộ Chưa lập")
    submitted("excellent", organization=OrganizationFactory(name="Chi bộ Nơi khác"))
    answer = staff.get(listed(committee))
    page = shown(answer)
    assert "1 chi&nbsp;bộ chờ duyệt xếp&nbsp;loại năm&nbsp;2025" in page
    assert "1 /2 chưa lập" in page
    assert "1 /2 chờ duyệt" in page
    assert "Chi bộ Nơi khác" not in page
    html = answer.content.decode()
    assert reverse("rating_sheet", args=[sent.pk]) in html
    assert listed(other, nam=2025).replace("&", "&amp;") in html


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("cho-duyet", ["Chi bộ Mẫu"]),
        ("chua-lap", ["Chi bộ Hai"]),
        ("tra-lai", []),
        ("²", ["Chi bộ Mẫu", "Chi bộ Hai"]),
    ],
)
def test_a_counter_keeps_the_cells_it_counts(staff, cell, committee, asked, names):
    submitted(organization=cell)
    OrganizationFactory(parent=committee, name="Chi bộ Hai")
    page = staff.get(listed(committee, nam=2025, tinh_trang=asked)).content.decode()
    assert re.findall(r'class="who" href="[^"]*">([^<]*)<', page) == names


def test_a_round_without_sheets_shows_no_cap_of_nobody(staff, cell, committee):
    page = shown(staff.get(listed(committee)))
    assert "1 /1 chưa lập" in page
    assert "mức trần" not in page


def test_the_cap_of_a_round_is_over_all_its_cells(staff, cell, committee):
    submitted("excellent", organization=cell)
    for _ in range(5):
        submitted("good", organization=OrganizationFactory(parent=committee))
    page = shown(staff.get(listed(committee)))
    assert "Xuất sắc: đề nghị 1, mức trần 1." in page
    assert "20% của 5 đồng chí" in page


def test_staff_return_a_sheet_with_the_reason(staff, cell, committee):
    sheet = submitted(organization=cell)
    address = reverse("return_rating_sheet", args=[sheet.pk])
    assert "Ghi lý do trả lại" in shown(staff.post(address, {"version": sheet.version}))
    answer = staff.post(address, {"version": sheet.version, "reason": "Thiếu phiếu"})
    assert answer.url == listed(committee, nam=2025)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.exchanges.last().text) == ("returned", "Thiếu phiếu")


def test_a_returned_sheet_says_why_where_it_is_mended(signed, cell):
    sheet = submitted(organization=cell)
    given = {"by": None, "at": sheet.updated_at}
    actions.return_rating_sheet(
        sheet=sheet, reason="Thiếu phiếu của An", version=sheet.version, **given
    )
    for name in ("rating_sheet", "write_rating_sheet", "submit_rating_sheet"):
        page = shown(signed.get(reverse(name, args=[sheet.pk])))
        assert "Đảng ủy trả lại Thiếu phiếu của An" in page


def decision(sheet, **said) -> dict[str, str]:
    given = {"decision": "45-QĐ/ĐU", "decided_on": "05/01/2026", "cell_level": "good"}
    levels = {
        field_of(line.pk, "decided_level"): line.proposed_level
        for line in queries.lines(WHOLE, sheet)
        if line.is_rated
    }
    return {"version": str(sheet.version), **given, **levels, **said}


def test_a_decision_begins_with_what_the_cell_proposes(staff, cell):
    sheet = submitted(organization=cell)
    address = reverse("decide_rating_sheet", args=[sheet.pk])
    assert '<option value="good" selected>Tốt</option>' in staff.get(address).content.decode()
    staff.post(address, decision(sheet))
    sheet.refresh_from_db()
    assert (sheet.status, sheet.decision) == ("decided", "45-QĐ/ĐU")
    assert OrganizationRating.objects.get().decided_level == "good"
    page = shown(staff.get(reverse("rating_sheet", args=[sheet.pk])))
    assert "Quyết định 45-QĐ/ĐU ngày 05/01/2026" in page
    assert "Đảng ủy quyết định" in page


def test_a_refused_decision_keeps_what_was_typed(staff, cell):
    sheet = submitted("excellent", organization=cell)
    address = reverse("decide_rating_sheet", args=[sheet.pk])
    answer = staff.post(address, decision(sheet, text="Ý kiến đã gõ"))
    page = shown(answer)
    assert "vượt mức trần 0" in page
    assert "366-QĐ/TW" in page
    assert "Ý kiến đã gõ" in page
    assert not Rating.objects.exclude(decided_level="").exists()
    staff.post(address, decision(sheet, exception="12-CV/TU"))
    sheet.refresh_from_db()
    assert sheet.status == "decided"


def test_who_stands_on_a_sheet_sees_why_he_cannot_decide_it(staff, cell):
    member = MemberFactory(organization=cell)
    member.user = staff.get("/").wsgi_request.user
    member.save()
    sheet = submitted(organization=cell)
    address = reverse("decide_rating_sheet", args=[sheet.pk])
    assert "không tự quyết định được" in shown(staff.get(address))
    staff.post(address, decision(sheet))
    sheet.refresh_from_db()
    assert sheet.status == "submitted"


def test_a_decided_sheet_is_read_and_opened_again_with_a_reason(staff, cell):
    sheet = decide(submitted(organization=cell))
    page = staff.get(reverse("rating_sheet", args=[sheet.pk])).content.decode()
    assert "<select" not in page
    assert "Vẫn gửi được" not in page
    address = reverse("reopen_rating_sheet", args=[sheet.pk])
    staff.post(address, {"version": sheet.version, "reason": "Ghi nhầm số"})
    sheet.refresh_from_db()
    assert (sheet.status, sheet.decision) == ("submitted", "")


# What pages cost


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


@pytest.mark.parametrize("cells", [1, 30])
def test_a_round_costs_the_same_with_one_and_with_thirty_cells(
    staff, committee, django_assert_num_queries, cells
):
    for _ in range(cells):
        submitted(organization=OrganizationFactory(parent=committee))
    with django_assert_num_queries(ROUND):
        staff.get(listed(committee, nam=2025))


def test_a_round_tells_each_cells_dues_and_leads_to_their_rows(staff, committee, cell):
    member = MemberFactory(organization=cell)
    other = OrganizationFactory(parent=committee, name="Chi bộ Khác")
    for payer, month in ((member, 3), (member, 4), (MemberFactory(organization=other), 3)):
        charge = DuesCharge.objects.create(
            organization=payer.organization, member=payer, month=date(2025, month, 1), amount=5
        )
        if month == 4:
            DuesPayment.objects.create(charge=charge, amount=5, paid_on=date(2025, 4, 9))
    submitted(organization=cell)
    page = staff.get(listed(committee, nam=2025)).content.decode()
    dues = f"{reverse('dues')}?to-chuc={cell.code}&amp;nam=2025"
    assert re.search(rf'href="{re.escape(dues)}"\s*>1/2<', page)
    assert f"{reverse('dues')}?to-chuc={other.code}" not in page


def test_a_long_round_is_paged_and_leaves_the_evidence_out(staff, committee, monkeypatch):
    monkeypatch.setattr(f"{HERE}.review.PER_PAGE", 2)
    for _ in range(3):
        submitted(organization=OrganizationFactory(parent=committee))
    page = shown(staff.get(listed(committee, nam=2025)))
    assert "1–2 trong 3" in page
    assert "Số liệu dự họp, học tập hiện ở từng đảng bộ bên dưới." in page
    assert "1–2" not in shown(staff.get(listed(committee, nam=2025, trang=2)))


READING = 6  # statements of the line in the log that somebody read the page
SHEET, DECISION, WRITING, ROUND = 20 + READING, 23 + READING, 21 + READING, 25


# Who reads a sheet is written down


def readings() -> list[tuple[str, str, int]]:
    """Return (kind, key, chain) of what was read, the first reading first."""
    found = Entry.objects.filter(verb="view").order_by("pk")
    return [(one.subject_type, one.subject_id, one.chain_key) for one in found]


def test_a_sheet_is_one_line_in_the_log_however_many_stand_on_it(signed, cell):
    for _ in range(5):
        MemberFactory(organization=cell)
    sheet = RatingSheetFactory(organization=cell)
    signed.get(listed(cell, nam=sheet.year))
    for name in ("rating_sheet", "write_rating_sheet", "submit_rating_sheet"):
        signed.get(reverse(name, args=[sheet.pk]))
    assert readings() == [("reports.RatingSheet", str(sheet.pk), cell.pk)] * 4


def test_a_round_names_nobody_and_is_no_reading_but_a_decision_is(staff, committee, cell):
    MemberFactory(organization=cell)
    sheet = submitted(organization=cell)
    staff.get(listed(committee, nam=sheet.year))
    staff.get(reverse("return_rating_sheet", args=[sheet.pk]))
    assert readings() == []
    staff.get(reverse("decide_rating_sheet", args=[sheet.pk]))
    assert readings() == [("reports.RatingSheet", str(sheet.pk), cell.pk)]


def test_a_refused_form_shows_the_sheet_again_and_that_is_a_reading(staff, cell):
    MemberFactory(organization=cell)
    sheet = submitted(organization=cell)
    assert staff.post(reverse("decide_rating_sheet", args=[sheet.pk]), {}).status_code == 200
    assert readings() == [("reports.RatingSheet", str(sheet.pk), cell.pk)]


# Until it is sent a sheet is the cell's


@pytest.mark.parametrize(
    "role",
    [
        Role.COMMITTEE_LEADER,
        Role.COMMITTEE_REVIEWER,
        Role.COMMITTEE_STAFF,
        Role.INSPECTOR,
    ],
)
def test_the_committee_reads_a_sheet_once_it_was_sent(client, committee, cell, role):
    MemberFactory(organization=cell, full_name="Lê Văn An")
    sheet = RatingSheetFactory(organization=cell)
    write(sheet, proposed_level="excellent", votes=1)
    client.force_login(holder(role, committee), backend=BACKEND)
    places = (reverse("rating_sheet", args=[sheet.pk]), listed(cell, nam=sheet.year))
    for address in places:
        page = shown(client.get(address))
        assert "Bảng chưa gửi" in page
        assert "Lê Văn An" not in page
        assert "Xuất sắc" not in page
    assert readings() == []
    actions.submit_rating_sheet(
        by=None, sheet=sheet, text="", version=sheet.version, at=sheet.updated_at
    )
    for address in places:
        assert "Lê Văn An" in shown(client.get(address))


def test_no_form_of_the_committee_shows_what_was_not_sent(staff, cell):
    MemberFactory(organization=cell, full_name="Lê Văn An")
    sheet = RatingSheetFactory(organization=cell)
    address = reverse("decide_rating_sheet", args=[sheet.pk])
    for answer in (staff.get(address), staff.post(address, decision(sheet))):
        assert answer.url == reverse("rating_sheet", args=[sheet.pk])
    for name in ("return", "reopen"):
        answer = staff.post(reverse(f"{name}_rating_sheet", args=[sheet.pk]), {})
        assert "Lê Văn An" not in shown(answer)


def test_a_round_counts_no_level_that_was_not_sent(staff, committee, cell):
    MemberFactory(organization=cell)
    sheet = RatingSheetFactory(organization=cell)
    write(sheet, proposed_level="excellent", votes=1)
    OrganizationRating.objects.create(organization=cell, year=sheet.year, self_level="good")
    page = staff.get(listed(committee, nam=sheet.year))
    assert "level-top" not in page.content.decode()
    assert "mức trần" not in shown(page)
    (row,) = page.context["rows"]
    assert (row["rated"], row["members"], row["self_level"]) == (1, 1, "")
    assert not any(n for _, n in row["levels"])
    actions.submit_rating_sheet(
        by=None, sheet=sheet, text="", version=sheet.version, at=sheet.updated_at
    )
    (row,) = staff.get(listed(committee, nam=sheet.year)).context["rows"]
    assert [n for _, n in row["levels"]] == [1, 0, 0, 0]
    assert row["self_level"]


def test_a_returned_sheet_was_sent_and_stays_to_be_read(staff, cell):
    MemberFactory(organization=cell, full_name="Lê Văn An")
    sheet = submitted(organization=cell)
    actions.return_rating_sheet(
        by=None, sheet=sheet, reason="Thiếu phiếu", version=sheet.version, at=sheet.updated_at
    )
    assert "Lê Văn An" in shown(staff.get(reverse("rating_sheet", args=[sheet.pk])))
