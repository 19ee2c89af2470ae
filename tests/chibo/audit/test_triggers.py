"""The database itself refuses to change or delete what was written down."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from chibo.access import Scope
from chibo.audit.models import Chain, Entry
from chibo.audit.queries import broken_chains
from chibo.audit.triggers import removal
from tests.chibo.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return Entry.objects.filter(chain_key=OrganizationFactory().pk)


def _refused(deed):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        deed()


@pytest.mark.parametrize(
    "change",
    [
        {"id": 10**9},
        {"chain_key": 99},
        {"sequence": 99},
        {"at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
        {"actor_id": 99},
        {"verb": "close"},
        {"subject_type": "chibo.User"},
        {"subject_id": "99"},
        {"values": {"name": "khác"}},
        {"values": None},
        {"salt": "0" * 32},
        {"salt": ""},
        {"values": {"name": "khác"}, "salt": ""},
        {"digest": "0" * 64},
        {"previous": "0" * 64},
        {"hash": "0" * 64},
        {"values": None, "salt": "", "verb": "close"},
    ],
    ids=str,
)
def test_no_column_can_be_changed(entry, change):
    _refused(lambda: entry.update(**change))


def test_entries_cannot_be_deleted(entry):
    _refused(entry.delete)


def test_values_and_salt_can_be_erased_together(entry):
    assert entry.update(values=None, salt="") == 1


def test_what_was_erased_cannot_be_filled_again(entry):
    entry.update(values=None, salt="")
    _refused(lambda: entry.update(values={"name": "khác"}, salt="0" * 32))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no TRUNCATE")
def test_the_log_cannot_be_truncated(entry):
    with connection.cursor() as cursor:
        _refused(lambda: cursor.execute("TRUNCATE chibo_entry"))


@pytest.fixture
def head():
    return Chain.objects.filter(key=OrganizationFactory().pk)


@pytest.mark.parametrize(
    "change",
    [
        {"length": 0},
        {"length": 0, "head": ""},
        {"head": "0" * 64},
        {"key": 99},
        {"key": 99, "length": 5},
    ],
    ids=str,
)
def test_a_head_cannot_be_set_back_or_changed(head, change):
    _refused(lambda: head.update(**change))


def test_a_head_changes_as_its_chain_grows(head):
    assert head.update(length=2, head="0" * 64) == 1


def test_heads_cannot_be_deleted(head):
    _refused(head.delete)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no TRUNCATE")
def test_heads_cannot_be_truncated(head):
    with connection.cursor() as cursor:
        _refused(lambda: cursor.execute("TRUNCATE chibo_chain"))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite knows OR REPLACE")
@pytest.mark.parametrize(
    "command",
    [
        """INSERT OR REPLACE INTO chibo_entry SELECT id, chain_key, sequence, at, actor_id, 'close',
        subject_type, subject_id, "values", salt, digest, previous, hash FROM chibo_entry""",
        """INSERT OR REPLACE INTO chibo_entry (chain_key, sequence, at, verb, subject_type,
        subject_id, salt, digest, previous, hash) SELECT chain_key, sequence, at, 'close', '', '',
        '', '', '', '' FROM chibo_entry""",
        """UPDATE OR REPLACE chibo_entry SET id = id - 1 WHERE id > (SELECT MIN(id) FROM
        chibo_entry)""",
        "UPDATE OR REPLACE chibo_chain SET id = id + 1",
    ],
)
def test_nothing_is_replaced_where_replacing_asks_no_trigger_of_a_deletion(entry, command):
    OrganizationFactory()
    before = list(Entry.objects.values_list("pk", "verb"))
    with connection.cursor() as cursor:
        _refused(lambda: cursor.execute(command))
    assert list(Entry.objects.values_list("pk", "verb")) == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite knows OR REPLACE")
def test_a_head_that_is_replaced_stays_as_it_is(head):
    before = list(head.values())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO chibo_chain (key, length, head) SELECT key, 0, '' FROM chibo_chain"
        )
    assert list(head.values()) == before


def test_without_its_triggers_a_row_can_be_changed_and_verifying_finds_it(entry):
    """What the database refuses is found even by whoever takes the triggers away first."""
    with connection.cursor() as cursor:
        for command in removal(connection.vendor):
            cursor.execute(command)
    assert entry.update(verb="close") == 1
    (wrong,) = broken_chains(Scope.whole()).values()
    assert wrong == ["dòng 1: nội dung đã bị sửa"]
