"""The desks of cells and committees: what each person sees, and what none may see."""

import datetime
import re

import pytest
from django.urls import reverse

from chibo.access import Role, Scope
from chibo.accounts import actions as accounts
from chibo.organizations.models import Organization
from chibo.portal import facts
from members.privacy import actions as privacy
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, UserFactory, holder
from tests.chibo.portal.pages import client_of, seen, without_tokens
from tests.chibo.portal.records import charge, meet, rating_sheet, report
from tests.clock import TODAY
from tests.members.factories import (
    HoldingFactory,
    MemberFactory,
    ProbationaryFactory,
    StatusPeriodFactory,
)

pytestmark = pytest.mark.django_db


def a_year(cell: Organization, last: int = 11) -> None:
    for month in range(1, last + 1):
        meet(cell, 2026, month)
    for month in (2, 5, 8, 11):
        meet(cell, 2026, month, "thematic")


# The desk of a cell ------------------------------------------------------------------------------


def test_the_title_says_that_this_month_has_not_met_and_one_button_answers_it(cast):
    a_year(cast.places["own"], last=10)
    page = seen(cast.people["secretary"], "desk")
    assert "<h1>Tháng 11 chưa họp thường kỳ</h1>" in page
    assert "Ghi biên bản tháng 11" in page
    url = reverse("open_meeting", args=["chi-bo"])
    assert f'class="btn btn-primary btn-lg" href="{url}?loai=regular&ngay=22/11/2026"' in page


def test_a_gap_of_the_past_leads_to_recording_that_month(cast):
    meet(cast.places["own"], 2026, 1)
    url = reverse("open_meeting", args=["chi-bo"])
    assert f"{url}?loai=regular&ngay=9/2026" in seen(cast.people["secretary"], "desk")


def test_a_draft_of_september_is_a_duty_with_the_clause_in_force(cast):
    a_year(cast.places["own"])
    draft = meet(cast.places["own"], 2026, 9, "committee", locked=False)
    HoldingFactory(member__organization=cast.places["own"])
    page = seen(cast.people["secretary"], "desk")
    assert "<h1>Biên bản ngày 05/09 chưa khóa</h1>" in page
    assert "42-HD/BTCTW: xong trong 2 ngày sau buổi họp" in page
    assert reverse("write_minutes", args=[draft.pk]) in page


def test_the_head_count_leads_to_the_people_behind_it(cast):
    own = cast.places["own"]
    MemberFactory(organization=own, gender="female")
    ProbationaryFactory(organization=own)
    StatusPeriodFactory(member__organization=own)
    page = seen(cast.people["secretary"], "desk")
    assert '/dang-vien/?to-chuc=chi-bo&loai=du-bi">1<small>/3</small>' in page
    assert "miễn sinh hoạt" in page


def test_recognition_and_last_years_draft_report_are_listed(cast):
    own = cast.places["own"]
    someone = ProbationaryFactory(organization=own, full_name="Đỗ Thị Thùy Dung")
    report(own, 2025)
    page = seen(cast.people["secretary"], "desk")
    assert "Xét công nhận chính thức đ/c Đỗ Thị Thùy Dung" in page
    assert reverse("member", args=[someone.pk]) in page
    assert "Ban hành báo cáo tổng kết năm 2025" in page


def test_a_plain_member_sees_locked_meetings_only_and_no_duties(cast):
    own = cast.places["own"]
    MemberFactory(organization=own, full_name="Người Trong Danh Sách")
    meet(own, 2026, 8)
    draft = meet(own, 2026, 9, locked=False)
    page = seen(cast.people["member"], "desk")
    assert "Năm 2026: 1 tháng họp thường kỳ" in page
    assert "Việc cần làm" not in page
    assert "Người Trong Danh Sách" not in page
    assert f"/sinh-hoat/{draft.pk}/" not in page
    assert '<a class="tile tile--gap' not in page


def test_the_clerk_records_and_the_reader_of_the_committee_only_looks(cast):
    meet(cast.places["own"], 2026, 10)
    assert "Ghi biên bản tháng 11" in seen(cast.people["clerk"], "desk")
    page = seen(cast.people["staff"], "desk", **{"to-chuc": "chi-bo"})
    assert "Tháng 11 chưa họp thường kỳ" in page
    assert "Ghi biên bản tháng 11" not in page
    assert reverse("open_meeting", args=["chi-bo"]) not in page


