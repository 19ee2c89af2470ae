"""The roll, the file, and the page on which one leaves the roll."""

import unicodedata

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from members.roster.models import Member, Membership
from tests.chibo.factories import OrganizationFactory, holder
from tests.members import pages
from tests.members.factories import (
    CommendationFactory,
    DisciplineFactory,
    HoldingFactory,
    MemberFactory,
    StatusPeriodFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
NOTE = "Sổ theo dõi công việc, không thay hồ sơ đảng viên do đảng ủy cơ sở quản lý."


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


def _roll(client, **asked):
    return pages.text(client.get(reverse("roll"), asked))


def _file(client, member):
    return client.get(reverse("member", args=[member.pk]))


def test_the_roll_shows_ones_own_cell_and_nobody_elses(cells, secretary):
    page = _roll(secretary)
    assert "Đỗ Văn Đông" in page
    assert "Bùi Thị Đông" not in page
    assert "Thêm đảng viên" in page


def test_a_search_finds_ones_own_and_nobody_elses(cells, secretary):
    page = _roll(secretary, q="dong")
    assert "Đỗ Văn Đông" in page
    assert "Vũ Lê Huy" not in page
    assert "Bùi Thị Đông" not in page


def test_a_search_typed_in_decomposed_letters_finds_the_same(secretary):
    assert "Đỗ Văn Đông" in _roll(secretary, q=unicodedata.normalize("NFD", "Đông"))


def test_the_roll_of_another_cell_is_not_found(secretary):
    assert secretary.get(reverse("roll"), {"to-chuc": "hai"}).status_code == 404


def test_the_committee_sees_the_cells_with_their_names_and_enters_nobody_there(cells):
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    page = _roll(staff)
    assert "Đỗ Văn Đông" in page
    assert "Bùi Thị Đông" in page
    assert "Chi bộ Hai" in page
    assert "Thêm đảng viên" not in _roll(staff, **{"to-chuc": "hai"})


def test_a_clerk_reads_the_roll_without_the_button(cells):
    clerk = pages.client(holder(Role.CLERK, cells.own))
    assert "Thêm đảng viên" not in _roll(clerk)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMINISTRATOR])
def test_whoever_may_not_see_members_is_refused(cells, role):
    client = pages.client(holder(role, cells.own))
    assert client.get(reverse("roll")).status_code == 403
    assert _file(client, cells.member).status_code == 403


@pytest.mark.parametrize("day", ["2019-12-31", "31/12/2019"])
def test_the_roll_of_an_earlier_day_is_that_of_the_day(cells, secretary, day):
    MemberFactory(organization=cells.own, full_name="Trần Mới", starts=parse("01/01/2020"))
    page = _roll(secretary, **{"tinh-den": day})
    assert "Đỗ Văn Đông" in page
    assert "Trần Mới" not in page
    assert "tính đến ngày 31/12/2019" in page


def test_a_day_that_cannot_be_read_is_said_and_today_is_shown(secretary):
    page = _roll(secretary, **{"tinh-den": "31/02/2024"})
    assert "Không đọc được ngày này" in page
    assert "31/02/2024" in page
    assert "Đỗ Văn Đông" in page


def test_every_figure_leads_to_its_rows(cells, secretary):
    page = _roll(secretary, loai="du-bi")
    assert "Vũ Lê Huy" in page
    assert "Đỗ Văn Đông" not in page
    assert "loai=chinh-thuc" in page
    assert "Đỗ Văn Đông" in _roll(secretary, loai="không có loại này")


def test_women_are_counted_only_where_a_gender_is_written(cells, secretary):
    cells.own.members.update(gender="")
    assert "loai=nu" not in secretary.get(reverse("roll")).content.decode()
    cells.own.members.filter(pk=cells.own.members.first().pk).update(gender="female")
    assert "loai=nu" in secretary.get(reverse("roll")).content.decode()


def test_a_cell_of_one_official_member_is_warned(secretary):
    assert "dưới 3" in _roll(secretary)


def test_an_empty_roll_says_how_to_begin():
    cell = OrganizationFactory()
    page = _roll(pages.secretary(cell))
    assert "Thêm đảng viên đầu tiên" in page
    assert "Không có đồng chí nào như vậy" in _roll(pages.secretary(cell), q="an")


def test_a_long_roll_is_turned_over_after_a_hundred(cells, secretary):
    for number in range(101):
        MemberFactory(organization=cells.own, full_name=f"Lê An {number}")
    assert _roll(secretary).count('role="rowheader"') == 100
    assert _roll(secretary, trang="2").count('role="rowheader"') == 3


