"""The world that is attacked: the cast with one record of every kind at every place."""

from collections.abc import Iterator

import pytest

from tests.attack.world import World, built, undone
from tests.desks import Site, opened


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once for a module; every request is undone."""
    with django_db_blocker.unblock(), undone():
        yield built()


@pytest.fixture(autouse=True)
def prints_are_bare(monkeypatch):
    """Who gets them is asked here, not how they look; nor with which contexts pages were drawn."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *args, **told: None)
    for printer in ("pdf", "docx"):
        monkeypatch.setattr(f"chibo.documents.{printer}.render", lambda *args, **kwargs: b"bytes")


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker) -> Iterator[Site]:
    """Every form of the own cell, ready to be filled in; every request is undone."""
    with django_db_blocker.unblock(), undone():
        yield opened()
