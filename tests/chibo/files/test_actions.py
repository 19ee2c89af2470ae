"""Keeping a file for an organisation, and finding it."""

import hashlib

import pytest

from chibo.access import Scope
from chibo.audit.models import Entry
from chibo.files import actions, queries, store
from chibo.files.models import StoredFile
from chibo.files.rules import Upload
from chibo.reasons import Refusal
from tests.chibo.factories import OrganizationFactory
from tests.chibo.files.pictures import EXE, PLACE, from_a_camera

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    return actions.store(
        by=None,
        organization=OrganizationFactory(),
        name="bao-cao.pdf",
        media_type="application/pdf",
        content=b"%PDF-1.7 noi dung",
    )


def test_a_stored_file_says_what_it_is_and_gives_its_bytes(stored):
    assert (stored.name, stored.media_type, stored.size) == ("bao-cao.pdf", "application/pdf", 17)
    assert stored.sha256 == hashlib.sha256(b"%PDF-1.7 noi dung").hexdigest()
    assert store.get(stored.sha256) == b"%PDF-1.7 noi dung"


def test_storing_is_written_down_with_the_hash(stored):
    entry = Entry.objects.get(chain_key=stored.organization_id, verb="store")
    assert entry.values == {"name": "bao-cao.pdf", "sha256": stored.sha256}


def test_photos_are_found_in_scope_only_and_no_other_file_with_them(stored):
    other = OrganizationFactory()
    photo = _photo(stored.organization)
    found = queries.photos(Scope.below(stored.organization.path))
    assert stored not in found
    assert photo.file in found
    assert not queries.photos(Scope.below(other.path)).exists()


def _photo(organization, name="Ảnh đại hội.PNG", content=None, **more):
    return actions.store_photo(
        by=None,
        organization=organization,
        upload=Upload(name, content or from_a_camera((2000, 1000))),
        **more,
    )


def test_a_photo_is_kept_twice_without_what_the_camera_wrote():
    kept = _photo(OrganizationFactory())
    assert (kept.width, kept.height) == (1600, 800)
    for stored in (kept.file, kept.thumbnail):
        assert (stored.name, stored.media_type) == ("Ảnh đại hội.jpg", "image/jpeg")
        assert PLACE not in store.get(stored.sha256)
    assert kept.thumbnail.size < kept.file.size


def test_a_refused_photo_leaves_nothing_behind():
    with pytest.raises(Refusal):
        _photo(OrganizationFactory(), content=EXE)
    with pytest.raises(Refusal):
        _photo(OrganizationFactory(), is_classified=True)
    assert not StoredFile.objects.exists()
    assert not Entry.objects.filter(verb="store").exists()


def test_a_discarded_file_is_gone_with_its_bytes(stored, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(by=None, stored=stored, reason="tải nhầm")
    assert not StoredFile.objects.exists()
    with pytest.raises(FileNotFoundError):
        store.get(stored.sha256)
    entry = Entry.objects.get(verb="discard")
    assert entry.values == {
        "name": "bao-cao.pdf",
        "sha256": stored.sha256,
        "reason": "tải nhầm",
    }


def test_bytes_that_another_file_has_too_stay(stored, django_capture_on_commit_callbacks):
    content = store.get(stored.sha256)
    other = actions.store(
        by=None,
        organization=OrganizationFactory(),
        name="ban-sao.pdf",
        media_type="application/pdf",
        content=content,
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(by=None, stored=stored, reason="tải nhầm")
    assert store.get(other.sha256) == content
