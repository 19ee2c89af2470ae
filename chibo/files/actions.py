"""Keeping a file for an organisation."""

from chibo.audit.ledger import By, action, record
from chibo.files import store as _store
from chibo.files.models import StoredFile
from chibo.organizations.models import Organization


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
