"""What number comes next."""

import pytest

from chibo.access import Place, Scope
from chibo.numbering import actions, queries
from tests.chibo.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


def test_the_next_number_is_one_more_than_the_last_and_only_said_in_scope():
    cell, other = OrganizationFactory.create_batch(2)
    assert queries.next_number(Scope.whole(), cell, "BC", "2026") == 1
    actions.draw(by=None, organization=cell, document_type="BC", run="2026", number=46)
    assert queries.next_number(Scope.whole(), cell, "BC", "2026") == 47
    assert queries.next_number(Scope.whole(), cell, "BC", "2027") == 1
    elsewhere = Scope((Place(other.path, below=True),))
    assert queries.next_number(elsewhere, cell, "BC", "2026") == 1


def test_asking_costs_one_statement(django_assert_num_queries):
    cell = OrganizationFactory()
    with django_assert_num_queries(1):
        queries.next_number(Scope.whole(), cell, "BC", "2026")
