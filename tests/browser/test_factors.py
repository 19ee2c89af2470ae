"""Second factors in a real browser: an app's code, and a passkey of Chromium's own authenticator."""

import re

import pyotp
import pytest
from playwright.sync_api import Page, expect

from chibo.accounts.models import Authenticator, PortalSession, User
from chibo.accounts.sessions import SHOWN_AT, SessionStore
from chibo.clock import now
from tests.chibo.factories import PASSWORD

CODES = re.compile(r"^[a-z2-9]{4}(-[a-z2-9]{4}){2}$")


@pytest.fixture
def by_name(live_server) -> str:
    """The server by its name: a passkey cannot be made for a bare address."""
    return live_server.url.replace("127.0.0.1", "localhost")


def _authenticator(page: Page) -> None:
    """Give the browser a device that keeps keys and knows its holder."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def _shown_long_ago(user: User) -> None:
    """Let every session of somebody be open, but without a fresh proof of who is there."""
    for row in PortalSession.objects.filter(user=user):
        session = SessionStore(row.session_key)
        session[SHOWN_AT] = 0
        session.save()


def _code(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).generate_otp(int(now().timestamp()) // 30 + steps)


def _sign_out(page: Page) -> None:
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()


def _password(page: Page, username: str) -> None:
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


@pytest.mark.parametrize("width", [360, 1366])
def test_an_app_is_added_and_its_code_opens_the_door(sign_in, cell, axe_violations, width):
    page = sign_in(cell.clerk)
    page.set_viewport_size({"width": width, "height": 768})
    page.goto("/bao-mat/")
    assert axe_violations(page) == []
    page.get_by_role("link", name="Thêm ứng dụng tạo mã").click()
    expect(page.locator("svg.qr")).to_be_visible()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    secret = page.locator("#khoa-bi-mat").inner_text().replace(" ", "")
    page.get_by_label("Mã 6 chữ số").fill(_code(secret))
    page.get_by_role("button", name="Bật ứng dụng này").click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert all(CODES.match(code) for code in page.locator(".codes li").all_inner_texts())
    assert axe_violations(page) == []
    page.get_by_role("link", name="Đã cất xong").click()
    expect(page.get_by_text("Đang bật")).to_be_visible()
    _sign_out(page)
    _password(page, "thu-ky")
    expect(page.get_by_text("Mật khẩu đúng. Còn một bước")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_label("Mã 6 chữ số").fill("000 000")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_text("Mã chưa đúng hoặc đã dùng rồi.")).to_be_visible()
    page.get_by_label("Mã 6 chữ số").fill(_code(secret, steps=1))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.locator(".menu__who")).to_have_count(1)


def test_a_passkey_is_added_and_opens_the_door_with_and_without_a_password(another, by_name, cell):
    page = another(cell.clerk, base_url=by_name)
    _authenticator(page)
    page.goto("/bao-mat/khoa-truy-cap/")
    page.get_by_label("Tên gọi").fill("Máy ở cơ quan")
    page.get_by_role("button", name="Tạo khóa trên máy này").click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert Authenticator.objects.get(kind="passkey").name == "Máy ở cơ quan"
    _sign_out(page)
    _password(page, "thu-ky")
    page.get_by_role("button", name="Dùng khóa truy cập", exact=True).click()
    expect(page.locator(".menu__who")).to_have_count(1)
    _sign_out(page)
    page.get_by_role("button", name="Dùng khóa truy cập thay mật khẩu").click()
    expect(page.locator(".menu__who")).to_have_count(1)
    assert Authenticator.objects.get(kind="passkey").counter > 1


def test_a_passkey_confirms_a_sensitive_deed_and_the_deed_goes_on(another, by_name, cell):
    page = another(cell.clerk, base_url=by_name)
    _authenticator(page)
    page.goto("/bao-mat/khoa-truy-cap/")
    page.get_by_label("Tên gọi").fill("Máy ở cơ quan")
    page.get_by_role("button", name="Tạo khóa trên máy này").click()
    expect(page.locator(".codes li")).to_have_count(10)
    before = page.locator(".codes li").all_inner_texts()
    _shown_long_ago(cell.clerk)
    page.goto("/bao-mat/")
    page.get_by_text("Tạo mã mới").click()
    page.get_by_role("button", name="Tạo mười mã mới").click()
    expect(page.get_by_text("Việc này quan trọng")).to_be_visible()
    page.get_by_role("button", name="Dùng khóa truy cập thay mật khẩu").click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert set(page.locator(".codes li").all_inner_texts()).isdisjoint(before)


def test_a_browser_without_a_key_says_what_to_do(another, by_name, cell):
    page = another(cell.clerk, base_url=by_name, java_script_enabled=False)
    page.goto("/bao-mat/khoa-truy-cap/")
    expect(page.get_by_text("Trình duyệt này không dùng được khóa truy cập.")).to_be_visible()
    page.get_by_role("button", name="Tạo khóa trên máy này").click()
    expect(page.get_by_text("Trình duyệt chưa tạo khóa.")).to_be_visible()
