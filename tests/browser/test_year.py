"""The secretary's year: a meeting written, adopted and printed; the report it hears, issued."""

import datetime
import hashlib
import io
import re

from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from chibo.clock import today
from chibo.dates import PartialDate
from chibo.vietnamese import day
from tests.chibo.factories import PASSWORD
from tests.meetings.factories import MeetingFactory


def test_a_secretary_records_a_meeting_from_the_desk_locks_it_and_takes_its_prints(page, cell):
    _arrive(page, cell.secretary.username)
    page.get_by_role("link", name=f"Ghi biên bản tháng {today().month}").click()
    page.get_by_label("Bắt đầu").fill("14h")
    page.get_by_label("Địa điểm").fill("Phòng họp tầng 3")
    page.get_by_role("button", name="Mở bản nháp").click()
    _call_the_roll(page)
    _write_the_items(page)
    _vote(page)
    _close_and_save(page)
    _lock(page)
    for words in (_docx(page), _pdf(page)):
        assert "18/21" in words
        assert "Vắng không lý do: 1" in words
        assert "Đề nghị số hóa hồ sơ trước tháng 6." in words
        assert "Thống nhất lập kế hoạch số hóa." in words
        assert "Lập kế hoạch số hóa hồ sơ" in words


def test_a_secretary_writes_and_issues_the_report_that_a_meeting_heard(sign_in, cell):
    MeetingFactory(organization=cell.organization, held=PartialDate.on(today()))
    page = sign_in(cell.secretary)
    page.goto("/bao-cao/")
    _start_the_report(page)
    _write_what_is_required(page)
    _issue(page)
    for words in (_docx(page), _pdf(page)):
        assert "12-BC/CB" in words
        assert "Đoàn kết, giữ nền nếp sinh hoạt." in words


def _arrive(page: Page, username: str) -> None:
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("chưa họp")


def _call_the_roll(page: Page) -> None:
    """Mark three of 21 absent; the count moves with each."""
    count = page.locator("[data-count-n]")
    expect(count).to_have_text("21/21")
    for left, (name, why) in enumerate(
        [
            ("Lê Văn 03", "Có lý do: đi công tác"),
            ("Lê Văn 07", "Có lý do: ốm, nghỉ điều trị"),
            ("Vũ Tập 21", "Không có lý do"),
        ]
    ):
        row = page.locator(".roll__one", has_text=name)
        row.get_by_role("checkbox").check()
        row.get_by_label(f"Lý do: {name}").select_option(label=why)
        expect(count).to_have_text(f"{20 - left}/21")
    expect(page.locator("[data-count-official]")).to_have_text("17/19")
    expect(page.locator("[data-count-state]")).to_have_text("Đủ điều kiện họp")


def _write_the_items(page: Page) -> None:
    """Write two items, with an opinion by name and a task, and one line in the other three."""
    first = _opened(page, 1)
    first.get_by_label("Tóm tắt").fill("Thông báo kết luận của cấp ủy về chuyển đổi số.")
    first.get_by_role("button", name="Thêm ý kiến").click()
    first.get_by_label("Đồng chí").select_option(label="Lê Văn 05")
    first.get_by_label("Ý kiến", exact=False).last.fill("Đề nghị số hóa hồ sơ trước tháng 6.")
    first.get_by_label("Kết luận của chủ trì").fill("Thống nhất lập kế hoạch số hóa.")
    second = _opened(page, 2)
    second.get_by_label("Tóm tắt").fill("Học tập gương tiết kiệm.")
    second.get_by_label("Kết luận của chủ trì").fill("Mỗi đồng chí đăng ký một việc.")
    second.get_by_role("button", name="Thêm việc").click()
    second.get_by_label("Việc*").fill("Lập kế hoạch số hóa hồ sơ")
    second.get_by_label("Ai").select_option(label="Lê Văn 05")
    second.get_by_label("Hạn").fill(day(today() + datetime.timedelta(days=30)))
    for number in (3, 4, 5):
        _opened(page, number).get_by_label("Tóm tắt").fill("Chi bộ trao đổi, nhất trí.")


