"""Changing the keys of sealed values."""

import stat

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from chibo.ciphers import new_key, seal
from chibo.fields import Unopened, sealed_fields
from chibo.management.commands import keys
from chibo.regulations.actions import load_known_law
from members.roster.models import Member
from tests.chibo.factories import OrganizationFactory
from tests.members.dues.books import payer
from tests.members.factories import MemberFactory

pytestmark = pytest.mark.django_db
NUMBER, RELIGION = "000111222333", "Phật giáo"
NAMES = [
    "chibo.Authenticator.secret",
    "members.CorrectionRequest.proposed",
    "members.DuesCharge.formula",
    "members.DuesProfile.base",
    "members.Member.citizen_number",
    "members.Member.religion",
    "members.Member.ethnicity",
]


@pytest.fixture
def old(settings):
    settings.FIELD_KEYS = [new_key()]
    return settings.FIELD_KEYS[0]


@pytest.fixture
def member(old):
    return MemberFactory(citizen_number=NUMBER, religion=RELIGION)


@pytest.fixture
def earner(old):
    load_known_law(by=None)
    return payer(OrganizationFactory())


def raw(column="citizen_number", table="members_member"):
    """Return what lies in the database itself, first in the order of the keys."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id LIMIT 1")
        return cursor.fetchone()[0]


def _line(text, name):
    return next(line for line in text.splitlines() if line.startswith(f"{name}: "))


def test_every_sealed_field_is_found_without_a_list():
    found = [f"{field.model._meta.label}.{field.name}" for field in sealed_fields()]
    assert sorted(found) == sorted(NAMES)


def test_rotating_seals_everything_with_the_newest_key(member, old, settings, capsys):
    before, newest = raw(), new_key()
    settings.FIELD_KEYS = [newest, old]
    call_command("keys", "rotate")
    said = capsys.readouterr().out
    assert _line(said, "members.Member.citizen_number") == (
        "members.Member.citizen_number: 1 giá trị, 1 vừa niêm lại, 0 không mở được"
    )
    assert (NUMBER in said, RELIGION in said) == (False, False)
    assert raw() != before
    settings.FIELD_KEYS = [newest]
    member.refresh_from_db()
    assert (member.citizen_number, member.religion, member.ethnicity) == (NUMBER, RELIGION, "")


def test_rotating_again_changes_nothing(member, old, settings, capsys):
    settings.FIELD_KEYS = [new_key(), old]
    call_command("keys", "rotate")
    once = raw()
    capsys.readouterr()
    call_command("keys", "rotate")
    assert raw() == once
    assert "1 giá trị, 0 vừa niêm lại" in capsys.readouterr().out


def test_what_was_broken_off_goes_on(member, old, settings, monkeypatch):
    others = [MemberFactory(citizen_number=f"00000000000{n}") for n in range(4)]
    monkeypatch.setattr(keys, "BATCH", 2)
    settings.FIELD_KEYS = [newest := new_key(), old]
    opened, unseal = [], keys.unseal

    def breaks_off(sealed):
        if len(opened) == 7:
            raise RuntimeError
        opened.append(sealed)
        return unseal(sealed)

    with monkeypatch.context() as broken:
        broken.setattr(keys, "unseal", breaks_off)
        with pytest.raises(RuntimeError):
            call_command("keys", "rotate")
    assert len(opened) == 7
    call_command("keys", "rotate")
    settings.FIELD_KEYS = [newest]
    kept = Member.objects.order_by("pk").values_list("citizen_number", flat=True)
    assert list(kept) == [NUMBER, *(one.citizen_number for one in others)]


def test_a_sealed_income_is_rotated_too(earner, old, settings):
    settings.FIELD_KEYS = [newest := new_key(), old]
    call_command("keys", "rotate")
    settings.FIELD_KEYS = [newest]
    assert earner.dues_profiles.get().base == 12_480_000


def test_checking_says_how_many_wait_for_the_newest_key(member, old, settings, capsys):
    settings.FIELD_KEYS = [new_key(), old]
    before = raw()
    call_command("keys", "check")
    said = capsys.readouterr().out
    assert "citizen_number: 1 giá trị, 1 còn theo khóa cũ, 0 không mở được" in said
    assert raw() == before


@pytest.mark.parametrize("what", ["check", "rotate"])
def test_a_value_whose_key_is_gone_ends_with_one_and_stays_as_it_lies(
    member, settings, what, capsys
):
    before = raw()
    settings.FIELD_KEYS = [new_key()]
    with pytest.raises(CommandError, match="2 giá trị không mở được") as ended:
        call_command("keys", what)
    assert ended.value.returncode == 1
    assert raw() == before
    assert "citizen_number: 1 giá trị, 0 " in capsys.readouterr().out


def test_a_value_that_was_spoilt_or_never_sealed_does_not_pass(member, old):
    for spoilt in (seal(NUMBER)[:-9], NUMBER):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE members_member SET citizen_number = %s", [spoilt])
        with pytest.raises(CommandError, match="1 giá trị không mở được"):
            call_command("keys", "check")
        member.refresh_from_db()
        assert isinstance(member.citizen_number, Unopened)


def test_a_new_key_stands_first_and_the_old_ones_stay(tmp_path, settings, monkeypatch, capsys):
    monkeypatch.delenv("CHIBO_FIELD_KEYS", raising=False)
    settings.VAR_DIR = tmp_path
    kept = tmp_path / "field_keys"
    kept.write_text("một hai")
    call_command("keys", "new")
    newest, *others = kept.read_text().split()
    assert others == ["một", "hai"]
    assert len(newest) == 44
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["field_keys"]
    said = capsys.readouterr().out
    assert "keys rotate" in said
    assert newest not in said


def test_keys_of_the_environment_are_not_written_and_one_is_told_what_to_set(
    tmp_path, settings, monkeypatch
):
    monkeypatch.setenv("CHIBO_FIELD_KEYS", new_key())
    settings.VAR_DIR = tmp_path
    with pytest.raises(CommandError, match=r'CHIBO_FIELD_KEYS="\S{44} \$CHIBO_FIELD_KEYS"'):
        call_command("keys", "new")
    assert list(tmp_path.iterdir()) == []
