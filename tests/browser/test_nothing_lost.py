"""Nothing typed is lost: a reload, a dropped line, an ended session, a colleague's save."""

from playwright.sync_api import Page, expect

from chibo.clock import today
from chibo.dates import PartialDate
from chibo.drafts.models import Draft
from meetings.minutes.models import Meeting
from meetings.tasks.models import Task
from reports.yearend.models import ReportText
from tests.chibo.factories import PASSWORD
from tests.meetings.factories import MeetingFactory
from tests.reports.factories import ReportFactory

WORDS = "Chi bộ bàn việc số hóa hồ sơ."
KEPT = "trên máy chủ"


def _minutes(cell) -> Meeting:
    return MeetingFactory(organization=cell.organization, held=PartialDate.on(today()))


def _opened(page: Page, meeting: Meeting) -> Page:
    page.goto(f"/sinh-hoat/{meeting.pk}/ghi/")
    return page


def _save(page: Page) -> None:
    """Save once the mark is at rest: it shares the line with the button, which it may move."""
    expect(page.locator("[data-saved]").first).not_to_contain_text("đang lưu")
    page.locator(".deed").get_by_role("button", name="Lưu", exact=True).click()


def test_a_page_left_a_moment_after_typing_offers_the_words_again(sign_in, cell):
    meeting = _minutes(cell)
    page = _opened(sign_in(cell.secretary), meeting)
    page.get_by_label("Kết luận chung").fill(WORDS)
    page.goto("/tim/")
    _opened(page, meeting)
    offer = page.locator(".draft-offer")
    expect(offer).to_contain_text("gõ dở")
    if offer.get_by_role("button", name="Dùng lại").count():
        offer.get_by_role("button", name="Dùng lại").click()
    expect(page.get_by_label("Kết luận chung")).to_have_value(WORDS)


def test_what_is_typed_offline_reaches_the_server_when_the_line_is_back(sign_in, cell):
    page = _opened(sign_in(cell.secretary), _minutes(cell))
    closing = page.get_by_label("Kết luận chung")
    page.context.set_offline(True)
    closing.fill(WORDS)
    saved = page.locator("[data-saved]")
    expect(saved).to_contain_text("mất mạng, đã giữ trên máy này")
    page.context.set_offline(False)
    expect(saved).to_contain_text(KEPT)
    page.reload()
    expect(closing).to_have_value(WORDS)


def test_an_ended_session_keeps_the_words_until_one_has_signed_in_in_another_tab(sign_in, cell):
    meeting = _minutes(cell)
    page = _opened(sign_in(cell.secretary), meeting)
    page.context.clear_cookies()
    page.get_by_label("Kết luận chung").fill(WORDS)
    saved = page.locator("[data-saved]")
    expect(saved).to_contain_text("phiên đã hết, chữ vẫn giữ trên máy này")
    with page.context.expect_page() as opened:
        saved.get_by_role("link", name="đăng nhập lại").click()
    door = opened.value
    door.get_by_label("Tên đăng nhập").fill(cell.secretary.username)
    door.get_by_label("Mật khẩu").fill(PASSWORD)
    door.get_by_role("button", name="Đăng nhập").click()
    expect(door.get_by_role("heading", level=1)).to_be_visible()
    door.close()
    page.bring_to_front()
    page.get_by_label("Kết luận chung").fill(f"{WORDS} Nhất trí.")
    expect(saved).to_contain_text(KEPT)
    _save(page)
    expect(page.get_by_text("Đã lưu biên bản.")).to_be_visible()
    meeting.refresh_from_db()
    assert meeting.closing == f"{WORDS} Nhất trí."


