"""Sending stored files."""

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.files import actions, store
from chibo.files.models import StoredFile
from chibo.files.rules import Upload
from tests.cast import assemble
from tests.chibo.factories import holder
from tests.chibo.files.pictures import picture
from tests.members.pages import client

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def photo(cast) -> StoredFile:
    upload = Upload("Ảnh họp.png", picture())
    return actions.store_photo(by=None, organization=cast.places["own"], upload=upload).file


def _paper(cast, media_type="text/html") -> StoredFile:
    return actions.store(
        by=None,
        organization=cast.places["own"],
        name="Báo cáo.html",
        media_type=media_type,
        content=b"<script>alert(1)</script>",
    )


def _url(stored: StoredFile) -> str:
    return reverse("stored_file", args=[stored.pk])


def test_the_address_of_a_file_is_short(photo):
    assert _url(photo) == f"/tep/{photo.pk}/"


@pytest.mark.parametrize(
    ("person", "answer"),
    [
        ("nobody", 302),
        ("stranger", 403),
        ("administrator", 403),
        ("neighbour", 404),
        ("member", 200),
        ("clerk", 200),
        ("secretary", 200),
        ("staff", 200),
    ],
)
def test_who_gets_a_file(cast, photo, person, answer):
    assert client(cast.people[person]).get(_url(photo)).status_code == answer


def test_a_group_does_not_see_the_files_of_the_cell_above(cast, photo):
    below = client(holder(Role.SECRETARY, cast.places["group"]))
    assert below.get(_url(photo)).status_code == 404


def test_a_photo_shows_in_the_page(cast, photo):
    answer = client(cast.people["member"]).get(_url(photo))
    assert answer.content == store.get(photo.sha256)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/pdf"])
def test_anything_else_is_served_by_its_own_room_only(cast, media_type):
    assert client(cast.people["secretary"]).get(_url(_paper(cast, media_type))).status_code == 404


def test_an_unchanged_file_does_not_travel_twice_but_the_right_is_asked_each_time(cast, photo):
    browser = client(cast.people["member"])
    etag = browser.get(_url(photo)).headers["ETag"]
    again = browser.get(_url(photo), headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    neighbour = client(cast.people["neighbour"])
    assert neighbour.get(_url(photo), headers={"If-None-Match": etag}).status_code == 404


def test_damaged_bytes_are_not_sent(cast, photo, settings):
    path = settings.FILES_ROOT / photo.sha256[:2] / photo.sha256
    path.write_bytes(b"khac")
    with pytest.raises(store.DamagedFile):
        client(cast.people["member"]).get(_url(photo))


def test_files_are_only_read_there(cast, photo):
    assert client(cast.people["secretary"]).post(_url(photo)).status_code == 405
