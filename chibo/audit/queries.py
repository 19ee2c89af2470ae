"""Reading the log back: whether the chains are whole, and what was done to a record."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, Model, OuterRef, QuerySet

from chibo.access import Scope
from chibo.audit.ledger import moment
from chibo.audit.models import Chain, Entry
from chibo.audit.rules import ERASE, Head, Link, faults, faults_in_erasing, faults_since


def broken_chains(scope: Scope) -> dict[str, list[str]]:
    """Return chain → what is wrong with it, for every chain that is not whole.

    The scope must be the whole tree: chains carry ids, not places. Five statements, and one more
    per chain that exists.
    """
    _whole(scope)
    found = {}
    if wrong := _erased_unsaid():
        found["mọi chuỗi"] = wrong
    keys = set(Chain.objects.values_list("key", flat=True))
    used = Entry.objects.order_by().values_list("chain_key", flat=True).distinct()
    for key in sorted(set(used) - keys):
        found[str(Chain(key=key))] = ["đầu chuỗi đã mất"]
    for chain in Chain.objects.order_by("key"):
        if wrong := faults(_links(chain.key), chain.length, chain.head):
            found[str(chain)] = wrong
    return found


def heads(scope: Scope) -> list[Head]:
    """Return the heads of all chains, to be kept elsewhere. Two statements; the whole tree only."""
    _whole(scope)
    last = {
        (key, sequence): moment(at)
        for key, sequence, at in Entry.objects.filter(
            Exists(Chain.objects.filter(key=OuterRef("chain_key"), length=OuterRef("sequence")))
        ).values_list("chain_key", "sequence", "at")
    }
    return [
        Head(chain.key, chain.length, chain.head, last.get((chain.key, chain.length), ""))
        for chain in Chain.objects.order_by("key")
    ]


def broken_since(scope: Scope, kept: Iterable[Head]) -> dict[str, list[str]]:
    """Return chain → what happened to it since its head was kept; only what it should not.

    Finds what the chains themselves cannot tell: a tail that was cut together with its head, a
    chain that was written anew, one that is gone. Two statements for each head.
    """
    _whole(scope)
    found = {}
    for head in kept:
        entries = Entry.objects.filter(chain_key=head.key)
        last = next(_links_of(entries.filter(sequence=head.length)), None)
        if wrong := faults_since(head, entries.count(), last):
            found[str(Chain(key=head.key))] = wrong
    return found


def _erased_unsaid() -> list[str]:
    """Return what is wrong where more or fewer values are gone than erasures wrote down."""
    told = Entry.objects.filter(verb=ERASE, values__isnull=False).values_list("values", flat=True)
    return faults_in_erasing(Entry.objects.filter(values__isnull=True).count(), list(told))


def _whole(scope: Scope) -> None:
    if not scope.everything:
        raise ValueError("chains are checked for the whole tree only")


def history(scope: Scope, subject: Model) -> QuerySet[Entry]:
    """Return what was done to a record, oldest first; the caller found it within its scope."""
    if not scope:
        return Entry.objects.none()
    return Entry.objects.filter(
        subject_type=subject._meta.label, subject_id=str(subject.pk)
    ).order_by("at", "sequence")


def _links(key: int) -> Iterator[Link]:
    return _links_of(Entry.objects.filter(chain_key=key))


def _links_of(entries: QuerySet[Entry]) -> Iterator[Link]:
    for entry in entries.order_by("sequence").iterator(2000):
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
