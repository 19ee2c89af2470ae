"""What somebody has typed and not yet saved: kept so that no word is lost."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """The raw fields of one form, as one person last typed them. Not a deed, not a record."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "bản gõ dở"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="draft_once")]

    def __str__(self) -> str:
        return self.key
