"""Writers at the same time, on PostgreSQL: those of different organisations never wait."""

import threading

import pytest
from django.db import connection, connections, transaction

from chibo.access import Scope
from chibo.audit.ledger import action, record
from chibo.audit.models import Chain
from chibo.audit.queries import broken_chains
from chibo.organizations.models import Organization

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]

SUBJECT = Organization(pk=7, code="chi-bo")
LONG = 10  # seconds after which a writer that waits counts as stuck


@action
def note(*, by=None, chains):
    """Write one entry in each chain."""
    for chain in chains:
        record(by=by, verb="note", subject=SUBJECT, organization_id=chain)


def _together(*deeds):
    """Run each deed in a thread and a transaction of its own; return what they raised."""
    raised = []

    def run(deed):
        try:
            deed()
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert not any(thread.is_alive() for thread in threads), "a writer is stuck"
    return raised


def test_a_writer_does_not_wait_for_a_writer_of_another_organisation():
    written, done = threading.Event(), threading.Event()

    def holds_its_chain():
        with transaction.atomic():
            note(chains=[1])
            written.set()
            assert done.wait(LONG), "the other writer waited"

    def writes_meanwhile():
        assert written.wait(LONG)
        note(chains=[2])
        done.set()

    assert _together(holds_its_chain, writes_meanwhile) == []
    assert broken_chains(Scope.whole()) == {}


def test_writers_of_the_same_organisations_in_any_order_never_block_each_other_for_good():
    def many(chains):
        for _ in range(10):
            note(chains=chains)

    assert _together(lambda: many([1, 2, 3]), lambda: many([3, 2, 1]), lambda: many([2])) == []
    assert Chain.objects.get(key=2).length == 30
    assert broken_chains(Scope.whole()) == {}


def test_two_writers_who_both_begin_a_chain_share_it():
    start = threading.Barrier(4)

    def begin():
        start.wait(LONG)
        note(chains=[5])

    assert _together(*[begin] * 4) == []
    assert Chain.objects.get(key=5).length == 4
    assert broken_chains(Scope.whole()) == {}
