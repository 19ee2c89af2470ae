"""The audit's own tables: one chain per organisation and one for the system.

Ids, no foreign keys: what was done outlives whom and what it was done to.
"""

from django.db import models

SYSTEM = 0
"""Key of the system's own chain; other chains have their organisation's id."""


class Chain(models.Model):
    """The head of one chain: how many entries it has and the hash of the last."""

    key = models.PositiveBigIntegerField(unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "chuỗi nhật ký"

    def __str__(self) -> str:
        return "hệ thống" if self.key == SYSTEM else f"tổ chức {self.key}"


class Entry(models.Model):
    """One deed: who did what to which record when, linked to the entry before it.

    The hash covers a salted digest of the values, not the values; erasing values and salt
    later leaves the chain whole.
    """

    chain_key = models.PositiveBigIntegerField()
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.PositiveBigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    values = models.JSONField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "dòng nhật ký"
        constraints = [
            models.UniqueConstraint(fields=["chain_key", "sequence"], name="audit_entry_place")
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_entry_subject"),
            models.Index(fields=["actor_id", "at"], name="audit_entry_actor"),
            models.Index(fields=["chain_key", "at"], name="audit_entry_chain"),
            models.Index(fields=["at", "id"], name="audit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.chain_key}/{self.sequence} {self.verb} {self.subject_type}"
