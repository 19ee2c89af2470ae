"""The database itself refuses to change or delete what was written down."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from chibo.audit.models import Entry
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
