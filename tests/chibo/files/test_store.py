"""Bytes on disk under their hash."""

import hashlib
import os
from pathlib import Path

import pytest

from chibo.files import store


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


def _kept(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_bytes_come_back_as_they_were(root):
    content = os.urandom(1000)
    digest = store.put(content)
    assert digest == hashlib.sha256(content).hexdigest()
    assert store.get(digest) == content


def test_the_same_bytes_are_kept_once(root):
    assert store.put(b"mot") == store.put(b"mot")
    assert len(_kept(root)) == 1


def test_kept_bytes_are_readable_by_their_owner_only(root):
    store.put(b"mot")
    (path,) = _kept(root)
    assert path.stat().st_mode & 0o077 == 0


def test_damaged_bytes_are_never_served(root):
    digest = store.put(b"mot")
    (path,) = _kept(root)
    path.write_bytes(b"hai")
    with pytest.raises(store.DamagedFile):
        store.get(digest)


def test_damaged_bytes_are_mended_when_the_same_are_kept_again(root):
    digest = store.put(b"mot")
    (path,) = _kept(root)
    path.write_bytes(b"hai")
    assert store.put(b"mot") == digest
    assert store.get(digest) == b"mot"


def test_nothing_half_written_stays_behind(root, monkeypatch):
    def no_space(*args):
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError):
        store.put(b"mot")
    assert _kept(root) == []


def test_files_and_uploads_lie_where_no_address_leads(settings):
    served = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
    for kept in (settings.VAR_DIR / "files", settings.FILE_UPLOAD_TEMP_DIR):
        assert not any(kept.is_relative_to(one) or one.is_relative_to(kept) for one in served)
