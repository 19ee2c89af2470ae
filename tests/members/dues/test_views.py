"""The pages of dues: what they show, to whom, and what they say No to."""

import datetime
import re

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.audit.models import Entry
from chibo.dates import parse
from members.dues.models import DuesCharge, DuesPayment, DuesProfile, DuesRemittance
from members.roster import actions as roster
from tests.cast import assemble
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.members import pages
from tests.members.dues.books import MARCH, away, opened, pay, payer, remit
from tests.members.factories import TODAY, MemberFactory

pytestmark = pytest.mark.django_db
MONTH = ["mot", 2026, 3]
INCOME = "12.480.000"


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


@pytest.fixture
def charge(cells):
    payer(cells.own, "Lê Thị Đóng")
    return opened(cells.own)[0]


def _text(response):
    return re.sub(r"\s+", " ", pages.text(response)).replace("&nbsp;", " ")


def _page(client, name, args):
    return _text(client.get(reverse(name, args=args)))


# The book of a month -----------------------------------------------------------------------------


def test_a_month_is_opened_collected_and_passed_upward(cells, secretary):
    payer(cells.own, "Lê Thị Đóng")
    page = _page(secretary, "dues_month", MONTH)
    assert "Sẽ lập cho 1 đồng chí có trong sổ ngày 01/03/2026: Lê Thị Đóng." in page
    assert f"{reverse('set_dues_profile', args=['mot', cells.member.pk])}?thang=03/2026" in page

    answer = secretary.post(reverse("open_dues_month", args=MONTH))
    assert answer.url == reverse("dues_month", args=MONTH)
    page = _text(secretary.get(answer.url))
    assert "Đã lập cho 1 đồng chí." in page
    assert f"1% × {INCOME} đ" in page
    assert "Chưa đóng" in page

    pk = DuesCharge.objects.get().pk
    assert re.search(rf'name="amount_{pk}" value="124.800"', page)
    typed = {f"pay_{pk}": "on", f"amount_{pk}": "124.800", f"seen_{pk}": "0"}
    secretary.post(
        reverse("receive_dues", args=MONTH),
        typed | {"paid_on": "10/03/2026", "channel": "transfer"},
    )
    assert DuesPayment.objects.values_list("amount", "channel").get() == (124_800, "transfer")
    page = _page(secretary, "dues_month", MONTH)
    assert "Đảng phí tháng 3 đã thu đủ" in page
    assert "10/03/2026, chuyển khoản" in page

    typed = {"amount": "70.000", "remitted_on": "05/04/2026", "receipt": "PT 3"}
    secretary.post(reverse("remit_dues", args=MONTH), typed)
    page = _page(secretary, "dues_month", MONTH)
    assert "70.000 đồng" in page
    assert "05/04/2026 · PT 3" in page


def test_opening_again_says_that_nothing_was_missing(charge, secretary):
    secretary.post(reverse("open_dues_month", args=MONTH))
    assert "Không có đồng chí nào để lập thêm" in _page(secretary, "dues_month", MONTH)


def test_everybody_who_owes_is_ticked_and_who_has_paid_is_not_asked(cells, secretary, charge):
    payer(cells.own, "Lê Văn Xong")
    (other,) = opened(cells.own)
    pay(cells.own, (other, other.amount))
    page = _page(secretary, "dues_month", MONTH)
    assert re.search(rf'name="pay_{charge.pk}" checked', page)
    assert f"pay_{other.pk}" not in page


def test_who_is_not_charged_is_named_with_the_reason(cells, secretary):
    away(payer(cells.own, "Lê Văn Vắng"), "away")
    page = _page(secretary, "dues_month", MONTH)
    assert "Lê Văn Vắng" in page
    assert "Sinh hoạt tạm thời nơi khác, đóng ở nơi đó" in page


def test_who_has_left_the_roll_is_named_without_a_link(cells, secretary):
    roster.end_membership(
        by=None,
        membership=cells.member.memberships.get(),
        ended="transferred",
        ends=parse("20/03/2026"),
        today=TODAY,
    )
    page = _page(secretary, "dues_month", MONTH)
    assert "Đỗ Văn Đông" in page
    assert "nay đã rời sổ, căn cứ ghi ở nơi sinh hoạt hiện nay" in page
    address = reverse("set_dues_profile", args=["mot", cells.member.pk])
    assert address not in page
    assert secretary.get(f"{address}?thang=03/2026").status_code == 404


