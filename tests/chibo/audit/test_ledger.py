"""Writing deeds down: one transaction, entries linked at its end, heads locked last."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from chibo.access import Scope
from chibo.audit.ledger import action, record
from chibo.audit.models import SYSTEM, Chain, Entry
from chibo.audit.queries import broken_chains
from chibo.organizations.models import Organization
from chibo.reasons import Reason, Refusal, refuse

pytestmark = pytest.mark.django_db

SUBJECT = Organization(pk=7, code="chi-bo")


@action
def note(*, by=None, chain=7, **values):
    """Write one entry."""
    record(by=by, verb="note", subject=SUBJECT, organization_id=chain, values=values)


@action
def note_and_fail(*, by=None):
    """Write one entry, then refuse."""
    record(by=by, verb="note_and_fail", subject=SUBJECT, organization_id=7)
    refuse([Reason("Không được.")])


@action
def note_many(*, by=None, chains):
    """Write one entry in each chain."""
    for chain in chains:
        record(by=by, verb="note_many", subject=SUBJECT, organization_id=chain)


def _verbs(chain=7):
    return list(Entry.objects.filter(chain_key=chain).order_by("sequence").values_list("verb"))


def _written(chain=7):
    return [verb for (verb,) in _verbs(chain)]


def test_an_entry_says_who_did_what_to_which_record():
    note(by=Organization(pk=5), name=["Một", "Hai"])
    entry = Entry.objects.get(chain_key=7)
    assert (entry.actor_id, entry.verb, entry.sequence) == (5, "note", 1)
    assert (entry.subject_type, entry.subject_id) == ("chibo.Organization", "7")
    assert entry.values == {"name": ["Một", "Hai"]}
    assert len(entry.salt) == 32


def test_without_a_user_the_system_did_it_and_without_an_organisation_in_its_chain():
    before = Chain.objects.get(key=SYSTEM).length
    note(chain=None)
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.chain_key, entry.sequence, entry.actor_id) == (SYSTEM, before + 1, None)


def test_entries_are_linked_one_to_the_next():
    for n in range(3):
        note(n=n)
    entries = list(Entry.objects.filter(chain_key=7).order_by("sequence"))
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries] == ["", entries[0].hash, entries[1].hash]
    head = Chain.objects.get(key=7)
    assert (head.length, head.head) == (3, entries[2].hash)
    assert broken_chains(Scope.whole()) == {}


def test_two_entries_of_equal_values_have_different_digests():
    note(n=1)
    note(n=1)
    one, two = Entry.objects.filter(chain_key=7)
    assert one.digest != two.digest


def test_values_are_written_as_they_were_when_recorded():
    @action
    def change_afterwards(*, by=None):
        names = {"names": ["Một"]}
        record(by=by, verb="note", subject=SUBJECT, organization_id=7, values=names)
        names["names"].append("Hai")

    change_afterwards()
    assert Entry.objects.get(chain_key=7).values == {"names": ["Một"]}


def test_numbers_as_names_of_values_do_not_break_the_chain():
    note(votes={10: "a", 9: "b"})
    assert broken_chains(Scope.whole()) == {}


def test_values_that_are_no_json_are_refused_at_once():
    with pytest.raises(TypeError):
        note(thing=object())
    assert _written() == []


def test_recording_outside_an_action_is_an_error():
    with pytest.raises(RuntimeError, match="inside an @action"):
        record(by=None, verb="note", subject=SUBJECT)


def test_an_action_takes_keyword_arguments_only():
    with pytest.raises(TypeError, match="keyword arguments only"):
        note(None)


def test_an_action_says_that_it_is_one_and_keeps_its_name():
    assert note.is_action
    assert note.__name__ == "note"
    assert note.__doc__ == "Write one entry."


def test_an_action_that_fails_leaves_nothing():
    with pytest.raises(Refusal):
        note_and_fail()
    assert _written() == []
    note()
    assert _written() == ["note"]


def test_an_action_inside_another_is_written_in_the_same_transaction():
    @action
    def outer(*, by=None):
        note(by=by)
        record(by=by, verb="outer", subject=SUBJECT, organization_id=7)

    outer()
    assert _written() == ["note", "outer"]


def test_an_inner_action_that_fails_and_is_caught_leaves_no_entries():
    @action
    def outer(*, by=None):
        note(by=by)
        with pytest.raises(Refusal):
            note_and_fail(by=by)
        record(by=by, verb="outer", subject=SUBJECT, organization_id=7)

    outer()
    assert _written() == ["note", "outer"]
    assert broken_chains(Scope.whole()) == {}


def test_an_outer_action_that_fails_takes_the_inner_entries_with_it():
    @action
    def outer(*, by=None):
        note(by=by)
        raise ValueError

    with pytest.raises(ValueError):
        outer()
    assert _written() == []


def test_what_the_failed_inner_action_wrote_is_undone_too():
    @action
    def write_and_fail(*, by=None):
        Organization.objects.create(code="a", type="cell", name="A", path="9001")
        refuse([Reason("Không được.")])

    @action
    def outer(*, by=None):
        with pytest.raises(Refusal):
            write_and_fail(by=by)
        note(by=by)

    outer()
    assert not Organization.objects.filter(code="a").exists()


def test_an_action_that_records_nothing_asks_the_chains_nothing(django_assert_num_queries):
    @action
    def idle(*, by=None):
        return 5

    with django_assert_num_queries(2):  # savepoint and release
        assert idle() == 5


def test_the_heads_are_locked_last_and_in_the_order_of_their_keys():
    @action
    def write_late(*, by=None):
        note_many(by=by, chains=[9, 3, 7, 3])
        Organization.objects.create(code="a", type="cell", name="A", path="9001")

    with CaptureQueriesContext(
        connection,
    ) as captured:
        write_late()
    statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    (lock,) = [
        place
        for place, sql in enumerate(statements)
        if sql.startswith("SELECT") and "chibo_chain" in sql and "ORDER BY" in sql
    ]
    (write,) = [p for p, sql in enumerate(statements) if 'INSERT INTO "chibo_organization"' in sql]
    assert write < lock
    assert 'ORDER BY "chibo_chain"."key" ASC' in statements[lock]
    assert ("FOR UPDATE" in statements[lock]) is (connection.vendor == "postgresql")
    after = [" ".join(sql.split()[:3]) for sql in statements[lock + 1 :]]
    assert after == ['INSERT INTO "chibo_entry"', 'UPDATE "chibo_chain" SET']
    assert Chain.objects.get(key=3).length == 2


def test_one_deed_costs_the_same_however_many_entries():
    def cost(chains):
        with CaptureQueriesContext(connection) as captured:
            note_many(chains=chains)
        return len(captured)

    note_many(chains=[3])
    assert cost([3]) == cost([3] * 30)


def test_a_chain_that_somebody_else_began_meanwhile_is_continued(monkeypatch):
    """The head appears between looking for it and making it."""
    real = Chain.objects.bulk_create

    def late(heads, **kwargs):
        Chain.objects.create(key=7, length=0, head="")
        return real(heads, **kwargs)

    monkeypatch.setattr(Chain.objects, "bulk_create", late)
    note()
    assert Chain.objects.get(key=7).length == 1
    assert broken_chains(Scope.whole()) == {}


def test_nothing_is_written_when_the_transaction_around_it_is_given_up():
    with transaction.atomic():
        note()
        transaction.set_rollback(True)
    assert _written() == []
