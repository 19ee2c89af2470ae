"""The door in a real browser: readable by everybody, at every width; over a form, nothing is lost."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from chibo.accounts.models import PortalSession
from chibo.accounts.sessions import SHOWN_AT, SessionStore
from chibo.audit.models import Entry
from chibo.clock import now, today
from chibo.dates import PartialDate
from meetings.minutes.models import Meeting
from meetings.tasks.models import Task
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.chibo.factories import PASSWORD
from tests.meetings.factories import MeetingFactory

WORDS = "Chi bộ thống nhất:\n– số hóa hồ sơ;\n– phân công đồng chí Ước."


@pytest.mark.parametrize("width", [360, 1366])
def test_the_door_has_no_barrier_and_fits_its_screen(page, axe_violations, width):
    page.set_viewport_size({"width": width, "height": 768})
    response = page.goto("/dang-nhap/")
    assert response.status == 200
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _end_session():
    """Let every session have rested for two hours."""
    PortalSession.objects.update(seen_at=now() - datetime.timedelta(hours=2))


def _come_in(page: Page, button: str) -> None:
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name=button).dblclick()


def test_minutes_typed_in_an_ended_session_reach_the_book_from_the_door(sign_in, cell):
    meeting = MeetingFactory(organization=cell.organization, held=PartialDate.on(today()))
    page = sign_in(cell.secretary)
    page.goto(f"/sinh-hoat/{meeting.pk}/ghi/")
    _end_session()
    page.get_by_label("Kết luận chung").fill(WORDS)
    mark = page.locator("[data-saved]").first
    expect(mark).to_contain_text("phiên đã hết, chữ vẫn giữ trên máy này")
    page.locator(".deed").get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phiên làm việc đã hết")
    expect(page.get_by_text(cell.secretary.full_name).first).to_be_visible()
    _come_in(page, "Đăng nhập và tiếp tục")
    expect(page.get_by_text("Đã lưu biên bản.")).to_be_visible()
    expect(page.get_by_label("Kết luận chung")).to_have_value(WORDS)
    expect(page.locator(".draft-offer")).to_have_count(0)
    meeting.refresh_from_db()
    assert meeting.closing == WORDS


def test_a_form_sent_from_an_ended_session_is_recorded_once_and_not_offered_again(sign_in, cell):
    page = sign_in(cell.secretary)
    address = f"/nhiem-vu/ghi/{cell.organization.code}/"
    page.goto(address)
    page.get_by_label("Nhiệm vụ", exact=False).first.fill("Số hóa hồ sơ")
    _end_session()
    page.locator(".deed").get_by_role("button").click()
    page.get_by_label("Mật khẩu").fill("sai")
    page.get_by_role("button", name="Đăng nhập và tiếp tục").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa đúng")
    _come_in(page, "Đăng nhập và tiếp tục")
    expect(page.locator(".said--success")).to_be_visible()
    assert [task.text for task in Task.objects.all()] == ["Số hóa hồ sơ"]
    page.goto(address)
    expect(page.locator(".draft-offer")).to_have_count(0)


def test_the_door_over_a_form_needs_no_script(another, cell):
    page = another(cell.secretary, java_script_enabled=False)
    page.goto(f"/nhiem-vu/ghi/{cell.organization.code}/")
    page.get_by_label("Nhiệm vụ", exact=False).first.fill("Số hóa hồ sơ")
    _end_session()
    page.locator(".deed").get_by_role("button").click()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập và tiếp tục").click()
    expect(page.locator(".said--success")).to_be_visible()
    assert [task.text for task in Task.objects.all()] == ["Số hóa hồ sơ"]


def test_unlocking_minutes_after_eleven_minutes_asks_again_and_is_then_done(sign_in, cell):
    meeting = MeetingFactory(organization=cell.organization, held=PartialDate.on(today()))
    Meeting.objects.update(status=Meeting.Status.LOCKED)
    page = sign_in(cell.secretary)
    (key,) = PortalSession.objects.values_list("session_key", flat=True)
    store = SessionStore(key)
    store[SHOWN_AT] = now().timestamp() - 11 * 60
    store.save()
    page.goto(f"/sinh-hoat/{meeting.pk}/")
    page.get_by_text("Mở khóa").first.click()
    page.get_by_label("Lý do").fill("Ghi nhầm giờ họp")
    page.locator(".confirm[open]").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xác nhận lại là đồng")
    _come_in(page, "Xác nhận và tiếp tục")
    expect(page.get_by_text("Đã mở khóa.")).to_be_visible()
    meeting.refresh_from_db()
    assert meeting.status != Meeting.Status.LOCKED
    assert Entry.objects.filter(verb="unlock_minutes").count() == 1


def test_the_door_that_hands_out_a_file_keeps_no_password_and_leads_back(sign_in, cell):
    page = sign_in(cell.secretary)
    address = f"/du-lieu-ca-nhan/xuat/{cell.organization.code}/"
    page.goto(address)
    page.get_by_label("Mục đích xuất").fill("nộp danh sách")
    (key,) = PortalSession.objects.values_list("session_key", flat=True)
    store = SessionStore(key)
    store[SHOWN_AT] = now().timestamp() - 11 * 60
    store.save()
    page.get_by_role("button", name="Xuất tệp").click()
    with page.expect_download():
        _come_in(page, "Xác nhận và tiếp tục")
    expect(page.get_by_text("Tệp đã tải về máy thì việc đã xong")).to_be_visible()
    expect(page.get_by_label("Mật khẩu")).to_have_value("")
    page.get_by_role("link", name="về trang trước").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ra Excel")


@pytest.mark.parametrize("width", [360, 1366])
def test_the_door_over_a_form_has_no_barrier_and_fits_its_screen(
    sign_in, cell, axe_violations, width
):
    page = sign_in(cell.secretary)
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(f"/nhiem-vu/ghi/{cell.organization.code}/")
    page.get_by_label("Nhiệm vụ", exact=False).first.fill("Số hóa hồ sơ")
    _end_session()
    page.locator(".deed").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phiên làm việc đã hết")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1000])
def test_the_button_stays_where_it_is_whatever_the_mark_says(sign_in, cell, width):
    meeting = MeetingFactory(organization=cell.organization, held=PartialDate.on(today()))
    page = sign_in(cell.secretary)
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(f"/sinh-hoat/{meeting.pk}/ghi/")
    button = page.locator(".deed").get_by_role("button", name="Lưu", exact=True)
    closing, mark = page.get_by_label("Kết luận chung"), page.locator("[data-saved]").first

    def places():
        return button.bounding_box(), closing.bounding_box(), page.evaluate("window.scrollY")

    closing.press_sequentially("a")
    expect(mark).to_contain_text("trên máy chủ và trên máy này")
    before = places()
    closing.press_sequentially("b")
    expect(mark).to_contain_text("đang lưu")
    assert places() == before
    _end_session()
    expect(mark).to_contain_text("phiên đã hết")
    assert places() == before
    page.context.set_offline(True)
    closing.press_sequentially("c")
    expect(mark).to_contain_text("mất mạng")
    assert places() == before


@pytest.fixture
def remembering(chromium, sign_in, cell, live_server):
    """The secretary's page in a browser that keeps left pages alive, as people's browsers do."""
    cookies = sign_in(cell.secretary).context.cookies()
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM,
        args=ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies(cookies)
    yield context.new_page()
    browser.close()


def test_after_signing_out_the_way_back_shows_the_door_and_nothing_of_the_book(remembering):
    page = remembering
    page.goto("/dang-vien/")
    page.goto("/tim/")
    with page.expect_navigation(url="**/dang-nhap/"):
        page.locator("form[data-sign-out]").first.evaluate("form => form.submit()")
    for _ in range(2):
        page.evaluate("history.back()")
        page.wait_for_timeout(1500)
        expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
