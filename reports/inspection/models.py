"""Inspection and supervision by the cell."""

from django.db import models

from chibo.fields import PartialDateField
from chibo.organizations.models import Organization
from chibo.records import Record
from members.roster.models import Member


class Inspection(Record):
    """One inspection or supervision, or a year's regular work of that kind; §8.

    `topics` holds one topic per line; `subject_count` how many members it covered, where known.
    One under signs of violation is told only to those who see discipline.
    """

    class Kind(models.TextChoices):
        """Forms of the work; Quy định 22-QĐ/TW and its successors."""

        INSPECTION = "inspection", "Kiểm tra"
        REGULAR_SUPERVISION = "regular_supervision", "Giám sát thường xuyên"
        THEMATIC_SUPERVISION = "thematic_supervision", "Giám sát chuyên đề"
        SIGNS = "signs", "Kiểm tra khi có dấu hiệu vi phạm"
        GENERAL = "general", "Công tác kiểm tra, giám sát nói chung"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="inspections")
    kind = models.CharField("hình thức", max_length=22, choices=Kind.choices)
    when = PartialDateField("thời gian")
    topics = models.TextField("nội dung kiểm tra, giám sát", blank=True)
    subject = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đảng viên"
    )
    subject_count = models.PositiveIntegerField("số đảng viên được kiểm tra", null=True, blank=True)
    conclusion = models.TextField("kết quả, kết luận", blank=True)

    class Meta:
        verbose_name = "kiểm tra, giám sát"
        indexes = [models.Index(fields=["organization", "when_earliest"], name="inspection_year")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.when}"