def _opened(page: Page, number: int):
    item = page.locator(f"#noi-dung-{number}")
    if item.get_attribute("open") is None:
        item.locator("summary").click()
    return item


def _vote(page: Page) -> None:
    page.get_by_role("button", name="Thêm biểu quyết").click()
    vote = page.locator("#votes-0")
    vote.get_by_label("Nội dung biểu quyết").fill("Thông qua kế hoạch số hóa")
    vote.get_by_label("Đồng ý", exact=False).first.fill("17")


def _close_and_save(page: Page) -> None:
    page.get_by_label("Kết thúc").first.fill("16h")
    page.get_by_label("Thư ký").select_option(label="Lê Văn 02")
    page.get_by_label("Kết luận chung").fill("Nhất trí với các nội dung.")
    _save(page)
    expect(page.get_by_text("Đã lưu biên bản.")).to_be_visible()
    expect(page.locator("#votes-0")).to_contain_text("17/19")
    expect(page.get_by_text("Bản đã lưu đủ để khóa.")).to_be_visible()


def _save(page: Page) -> None:
    """Save once the mark is at rest: it shares the line with the button, which it may move."""
    expect(page.locator("[data-saved]").first).not_to_contain_text("đang lưu")
    page.locator(".deed").get_by_role("button", name="Lưu", exact=True).click()


def _lock(page: Page) -> None:
    page.get_by_role("link", name="xem bản in").click()
    page.get_by_role("button", name="Thông qua và khóa").click()
    expect(page.get_by_text("Biên bản đã thông qua và khóa.")).to_be_visible()


def _start_the_report(page: Page) -> None:
    page.get_by_role("link", name="Soạn báo cáo").click()
    page.get_by_label("Kỳ báo cáo").fill(str(today().year))
    heard = page.get_by_label("Hội nghị thông qua báo cáo")
    heard.select_option(label=heard.locator("option", has_text=day(today())).inner_text())
    page.get_by_role("button", name="Bắt đầu soạn").click()


def _write_what_is_required(page: Page) -> None:
    """See the figures as links and what is missing; write it until nothing is missing."""
    figure = page.locator(".paper a.evidence", has_text="21").first
    expect(figure).to_have_attribute("href", re.compile("/dang-vien/"))
    missing = page.locator("#con-thieu")
    expect(missing).to_contain_text("Chưa viết: Ưu điểm.")
    expect(page.get_by_role("button", name="Ban hành")).to_have_attribute("aria-disabled", "true")
    for link in missing.locator("a.jump").all():
        _, _, place = (link.get_attribute("href") or "").partition("#")
        link.click()
        passage = page.locator(f".write-in#{place} textarea")
        if passage.count():
            passage.fill("Đoàn kết, giữ nền nếp sinh hoạt.")
    page.get_by_label("Địa danh").fill("Sơn Hà")
    _save(page)
    expect(missing).to_have_count(0)


def _issue(page: Page) -> None:
    page.get_by_role("button", name="Ban hành").click()
    page.get_by_label("Số văn bản").fill("12")
    page.locator(".deed").get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("Đã ban hành báo cáo số 12.")).to_be_visible()


def _download(page: Page, name: str) -> bytes:
    """Return the bytes of a download; where the page shows their hash they are these."""
    with page.expect_download() as caught:
        page.get_by_role("link", name=f"Tải {name}").click()
    content = caught.value.path().read_bytes()
    shown = page.locator("aside li", has_text=name).locator("details")
    if shown.count():
        expect(shown).to_contain_text(hashlib.sha256(content).hexdigest())
    return content


def _docx(page: Page) -> str:
    document = Document(io.BytesIO(_download(page, "DOCX")))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    parts = [*document.paragraphs, *(part for cell in cells for part in cell.paragraphs)]
    return "\n".join(part.text for part in parts)


def _pdf(page: Page) -> str:
    pages = PdfReader(io.BytesIO(_download(page, "PDF"))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
