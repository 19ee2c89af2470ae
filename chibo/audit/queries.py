"""Reading the log back: whether the chains are whole, and what was done to a record."""

from collections.abc import Iterator

from django.db.models import Model, QuerySet

from chibo.access import Scope
from chibo.audit.ledger import moment
from chibo.audit.models import Chain, Entry
from chibo.audit.rules import Link, faults


def broken_chains(scope: Scope) -> dict[str, list[str]]:
    """Return chain → what is wrong with it, for every chain that is not whole.

    The scope must be the whole tree: chains carry ids, not places. Three statements, and one more
    per chain that exists.
    """
    if not scope.everything:
        raise ValueError("chains are checked for the whole tree only")
    found = {}
    keys = set(Chain.objects.values_list("key", flat=True))
    used = Entry.objects.order_by().values_list("chain_key", flat=True).distinct()
    for key in sorted(set(used) - keys):
        found[str(Chain(key=key))] = ["đầu chuỗi đã mất"]
    for chain in Chain.objects.order_by("key"):
        if wrong := faults(_links(chain.key), chain.length, chain.head):
            found[str(chain)] = wrong
    return found


def history(scope: Scope, subject: Model) -> QuerySet[Entry]:
    """Return what was done to a record, oldest first; the caller found it within its scope."""
    if not scope:
        return Entry.objects.none()
    return Entry.objects.filter(
        subject_type=subject._meta.label, subject_id=str(subject.pk)
    ).order_by("at", "sequence")


def _links(key: int) -> Iterator[Link]:
    for entry in Entry.objects.filter(chain_key=key).order_by("sequence").iterator(2000):
        yield Link(
            chain_key=entry.chain_key,
            sequence=entry.sequence,
            at=moment(entry.at),
            actor_id=entry.actor_id,
            verb=entry.verb,
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            values=entry.values,
            salt=entry.salt,
            digest=entry.digest,
            previous=entry.previous,
            hash=entry.hash,
        )
