"""What every test stands on: one day, a fast hasher, plain static files, a database of its own."""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.clock import OneDay

TRANSACTIONAL = {"transactional_db", "live_server"}


def pytest_configure(config: pytest.Config) -> None:
    """Adapt the settings before Django starts.

    SQLite gets a file, not memory: the live server's threads then have connections of their own,
    as in earnest. It need not survive a power cut.
    """
    if port := os.environ.get("PORT"):
        worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        os.environ["DJANGO_LIVE_TEST_SERVER_ADDRESS"] = f"127.0.0.1:{int(port) + worker}"
    folder = tempfile.TemporaryDirectory(prefix="chibo-tests-")
    config.add_cleanup(folder.cleanup)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.STATIC_ROOT = folder.name
    settings.FILES_ROOT = Path(folder.name, "files")
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(Path(folder.name, "test.sqlite3"))
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Prepare tests that commit: they empty every table afterwards, the audit's too."""
    for item in items:
        fixtures = getattr(item, "fixturenames", [])
        marker = item.get_closest_marker("django_db")
        if TRANSACTIONAL & set(fixtures) or (marker and marker.kwargs.get("transaction")):
            fixtures[:0] = ["audit_can_be_emptied", "django_db_serialized_rollback"]


def pytest_collection_finish() -> None:
    """Spare the collector what stays until the end: it looked at every test for each page asked."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def one_day() -> Iterator[None]:
    """Let everything that reads the portal's clock live on one day: pages, access and audit alike.

    What a test says about a day then holds on any day; a view alone with another day than access
    would be asked for two scopes.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chibo.clock.timezone", OneDay())
        yield


@pytest.fixture
def audit_can_be_emptied(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Take the append-only triggers away until the tables have been emptied."""
    from chibo.audit.triggers import removal, statements

    def execute(commands: list[str]) -> None:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for command in commands:
                cursor.execute(command)

    execute(removal(connection.vendor))
    yield
    execute(statements(connection.vendor))