def test_an_administrator_sees_no_records_of_a_cell(cast):
    meet(cast.places["own"], 2026, 10, title="Sinh hoạt kín")
    MemberFactory(organization=cast.places["own"], full_name="Người Trong Danh Sách")
    page = seen(cast.people["administrator"], "desk", **{"to-chuc": "chi-bo"})
    assert "Tài khoản này quản trị tổ chức và tài khoản" in page
    assert "Sinh hoạt kín" not in page
    assert "Người Trong Danh Sách" not in page


def test_another_cells_desk_is_not_found(cast):
    client = client_of(cast.people["secretary"])
    assert client.get(reverse("desk"), {"to-chuc": "chi-bo-ben"}).status_code == 404


def test_another_year_is_shown_on_request_and_nonsense_is_this_year(cast):
    meet(cast.places["own"], 2025, 3)
    page = seen(cast.people["secretary"], "desk", nam=2025)
    assert "Năm 2025: 1 tháng họp thường kỳ" in page
    assert "Việc cần làm" not in page
    for nonsense in ("chín", "99999", "-1"):
        assert "Năm 2026" in seen(cast.people["secretary"], "desk", nam=nonsense)


@pytest.mark.parametrize("size", [1, 30])
def test_the_desk_of_a_cell_costs_the_same_for_one_and_for_thirty(size, django_assert_num_queries):
    cell = OrganizationFactory()
    for number in range(size):
        MemberFactory(organization=cell)
        ProbationaryFactory(organization=cell)
        meet(cell, 2026, number % 11 + 1, locked=number % 2 == 0)
        charge(cell, 2026, number % 10 + 1)
        ask(cell)
        giver = UserFactory()
        accounts.assign(
            by=giver, user=UserFactory(), role=Role.CLERK, organization=cell, starts_on=TODAY
        )
    rating_sheet(cell, 2026, "returned")
    client = client_of(holder(Role.SECRETARY, cell))
    client.get(reverse("desk"))
    with django_assert_num_queries(26):
        client.get(reverse("desk"))


def test_the_strip_shows_dues_to_those_who_may_see_them(cast):
    own = cast.places["own"]
    charge(own, 2026, 9, paid=True)
    charge(own, 2026, 10)
    charge(cast.places["sibling"], 2026, 8)
    page = seen(cast.people["secretary"], "desk")
    assert "Đảng phí tháng 9: 1/1 đã đóng đủ" in strip_of(page)
    assert "Đảng phí tháng 10: 0/1 chưa đóng đủ" in strip_of(page)
    assert "Đảng phí tháng 8: · chưa có" in strip_of(page)
    assert reverse("dues_month", args=["chi-bo", 2026, 10]) in page
    assert "Đảng phí tháng" not in seen(cast.people["clerk"], "desk")


def test_a_returned_sheet_is_something_to_do_for_the_secretary_alone(cast):
    rating_sheet(cast.places["own"], 2026, "returned")
    said = "Trả lời đảng ủy về bảng xếp loại năm 2026"
    assert said in seen(cast.people["secretary"], "desk")
    assert said not in seen(cast.people["clerk"], "desk")
    assert said not in seen(cast.people["neighbour"], "desk")


def ask(place, *names, user=None):
    """Let a member of a place, whose account this is, ask for a correction of these facts."""
    member = MemberFactory(organization=place)
    member.user = user
    member.save()
    return privacy.request_correction(
        by=None,
        member=member,
        changes=dict.fromkeys(names or ("home_town",), "Hà Nam"),
        because="",
        today=datetime.date(2026, 11, 3),
    )


WAITS = "đề nghị sửa hồ sơ"


def test_requests_of_members_wait_on_the_desks_of_those_who_may_decide(cast):
    own = cast.places["own"]
    for _ in range(2):
        ask(own)
    ask(cast.places["sibling"])
    decided = ask(own)
    privacy.refuse_correction(
        by=cast.people["secretary"],
        request=decided,
        reason="Không đúng",
        sees_sealed=True,
        today=datetime.date(2026, 11, 4),
    )
    link = f'href="{reverse("correction_requests")}?to-chuc=chi-bo"'
    for person in ("secretary", "deputy"):
        page = seen(cast.people[person], "desk")
        assert f"Trả lời 2 {WAITS}" in page
        assert "Đảng viên đợi trả lời từ ngày 03/11/2026." in page
        assert link in page
    for person in ("clerk", "collector", "member"):
        assert WAITS not in seen(cast.people[person], "desk")
    for person in ("staff", "leader", "inspector", "administrator"):
        assert WAITS not in seen(cast.people[person], "desk", **{"to-chuc": "chi-bo"})
    assert f"Trả lời 1 {WAITS}" in seen(cast.people["neighbour"], "desk")


