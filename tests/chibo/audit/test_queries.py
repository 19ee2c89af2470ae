"""Verifying the chains, and reading what was done to a record."""

import datetime

import pytest
from django.db import connection

from chibo.access import Place, Scope
from chibo.audit.actions import erase_values
from chibo.audit.models import Chain, Entry
from chibo.audit.queries import broken_chains, broken_since, heads, history
from chibo.audit.rules import Head
from chibo.audit.triggers import removal
from chibo.organizations import actions
from chibo.organizations.models import NumberingMode
from tests.chibo.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    """A cell whose chain has one entry; another stands beside it."""
    OrganizationFactory()
    return OrganizationFactory()


@pytest.fixture
def unguarded():
    """The database without the triggers that keep the log append-only."""
    with connection.cursor() as cursor:
        for command in removal(connection.vendor):
            cursor.execute(command)


def test_untouched_chains_are_whole(cell):
    assert broken_chains(Scope.whole()) == {}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("chain_key", 10**9),
        ("sequence", 2),
        ("at", datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)),
        ("actor_id", 4),
        ("verb", "close"),
        ("subject_type", "chibo.User"),
        ("subject_id", "x"),
        ("values", {"name": "khác"}),
        ("salt", "0" * 32),
        ("digest", "0" * 64),
        ("previous", "0" * 64),
        ("hash", "0" * 64),
    ],
)
def test_a_changed_column_breaks_its_chain(cell, unguarded, column, value):
    Entry.objects.filter(chain_key=cell.pk).update(**{column: value})
    assert f"tổ chức {cell.pk}" in broken_chains(Scope.whole())


def test_the_last_entry_deleted_is_found(cell, unguarded):
    Entry.objects.filter(chain_key=cell.pk).delete()
    assert broken_chains(Scope.whole()) == {
        f"tổ chức {cell.pk}": ["đầu chuỗi ghi 1 dòng, tìm thấy 0"]
    }


def test_a_head_that_was_set_back_is_found(cell, unguarded):
    Chain.objects.filter(key=cell.pk).update(length=0, head="")
    assert list(broken_chains(Scope.whole())) == [f"tổ chức {cell.pk}"]


def test_a_lost_head_is_found(cell, unguarded):
    Chain.objects.filter(key=cell.pk).delete()
    assert broken_chains(Scope.whole()) == {f"tổ chức {cell.pk}": ["đầu chuỗi đã mất"]}


def test_erasing_values_and_salt_leaves_the_chain_whole(cell):
    records = {"chibo.Organization": [str(cell.pk)]}
    assert erase_values(by=None, subject=cell, organization_id=cell.pk, records=records) == 1
    assert broken_chains(Scope.whole()) == {}
    assert Entry.objects.get(chain_key=cell.pk, sequence=1).values is None


def test_values_emptied_by_hand_are_found_though_every_trigger_lets_them_go(cell):
    records = {"chibo.Organization": [str(cell.pk)]}
    erase_values(by=None, subject=cell, organization_id=cell.pk, records=records)
    others = Entry.objects.exclude(chain_key=cell.pk)
    assert others.filter(pk=others.latest("pk").pk).update(values=None, salt="") == 1
    assert broken_chains(Scope.whole()) == {
        "mọi chuỗi": ["2 dòng không còn giá trị, các lần xóa chỉ ghi 1"]
    }


def test_that_something_was_erased_cannot_be_emptied_unseen(cell):
    records = {"chibo.Organization": [str(cell.pk)]}
    erase_values(by=None, subject=cell, organization_id=cell.pk, records=records)
    Entry.objects.filter(verb="erase_values").update(values=None, salt="")
    assert broken_chains(Scope.whole()) == {
        "mọi chuỗi": ["2 dòng không còn giá trị, các lần xóa chỉ ghi 0"]
    }


def test_chains_are_verified_for_the_whole_tree_only(cell):
    with pytest.raises(ValueError):
        broken_chains(Scope((Place(cell.path, below=True),)))