def test_a_refused_amount_stands_beside_its_field_and_nothing_is_written(secretary, charge):
    key = charge.pk
    for amount, said in (
        ("", "Ghi số tiền đã nhận."),
        ("124,8", "Không đọc được số tiền."),
        ("1.2", "Không đọc được số tiền."),
        ("0", "Số tiền phải lớn hơn 0."),
        ("900.000.000", "Số tiền gấp hơn 20 lần mức phải đóng (124.800 đồng)."),
    ):
        typed = {f"pay_{key}": "on", f"amount_{key}": amount, f"seen_{key}": "0"}
        answer = secretary.post(
            reverse("receive_dues", args=MONTH),
            typed | {"paid_on": "10/03/2026", "channel": "cash"},
        )
        page = _text(answer)
        assert said in page
        assert f'aria-describedby="id_amount_{key}_error"' in page
        assert f'value="{amount}"' in page
    assert not DuesPayment.objects.exists()


def test_a_day_to_come_and_nobody_ticked_are_refused(secretary, charge):
    key = charge.pk
    address = reverse("receive_dues", args=MONTH)
    typed = {f"pay_{key}": "on", f"amount_{key}": "124.800", f"seen_{key}": "0"}
    page = _text(secretary.post(address, typed | {"paid_on": "01/01/2099", "channel": "cash"}))
    assert "Ngày đóng ở tương lai." in page
    page = _text(secretary.post(address, {"paid_on": "10/03/2026", "channel": "cash"}))
    assert "Chưa chọn đồng chí nào." in page
    assert not re.search(rf'name="pay_{key}" checked', page)
    assert not DuesPayment.objects.exists()


def test_what_somebody_else_received_meanwhile_is_said(cells, secretary, charge):
    key = charge.pk
    typed = {f"pay_{key}": "on", f"amount_{key}": "124.800", f"seen_{key}": "0"}
    pay(cells.own, (charge, 124_800))
    answer = secretary.post(
        reverse("receive_dues", args=MONTH), typed | {"paid_on": "10/03/2026", "channel": "cash"}
    )
    assert "Vừa có người ghi thu của đồng chí Lê Thị Đóng" in _text(answer)
    assert DuesPayment.objects.count() == 1


def test_a_charge_is_corrected_and_a_payment_taken_back(cells, secretary, charge):
    (payment,) = pay(cells.own, (charge, 50_000))
    address = reverse("withdraw_dues_payment", args=[payment.pk])
    assert "Ghi lý do bỏ" in _text(secretary.post(address, {"reason": ""}))
    assert secretary.post(address, {"reason": "nhầm"}).url == reverse("dues_month", args=MONTH)
    assert not DuesPayment.objects.exists()
    address = reverse("correct_dues_charge", args=[charge.pk])
    assert "Ghi lý do sửa" in _text(secretary.post(address, {"amount": "100.000"}))
    secretary.post(address, {"amount": "100.000", "reason": "lương đổi"})
    assert DuesCharge.objects.get().amount == 100_000


def test_a_remittance_is_taken_back(cells, secretary, charge):
    pay(cells.own, (charge, 124_800))
    sent = remit(cells.own, 1_000)
    address = reverse("withdraw_dues_remittance", args=[sent.pk])
    assert "Ghi lý do bỏ" in _text(secretary.post(address, {"reason": ""}))
    secretary.post(address, {"reason": "nhầm"})
    assert not DuesRemittance.objects.exists()


def test_the_share_is_suggested_where_the_regulation_knows_it(cells, secretary):
    payer(cells.own, starts=datetime.date(2025, 3, 1))
    old = datetime.date(2025, 3, 1)
    (charge,) = opened(cells.own, old)
    pay(cells.own, (charge, 124_800), month=old, paid_on=datetime.date(2025, 3, 9))
    page = secretary.get(reverse("remit_dues", args=["mot", 2025, 3]))
    assert pages.inputs(page)["amount"] == "87.360"
    assert "342-QĐ/TW: chi bộ để lại 30% (37.440 đồng)" in _text(page)