def test_neither_ones_own_request_nor_one_for_what_one_may_not_see_waits_for_one(cast):
    own = cast.places["own"]
    ask(own, user=cast.people["secretary"])
    ask(own, "religion")
    assert f"Trả lời 1 {WAITS}" in seen(cast.people["secretary"], "desk")
    assert f"Trả lời 1 {WAITS}" in seen(cast.people["deputy"], "desk")
    ask(own, "religion", "home_town")
    assert f"Trả lời 2 {WAITS}" in seen(cast.people["secretary"], "desk")
    assert f"Trả lời 2 {WAITS}" in seen(cast.people["deputy"], "desk")


def test_a_committee_is_told_of_the_requests_of_its_own_members_alone(cast):
    meet(cast.places["own"], 2026, 10)
    ask(cast.places["own"])
    assert WAITS not in seen(cast.people["staff"], "desk")
    ask(cast.places["committee"])
    page = seen(cast.people["staff"], "desk")
    assert f"Trả lời 1 {WAITS}" in page
    assert f'href="{reverse("correction_requests")}?to-chuc=dang-uy"' in page
    assert WAITS not in seen(cast.people["leader"], "desk")


# Powers newly given ------------------------------------------------------------------------------


def give(cast, by, role, place="committee", user=None, **more):
    """Let somebody give a role; return who got it."""
    user = user or UserFactory()
    accounts.assign(
        by=cast.people[by] if by else None,
        user=user,
        role=role,
        organization=cast.places[place],
        starts_on=TODAY,
        **more,
    )
    return user


NEW_POWERS = "Tài khoản mới mở, quyền mới cấp"


def test_others_are_told_for_a_month_of_the_roles_an_administrator_gave(cast, monkeypatch):
    second = holder(Role.ADMINISTRATOR, cast.places["committee"])
    got = give(cast, "administrator", Role.ADMINISTRATOR)
    link = f"{reverse('log')}?to-chuc=dang-uy&loai=to-chuc&tu=23%2F10%2F2026"
    for person in (cast.people["leader"], second, cast.people["inspector"]):
        page = seen(person, "desk")
        assert f"{NEW_POWERS}</strong> trong 30 ngày: 1, có Quản trị hệ thống cho {got}" in page
        assert link in page
        assert client_of(person).get(link).status_code == 200
    assert NEW_POWERS not in seen(cast.people["administrator"], "desk")
    for person in ("staff", "reviewer", "secretary", "clerk"):
        assert NEW_POWERS not in seen(cast.people[person], "desk")
    later = [datetime.date(2026, 12, day) for day in (22, 23)]
    for on, told in zip(later, (True, False), strict=True):
        found = facts.new_powers(Scope.whole(), cast.places["committee"], cast.people["leader"], on)
        assert bool(found) is told


def test_a_higher_role_is_named_however_many_others_were_given_after_it(cast):
    got = give(cast, "administrator", Role.COMMITTEE_LEADER)
    for _ in range(5):
        give(cast, "administrator", Role.CLERK, "own")
    page = seen(cast.people["leader"], "desk")
    assert f"trong 30 ngày: 6, có Lãnh đạo đảng ủy cho {got}; Người ghi biên bản cho" in page
    assert page.count("Người ghi biên bản cho") == 2


def test_a_role_that_was_lent_or_handed_over_is_told_like_one_that_was_given(cast):
    secretary, own = cast.people["secretary"], cast.places["own"]
    role = secretary.assignments.get()
    lent, taken = UserFactory(), UserFactory()
    until = TODAY + datetime.timedelta(days=9)
    accounts.delegate(
        by=secretary, assignment=role, user=lent, starts_on=TODAY, ends_on=until, today=TODAY
    )
    accounts.hand_over_role(
        by=secretary, assignment=role, user=taken, on=TODAY, is_checked=True, left_open=[],
        today=TODAY,
    )  # fmt: skip
    page = seen(cast.people["leader"], "desk", **{"to-chuc": own.code})
    label = Role.SECRETARY.label
    assert f"trong 30 ngày: 2, có {label} cho {taken}; {label} cho {lent}." in page


def test_a_secretary_is_told_of_what_was_given_in_the_own_cell_alone(cast):
    got = give(cast, "administrator", Role.CLERK, "own")
    give(cast, "administrator", Role.DEPUTY, "sibling")
    give(cast, "administrator", Role.ADMINISTRATOR)
    page = seen(cast.people["secretary"], "desk")
    assert f"trong 30 ngày: 1, có Người ghi biên bản cho {got}." in page
    assert "Quản trị hệ thống cho" not in page
    assert NEW_POWERS not in seen(cast.people["deputy"], "desk")


