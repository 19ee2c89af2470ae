"""Keeping a file for an organisation, and doing away with it."""

from dataclasses import dataclass

from django.db import transaction

from chibo.audit.ledger import By, action, record
from chibo.files import rules
from chibo.files import store as _store
from chibo.files.models import StoredFile
from chibo.organizations.models import Organization
from chibo.reasons import refuse


@dataclass(frozen=True)
class KeptPhoto:
    """A photo that was kept, its small copy for lists, and its size in pixels."""

    file: StoredFile
    thumbnail: StoredFile
    width: int
    height: int


@action
def store(
    *, by: By, organization: Organization, name: str, media_type: str, content: bytes
) -> StoredFile:
    """Keep bytes under a name; they lie on disk before the row says so."""
    stored = StoredFile.objects.create(
        organization=organization,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=_store.put(content),
    )
    record(
        by=by,
        verb="store",
        subject=stored,
        organization_id=organization.pk,
        values={"name": name, "sha256": stored.sha256},
    )
    return stored


@action
def store_photo(
    *, by: By, organization: Organization, upload: rules.Upload, is_classified: bool = False
) -> KeptPhoto:
    """Keep a photo and its small copy, upright and without what the camera wrote beside them."""
    refuse(rules.obstacles_to_photo(upload.content, is_classified=is_classified))
    picture = rules.prepared(upload.content)
    name = rules.kept_name(upload.name)
    file, thumbnail = (
        store(
            by=by,
            organization=organization,
            name=name,
            media_type=rules.KEPT_TYPE,
            content=content,
        )
        for content in (picture.content, picture.thumbnail)
    )
    return KeptPhoto(file, thumbnail, picture.width, picture.height)


@action
def store_document(
    *, by: By, organization: Organization, upload: rules.Upload, is_classified: bool = False
) -> StoredFile:
    """Keep a document as it came, under a safe name; a photographed page is drawn anew."""
    refuse(rules.obstacles_to_document(upload, is_classified=is_classified))
    kept = rules.kept_document(upload)
    return store(
        by=by,
        organization=organization,
        name=kept.name,
        media_type=kept.media_type,
        content=kept.content,
    )


@action
def discard(*, by: By, stored: StoredFile, reason: str, is_secret: bool = False) -> None:
    """Do away with a file; its bytes go too, unless another file has the same.

    Of one that turned out to be secret the log says no name: it might tell what was in it.
    """
    told = {} if is_secret else {"name": stored.name}
    record(
        by=by,
        verb="discard",
        subject=stored,
        organization_id=stored.organization_id,
        values=told | {"sha256": stored.sha256, "reason": reason},
    )
    stored.delete()
    transaction.on_commit(lambda: _drop_unnamed(stored.sha256))


def _drop_unnamed(digest: str) -> None:
    if not StoredFile.objects.filter(sha256=digest).exists():
        _store.drop(digest)
