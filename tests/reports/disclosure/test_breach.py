"""The report on a breach, filled from the log."""

import datetime

import lxml.html
import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from chibo.access import Role
from chibo.accounts.models import PortalSession
from chibo.audit.actions import note
from chibo.audit.models import Entry
from members.dues.models import DuesCharge
from tests.chibo.factories import holder
from tests.members import pages

pytestmark = pytest.mark.django_db
ASKED = {
    "tu": "20/11/2026 00:00",
    "den": "22/11/2026 23:00",
    "phat_hien": "22/11/2026 06:30",
    "tai_khoan": "pho.mot",
    "to-chuc": "mot",
}


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def deputy(cells):
    return holder(Role.DEPUTY, cells.own, user__username="pho.mot", user__full_name="Trần Phó Một")


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


def _look(user, member, verb="view"):
    note(by=user, verb=verb, subject=member, organization_id=member.organization_id)


def _report(browser, **differs):
    return pages.text(browser.get(reverse("breach_report"), {**ASKED, **differs}))


def test_an_empty_page_asks_and_tells_nothing(secretary):
    page = pages.text(secretary.get(reverse("breach_report")))
    assert "Hạn thông báo:" not in page
    assert "Chưa lập được" not in page


def test_it_tells_who_looked_at_whom_and_when(cells, deputy, secretary):
    _look(deputy, cells.member)
    _look(deputy, cells.member, "print")
    _look(holder(Role.CLERK, cells.own), cells.probationary)
    page = _report(secretary, mo_ta="Mất máy tính")
    assert "Đỗ Văn Đông" in page
    assert "in hồ sơ đảng viên" in page
    assert "pho.mot (Trần Phó Một)" in page
    assert "Mất máy tính" in page
    assert "Vũ Lê Huy" not in page


def test_the_notice_is_due_72_hours_after_the_breach_was_found(secretary, deputy):
    assert "06:30 25/11/2026" in _report(secretary)


def test_people_are_counted_once_and_exported_rows_summed(cells, deputy, secretary):
    for member in (cells.member, cells.member, cells.probationary):
        _look(deputy, member)
    note(
        by=deputy, verb="export", subject=cells.own, organization_id=cells.own.pk,
        values={"count": 41},
    )  # fmt: skip
    page = _plain(_report(secretary))
    assert "riêng: 2;" in page
    assert "ra tệp: 41." in page
    assert "xuất ra tệp dữ liệu1" in page


def test_who_is_read_of_by_way_of_one_record_is_counted_too_but_not_by_way_of_a_list(
    cells, deputy, secretary
):
    charges = [
        DuesCharge.objects.create(
            organization=cells.own, member=member, month=datetime.date(2026, month, 1), amount=5
        )
        for member, month in ((cells.member, 9), (cells.member, 10), (cells.probationary, 10))
    ]
    _look(deputy, cells.member)
    for charge in charges[:2]:
        _look(deputy, charge)
    note(by=deputy, verb="view", subject=cells.own, organization_id=cells.own.pk)
    assert "riêng: 1;" in _plain(_report(secretary))
    _look(deputy, charges[2])
    assert "riêng: 2;" in _plain(_report(secretary))


def _plain(page):
    return " ".join(lxml.html.document_fromstring(page).text_content().split())


def test_what_lies_outside_the_time_or_the_place_is_left_out(cells, deputy, secretary):
    _look(deputy, cells.neighbour)
    _look(deputy, cells.member)
    early = _report(secretary, den="20/11/2026 10:00", phat_hien="20/11/2026 09:00")
    assert "Đỗ Văn Đông" not in early
    assert "Bùi Thị Đông" not in _report(secretary)


def test_names_are_for_those_who_may_view_members(cells, deputy):
    _look(deputy, cells.member)
    administrator = pages.client(holder(Role.ADMINISTRATOR, cells.committee))
    page = _report(administrator)
    assert "Đỗ Văn Đông" not in page
    assert "riêng: 1" in _plain(page)


def test_an_address_leads_to_the_accounts_that_came_from_it(cells, deputy, secretary):
    _look(deputy, cells.member)
    PortalSession.objects.create(
        session_key="a", public_id="a", user=deputy, address="203.0.113.7",
        expire_date="2026-12-01T00:00:00Z",
    )  # fmt: skip
    page = _report(secretary, tai_khoan="", dia_chi="203.0.113.7")
    assert "Đỗ Văn Đông" in page
    assert "Không còn phiên đăng nhập" in _report(secretary, tai_khoan="", dia_chi="203.0.113.8")


@pytest.mark.parametrize(
    ("differs", "said"),
    [
        ({"tai_khoan": ""}, "ít nhất một"),
        ({"tai_khoan": "bi.hai"}, "không có tài khoản: bi.hai"),
        ({"tu": "hôm qua"}, "Không đọc được ngày giờ này"),
        ({"den": ""}, "Ghi đến lúc nào"),
        ({"den": "19/11/2026 00:00"}, "trước lúc bắt đầu"),
        ({"phat_hien": "19/11/2026 00:00"}, "Phát hiện trước khi xảy ra"),
        ({"phat_hien": "30/11/2026 00:00"}, "ở tương lai"),
        ({"dia_chi": "1" * 46}, "dài quá 45 chữ"),
        ({"tu": "\x00", "tai_khoan": "\x00"}, "Không đọc được ngày giờ này"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(cells, deputy, secretary, differs, said):
    holder(Role.SECRETARY, cells.sibling, user__username="bi.hai")
    page = _report(secretary, **differs)
    assert said in page
    assert "Hạn thông báo:" not in page


def test_who_makes_the_report_signs_it(cells, deputy):
    _look(deputy, cells.member)
    reader = pages.client(holder(Role.SECRETARY, cells.own, user__full_name="Lê Bí Thư"))
    assert "NGƯỜI LẬPLê Bí Thư" in strip_tags(_report(reader))


def test_the_print_holds_the_same_and_is_written_down(cells, deputy, secretary):
    _look(deputy, cells.member)
    answer = secretary.get(reverse("breach_print", args=["docx"]), ASKED)
    assert answer.content[:2] == b"PK"
    entry = Entry.objects.filter(verb="print").get()
    assert (entry.subject_type, entry.values) == ("chibo.Organization", {"what": "báo cáo sự cố"})


def test_a_print_of_nothing_leads_back_to_the_questions(secretary):
    answer = secretary.get(reverse("breach_print", args=["docx"]), {**ASKED, "tai_khoan": ""})
    assert answer["Location"].startswith(reverse("breach_report"))


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_however_much_was_looked_at(cells, deputy, secretary, count):
    for _ in range(count):
        _look(deputy, cells.member)
    query = "&".join(f"{name}={value}" for name, value in ASKED.items())
    assert pages.statements(secretary, f"{reverse('breach_report')}?{query}") == 31
