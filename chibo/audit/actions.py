"""Writing down that somebody looked, and taking out of the log what it says about one person."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from chibo.audit.ledger import By, action, record
from chibo.audit.models import Entry
from chibo.audit.rules import ERASE


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


@action
def erase_values(
    *,
    by: By,
    subject: models.Model,
    organization_id: int | None,
    records: Mapping[str, Collection[str]],
) -> int:
    """Empty the values of all entries about some records; return how many there were.

    `records` are types (`members.Member`) → keys. Who did what to which record when stays, and
    so do the digests: the chains remain whole. There is no way back. How many were emptied is what
    `audit verify` holds against what is empty.
    """
    found = Q(pk__in=[])
    for kind, keys in records.items():
        found |= Q(subject_type=kind, subject_id__in=keys)
    count = Entry.objects.filter(found, values__isnull=False).update(values=None, salt="")
    record(
        by=by,
        verb=ERASE,
        subject=subject,
        organization_id=organization_id,
        values={"entries": count},
    )
    return count