def test_posts_stand_beside_the_names(cells, secretary):
    HoldingFactory(member=cells.member)
    HoldingFactory(member=cells.member, post="government", title="Giám đốc Sở")
    assert "Bí thư Chi bộ, Giám đốc Sở" in _roll(secretary)


def test_a_name_that_is_a_script_is_only_a_name(cells, secretary):
    member = MemberFactory(organization=cells.own, full_name="<script>alert(1)</script>")
    for page in (_roll(secretary), pages.text(_file(secretary, member))):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_the_file_shows_facts_timeline_and_what_it_is_not(cells, secretary):
    page = pages.text(_file(secretary, cells.probationary))
    assert NOTE in page
    assert "Kết nạp vào Đảng" in page
    assert "Hết 12 tháng dự bị ngày 20/12/2026" in page
    assert "Công nhận chính thức" in page


def test_the_file_of_a_neighbours_member_is_not_found(cells, secretary):
    assert _file(secretary, cells.neighbour).status_code == 404


def test_a_file_follows_the_person(cells, secretary):
    cells.member.organization = cells.sibling
    cells.member.save()
    assert _file(secretary, cells.member).status_code == 404
    assert pages.text(_file(pages.secretary(cells.sibling), cells.member))


def test_whoever_may_only_read_is_offered_no_deed(cells):
    StatusPeriodFactory(member=cells.member)
    page = pages.text(_file(pages.client(holder(Role.CLERK, cells.own)), cells.member))
    for name in ("correct_member", "leave", "begin_status"):
        assert reverse(name, args=[cells.member.pk]) not in page
    assert "ket-thuc" not in page


def test_the_file_tells_awards_to_all_and_discipline_to_few(cells, secretary):
    shared = {"organization": cells.own, "member": cells.member}
    CommendationFactory(**shared, title="Lao động tiên tiến")
    DisciplineFactory(**shared)
    clerk = pages.client(holder(Role.CLERK, cells.own))
    for client, sees in ((secretary, True), (clerk, False)):
        page = pages.text(_file(client, cells.member))
        assert "Lao động tiên tiến" in page
        assert ("Kỷ luật: khiển trách" in page) is sees
        assert (reverse("discipline", args=["mot"]) in page) is sees


def test_leaving_ends_membership_and_posts_and_shows_in_the_file(cells, secretary):
    HoldingFactory(member=cells.member)
    url = reverse("leave", args=[cells.member.pk])
    assert "Đang giữ chức vụ: Bí thư Chi bộ" in pages.text(secretary.get(url))
    answer = secretary.post(url, {"ended": "died", "ends": "02/9/2026"}, follow=True)
    page = pages.text(answer)
    assert "Từ trần" in page
    assert "Thôi chức vụ Bí thư Chi bộ" in page
    assert "Đỗ Văn Đông" not in _roll(secretary)
    assert secretary.get(url).status_code == 404


def test_party_age_ends_with_membership(cells, secretary):
    cells.member.admitted = parse("19/05/2010")
    cells.member.save()
    assert "16 năm" in pages.text(_file(secretary, cells.member))
    url = reverse("leave", args=[cells.member.pk])
    secretary.post(url, {"ended": "died", "ends": "02/9/2020"})
    assert "10 năm" in pages.text(_file(secretary, cells.member))


def test_a_refused_leaving_keeps_what_was_typed(cells, secretary):
    url = reverse("leave", args=[cells.probationary.pk])
    typed = {"ended": "expelled", "ends": "23/11/2996", "decision": "12-QĐ/ĐU"}
    page = pages.text(secretary.post(url, typed))
    assert "23/11/2996" in page
    assert "12-QĐ/ĐU" in page
    page = pages.text(secretary.post(url, typed | {"ends": "01/09/2026"}))
    assert "Chọn «Xóa tên»" in page
    assert not Membership.objects.exclude(ended="").exists()


def test_the_roll_and_the_file_ask_no_more_for_thirty_than_for_one(cells, secretary):
    TermFactory(organization=cells.own)

    def asked(members):
        for _ in range(members):
            member = MemberFactory(organization=cells.own)
            HoldingFactory(member=member, post="deputy")
            StatusPeriodFactory(member=member)
            CommendationFactory(member=member)
            DisciplineFactory(member=member)
        addresses = [reverse("roll"), reverse("member", args=[member.pk])]
        return [pages.statements(secretary, address) for address in addresses]

    assert asked(1) == asked(29)


# Whose account ----------------------------------------------------------------------------------


