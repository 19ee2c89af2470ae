"""The organisation tree: what stands where today, and what was called what before."""

from django.db import models

from chibo.fields import PartialDateField
from chibo.records import Record


class OrganizationType(models.TextChoices):
    """Kinds of party organisation; domain reference §1.1, Điều lệ Đảng, 24-QĐ/TW, 208-QĐ/TW."""

    UPPER_COMMITTEE = "upper_committee", "Đảng bộ cấp trên trực tiếp của cơ sở"
    GRASSROOTS_COMMITTEE = "grassroots_committee", "Đảng bộ cơ sở"
    GRASSROOTS_CELL = "grassroots_cell", "Chi bộ cơ sở"
    SUB_COMMITTEE = "sub_committee", "Đảng bộ trực thuộc"
    SECTION_COMMITTEE = "section_committee", "Đảng bộ bộ phận"
    CELL = "cell", "Chi bộ trực thuộc"
    GROUP = "group", "Tổ đảng"


CELL_TYPES = (OrganizationType.CELL, OrganizationType.GRASSROOTS_CELL)


class NumberingMode(models.TextChoices):
    """Within what the numbers of issued documents run on; 66-QĐ/TW, HD 05-HD/VPTW."""

    TERM = "term", "Theo nhiệm kỳ"
    YEAR = "year", "Theo năm"


class Organization(Record):
    """A party organisation as it is today; its earlier names and places are its periods.

    `path` is the materialised place in the tree: four decimal digits per level.
    """

    code = models.SlugField("mã", max_length=40, unique=True)
    type = models.CharField("loại", max_length=24, choices=OrganizationType.choices)
    name = models.CharField("tên", max_length=200)
    search = models.CharField(max_length=250, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    path = models.CharField(max_length=60, unique=True, editable=False)
    superior_name = models.CharField("cấp trên ngoài cổng", max_length=200, blank=True)
    official_code = models.CharField("mã tổ chức đảng", max_length=20, blank=True)
    locality = models.CharField("địa danh", max_length=60, blank=True)
    numbering = models.CharField(
        "đánh số văn bản", max_length=8, choices=NumberingMode.choices, default=NumberingMode.TERM
    )
    opened = PartialDateField("thành lập")
    closed_on = models.DateField("kết thúc hoạt động", null=True, blank=True)

    class Meta:
        verbose_name = "tổ chức đảng"
        ordering = ["path"]
        indexes = [models.Index(fields=["search"], name="organization_search")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell: it meets, keeps minutes and rates its members."""
        return self.type in CELL_TYPES

    @property
    def parent_name(self) -> str:
        """The name of what stands above it, inside the portal or outside; empty for none known."""
        return self.parent.name if self.parent is not None else self.superior_name


class OrganizationPeriod(models.Model):
    """What an organisation was, from a day until a day: type, name and place in the tree.

    The running period has no end and equals the organisation itself.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="periods")
    starts = PartialDateField("từ")
    ends = PartialDateField("đến")
    type = models.CharField(max_length=24, choices=OrganizationType.choices)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=60)
    document = models.CharField("văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "thời kỳ của tổ chức"
        indexes = [models.Index(fields=["organization", "starts_earliest"], name="org_period")]

    def __str__(self) -> str:
        return f"{self.name} ({self.starts or '…'} – {self.ends or 'nay'})"