def test_two_people_on_the_same_minutes_see_both_texts_and_lose_neither(another, cell):
    meeting = _minutes(cell)
    mine = _opened(another(cell.secretary), meeting)
    theirs = _opened(another(cell.clerk), meeting)
    theirs.get_by_label("Kết luận chung").fill("Bản của thư ký.")
    theirs.get_by_role("button", name="Thêm nội dung").click()
    theirs.locator("#items-5").get_by_label("Tên nội dung").fill("Việc thư ký thêm")
    _save(theirs)
    expect(theirs.get_by_text("Đã lưu biên bản.")).to_be_visible()
    mine.get_by_label("Kết luận chung").fill("Bản của bí thư.")
    _save(mine)
    expect(mine.get_by_text("Người khác vừa lưu biên bản này")).to_be_visible()
    expect(mine.get_by_label("Kết luận chung")).to_have_value("Bản của bí thư.")
    expect(mine.locator("#id_closing_theirs")).to_contain_text("Bản của thư ký.")
    expect(mine.locator(".agenda", has_text="Việc thư ký thêm")).to_be_visible()
    expect(mine.locator(".draft-offer")).to_have_count(0)
    _save(mine)
    expect(mine.get_by_text("Đã lưu biên bản.")).to_be_visible()
    meeting.refresh_from_db()
    assert meeting.closing == "Bản của bí thư."
    assert meeting.items.filter(title="Việc thư ký thêm").exists()


def test_a_reload_gives_back_a_paragraph_of_the_report(sign_in, cell):
    report = ReportFactory(organization=cell.organization)
    page = sign_in(cell.secretary)
    page.goto(f"/bao-cao/{report.pk}/soan/")
    passage = page.locator("#uu-diem-chung textarea")
    passage.fill(WORDS)
    expect(page.locator("[data-saved]")).to_contain_text(KEPT)
    page.reload()
    expect(passage).to_have_value(WORDS)
    _save(page)
    expect(page).to_have_url(f"{page.url.partition('/bao-cao')[0]}/bao-cao/{report.pk}/soan/?luu=3")
    assert ReportText.objects.get(report=report, key="uu-diem-chung").text == WORDS


def test_a_form_that_met_the_door_comes_back_with_its_words_wherever_one_went_first(sign_in, cell):
    page = sign_in(cell.secretary)
    address = f"/nhiem-vu/ghi/{cell.organization.code}/"
    page.goto(address)
    page.get_by_label("Nhiệm vụ", exact=False).first.fill(WORDS)
    page.context.clear_cookies()
    page.locator(".deed").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trang đã để quá lâu")
    page.get_by_role("link", name="Về Bàn làm việc").click()
    page.get_by_label("Tên đăng nhập").fill(cell.secretary.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("body")).to_have_attribute("data-person", str(cell.secretary.pk))
    page.goto(address)
    page.locator(".draft-offer").get_by_role("button", name="Dùng lại").click()
    page.locator(".deed").get_by_role("button").dblclick()
    expect(page.locator(".said--success")).to_be_visible()
    assert [task.text for task in Task.objects.all()] == [WORDS]
    page.goto(address)
    expect(page.locator(".draft-offer")).to_have_count(0)


def test_what_may_turn_out_secret_is_not_held_in_the_browser(sign_in, cell):
    page = sign_in(cell.secretary)
    page.goto(f"/van-ban/ghi/{cell.organization.code}/")
    page.get_by_role("textbox", name="Số, ký hiệu").fill("05-CT/TW")
    page.locator(".deed").get_by_role("button").click()
    expect(page.locator("[data-errors]")).to_be_visible()
    assert "05-CT/TW" not in page.evaluate("Object.values(sessionStorage).join()")


def test_what_lies_sealed_is_kept_neither_on_the_machine_nor_in_a_draft(sign_in, cell):
    page = sign_in(cell.secretary)
    page.goto(f"/dang-vien/ghi/{cell.organization.code}/")
    page.get_by_label("Số định danh cá nhân").fill("000111222333")
    page.get_by_label("Tôn giáo").fill("Cao Đài")
    page.get_by_label("Họ và tên").fill("Lê Thị Nháp")
    expect(page.locator("[data-saved]").first).to_contain_text(KEPT)
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    drafted = str(list(Draft.objects.values_list("fields", flat=True)))
    for words in (kept, drafted):
        assert "Lê Thị Nháp" in words
        assert [word for word in ("000111222333", "Cao Đài") if word in words] == []