def test_no_share_is_invented_where_none_is_known(cells, secretary, charge):
    pay(cells.own, (charge, 124_800))
    page = secretary.get(reverse("remit_dues", args=MONTH))
    assert pages.inputs(page)["amount"] == ""
    assert "Chưa có nguồn nào nêu tỷ lệ chi bộ được để lại theo 01-QĐ/TW" in _text(page)


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_is_none_is_not_found(secretary, month):
    assert secretary.get(reverse("dues_month", args=["mot", 2026, month])).status_code == 404


def test_a_month_to_come_cannot_be_opened(cells, secretary):
    payer(cells.own)
    page = _page(secretary, "dues_month", ["mot", 2099, 1])
    assert "Tháng này chưa đến" in page
    assert "Lập tháng này" not in page
    secretary.post(reverse("open_dues_month", args=["mot", 2099, 1]))
    assert "Tháng 01/2099 chưa đến." in _page(secretary, "dues_month", MONTH)
    assert not DuesCharge.objects.exists()


# Who sees what -----------------------------------------------------------------------------------


def test_the_committee_sees_amounts_but_no_income_and_no_deeds(cells, charge):
    payer(cells.own, "Lê Thị Miễn", reduction=100, decision="QĐ hoàn cảnh")
    pay(cells.own, (charge, 50_000))
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    page = _page(staff, "dues_month", MONTH)
    assert "Lê Thị Đóng" in page
    assert "124.800" in page
    assert "Còn thiếu" in page
    for hidden in (INCOME, "1% ×", "bảo hiểm xã hội", "QĐ hoàn cảnh", "Lê Thị Miễn", "/sua/"):
        assert hidden not in page
    year = _text(staff.get(f"{reverse('dues')}?to-chuc=mot&nam=2026"))
    assert "124.800" in year
    assert INCOME not in year
    for name, args in (
        ("dues_profiles", ["mot"]),
        ("set_dues_profile", ["mot", charge.member_id]),
        ("correct_dues_charge", [charge.pk]),
    ):
        assert staff.get(reverse(name, args=args)).status_code == 404


def test_the_neighbours_book_is_not_found(cells, charge):
    (payment,) = pay(cells.own, (charge, 50_000))
    sent = remit(cells.own, 1_000)
    neighbour = pages.secretary(cells.sibling)
    for name, args in (
        ("dues_month", MONTH),
        ("remit_dues", MONTH),
        ("correct_dues_charge", [charge.pk]),
        ("withdraw_dues_payment", [payment.pk]),
        ("withdraw_dues_remittance", [sent.pk]),
        ("dues_profiles", ["mot"]),
        ("set_dues_profile", ["mot", charge.member_id]),
        ("set_dues_profile", ["hai", charge.member_id]),
    ):
        assert neighbour.get(reverse(name, args=args)).status_code == 404, name
    for name in ("open_dues_month", "receive_dues"):
        assert neighbour.post(reverse(name, args=MONTH)).status_code == 404, name
    assert neighbour.get(f"{reverse('dues')}?to-chuc=mot").status_code == 404


def test_a_neighbours_charge_is_not_paid_through_ones_own_page(cells, charge):
    neighbour = pages.secretary(cells.sibling)
    key = charge.pk
    typed = {f"pay_{key}": "on", f"amount_{key}": "124.800", f"seen_{key}": "0"}
    neighbour.post(
        reverse("receive_dues", args=["hai", 2026, 3]),
        typed | {"paid_on": "10/03/2026", "channel": "cash"},
    )
    assert not DuesPayment.objects.exists()


@pytest.mark.parametrize("role", [Role.CLERK, Role.MEMBER])
def test_clerks_and_members_see_no_dues(cells, charge, role):
    someone = pages.client(holder(role, cells.own))
    for name, args in (("dues", []), ("dues_month", MONTH), ("dues_profiles", ["mot"])):
        assert someone.get(reverse(name, args=args)).status_code == 403


# The year ----------------------------------------------------------------------------------------


