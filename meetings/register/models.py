"""Papers that a cell itself issues: resolutions, plans, notices, letters."""

from django.db import models

from chibo.documents.models import Print, Snapshot
from chibo.organizations.models import Organization
from chibo.records import Record
from meetings.minutes.models import Meeting, Vote


class PaperType(models.TextChoices):
    """Types that a cell issues, by their symbols; domain reference §4.1, 66-QĐ/TW, 399-QĐ/TW."""

    RESOLUTION = "NQ", "Nghị quyết"
    DECISION = "QĐ", "Quyết định"
    CONCLUSION = "KL", "Kết luận"
    STATUTE = "QC", "Quy chế"
    NOTICE = "TB", "Thông báo"
    REPORT = "BC", "Báo cáo"
    PLAN = "KH", "Kế hoạch"
    PROGRAMME = "CTr", "Chương trình"
    SCHEME = "ĐA", "Đề án"
    OPTIONS = "PA", "Phương án"
    SUBMISSION = "TTr", "Tờ trình"
    LETTER = "CV", "Công văn"


class OfficialDocument(Record):
    """One paper of the cell, from the proposal in a meeting to its issue; then it never changes.

    `run` is within what its number runs on, `symbol` all of it: «05-NQ/CB». `body` is plain text:
    a line is a paragraph. `recipients` and `addressees` hold one line each. `search` holds the
    folded words; `version` grows with every save.
    """

    class Status(models.TextChoices):
        """How far it is; a proposal becomes a draft once its text is begun."""

        PROPOSED = "proposed", "Đề nghị"
        DRAFT = "draft", "Dự thảo"
        ISSUED = "issued", "Đã ban hành"
        WITHDRAWN = "withdrawn", "Đã rút"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="official_documents"
    )
    type = models.CharField("thể loại", max_length=4, choices=PaperType.choices)
    subject = models.CharField("trích yếu", max_length=300)
    body = models.TextField("nội dung", blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_in = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="official_documents",
        verbose_name="đề nghị tại",
    )  # fmt: skip
    proposed_by = models.CharField("người đề nghị", max_length=200, blank=True)
    vote = models.ForeignKey(
        Vote, models.SET_NULL, null=True, blank=True, related_name="official_documents",
        verbose_name="biểu quyết thông qua",
    )  # fmt: skip
    place = models.CharField("địa danh", max_length=60, blank=True)
    dated = models.DateField("ngày ký", null=True, blank=True)
    authority = models.CharField("thẩm quyền ký", max_length=60, blank=True, default="T/M CHI BỘ")
    signer_post = models.CharField("chức vụ người ký", max_length=80, blank=True)
    signer_name = models.CharField("người ký", max_length=100, blank=True)
    addressees = models.TextField("kính gửi", blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    run = models.CharField("đánh số trong", max_length=40, blank=True)
    symbol = models.CharField("số, ký hiệu", max_length=40, blank=True)
    withdrawal = models.CharField("lý do rút", max_length=300, blank=True)
    search = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = "văn bản của chi bộ"
        indexes = [models.Index(fields=["organization", "dated"], name="official_document_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "type", "run", "number"],
                condition=models.Q(number__isnull=False),
                name="official_document_number_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.subject}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be written: neither issued nor withdrawn."""
        return self.status in {self.Status.PROPOSED, self.Status.DRAFT}


class OfficialDocumentSnapshot(Snapshot):
    """What was issued: the serialised document, never changed."""

    official_document = models.OneToOneField(
        OfficialDocument, models.CASCADE, related_name="snapshot"
    )

    class Meta:
        verbose_name = "bản ban hành của văn bản"

    def __str__(self) -> str:
        return f"{self.official_document} {self.issued_at:%d/%m/%Y}"


class OfficialDocumentPrint(Print):
    """The kept bytes of one print of what was issued; served, never rebuilt."""

    snapshot = models.ForeignKey(OfficialDocumentSnapshot, models.CASCADE, related_name="prints")

    class Meta:
        verbose_name = "bản in của văn bản"
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "format"], name="official_print_once")
        ]
