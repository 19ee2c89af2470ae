"""Minutes without script: rows come by buttons that save; a refusal keeps all that was typed."""

from playwright.sync_api import expect

from chibo.clock import today
from chibo.dates import PartialDate
from meetings.minutes.models import Opinion
from tests.meetings.factories import MeetingFactory


def test_minutes_are_written_without_script_and_a_refusal_keeps_what_was_typed(another, cell):
    meeting = MeetingFactory(
        organization=cell.organization, held=PartialDate.on(today()), kinds={"thematic"}
    )
    page = another(cell.secretary, java_script_enabled=False)
    page.goto(f"/sinh-hoat/{meeting.pk}/ghi/")
    page.get_by_role("button", name="Thêm nội dung").click()
    item = page.locator("#items-1")
    item.get_by_label("Tên nội dung").fill("Việc khác")
    item.get_by_role("button", name="Thêm ý kiến").click()
    item.get_by_label("Đồng chí").select_option(label="Lê Văn 05")
    page.locator("#items-1-opinions-0 textarea").fill("Đề nghị mua máy quét.")
    page.get_by_label("Vắng").nth(2).check()
    page.get_by_label("Ngày", exact=True).fill("31/2/2026")
    save = page.locator(".deed").get_by_role("button", name="Lưu", exact=True)
    save.click()
    expect(page.get_by_text("Chưa lưu được")).to_be_visible()
    expect(page.get_by_label("Ngày", exact=True)).to_have_value("31/2/2026")
    expect(page.locator("#items-1-opinions-0 textarea")).to_have_value("Đề nghị mua máy quét.")
    expect(page.get_by_label("Vắng").nth(2)).to_be_checked()
    page.get_by_label("Ngày", exact=True).fill("22/11/2026")
    save.click()
    expect(page.get_by_text("Đã lưu biên bản.")).to_be_visible()
    opinion = Opinion.objects.get(item__meeting=meeting)
    assert (opinion.speaker.full_name, opinion.text) == ("Lê Văn 05", "Đề nghị mua máy quét.")