def test_an_account_that_is_opened_is_told_with_its_role_and_what_commands_did_is_not(cast):
    give(cast, None, Role.ADMINISTRATOR)
    assert NEW_POWERS not in seen(cast.people["leader"], "desk")
    accounts.open_account_at(
        by=cast.people["administrator"],
        username="thu.hai",
        full_name="Tên Thứ Hai",
        password="một câu dài 2026",
        role=Role.COMMITTEE_LEADER,
        organization=cast.places["committee"],
        starts_on=TODAY,
    )
    assert "Lãnh đạo đảng ủy cho Tên Thứ Hai" in seen(cast.people["leader"], "desk")


def test_a_collector_sees_the_dues_that_are_missing_and_nothing_else_that_is(cast):
    own = cast.places["own"]
    charge(own, 2026, 9, paid=True)
    draft = meet(own, 2026, 8, locked=False)
    MemberFactory(organization=own, full_name="Người Trong Danh Sách")
    rating_sheet(own, 2026, "returned")
    page = seen(cast.people["collector"], "desk")
    assert "<h1>Mở sổ đảng phí tháng 10</h1>" in page
    assert f'href="{reverse("dues_month", args=["chi-bo", 2026, 10])}"' in page
    assert "Đảng phí tháng 10: Thiếu chưa mở sổ" in strip_of(page)
    assert "Thường kỳ tháng 10: Thiếu" not in strip_of(page)
    assert "1 việc" in page
    assert f"/sinh-hoat/{draft.pk}/" not in page
    assert "xếp loại" not in page
    assert "Người Trong Danh Sách" not in page
    assert "/dang-vien/" not in page


def test_an_inspector_reads_what_is_missing_and_is_offered_no_deed(cast):
    meet(cast.places["own"], 2026, 9)
    page = seen(cast.people["inspector"], "desk", **{"to-chuc": "chi-bo"})
    assert "Việc cần làm" in page
    assert 'class="btn btn-primary btn-lg"' not in page
    assert reverse("open_meeting", args=["chi-bo"]) not in page


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("leader", "Quyết định 1 bảng xếp loại"),
        ("reviewer", "Thẩm định 1 bảng xếp loại"),
        ("inspector", "Xem chi bộ đang chậm"),
    ],
)
def test_the_desk_of_a_committee_offers_each_what_they_do_with_ratings(cast, person, said):
    rating_sheet(cast.places["own"], 2026, "submitted")
    meet(cast.places["own"], 2026, 3)
    page = seen(cast.people[person], "desk", **{"to-chuc": "dang-uy"})
    head = page.partition('<div class="deed">')[2].partition("</header>")[0]
    assert said in head
    assert ("tinh-trang=cho-duyet" in head) == ("bảng" in said)


def strip_of(page: str) -> str:
    """Return the words of the year strip, tags taken out."""
    year = page.partition('<ol class="year">')[2].partition("</ol>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", year).split())


# The desk of a committee -------------------------------------------------------------------------


def test_a_committee_sees_its_cells_month_by_month_and_who_is_late(cast):
    a_year(cast.places["own"])
    meet(cast.places["sibling"], 2026, 1, present=5)
    meet(cast.places["elsewhere"], 2026, 1, title="Họp nơi khác")
    page = seen(cast.people["staff"], "desk", **{"to-chuc": "dang-uy"})
    assert "2 chi bộ, 1 chi bộ đang chậm" in page
    assert "Chưa họp tháng 2, tháng 3" in page
    assert "Chi bộ Hai, tháng 1:" in page
    assert "5/20" in page
    assert "Chi bộ Nơi khác" not in page


def test_the_round_of_reports_is_counted_with_links(cast):
    report(cast.places["own"], 2025, "issued")
    report(cast.places["own"], 2025)
    report(cast.places["elsewhere"], 2025, "issued")
    page = seen(cast.people["staff"], "desk", **{"to-chuc": "dang-uy"})
    assert "Báo cáo tổng kết năm 2025" in page
    url = f"{reverse('reports')}?to-chuc=dang-uy&nam=2025#chi-bo-ben-duoi"
    assert counters(page, "reports") == [(url, "1"), (url, "0"), (url, "1")]


def test_the_round_of_ratings_is_counted_with_links(cast):
    rating_sheet(cast.places["own"], 2026, "submitted")
    rating_sheet(cast.places["own"], 2025, "decided")
    rating_sheet(cast.places["elsewhere"], 2026, "submitted")
    page = seen(cast.people["staff"], "desk", **{"to-chuc": "dang-uy"})
    assert "Xếp loại năm 2026" in page
    url = f"{reverse('ratings')}?to-chuc=dang-uy&nam=2026&tinh-trang="
    assert counters(page, "ratings") == [
        (f"{url}chua-lap", "1"),
        (f"{url}dang-lap", "0"),
        (f"{url}cho-duyet", "1"),
        (f"{url}tra-lai", "0"),
        (f"{url}da-quyet-dinh", "0"),
    ]


