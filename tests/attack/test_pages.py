"""Every page of the cast as a browser gets it: its headers, and nothing inline."""

import pytest
from django.urls import reverse

from tests.attack.surface import faults_of, inline
from tests.attack.test_redirects import AWAY, LEADING, stays_here
from tests.test_access_matrix import PAGES, _client, _undone, _who_may, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.sweep]


@pytest.fixture
def prints_are_bare(monkeypatch):
    for printer in ("pdf", "docx"):
        monkeypatch.setattr(f"chibo.documents.{printer}.render", lambda *args, **kwargs: b"bytes")


@pytest.mark.usefixtures("prints_are_bare")
@pytest.mark.parametrize("page", [page for page in PAGES if page.get is not None], ids=str)
def test_every_page_of_the_cast_has_its_headers_and_nothinginline(world, page):  # noqa: F811
    arguments = world.records["own"][page.kind] if page.kind else []
    address = reverse(page.name, args=[*arguments, *page.more])
    found = {}
    for person in (_who_may(page), "stranger", "nobody"):
        with _undone():
            answer = _client(world, person).get(address)
            found[person] = faults_of(answer)
            if "html" in answer.headers["Content-Type"] and answer.content:
                found[person] += inline(answer.content.decode())
    assert {person: faults for person, faults in found.items() if faults} == {}


@pytest.mark.usefixtures("prints_are_bare")
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_page_sends_away_whatever_its_parameters_say(world, page):  # noqa: F811
    arguments = world.records["own"][page.kind] if page.kind else []
    address = reverse(page.name, args=[*arguments, *page.more])
    locations = []
    for method in ("get", "post"):
        with _undone():
            browser = _client(world, _who_may(page))
            answer = getattr(browser, method)(address, dict.fromkeys(LEADING, AWAY[2]))
            locations += [answer.url] if answer.status_code in {301, 302} else []
    assert [one for one in locations if not stays_here(one)] == []


def test_the_search_for_what_is_inline_finds_it():
    bad = (
        "<p style='x'><b onclick=x></b><style></style><script>1</script>"
        "<a href=' JavaScript:1'></a><i hx-on:click=x></i><script src=a></script>"
    )
    assert len(list(inline(bad))) == 6