def test_verifying_costs_five_statements_and_one_for_each_chain(cell, django_assert_num_queries):
    with django_assert_num_queries(5 + Chain.objects.count()):
        broken_chains(Scope.whole())


# Heads kept elsewhere -------------------------------------------------------------------------------


@pytest.fixture
def long_cell(cell):
    """A cell whose chain has three entries."""
    for locality in ("Hà Nội", "Huế"):
        actions.settle(
            by=None, organization=cell, locality=locality, superior_name="", official_code="",
            numbering=NumberingMode.TERM,
        )  # fmt: skip
    return cell


def _own(found, cell):
    return [head for head in found if head.key == cell.pk]


def test_a_head_says_how_long_its_chain_is_and_how_it_ends(long_cell):
    last = Entry.objects.get(chain_key=long_cell.pk, sequence=3)
    at = last.at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert _own(heads(Scope.whole()), long_cell) == [Head(long_cell.pk, 3, last.hash, at)]


def test_chains_that_only_grew_fit_their_kept_heads(long_cell):
    kept = heads(Scope.whole())
    OrganizationFactory()
    actions.settle(
        by=None, organization=long_cell, locality="Vinh", superior_name="", official_code="",
        numbering=NumberingMode.TERM,
    )  # fmt: skip
    assert broken_since(Scope.whole(), kept) == {}


def test_a_tail_cut_together_with_its_head_is_found_by_the_kept_head_alone(long_cell, unguarded):
    kept = heads(Scope.whole())
    Entry.objects.filter(chain_key=long_cell.pk, sequence=3).delete()
    last = Entry.objects.get(chain_key=long_cell.pk, sequence=2)
    Chain.objects.filter(key=long_cell.pk).update(length=2, head=last.hash)
    assert broken_chains(Scope.whole()) == {}
    assert broken_since(Scope.whole(), kept) == {
        f"tổ chức {long_cell.pk}": ["bị cắt: khi ghi đầu chuỗi có 3 dòng, nay còn 2"]
    }


def test_a_chain_written_anew_with_the_same_length_is_found(long_cell, unguarded):
    kept = heads(Scope.whole())
    Entry.objects.filter(chain_key=long_cell.pk).delete()
    Chain.objects.filter(key=long_cell.pk).delete()
    for _ in range(3):
        actions.settle(
            by=None, organization=long_cell, locality="Khác", superior_name="", official_code="",
            numbering=NumberingMode.TERM,
        )  # fmt: skip
    assert broken_chains(Scope.whole()) == {}
    assert broken_since(Scope.whole(), kept) == {
        f"tổ chức {long_cell.pk}": ["dòng 3 không còn là dòng khi ghi đầu chuỗi: chuỗi đã bị thay"]
    }


def test_a_chain_that_is_gone_is_found(long_cell, unguarded):
    kept = heads(Scope.whole())
    Entry.objects.filter(chain_key=long_cell.pk).delete()
    Chain.objects.filter(key=long_cell.pk).delete()
    assert broken_chains(Scope.whole()) == {}
    assert broken_since(Scope.whole(), kept) == {
        f"tổ chức {long_cell.pk}": ["bị cắt: khi ghi đầu chuỗi có 3 dòng, nay còn 0"]
    }


def test_heads_are_asked_for_the_whole_tree_only(cell):
    for asked in (heads, lambda scope: broken_since(scope, [])):
        with pytest.raises(ValueError):
            asked(Scope.below(cell.path))


def test_heads_cost_two_statements_and_comparing_two_for_each(cell, django_assert_num_queries):
    OrganizationFactory()
    with django_assert_num_queries(2):
        kept = heads(Scope.whole())
    with django_assert_num_queries(2 * len(kept)):
        broken_since(Scope.whole(), kept)


def test_the_history_of_a_record_is_its_entries_oldest_first(cell):
    found = history(Scope.whole(), cell)
    assert [entry.verb for entry in found] == ["found"]
    assert not history(Scope(), cell).exists()