def test_a_year_shows_counts_and_exact_sums_and_leads_to_the_months(cells, secretary, charge):
    pay(cells.own, (charge, 50_000))
    page = _text(secretary.get(f"{reverse('dues')}?to-chuc=mot&nam=2026"))
    assert reverse("dues_month", args=MONTH) in page
    assert "Cả năm đã thu 50.000 đồng trên 124.800 đồng phải thu." in page
    assert "Tháng 3, đã đóng đủ:" in page
    assert "40%" in page
    assert "Thiếu" in page


def test_every_month_that_has_come_can_be_opened_from_the_year(cells, secretary):
    address = f"{reverse('dues')}?to-chuc=mot&nam=2025"
    page = _text(secretary.get(address))
    assert all(reverse("dues_month", args=["mot", 2025, month]) in page for month in range(1, 13))
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    assert reverse("dues_month", args=["mot", 2025, 1]) not in _text(staff.get(address))


def test_an_empty_year_says_what_to_do(secretary):
    page = _text(secretary.get(f"{reverse('dues')}?to-chuc=mot"))
    assert "Ghi căn cứ đóng" in page
    page = _text(secretary.get(f"{reverse('dues')}?to-chuc=mot&nam=2015"))
    assert "Năm này chưa ghi đảng phí" in page


def test_a_committee_sees_its_cells_by_month(cells, charge):
    pay(cells.own, (charge, 124_800))
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    page = _text(staff.get(f"{reverse('dues')}?to-chuc={cells.committee.code}&nam=2026"))
    assert "Chi bộ Một" in page
    assert "1/1" in page
    assert "đã đóng đủ" in page
    assert reverse("dues_month", args=MONTH) in page


def test_a_committee_without_cells_says_what_to_do():
    alone = CommitteeFactory()
    staff = pages.client(holder(Role.COMMITTEE_STAFF, alone))
    assert "Chưa có chi bộ nào bên dưới" in _text(staff.get(reverse("dues")))
    assert "Đảng phí ghi ở từng chi bộ" in _page(staff, "dues_month", [alone.code, 2026, 3])


# By what each member pays ------------------------------------------------------------------------


def test_a_profile_is_set_from_the_page_that_asked_for_it(cells, secretary):
    address = reverse("set_dues_profile", args=["mot", cells.member.pk])
    page = secretary.get(f"{address}?thang=03/2026")
    assert pages.inputs(page)["starts"] == "03/2026"
    typed = {"starts": "3/2026", "category": "pension", "base": "6.500.000 đ", "reduction": ""}
    assert secretary.post(address, typed).url == reverse("dues_profiles", args=["mot"])
    kept = DuesProfile.objects.get()
    assert (kept.member, kept.category, kept.base) == (cells.member, "pension", 6_500_000)
    page = _page(secretary, "dues_profiles", ["mot"])
    assert "1/2 đồng chí đã có căn cứ đóng" in page
    assert "32.500 đồng" in page


def test_the_categories_are_those_of_the_month_that_was_typed(cells, secretary):
    address = reverse("set_dues_profile", args=["mot", cells.member.pk])
    typed = {"starts": "3/2025", "category": "working_age", "region": "I"}
    page = _text(secretary.post(address, typed))
    assert "Đối tượng này không có trong quy định của tháng ấy." in page
    assert "Theo 342-QĐ/TW." in page
    assert not DuesProfile.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts": "2026"}, "Ghi rõ tháng và năm"),
        ({"starts": "ba"}, "Không đọc được ngày"),
        ({"base": "12"}, "Thu nhập tháng ghi bằng đồng"),
        ({"base": "9" * 30}, "Không đọc được số tiền"),
        ({"base": ""}, "Ghi thu nhập tháng"),
        ({"reduction": "101"}, "Mức giảm từ 0 đến 100"),
        ({"reduction": "30"}, "Miễn, giảm thì ghi quyết định"),
    ],
)
def test_a_refused_profile_keeps_what_was_typed(cells, secretary, typed, said):
    given = {"starts": "3/2026", "category": "wage", "base": "7.000.000", "decision": ""}
    address = reverse("set_dues_profile", args=["mot", cells.member.pk])
    answer = secretary.post(address, given | typed)
    assert said in _text(answer)
    assert {**pages.inputs(answer), **typed} == pages.inputs(answer)
    assert not DuesProfile.objects.exists()


