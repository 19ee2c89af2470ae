"""The sign-in page in a real browser: readable by everybody, at every width."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("width", [360, 1366])
def test_the_door_has_no_barrier_and_fits_its_screen(page, axe_violations, width):
    page.set_viewport_size({"width": width, "height": 768})
    response = page.goto("/dang-nhap/")
    assert response.status == 200
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_after_signing_out_the_way_back_shows_the_door_and_nothing_of_the_book(sign_in, cell):
    page = sign_in(cell.secretary)
    page.goto("/dang-vien/")
    read = page.locator("h1").inner_text()
    page.goto("/tim/")
    with page.expect_navigation(url="**/dang-nhap/"):
        page.locator("form[data-sign-out]").first.evaluate("form => form.submit()")
    for _ in range(2):
        page.go_back()
        expect(page).to_have_url(re.compile(r"/dang-nhap/\?next="))
        expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    assert read not in page.content()
