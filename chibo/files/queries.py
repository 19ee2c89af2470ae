"""Finding stored files."""

from django.db.models import QuerySet

from chibo.access import Scope
from chibo.files.models import StoredFile


def stored_files(scope: Scope) -> QuerySet[StoredFile]:
    """Return the stored files of the organisations in scope."""
    return StoredFile.objects.filter(scope.q()).select_related("organization")
