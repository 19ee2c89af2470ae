"""Bring the portal up: migrate, load the demo at the first start, say who may sign in, serve."""

import hashlib
import json
import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from chibo.access import Scope
from chibo.accounts import queries
from chibo.clock import today

HOST = "127.0.0.1"
SERVER = ["--workers", "2", "--threads", "4", "--no-control-socket", "--log-level", "warning"]


class Command(BaseCommand):
    """`manage.py runportal`, what `make run` calls."""

    help = "Migrate, load the demo at the first start, print the accounts and serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port, from the environment where it is not given."""
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)

    def handle(self, *, port: int, **options: Any) -> None:
        """Prepare the database, then become the application server."""
        refuse_taken_port(port)
        os.umask(0o077)
        settings.VAR_DIR.chmod(0o700)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("clearsessions")
        path = accounts_file()
        if is_first_start() and os.environ.get("DEMO") != "0":
            self.stdout.write("First start: loading the demo ...")
            call_command("demo", "--accounts", str(path))
        self.stdout.write(f"\nSổ chi bộ: http://{HOST}:{port}/   (Ctrl-C stops it)\n")
        for line in account_lines(path):
            self.stdout.write(line)
        self.stdout.flush()
        server = [sys.executable, "-m", "gunicorn", "chibo.wsgi", "--bind", f"{HOST}:{port}"]
        os.execv(sys.executable, [*server, *SERVER])  # noqa: S606 - no shell, on purpose


def refuse_taken_port(port: int) -> None:
    """Raise CommandError where something already listens on the port."""
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise CommandError(
                f"Port {port} is taken. Stop what runs there, or choose: PORT={port + 1} make run"
            )


def is_first_start() -> bool:
    """Return whether nobody holds an account yet."""
    return not queries.accounts(Scope.whole(), as_of=today()).exists()


def accounts_file() -> Path:
    """Return where the demo's accounts are kept: one file under var/ for each database."""
    url = os.environ.get("DATABASE_URL", "")
    suffix = f"-{hashlib.sha256(url.encode()).hexdigest()[:8]}" if url else ""
    return Path(settings.VAR_DIR, f"demo-accounts{suffix}.json")


def account_lines(path: Path) -> list[str]:
    """Return the demo accounts as a table; nothing where the demo was not loaded."""
    if not path.exists():
        return []
    columns = ("role", "username", "password", "organization")
    rows = [columns, *([row[c] for c in columns] for row in json.loads(path.read_text()))]
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(columns))]
    lines = ["  ".join(str(v).ljust(w) for v, w in zip(row, widths, strict=True)) for row in rows]
    return ["Demo accounts, passwords as they were made at the first start:", *lines, ""]
