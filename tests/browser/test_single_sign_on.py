"""Single sign-on in a real browser: to a provider on another site and back, by its page and cookies."""

import pytest
from playwright.sync_api import expect

from chibo.accounts import provider
from chibo.accounts.models import User
from tests.chibo.accounts.fake_provider import CLIENT_ID, CLIENT_SECRET, FakeProvider


@pytest.fixture
def there(settings):
    """A provider at a bare address, while the portal is called by its name: two sites."""
    made = FakeProvider()
    settings.OIDC_ISSUER = made.issuer
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
    settings.OIDC_NAME = "tài khoản cơ quan"
    provider._registered.cache_clear()
    yield made
    made.close()


def test_one_comes_in_by_the_provider_and_again_and_to_the_page_one_wanted(
    another, live_server, cell, there
):
    User.objects.filter(pk=cell.clerk.pk).update(username="do.an")
    by_name = live_server.url.replace("127.0.0.1", "localhost")
    for _ in ("bound", "known"):
        page = another(base_url=by_name, friend=there.issuer)
        page.goto("/dang-vien/")
        page.get_by_role("link", name="Đăng nhập bằng tài khoản cơ quan").click()
        page.get_by_role("link", name="Tiếp tục là do.an").click()
        expect(page).to_have_url(f"{by_name}/dang-vien/")
        expect(page.locator(".menu__who")).to_have_count(1)
    assert User.objects.get(username="do.an").identity == f"{there.issuer} subject-1"


def test_who_the_provider_does_not_vouch_for_reads_what_to_do(
    another, live_server, cell, there, axe_violations
):
    by_name = live_server.url.replace("127.0.0.1", "localhost")
    page = another(base_url=by_name, friend=there.issuer)
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Đăng nhập bằng tài khoản cơ quan").click()
    page.get_by_role("link", name="Tiếp tục là do.an").click()
    expect(page.get_by_role("heading", name="Chưa đăng nhập được")).to_be_visible()
    assert axe_violations(page) == []
    page.goto("/dang-vien/")
    expect(page.get_by_label("Tên đăng nhập")).to_be_visible()
