"""The sign-in page in a real browser: readable by everybody, at every width."""

import pytest


@pytest.mark.parametrize("width", [360, 1366])
def test_the_door_has_no_barrier_and_fits_its_screen(page, axe_violations, width):
    page.set_viewport_size({"width": width, "height": 768})
    response = page.goto("/dang-nhap/")
    assert response.status == 200
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
