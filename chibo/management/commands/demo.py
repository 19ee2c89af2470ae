"""The demo: load it, write its accounts into a file, take it away again."""

import json
import os
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db.models import ProtectedError

from chibo.access import Scope
from chibo.clock import today
from chibo.management.demo.accounts import Credentials
from chibo.management.demo.load import load_demo, renew_accounts
from chibo.management.demo.wipe import wipe_demo
from chibo.portal.queries import demo_roots
from chibo.reasons import Refusal


class Command(BaseCommand):
    """`manage.py demo`, `manage.py demo --accounts FILE`, `manage.py demo --wipe`."""

    help = "Load the demo organisations; a second time only their accounts get new passwords."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file of the accounts, or the wish to take everything away."""
        parser.add_argument("--accounts", type=Path, metavar="FILE", help="write the accounts here")
        parser.add_argument("--wipe", action="store_true", help="remove exactly what was loaded")

    def handle(self, *, accounts: Path | None, wipe: bool, **options: Any) -> None:
        """Load or wipe, in one transaction each."""
        try:
            if wipe:
                codes = wipe_demo(by=None)
                self.stdout.write(f"Đã xóa: {', '.join(codes) or 'không có gì'}.")
                return
            credentials = self._load(renew=accounts is not None)
        except Refusal as refusal:
            raise CommandError("\n".join(reason.text for reason in refusal.reasons)) from refusal
        except ProtectedError as error:
            raise CommandError(
                "Chưa xóa gì: có hồ sơ ngoài dữ liệu minh họa còn dẫn đến dữ liệu minh họa. "
                "Gỡ các dẫn chiếu đó rồi chạy lại."
            ) from error
        if accounts is not None:
            write_accounts(accounts, credentials)

    def _load(self, *, renew: bool) -> list[Credentials]:
        if not demo_roots(Scope.whole()).exists():
            self.stdout.write("Đã nạp dữ liệu minh họa.")
            return load_demo(by=None, today=today())
        self.stdout.write("Dữ liệu minh họa đã có sẵn.")
        if not renew:
            return []
        self.stdout.write("Mọi tài khoản minh họa nhận mật khẩu mới; mật khẩu cũ hết dùng được.")
        return renew_accounts(by=None)


def write_accounts(path: Path, credentials: list[Credentials]) -> None:
    """Write the accounts as a JSON list, readable for their owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump([asdict(one) for one in credentials], file, ensure_ascii=False, indent=2)
