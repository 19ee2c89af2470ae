"""The law by date: which regulation governed which topic, and its parameters."""

import datetime

from django.db import models

BEGINNING = datetime.date(1990, 1, 1)
"""Stands for «before anything recorded here», where the first day of force does not matter."""


class Topic(models.TextChoices):
    """What a regulation is about; domain reference §0.1."""

    CHARTER = "charter", "Điều lệ Đảng"
    CHARTER_RULES = "charter_rules", "Thi hành Điều lệ Đảng"
    MEMBERSHIP = "membership", "Công tác đảng viên"
    MEETINGS = "meetings", "Sinh hoạt chi bộ"
    RATING = "rating", "Đánh giá, xếp loại"
    DUES = "dues", "Đảng phí"
    INSPECTION = "inspection", "Kiểm tra, giám sát, kỷ luật"
    CONDUCT = "conduct", "Những điều đảng viên không được làm"
    DOCUMENTS = "documents", "Thể loại văn bản của Đảng"
    DOCUMENT_FORMAT = "document_format", "Thể thức văn bản của Đảng"
    RESIDENCE = "residence", "Liên hệ nơi cư trú"
    ELECTIONS = "elections", "Bầu cử trong Đảng"
    PERSONAL_DATA = "personal_data", "Bảo vệ dữ liệu cá nhân"
    RETENTION = "retention", "Thời hạn lưu dữ liệu đảng viên"
    STATE_SECRETS = "state_secrets", "Bảo vệ bí mật nhà nước"


class Regulation(models.Model):
    """One regulation on one topic, in force from a day until (not including) a day.

    `parameters` are checked by the topic's type in `parameters.py` when they are read.
    """

    topic = models.CharField("lĩnh vực", max_length=24, choices=Topic.choices)
    symbol = models.CharField("số, ký hiệu", max_length=60)
    title = models.CharField("trích yếu", max_length=300)
    issued_on = models.DateField("ban hành", null=True, blank=True)
    effective_from = models.DateField("hiệu lực từ")
    effective_to = models.DateField("hết hiệu lực", null=True, blank=True)
    parameters = models.JSONField(default=dict)

    class Meta:
        verbose_name = "quy định áp dụng"
        ordering = ["topic", "effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "symbol", "effective_from"], name="regulation_once"
            )
        ]

    def __str__(self) -> str:
        return self.symbol
