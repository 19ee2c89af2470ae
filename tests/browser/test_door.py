"""The sign-in page in a real browser: readable by everybody, at every width."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ARGUMENTS, CHROMIUM


@pytest.mark.parametrize("width", [360, 1366])
def test_the_door_has_no_barrier_and_fits_its_screen(page, axe_violations, width):
    page.set_viewport_size({"width": width, "height": 768})
    response = page.goto("/dang-nhap/")
    assert response.status == 200
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


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
