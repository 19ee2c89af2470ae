"""Everybody reaches everything: on a phone, by keyboard, without barriers (WCAG 2.1 AA)."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from chibo.clock import today
from chibo.dates import PartialDate
from meetings.tasks.actions import add_task
from reports.ratings import actions as ratings
from reports.yearend import actions as yearend
from tests.meetings.factories import MeetingFactory, written
from tests.reports.factories import (
    AT,
    WHOLE,
    AchievementFactory,
    LimitationFactory,
    ReportFactory,
)

PHONE = {"width": 360, "height": 740}
DEED = """deed => {
    const box = deed.getBoundingClientRect();
    const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return deed.contains(met) && box.height >= 44 && box.right <= innerWidth;
}"""


@pytest.fixture
def book(cell) -> dict[str, str]:
    """Record something of each kind in the cell; return the pages by name."""
    own = cell.organization
    held = PartialDate.on(today() - datetime.timedelta(days=40))
    draft = written(MeetingFactory(organization=own, held=held), held=held)
    add_task(by=None, organization=own, text="Số hóa hồ sơ", plan_year=today().year)
    AchievementFactory(organization=own)
    LimitationFactory(organization=own)
    issued = yearend.issue(by=None, scope=WHOLE, report=ReportFactory(organization=own), at=AT)
    yearend.keep_prints(by=None, report=issued, prints={"docx": b"a", "pdf": b"b"})
    sheet = ratings.open_rating_sheet(
        by=None, organization=own, year=today().year, today=today(), at=AT
    )
    drafted = ReportFactory(
        organization=own,
        starts=datetime.date(2024, 1, 1),
        ends=datetime.date(2024, 12, 31),
    )
    return {
        "desk": "/",
        "roll": "/dang-vien/",
        "member": f"/dang-vien/{cell.members[0].pk}/",
        "enter": "/dang-vien/ghi/chi-bo/",
        "meetings": "/sinh-hoat/",
        "minutes": f"/sinh-hoat/{draft.pk}/ghi/",
        "reading": f"/sinh-hoat/{draft.pk}/",
        "notebook": "/ghi-chep/",
        "composer": f"/bao-cao/{drafted.pk}/soan/",
        "report": f"/bao-cao/{issued.pk}/",
        "sheet": f"/xep-loai/{sheet.pk}/",
        "organizations": "/to-chuc/",
        "documents": "/van-ban/",
        "sessions": "/phien-dang-nhap/",
    }


def _width(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")


def test_a_phone_shows_each_page_without_sideways_scroll_and_its_deed_at_once(
    sign_in, cell, book, axe_violations
):
    page = sign_in(cell.secretary)
    page.set_viewport_size(PHONE)
    for name in ("desk", "roll", "minutes", "composer", "report", "sheet"):
        page.goto(book[name])
        assert (name, _width(page)) == (name, PHONE["width"])
        deed = page.locator(".deed .btn-primary").last
        assert (name, deed.evaluate(DEED)) == (name, True)
        assert (name, axe_violations(page)) == (name, [])


def test_no_page_has_a_barrier_on_a_desktop(sign_in, cell, book, axe_violations):
    page = sign_in(cell.secretary)
    names = ("member", "meetings", "reading", "notebook", "organizations", "documents")
    for name in names:
        assert page.goto(book[name]).status == 200
        assert (name, axe_violations(page)) == (name, [])
    page.goto(book["enter"])
    page.get_by_label("Ngày sinh").fill("31/2/1980")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.locator("[data-errors]")).to_be_focused()
    assert axe_violations(page) == []


def test_the_keyboard_skips_to_the_content_calls_the_roll_and_opens_the_search(sign_in, cell, book):
    page = sign_in(cell.secretary)
    page.goto(book["minutes"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.get_by_text("Không điểm danh từng đồng chí?").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[data-count-n]")).to_have_text("20/21")
    page.keyboard.press("Tab")
    expect(page.locator(".roll__one select").first).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Tìm đảng viên, văn bản (Ctrl+K)")).to_be_focused()
    page.keyboard.type("van 07")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Lê Văn 07")).to_be_visible()
