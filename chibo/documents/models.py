"""What is kept of a document that was issued; each wing adds what it was issued from."""

from django.conf import settings
from django.db import models

from chibo.files.models import StoredFile


class Snapshot(models.Model):
    """What was issued: the serialised document, never changed."""

    document = models.TextField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True


class Print(models.Model):
    """The kept bytes of one print of what was issued; served, never rebuilt."""

    format = models.CharField(max_length=4)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.format