def test_who_may_not_see_ratings_sees_no_round_of_them(cast):
    rating_sheet(cast.places["own"], 2026, "submitted")
    clerk = holder(Role.CLERK, cast.places["committee"])
    assert counters(seen(clerk, "desk"), "ratings") == []


def counters(page: str, name: str) -> list[tuple[str, str]]:
    """Return the counters over two cells that lead to a list, with their figures."""
    found = re.findall(r'class="counter" href="([^"]+)"><b\s*>(\d+)<small\s*>/2', page)
    return [(url, n) for url, n in found if url.startswith(reverse(name))]


def test_beyond_sixty_cells_the_desk_groups_by_the_next_level(monkeypatch):
    monkeypatch.setattr("chibo.portal.facts.committee.WINDOW", 2)
    committee = CommitteeFactory()
    section = OrganizationFactory(
        type="section_committee", name="Đảng bộ bộ phận Một", parent=committee
    )
    cells = [OrganizationFactory(parent=section) for _ in range(3)]
    for month in (1, 2):
        meet(cells[0], 2026, month)
    meet(cells[1], 2026, 1)
    meet(cells[1], 2026, 1)
    page = seen(holder(Role.COMMITTEE_STAFF, committee), "desk")
    assert "3 chi bộ, năm 2026" in page
    assert "Đảng bộ bộ phận Một, tháng 1:" in page
    assert "2/3" in page
    assert "1/3" in page
    assert f"?to-chuc={section.code}&nam=2026" in page


def test_a_plain_member_at_a_committee_does_not_learn_of_drafts(monkeypatch):
    committee = CommitteeFactory()
    cells = [OrganizationFactory(parent=committee) for _ in range(3)]
    member, staff = holder(Role.MEMBER, committee), holder(Role.COMMITTEE_STAFF, committee)
    meet(cells[0], 2026, 10)
    plain = [seen(member, "desk")]
    monkeypatch.setattr("chibo.portal.facts.committee.WINDOW", 2)
    plain.append(seen(member, "desk"))
    meet(cells[1], 2026, 9, locked=False)
    with_draft = seen(staff, "desk")
    assert f"{cells[1].name}, tháng 9:" in with_draft
    assert "1/1" in with_draft.partition(f"{cells[1].name}, tháng 9:")[2][:400]
    assert without_tokens(seen(member, "desk")) == without_tokens(plain[1])
    monkeypatch.setattr("chibo.portal.facts.committee.WINDOW", 60)
    assert without_tokens(seen(member, "desk")) == without_tokens(plain[0])


def test_the_desk_of_a_committee_says_how_far_its_own_report_is():
    committee = CommitteeFactory(name="Đảng bộ Sở")
    cell = OrganizationFactory(parent=committee)
    meet(cell, 2026, 1)
    report(cell, 2025)
    staff = holder(Role.COMMITTEE_STAFF, committee)
    begin = reverse("start_report", args=[committee.code])
    assert f'<a href="{begin}">chưa soạn</a>' in seen(staff, "desk")
    begun = report(committee, 2025, "draft")
    link = reverse("report", args=[begun.pk])
    assert f'<a href="{link}">đang soạn</a>' in seen(staff, "desk")


@pytest.mark.parametrize("cells", [1, 30])
def test_the_desk_of_a_committee_costs_the_same_for_one_and_for_thirty(
    cells, django_assert_num_queries
):
    committee = CommitteeFactory()
    for number in range(cells):
        cell = OrganizationFactory(parent=committee)
        meet(cell, 2026, number % 11 + 1)
        report(cell, 2025)
        rating_sheet(cell, 2026, "submitted")
        ask(committee)
    client = client_of(holder(Role.COMMITTEE_STAFF, committee))
    client.get(reverse("desk"))
    with django_assert_num_queries(20):
        client.get(reverse("desk"))


@pytest.mark.parametrize("cells", [3, 30])
def test_the_grouped_desk_costs_the_same_for_three_and_for_thirty(
    cells, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("chibo.portal.facts.committee.WINDOW", 2)
    committee = CommitteeFactory()
    for number in range(cells):
        meet(OrganizationFactory(parent=committee), 2026, number % 11 + 1)
    client = client_of(holder(Role.COMMITTEE_STAFF, committee))
    client.get(reverse("desk"))
    with django_assert_num_queries(16):
        client.get(reverse("desk"))
