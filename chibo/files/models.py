"""Stored files: bytes kept on disk under their hash, with the organisation they belong to."""

from django.db import models

from chibo.organizations.models import Organization


class StoredFile(models.Model):
    """A file that is kept and served as it is; its bytes lie under their SHA-256."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("dung lượng")
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tệp lưu"

    def __str__(self) -> str:
        return self.name
