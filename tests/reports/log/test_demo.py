"""The whole log of the demo in words: no raw name, code or key. A file of its own: loaded once."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from chibo.audit.models import Entry
from reports.log import facts
from tests.reports.log.telling import SOME, WHOLE, raw, unknown

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Iterator[list[Entry]]:
    """The whole log of the demo, loaded once; what is printed does not matter here."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        for printer in ("pdf", "docx"):
            patch.setattr(f"chibo.documents.{printer}.render", lambda *args, **kwargs: b"bytes")
        with transaction.atomic():
            call_command("demo", stdout=StringIO())
            yield list(Entry.objects.order_by("pk"))
            transaction.set_rollback(True)


def test_the_whole_demo_is_told_without_a_raw_name_code_or_key(demo):
    assert len(demo) > 1000
    assert (unknown(demo), raw(demo)) == (set(), set())


def test_in_the_demo_every_key_has_its_name(demo):
    lines = [
        line
        for start in range(0, len(demo), SOME)
        for line in facts.lines(WHOLE, demo[start : start + SOME])
    ]
    assert [line.words for line in lines if "không còn trong sổ" in line.words] == []
    assert [line.words for line in lines if line.subject.is_gone] == []
