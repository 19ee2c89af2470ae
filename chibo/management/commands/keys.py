"""The keys of sealed values: `manage.py keys new | rotate | check`. No value is ever printed."""

import os
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Cast

from chibo.ciphers import is_current, new_key, unseal
from chibo.fields import SealedTextField, sealed_fields

BATCH = 200
"""Rows that are sealed anew in one transaction: nobody waits longer than for these."""

CURRENT, OLD, SHUT = "current", "old", "shut"

FROM_THE_ENVIRONMENT = """Khóa đang lấy từ biến CHIBO_FIELD_KEYS nên không ghi vào tệp nào.
Đặt khóa mới lên đầu, giữ các khóa cũ phía sau, rồi khởi động lại cổng:
CHIBO_FIELD_KEYS="{key} $CHIBO_FIELD_KEYS\""""


class Command(BaseCommand):
    """`manage.py keys new`, then start the portal anew, then `manage.py keys rotate`."""

    help = "Make a new key for sealed values, seal them anew with it, check that all open."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do."""
        parser.add_argument("what", choices=["new", "rotate", "check"])

    def handle(self, *, what: str, **options: Any) -> None:
        """Do it; end with 1 where a value does not open."""
        if what == "new":
            self._new()
        else:
            self._pass_through(anew=what == "rotate")

    def _new(self) -> None:
        """Put a fresh key first in the file of keys, the old ones behind it."""
        if os.environ.get("CHIBO_FIELD_KEYS"):
            raise CommandError(FROM_THE_ENVIRONMENT.format(key=new_key()))
        path = Path(settings.VAR_DIR, "field_keys")
        beside = path.with_name("field_keys.new")
        descriptor = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write("\n".join([new_key(), *path.read_text().split()]) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        self.stdout.write(
            f"Đã thêm khóa mới vào đầu {path}; các khóa cũ giữ nguyên.\n"
            "Sao lưu tệp này, khởi động lại cổng, rồi chạy: manage.py keys rotate"
        )

    def _pass_through(self, *, anew: bool) -> None:
        shut = 0
        for field in sealed_fields():
            counted = _counted(field, anew=anew)
            shut += counted[SHUT]
            words = "vừa niêm lại" if anew else "còn theo khóa cũ"
            self.stdout.write(
                f"{field.model._meta.label}.{field.name}: {counted.total()} giá trị, "
                f"{counted[OLD]} {words}, {counted[SHUT]} không mở được"
            )
        if shut:
            raise CommandError(
                f"{shut} giá trị không mở được bằng khóa nào đang có; chúng được giữ nguyên. "
                "Đặt lại khóa cũ vào cuối danh sách khóa rồi chạy lại.",
                returncode=1,
            )


def _counted(field: SealedTextField, *, anew: bool) -> Counter[str]:
    """Count the values of a field by their state; `anew` seals the old ones with the newest key.

    Batch by batch, each its own transaction: what was broken off goes on where it is run again.
    """
    counted: Counter[str] = Counter()
    rows: list[tuple[Any, str]] = []
    while True:
        with transaction.atomic():
            rows = _batch(field, after=rows[-1][0] if rows else None, lock=anew)
            for pk, sealed in rows:
                state = _state(sealed)
                counted[state] += 1
                if anew and state == OLD:
                    kept = field.model._base_manager.filter(pk=pk)
                    kept.update(**{field.name: unseal(sealed)})
        if not rows:
            return counted


def _batch(field: SealedTextField, *, after: Any, lock: bool) -> list[tuple[Any, str]]:
    """Return the next rows that hold something, (key, as it lies in the database)."""
    found = field.model._base_manager.annotate(raw=Cast(F(field.name), models.TextField()))
    found = found.filter(raw__gt="").order_by("pk")
    if after is not None:
        found = found.filter(pk__gt=after)
    if lock:
        found = found.select_for_update(no_key=True)
    return list(found.values_list("pk", "raw")[:BATCH])


def _state(sealed: str) -> str:
    if is_current(sealed):
        return CURRENT
    try:
        unseal(sealed)
    except ValueError:
        return SHUT
    return OLD
