"""Numbers of issued documents, drawn under a row lock."""

from django.db import models

from chibo.organizations.models import Organization


class NumberSequence(models.Model):
    """The last number drawn in one series: an organisation's documents of a type within a run.

    A run is a term of the committee («2022–2025») or a year («2026»); 66-QĐ/TW, HD 05-HD/VPTW.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    document_type = models.CharField("loại văn bản", max_length=8)
    run = models.CharField("trong", max_length=40)
    last = models.PositiveIntegerField("số cuối", default=0)

    class Meta:
        verbose_name = "dãy số văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "document_type", "run"], name="number_sequence_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_type} {self.run}: {self.last}"


class DrawnNumber(models.Model):
    """One number of a series that is taken; none is taken twice."""

    sequence = models.ForeignKey(NumberSequence, models.CASCADE, related_name="drawn")
    number = models.PositiveIntegerField("số")

    class Meta:
        verbose_name = "số đã cấp"
        constraints = [
            models.UniqueConstraint(fields=["sequence", "number"], name="drawn_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}"
