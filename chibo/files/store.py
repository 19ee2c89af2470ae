"""Bytes on disk under their SHA-256: written once, never changed, checked when read."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class DamagedFile(RuntimeError):
    """The bytes on disk are not those that were stored."""


def put(content: bytes) -> str:
    """Keep bytes and return their SHA-256; the same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if path.exists() and path.read_bytes() == content:
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(scratch, path)
    except OSError:
        os.unlink(scratch)
        raise
    return digest


def get(digest: str) -> bytes:
    """Return the bytes with this SHA-256; raises DamagedFile where they are not what they were."""
    content = _path(digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise DamagedFile(digest)
    return content


def drop(digest: str) -> None:
    """Take away the bytes with this SHA-256; the caller knows that nothing names them any more."""
    _path(digest).unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return Path(settings.FILES_ROOT) / digest[:2] / digest
