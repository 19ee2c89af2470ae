"""Whether the site can work: its database, its migrations, its folder."""

import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def health() -> dict[str, bool]:
    """Return whether the database answers, every migration is applied and var/ can be written."""
    return {
        "database": _database_answers(),
        "migrations": _database_answers() and _migrations_applied(),
        "files": os.access(settings.VAR_DIR, os.W_OK),
    }


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrations_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
