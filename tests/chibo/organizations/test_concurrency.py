"""Founding and moving at the same time, on PostgreSQL: what is founded moves along."""

import datetime
import threading
import time

import pytest
from django.db import connection, connections, transaction

from chibo.access import PATH_STEP
from chibo.organizations import actions
from chibo.organizations.models import Organization
from tests.chibo.factories import CommitteeFactory, GroupFactory, OrganizationFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]

LONG = 10  # seconds after which a writer that waits counts as stuck
ON, TODAY = datetime.date(2025, 7, 1), datetime.date(2026, 11, 22)


def _wait_until_somebody_waits():
    """Return as soon as another transaction waits for a lock that this one holds."""
    until = time.monotonic() + LONG
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
            )
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("nobody waited")


def _move(organization, parent):
    actions.change(
        by=None,
        organization=Organization.objects.get(pk=organization.pk),
        on=ON,
        today=TODAY,
        type=organization.type,
        name=organization.name,
        parent=parent,
    )


def _beside(deed):
    """Begin a deed in a thread and a connection of its own; return the thread and what it raises."""
    raised = []

    def run():
        try:
            deed()
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


def test_what_is_founded_below_while_a_committee_moves_moves_along():
    committee, upper = CommitteeFactory(), CommitteeFactory(type="upper_committee")
    cell = OrganizationFactory(parent=committee)
    with transaction.atomic():
        group = GroupFactory(parent=cell)
        thread, raised = _beside(lambda: _move(committee, upper))
        _wait_until_somebody_waits()
    thread.join(LONG)
    assert (thread.is_alive(), raised) == (False, [])
    for one in (committee, cell, group):
        one.refresh_from_db()
    assert committee.path.startswith(upper.path)
    assert (cell.path[:-PATH_STEP], group.path[:-PATH_STEP]) == (committee.path, cell.path)
    assert group.periods.latest("pk").path == group.path


def test_what_is_founded_under_a_cell_that_moves_stands_at_its_new_place():
    committee, other = CommitteeFactory.create_batch(2)
    cell = OrganizationFactory(parent=committee)
    seen = Organization.objects.get(pk=cell.pk)
    with transaction.atomic():
        _move(cell, other)
        thread, raised = _beside(lambda: GroupFactory(parent=seen, code="to-moi"))
        _wait_until_somebody_waits()
    thread.join(LONG)
    assert (thread.is_alive(), raised) == (False, [])
    cell.refresh_from_db()
    assert Organization.objects.get(code="to-moi").path == f"{cell.path}0001"


def test_two_who_move_one_under_the_other_do_not_make_a_circle():
    one, two = CommitteeFactory.create_batch(2, type="upper_committee")
    with transaction.atomic():
        _move(one, Organization.objects.get(pk=two.pk))
        seen = Organization.objects.get(pk=one.pk)
        thread, raised = _beside(lambda: _move(two, seen))
        _wait_until_somebody_waits()
    thread.join(LONG)
    assert not thread.is_alive()
    assert "dưới chính nó" in str(raised[0])
    two.refresh_from_db()
    assert two.parent is None
