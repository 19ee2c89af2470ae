"""Writing down that somebody looked: the views of sensitive records, exports and prints."""

from typing import Any

from django.db import models

from chibo.audit.ledger import By, action, record


@action
def note(
    *,
    by: By,
    verb: str,
    subject: models.Model,
    organization_id: int | None,
    values: dict[str, Any] | None = None,
) -> None:
    """Write down a reading: `view`, `reveal`, `print` or `export`. Six statements, no more."""
    record(by=by, verb=verb, subject=subject, organization_id=organization_id, values=values)