def test_the_file_leads_to_the_account_and_links_one_of_this_cell(cells):
    clerk = holder(Role.CLERK, cells.own, user__full_name="Đỗ Văn Đông")
    holder(Role.CLERK, cells.sibling, user__full_name="Người Bên Cạnh")
    holder(Role.ADMINISTRATOR, cells.committee, user__full_name="Người Quản Trị")
    browser, address = pages.secretary(cells.own), reverse("link_account", args=[cells.member.pk])
    assert f'href="{address}">Tài khoản: chưa nối</a>' in pages.text(_file(browser, cells.member))
    page = pages.text(browser.get(address))
    assert f"Đỗ Văn Đông ({clerk.username})" in page
    assert "Người Bên Cạnh" not in page
    assert "Người Quản Trị" not in page
    answer = browser.post(address, {"user": clerk.pk}, follow=True)
    other = MemberFactory(organization=cells.own)
    assert clerk.username not in pages.text(browser.get(reverse("link_account", args=[other.pk])))
    assert "Đã nối tài khoản với hồ sơ của đồng chí Đỗ Văn Đông." in pages.text(answer)
    assert "hồ sơ tên" not in pages.text(answer)
    assert f"Tài khoản: {clerk.username}" in pages.text(_file(browser, cells.member))
    browser.post(reverse("unlink_account", args=[cells.member.pk]))
    assert "Tài khoản: chưa nối" in pages.text(_file(browser, cells.member))


def test_an_account_of_another_cell_is_not_linked_and_another_name_is_a_caution(cells):
    other = holder(Role.CLERK, cells.sibling, user__full_name="Người Bên Cạnh")
    clerk = holder(Role.CLERK, cells.own, user__full_name="Vũ Thị Khác")
    browser, address = pages.secretary(cells.own), reverse("link_account", args=[cells.member.pk])
    page = pages.text(browser.post(address, {"user": other.pk}))
    assert "Không có tài khoản này ở đây." in page
    assert "Người Bên Cạnh" not in page
    page = pages.text(browser.post(address, {"user": clerk.pk}, follow=True))
    assert "Tài khoản tên Vũ Thị Khác, hồ sơ tên Đỗ Văn Đông." in page


def test_a_secretary_links_himself_and_is_told_why_he_does_not_unlink_himself(cells):
    user = holder(Role.SECRETARY, cells.own)
    browser, address = pages.client(user), reverse("link_account", args=[cells.member.pk])
    browser.post(address, {"user": user.pk})
    page = pages.text(browser.get(address))
    assert "Không tự bỏ tài khoản của mình" in page
    assert reverse("unlink_account", args=[cells.member.pk]) not in page
    browser.post(reverse("unlink_account", args=[cells.member.pk]))
    assert f"Tài khoản: {user.username}" in pages.text(_file(browser, cells.member))


def test_a_deputy_does_not_open_sealed_facts_to_an_account_by_linking_it(cells):
    """A link to somebody else's file would show it as one's own, all of it."""
    deputy = holder(Role.DEPUTY, cells.own)
    browser = pages.client(deputy)
    address = reverse("link_account", args=[cells.member.pk])
    assert 'name="user"' not in pages.text(browser.get(address))
    page = pages.text(browser.post(address, {"user": deputy.pk}))
    assert "chỉ người được xem phần ấy mới nối được. Nhờ bí thư." in page
    assert not Member.objects.filter(user=deputy).exists()
    assert "chưa nối với đảng viên nào" in pages.text(browser.post(reverse("reveal_my_file")))


def test_who_only_reads_the_roll_is_not_told_of_accounts(cells):
    clerk = holder(Role.CLERK, cells.own)
    cells.member.user = clerk
    cells.member.save()
    page = pages.text(_file(pages.client(clerk), cells.member))
    assert "Tài khoản:" not in page
    address = reverse("link_account", args=[cells.member.pk])
    assert pages.client(clerk).get(address).status_code == 403
    assert pages.secretary(cells.sibling).get(address).status_code == 404


def test_who_leaves_has_no_access_on_the_next_request(cells):
    clerk = holder(Role.CLERK, cells.own)
    cells.member.user = clerk
    cells.member.save()
    theirs, roll = pages.client(clerk), reverse("roll")
    assert theirs.get(roll).status_code == 200
    leave = reverse("leave", args=[cells.member.pk])
    browser = pages.secretary(cells.own)
    assert "hết mọi vai trò tại" in pages.text(browser.get(leave))
    browser.post(leave, {"ended": "transferred", "ends": "22/11/2026", "elsewhere": "Chi bộ Hai"})
    assert theirs.get(roll).status_code == 403
