"""News items about an organisation, and the photos that came with them."""

from django.db import models

from chibo.fields import PartialDateField
from chibo.files.models import StoredFile
from chibo.organizations.models import Organization
from chibo.records import Record
from meetings.minutes.models import Meeting


class PressItem(Record):
    """What was published about an organisation, perhaps about one of its meetings.

    `search` holds the folded words of the item.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="press_items")
    meeting = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="press_items",
        verbose_name="buổi sinh hoạt",
    )
    title = models.CharField("tên bài", max_length=300)
    outlet = models.CharField("nơi đăng", max_length=200, blank=True)
    author = models.CharField("tác giả", max_length=100, blank=True)
    published = PartialDateField("ngày đăng")
    summary = models.TextField("tóm tắt", blank=True)
    search = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "tin bài"
        indexes = [models.Index(fields=["organization", "published_earliest"], name="press_by_day")]

    def __str__(self) -> str:
        return self.title


class Photo(Record):
    """A photo of a news item with its caption; `order` counts from 1 within the item."""

    press_item = models.ForeignKey(PressItem, models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    thumbnail = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    width = models.PositiveSmallIntegerField("chiều rộng")
    height = models.PositiveSmallIntegerField("chiều cao")
    caption = models.CharField("chú thích", max_length=500)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "ảnh"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.caption
