"""The start of the portal, up to the moment it becomes the application server."""

import json
import socket

import pytest
from django.core.management import CommandError, call_command

from chibo.management.commands import runportal


@pytest.fixture
def started(monkeypatch, tmp_path, settings):
    """Return the list in which the start of a server would be written, data in a fresh folder."""
    settings.VAR_DIR = tmp_path
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(runportal.os, "umask", lambda mask: 0)
    calls = []
    monkeypatch.setattr(runportal.os, "execv", lambda program, arguments: calls.append(arguments))
    return calls


def test_becomes_the_server_on_the_port_of_the_environment(db, started, monkeypatch, capsys):
    monkeypatch.setenv("DEMO", "0")
    monkeypatch.setenv("PORT", "8999")
    call_command("runportal")
    assert "127.0.0.1:8999" in started[0]
    assert "http://127.0.0.1:8999/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("first", "demo", "loads"), [(True, "", 1), (True, "0", 0), (False, "", 0)]
)
def test_the_demo_is_loaded_at_the_first_start_only(started, monkeypatch, first, demo, loads):
    monkeypatch.setenv("DEMO", demo)
    monkeypatch.setattr(runportal, "is_first_start", lambda: first)
    commands = []
    monkeypatch.setattr(runportal, "call_command", lambda name, *_, **__: commands.append(name))
    runportal.Command().handle(port=8999)
    assert commands == ["migrate", "clearsessions", *["demo"] * loads]
    assert len(started) == 1


def test_nobody_holds_an_account_in_an_empty_database(db):
    assert runportal.is_first_start()


def test_a_taken_port_is_refused_before_anything_is_touched(started):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"PORT={port + 1} make run"):
            call_command("runportal", port=port)
    assert started == []


def test_each_database_keeps_its_own_accounts(settings, monkeypatch, tmp_path):
    settings.VAR_DIR = tmp_path
    monkeypatch.delenv("DATABASE_URL", raising=False)
    plain = runportal.accounts_file()
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/one")
    assert plain.name == "demo-accounts.json"
    assert runportal.accounts_file() != plain


def test_accounts_are_printed_as_a_table_and_nothing_without_a_demo(tmp_path):
    path = tmp_path / "accounts.json"
    assert runportal.account_lines(path) == []
    account = {"role": "Bí thư", "username": "bi-thu", "password": "x1", "organization": "mau"}
    path.write_text(json.dumps([account]))
    assert runportal.account_lines(path)[2].split() == ["Bí", "thư", "bi-thu", "x1", "mau"]
