"""Check the log: `manage.py audit verify` ends with 1 where a chain is not whole.

`manage.py audit heads > FILE` writes down how each chain ends; kept elsewhere, the file later
proves with `audit verify --heads FILE` that nothing before was cut off or written anew.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from chibo.access import Scope
from chibo.audit import queries
from chibo.audit.rules import Head, UnreadableHeads, heads_of


class Command(BaseCommand):
    """`manage.py audit verify [--heads FILE]` and `manage.py audit heads`."""

    help = (
        "verify: check every chain of the audit log, exit 1 and name the faults if one is broken; "
        "with --heads FILE also against heads kept earlier. heads: write the heads, one a line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, and the file of heads that were kept."""
        parser.add_argument("what", choices=["verify", "heads"])
        parser.add_argument("--heads", type=Path, help="what `audit heads` wrote earlier")

    def handle(self, *, what: str, heads: Path | None = None, **options: Any) -> None:
        """Write the heads, or say that the log is whole, or what is wrong with which chain."""
        if what == "heads":
            for head in queries.heads(Scope.whole()):
                self.stdout.write(head.line)
            return
        kept = _kept(heads) if heads is not None else []
        broken = queries.broken_chains(Scope.whole())
        for chain, faults in queries.broken_since(Scope.whole(), kept).items():
            broken.setdefault(chain, []).extend(faults)
        if broken:
            lines = [f"{chain}: {fault}" for chain, faults in broken.items() for fault in faults]
            raise CommandError("Nhật ký không còn nguyên vẹn:\n" + "\n".join(lines), returncode=1)
        compared = f" Khớp với {len(kept)} đầu chuỗi đã giữ." if kept else ""
        self.stdout.write(f"Nhật ký nguyên vẹn.{compared}")


def _kept(file: Path) -> list[Head]:
    try:
        return heads_of(file.read_text())
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Không đọc được tệp đầu chuỗi {file}: {error}", returncode=2) from error
    except UnreadableHeads as error:
        raise CommandError(
            f"Tệp {file} không phải do «audit heads» ghi: {error}.", returncode=2
        ) from error
