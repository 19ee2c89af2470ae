"""Finding stored files."""

from django.db.models import QuerySet

from chibo.access import Scope
from chibo.files.models import StoredFile
from chibo.files.rules import PHOTO_TYPES


def photos(scope: Scope) -> QuerySet[StoredFile]:
    """Return the pictures kept for the organisations in scope.

    Prints of papers and reports are no pictures: their rooms know who may have them.
    """
    found = StoredFile.objects.filter(scope.q(), media_type__in=PHOTO_TYPES)
    return found.select_related("organization")
