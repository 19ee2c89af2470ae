"""The ratings of a year: two cells send their sheets; staff approve one and return the other."""

import pytest
from playwright.sync_api import Page, expect

from chibo.access import Role
from chibo.clock import now, today
from reports.ratings import actions
from reports.ratings.models import RatingSheet
from reports.ratings.rules import year_being_rated
from tests.chibo.factories import OrganizationFactory, holder
from tests.members.factories import MemberFactory
from tests.reports.ratings.factories import write


@pytest.fixture
def staff(cell):
    return holder(Role.COMMITTEE_LEADER, cell.organization.parent, user__full_name="Phan Thị Lan")


@pytest.fixture
def second(cell) -> RatingSheet:
    """A second cell, whose sheet lies with the committee."""
    other = OrganizationFactory(
        code="chi-bo-hai", name="Chi bộ Văn phòng", parent=cell.organization.parent
    )
    for n in range(3):
        MemberFactory(organization=other, full_name=f"Trần Văn {n}")
    year = year_being_rated(today())
    shared = {"by": None, "at": now()}
    sheet = actions.open_rating_sheet(organization=other, year=year, today=today(), **shared)
    write(sheet)
    return actions.submit_rating_sheet(sheet=sheet, text="", version=sheet.version, **shared)


def test_staff_approve_one_cell_and_return_the_other_which_answers(
    another, cell, staff, second, axe_violations
):
    secretary, committee = another(cell.secretary), another(staff)
    _write_and_send(secretary, axe_violations)

    committee.goto("/xep-loai/?to-chuc=dang-uy")
    expect(committee.get_by_role("heading", level=1)).to_contain_text("2 chi bộ chờ duyệt")
    assert axe_violations(committee) == []
    committee.get_by_role("link", name="Chi bộ Văn phòng").click()
    committee.get_by_role("link", name="Quyết định").click()
    assert axe_violations(committee) == []
    committee.get_by_label("Số, ký hiệu quyết định").fill("45-QĐ/ĐU")
    committee.locator(".deed").get_by_role("button", name="Quyết định").click()
    expect(committee.get_by_text("Đã quyết định xếp loại của Chi bộ Văn phòng.")).to_be_visible()

    committee.get_by_role("link", name="Chi bộ Trung tâm").click()
    committee.get_by_role("link", name="Trả lại").click()
    committee.get_by_label("Lý do").fill("Hạ đồng chí Lê Văn 04, chưa vượt 30% nhiệm vụ.")
    committee.locator(".deed").get_by_role("button", name="Trả lại").click()
    expect(committee.get_by_role("link", name="1/2 trả lại")).to_be_visible()

    _answer(secretary)
    committee.goto("/xep-loai/?to-chuc=dang-uy&tinh-trang=cho-duyet")
    committee.get_by_role("link", name="Chi bộ Trung tâm").click()
    expect(committee.locator("main")).to_contain_text("Đã hạ xuống mức tốt.")
    said = second.exchanges.values_list("kind", flat=True)
    assert list(said) == ["submit", "decide"]
    assert list(RatingSheet.objects.order_by("pk").values_list("status", flat=True)) == [
        "decided",
        "submitted",
    ]


def _write_and_send(page: Page, axe_violations) -> None:
    """Make the sheet of 21, set levels by keys and see the cap move, send it."""
    page.goto("/xep-loai/?to-chuc=chi-bo")
    page.get_by_role("button", name="Lập bảng").click()
    assert axe_violations(page) == []
    for name in [f"Lê Văn {n:02d}" for n in range(1, 20)] + ["Vũ Tập 20", "Vũ Tập 21"]:
        page.get_by_label(f"Số phiếu tán thành: {name}").fill("19")
        page.keyboard.press("t")
    expect(page.locator(".cap")).to_contain_text("Xuất sắc: đề nghị 0, mức trần 4.")
    page.get_by_label("Chi bộ đề nghị: Lê Văn 01").focus()
    for _ in range(4):
        page.keyboard.press("x")
        page.keyboard.press("ArrowDown")
    expect(page.locator(".cap")).to_contain_text("Xuất sắc: đề nghị 4, mức trần 3. Vượt 1.")
    expect(page.get_by_label("Chi bộ đề nghị: Lê Văn 05")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator(".cap")).to_contain_text("đề nghị 3, mức trần 3.")
    page.get_by_label("Chi bộ đề nghị: Lê Văn 04").select_option(label="Xuất sắc")
    page.get_by_label("Chi bộ tự xếp loại").select_option(label="Tốt")
    page.get_by_role("button", name="Lưu, gửi đảng ủy").click()
    expect(page.locator(".cap")).to_contain_text("Vượt 1.")
    page.locator(".deed").get_by_role("button", name="Gửi đảng ủy").click()
    expect(page.get_by_text("Đã gửi đảng ủy.")).to_be_visible()


def _answer(page: Page) -> None:
    """Read the reason, mend the line, send the sheet again with an answer."""
    page.goto("/xep-loai/?to-chuc=chi-bo")
    expect(page.locator("main")).to_contain_text("chưa vượt 30% nhiệm vụ.")
    page.get_by_role("link", name="Ghi bảng").click()
    page.get_by_label("Chi bộ đề nghị: Lê Văn 04").select_option(label="Tốt")
    page.get_by_role("button", name="Lưu, gửi đảng ủy").click()
    send = page.locator(".deed").get_by_role("button", name="Gửi đảng ủy")
    send.click()
    expect(page.get_by_text("Đảng ủy đã trả lại bảng này.")).to_be_visible()
    page.get_by_label("Lời gửi đảng ủy").fill("Đã hạ xuống mức tốt.")
    send.click()
    expect(page.get_by_text("Đã gửi đảng ủy.")).to_be_visible()