def test_only_who_stands_on_the_roll_has_a_profile_here(cells, secretary):
    for pk in (cells.neighbour.pk, 10**12):
        assert secretary.get(reverse("set_dues_profile", args=["mot", pk])).status_code == 404


# What pages cost ---------------------------------------------------------------------------------

READING = 6
"""Statements of the line in the log that somebody read the page."""


@pytest.mark.parametrize(
    ("name", "args", "cost"),
    [
        ("dues", [], 12),
        ("dues_month", MONTH, 13 + READING),
        ("dues_profiles", ["mot"], 9 + READING),
    ],
)
def test_a_page_costs_the_same_with_one_and_with_thirty_members(
    cells, secretary, charge, name, args, cost
):
    address = f"{reverse(name, args=args)}?to-chuc=mot&nam=2026"
    assert pages.statements(secretary, address) == cost
    for number in range(29):
        payer(cells.own, f"Lê Văn {number}")
    opened(cells.own)
    assert pages.statements(secretary, address) == cost


def test_a_committee_page_costs_the_same_with_one_and_with_thirty_cells(cells, charge):
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    address = f"{reverse('dues')}?to-chuc={cells.committee.code}&nam=2026"
    costs = [pages.statements(staff, address)]
    for number in range(30):
        cell = OrganizationFactory(parent=cells.committee, code=f"cell-{number}")
        DuesCharge.objects.create(
            organization=cell, member=MemberFactory(organization=cell), month=MARCH, amount=5
        )
    costs.append(pages.statements(staff, address))
    assert costs == [12, 12]


def test_nobody_eases_himself_through_the_page_and_the_deputy_does_it_for_him(cells, charge):
    own, deputy = charge.member, holder(Role.DEPUTY, cells.own)
    own.user = holder(Role.SECRETARY, cells.own)
    own.save()
    address = reverse("correct_dues_charge", args=[charge.pk])
    given = {"amount": "0", "reason": "Miễn theo quyết định"}
    page = _text(pages.client(own.user).post(address, given))
    assert "Không tự ghi miễn, giảm đảng phí của mình." in page
    assert DuesCharge.objects.get().amount == charge.amount
    assert pages.client(deputy).post(address, given).status_code == 302
    assert DuesCharge.objects.get().amount == 0


def test_a_key_larger_than_any_database_holds_is_not_found(client):
    client.force_login(assemble().people["secretary"])
    assert client.get(f"/dang-phi/chi-bo/can-cu/{'9' * 30}/").status_code == 404


# Who reads the book is written down --------------------------------------------------------------


def _readings():
    found = Entry.objects.filter(verb="view").order_by("pk")
    return [(one.subject_type, one.subject_id, one.values) for one in found]


def test_the_book_of_a_month_is_one_line_in_the_log_however_many_pay(cells, secretary, charge):
    payer(cells.own, "Lê Văn Hai")
    opened(cells.own)
    secretary.get(reverse("dues_month", args=MONTH))
    book = ("chibo.Organization", str(cells.own.pk))
    assert _readings() == [(*book, {"part": "dues_month", "month": "2026-03-01"})]
    secretary.get(reverse("dues_month", args=["mot", 2026, 2]))
    secretary.get(f"{reverse('dues')}?to-chuc=mot&nam=2026")
    assert len(_readings()) == 1, "no amounts of members: a month without charges, the year"


def test_a_refused_receipt_shows_the_book_again_and_that_is_a_reading(cells, secretary, charge):
    answer = secretary.post(reverse("receive_dues", args=MONTH), {})
    assert "Lê Thị Đóng" in _text(answer)
    assert [values for _, _, values in _readings()] == [
        {"part": "dues_month", "month": "2026-03-01"}
    ]


def test_what_one_member_owes_and_paid_is_read_as_theirs(cells, secretary, charge):
    (payment,) = pay(cells.own, (charge, 124_800))
    secretary.get(reverse("correct_dues_charge", args=[charge.pk]))
    secretary.get(reverse("withdraw_dues_payment", args=[payment.pk]))
    whose = {"member": charge.member_id}
    assert _readings() == [
        ("members.DuesCharge", str(charge.pk), whose),
        ("members.DuesPayment", str(payment.pk), whose),
    ]
