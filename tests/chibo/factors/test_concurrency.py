"""Two who send the same code at the same moment, on PostgreSQL: one gets in."""

import threading

import pytest
from django.db import connection, connections

from chibo.accounts import actions
from chibo.audit.models import Entry
from chibo.clock import now
from chibo.factors.actions import remove_authenticator
from chibo.reasons import Refusal
from tests.chibo.factories import AssignmentFactory, UserFactory
from tests.chibo.factors.device import Device
from tests.chibo.factors.holders import code, give_app, give_codes, give_passkey
from tests.clock import MORNING, TODAY

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]

LONG = 20


def _at_once(deed, count=4):
    """Run a deed in threads that start together; return how many were refused."""
    start, refused = threading.Barrier(count), []

    def run():
        try:
            start.wait(LONG)
            deed()
        except Refusal as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert not any(thread.is_alive() for thread in threads)
    return len(refused)


def _uses():
    return Entry.objects.filter(verb="use_authenticator").count()


def test_one_code_of_an_app_lets_one_in():
    user = UserFactory()
    give_app(user)
    shown = code()
    refused = _at_once(lambda: actions.use_code(by=user, user=user, code=shown, at=now()))
    assert (refused, _uses()) == (3, 1)


def test_one_recovery_code_lets_one_in():
    user = UserFactory()
    give_app(user)
    first = give_codes(user)[0]
    refused = _at_once(lambda: actions.use_code(by=user, user=user, code=first, at=MORNING))
    assert (refused, _uses()) == (3, 1)


def test_of_the_last_two_factors_one_stays_where_a_role_demands_it(settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"secretary"})
    user = AssignmentFactory().user
    waiting = [give_app(user), give_passkey(user, Device())]
    refused = _at_once(
        lambda: remove_authenticator(by=user, authenticator=waiting.pop(), on=TODAY), count=2
    )
    assert (refused, user.authenticators.count()) == (1, 1)
