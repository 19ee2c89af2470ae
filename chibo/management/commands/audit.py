"""Check the log: `manage.py audit verify` ends with 1 where a chain is not whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from chibo.access import Scope
from chibo.audit import queries


class Command(BaseCommand):
    """`manage.py audit verify`."""

    help = "Verify every chain of the audit log; exit 1 and name the faults if one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do; there is one thing."""
        parser.add_argument("what", choices=["verify"])

    def handle(self, *, what: str, **options: Any) -> None:
        """Say that the log is whole, or what is wrong with which chain."""
        broken = queries.broken_chains(Scope.whole())
        if broken:
            lines = [f"{chain}: {fault}" for chain, faults in broken.items() for fault in faults]
            raise CommandError("Nhật ký không còn nguyên vẹn:\n" + "\n".join(lines), returncode=1)
        self.stdout.write("Nhật ký nguyên vẹn.")
