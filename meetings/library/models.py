"""The register of guiding documents: what came from above, by symbol or by name."""

from django.db import models

from chibo.fields import PartialDateField
from chibo.files.models import StoredFile
from chibo.organizations.models import Organization
from chibo.records import Record
from chibo.vietnamese import fold, roman


class DocumentType(models.TextChoices):
    """Kinds of document; domain reference §4.1. A rule (quy định) and a decision share QĐ."""

    RESOLUTION = "resolution", "Nghị quyết"
    DIRECTIVE = "directive", "Chỉ thị"
    CONCLUSION = "conclusion", "Kết luận"
    RULE = "rule", "Quy định"
    DECISION = "decision", "Quyết định"
    STATUTE = "statute", "Quy chế"
    GUIDANCE = "guidance", "Hướng dẫn"
    NOTICE = "notice", "Thông báo"
    PLAN = "plan", "Kế hoạch"
    PROGRAMME = "programme", "Chương trình"
    LETTER = "letter", "Công văn"
    PROJECT = "project", "Đề án"
    SCHEME = "scheme", "Phương án"
    REPORT = "report", "Báo cáo"
    PROPOSAL = "proposal", "Tờ trình"
    MINUTES = "minutes", "Biên bản"
    LAW = "law", "Luật"
    DECREE = "decree", "Nghị định"
    CIRCULAR = "circular", "Thông tư"
    OTHER = "other", "Văn bản khác"


class GuidingDocument(Record):
    """A document from above in the register of one organisation, which all below it read.

    `symbol` is as written and may be empty. `number`, `type_code`, `issuer_code` are its parts and
    `symbol_key` is equal for all its spellings; `name_key` is the folded common name. A document
    with a secrecy mark (`is_secret`) holds symbol, issuer and date alone.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="guiding_documents", verbose_name="sổ của"
    )
    type = models.CharField("loại", max_length=12, choices=DocumentType.choices)
    symbol = models.CharField("số, ký hiệu", max_length=120, blank=True)
    number = models.CharField(max_length=120, blank=True, editable=False)
    type_code = models.CharField(max_length=3, blank=True, editable=False)
    issuer_code = models.CharField(max_length=120, blank=True, editable=False)
    symbol_key = models.CharField(max_length=120, blank=True, editable=False)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    issued = PartialDateField("ngày ban hành")
    title = models.CharField("trích yếu", max_length=1000, blank=True)
    common_name = models.CharField("tên thường gọi", max_length=300, blank=True)
    name_key = models.CharField(max_length=300, blank=True, editable=False)
    congress_no = models.PositiveSmallIntegerField("đại hội, khóa", null=True, blank=True)
    plenum_no = models.PositiveSmallIntegerField("hội nghị Trung ương", null=True, blank=True)
    is_state = models.BooleanField("văn bản của Nhà nước", default=False)
    period = models.CharField("giai đoạn", max_length=200, blank=True)
    is_secret = models.BooleanField("có dấu độ mật", default=False)
    note = models.TextField("ghi chú", blank=True)
    search = models.TextField(editable=False)

    class Meta:
        verbose_name = "văn bản cấp trên"
        indexes = [
            models.Index(fields=["organization", "issued_earliest"], name="document_register"),
            models.Index(fields=["organization", "symbol_key"], name="document_symbol"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the document is called: type and symbol, else the name it is known by, else title.

        «Quyết định số 06/QĐ-TTg», «Nghị quyết Trung ương 4 (khóa XII)».
        """
        if self.symbol:
            return self._name_by_symbol()
        return self.common_name or self.session_name or self.title

    @property
    def session_name(self) -> str:
        """The name by congress or plenum, empty where it has none."""
        kind = DocumentType(self.type).label
        congress = roman(self.congress_no) if self.congress_no else ""
        if self.plenum_no:
            return f"{kind} Trung ương {self.plenum_no}" + (f" (khóa {congress})" * bool(congress))
        return f"{kind} Đại hội {congress}" if congress else ""

    def _name_by_symbol(self) -> str:
        kind = DocumentType(self.type)
        if kind == DocumentType.OTHER or fold(self.symbol).startswith(fold(kind.label)):
            return self.symbol
        return f"{kind.label} số {self.symbol}"


class DocumentFile(models.Model):
    """A file attached to a guiding document; one with a secrecy mark never has any."""

    document = models.ForeignKey(GuidingDocument, models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    label = models.CharField("nội dung tệp", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "tệp văn bản"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label or self.file.name
