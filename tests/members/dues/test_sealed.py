"""Incomes, and the formulas that show them: who sees them, how they lie, what the log tells."""

import importlib
import json

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from chibo.access import Role
from chibo.audit.models import Entry
from chibo.ciphers import new_key, unseal
from chibo.fields import Unopened
from members.dues import actions
from members.dues.models import DuesCharge, DuesProfile
from tests.chibo.factories import holder
from tests.members import pages
from tests.members.dues.books import opened, payer, profile

pytestmark = pytest.mark.django_db
INCOME, WRITTEN = 12_480_000, "12.480.000"
BOOK = ["mot", 2026, 3]


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def member(cells):
    found = payer(cells.own, base=INCOME)
    opened(cells.own)
    return found


def _lies(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id LIMIT 1")
        return cursor.fetchone()[0]


def _pages(member):
    return {
        "dues": reverse("dues"),
        "dues_month": reverse("dues_month", args=BOOK),
        "member": reverse("member", args=[member.pk]),
        "search": f"{reverse('search')}?q=dong",
        "roll": reverse("roll"),
        "reports": reverse("reports"),
    }


def _showing(client, addresses):
    return [
        name
        for name, address in addresses.items()
        if any(word in client.get(address).content.decode() for word in (WRITTEN, str(INCOME)))
    ]


def test_an_income_and_its_formula_lie_sealed(member):
    base = _lies("members_duesprofile", "base")
    formula = _lies("members_duescharge", "formula")
    assert (unseal(base), unseal(formula)) == (str(INCOME), f"1% × {WRITTEN} đ")
    assert (base[:4], formula[:4]) == ("enc:", "enc:")


def test_only_who_records_dues_sees_an_income_and_on_their_pages_alone(cells, member):
    own = {
        "dues_profiles": reverse("dues_profiles", args=["mot"]),
        "correct_dues_charge": reverse("correct_dues_charge", args=[DuesCharge.objects.get().pk]),
    }
    secretary = pages.secretary(cells.own)
    assert _showing(secretary, _pages(member) | own) == ["dues_month", *own]
    for role, place in (
        (Role.CLERK, cells.own),
        (Role.MEMBER, cells.own),
        (Role.INSPECTOR, cells.committee),
        (Role.COMMITTEE_LEADER, cells.committee),
        (Role.SECRETARY, cells.sibling),
        (Role.ADMINISTRATOR, cells.committee),
    ):
        client = pages.client(holder(role, place))
        assert _showing(client, _pages(member) | own) == [], role


def test_the_log_tells_that_an_income_was_written_never_which(member):
    profile(member, base=13_579_000)
    charge = DuesCharge.objects.get()
    actions.correct_dues_charge(by=None, charge=charge, amount=99_000, reason="Ghi nhầm")
    told = json.dumps(list(Entry.objects.values_list("values", flat=True)), ensure_ascii=False)
    hidden = (str(INCOME), WRITTEN, "13579000", "13.579.000")
    assert [word for word in hidden if word in told] == []
    said = Entry.objects.filter(verb="set_dues_profile").order_by("pk")
    assert [entry.values["base"] for entry in said] == ["•••", ["•••", "•••"]]
    assert Entry.objects.get(verb="correct_dues_charge").values["amount"] == [124_800, 99_000]


def test_an_income_that_no_key_opens_stops_no_page_and_is_counted_as_missing(
    cells, member, settings
):
    settings.FIELD_KEYS = [new_key()]
    secretary = pages.secretary(cells.own)
    page = pages.text(secretary.get(reverse("dues_profiles", args=["mot"])))
    assert Unopened.SENTENCE in page
    assert "Căn cứ chưa có thu nhập" in page
    assert Unopened.SENTENCE in pages.text(secretary.get(reverse("dues_month", args=BOOK)))
    form = secretary.get(reverse("set_dues_profile", args=["mot", member.pk]))
    assert pages.inputs(form)["base"] == ""
    before = _lies("members_duesprofile", "base")
    kept = DuesProfile.objects.get()
    kept.reduction = 10
    kept.save()
    assert _lies("members_duesprofile", "base") == before


def test_what_stood_in_clear_is_sealed_by_the_migration_and_what_was_sealed_stays(member):
    migration = importlib.import_module("members.migrations.0003_sealed")
    formula = _lies("members_duescharge", "formula")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE members_duesprofile SET base = %s", [str(INCOME)])
    migration.seal_what_is_kept(apps, None)
    assert unseal(_lies("members_duesprofile", "base")) == str(INCOME)
    assert _lies("members_duescharge", "formula") == formula
