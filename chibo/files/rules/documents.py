"""Which documents may be kept as they came: PDF, Word and Excel, judged by what is in them. Pure."""

from dataclasses import dataclass

import filetype

from chibo.files.rules import office, pdfs
from chibo.files.rules.archives import HEAD, Unfit
from chibo.files.rules.photos import PAGE_SIDE, PHOTO_TYPES, obstacles_to_photo, prepared
from chibo.files.rules.uploads import (
    MEGABYTE,
    SECRETS,
    Upload,
    obstacles_to_weight,
    stem_and_extension,
)
from chibo.reasons import Reason, Refusal

MOST_DOCUMENT_BYTES = 20 * MEGABYTE
"""Forty scanned pages at 300 dpi weigh some 15 MB; what is heavier is better scanned in grey."""


@dataclass(frozen=True)
class Kind:
    """A kind of document: what its name ends in, what it is served as, what people call it."""

    extensions: tuple[str, ...]
    media_type: str
    label: str


@dataclass(frozen=True)
class KeptDocument:
    """A document as it is kept."""

    name: str
    media_type: str
    content: bytes


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind(("pdf",), "application/pdf", "PDF")
WORD = Kind(("docx",), f"{_OFFICE}.wordprocessingml.document", "Word")
EXCEL = Kind(("xlsx",), f"{_OFFICE}.spreadsheetml.sheet", "Excel")
PICTURE = Kind(("jpg", "jpeg", "png"), "image/jpeg", "Ảnh chụp")
KINDS = (PDF, WORD, EXCEL, PICTURE)

_FIELD = "file"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ONLY = "Sổ chỉ nhận PDF, Word (.docx), Excel (.xlsx) và ảnh chụp PNG, JPEG."


def kind_of(media_type: str) -> str:
    """Return what people call files that are served as this type."""
    return next((kind.label for kind in KINDS if kind.media_type == media_type), "Tệp")


def obstacles_to_document_size(size: int) -> list[Reason]:
    """Return why a document of so many bytes may not be uploaded."""
    what_to_do = "Quét lại ở mức đen trắng hoặc tách thành nhiều tệp rồi chọn lại."
    return obstacles_to_weight(size, MOST_DOCUMENT_BYTES, what_to_do, field=_FIELD)


def obstacles_to_document(upload: Upload, *, is_classified: bool) -> list[Reason]:
    """Return why a file may not be kept as a document; what it is is read from its bytes.

    A classified one is refused unseen.
    """
    if is_classified:
        return [classified()]
    if reasons := obstacles_to_document_size(len(upload.content)):
        return reasons
    try:
        kind = recognised(upload.content)
    except Unfit as unfit:
        return [_unfit(unfit)]
    if kind is None:
        return [_unknown(upload.content)]
    extension = stem_and_extension(upload.name)[1]
    if extension not in kind.extensions:
        return [_misnamed(extension, kind)]
    if kind == PICTURE:
        found = obstacles_to_photo(upload.content, is_classified=False)
        return [Reason(reason.text, reason.clause, field=_FIELD) for reason in found]
    return []


def recognised(content: bytes) -> Kind | None:
    """Return what kind of document bytes are, None for none; Unfit where they are not only paper."""
    if pdfs.HEAD.match(content):
        pdfs.look_into(content)
        return PDF
    if content.startswith(HEAD):
        found = office.look_into(content)
        if found and b"%PDF-" in content[:1024]:
            raise Unfit("vừa là tệp văn phòng vừa là PDF")
        return {"docx": WORD, "xlsx": EXCEL}.get(found)
    return PICTURE if filetype.guess_mime(content) in PHOTO_TYPES else None


def kept_document(upload: Upload) -> KeptDocument:
    """Return a document as it is kept: under a safe name, as what it is; a picture drawn anew.

    Raises Refusal where it is none.
    """
    try:
        kind = recognised(upload.content)
    except Unfit as unfit:
        raise Refusal([_unfit(unfit)]) from unfit
    if kind is None:
        raise Refusal([_unknown(upload.content)])
    stem = stem_and_extension(upload.name)[0] or "tai-lieu"
    content = upload.content
    if kind == PICTURE:
        content = prepared(content, side=PAGE_SIDE).content
    return KeptDocument(f"{stem}.{kind.extensions[0]}", kind.media_type, content)


def classified() -> Reason:
    """Return why nothing of a classified document is kept."""
    return Reason(
        "Chưa lưu gì: văn bản có dấu độ mật chỉ lưu bản giấy ở nơi quy định, không đưa tệp "
        "lên đây, kể cả một trang hay ảnh chụp. Trong sổ chỉ ghi số, ký hiệu và ngày.",
        clause=SECRETS,
        field="is_classified",
    )


def _unfit(unfit: Unfit) -> Reason:
    return Reason(
        f"Tệp này {unfit}. Mở tệp trên máy, in hoặc xuất ra PDF rồi chọn tệp PDF ấy.", field=_FIELD
    )


def _unknown(content: bytes) -> Reason:
    if content.startswith(_OLD_OFFICE):
        words = "Đây là tệp Word, Excel kiểu cũ (.doc, .xls) hoặc bị khóa bằng mật khẩu."
        return Reason(f"{words} Mở tệp, lưu lại thành .docx, .xlsx hoặc PDF.", field=_FIELD)
    return Reason(
        f"Tệp này không phải loại được nhận, dù tên có thể ghi như vậy. {_ONLY}", field=_FIELD
    )


def _misnamed(extension: str, kind: Kind) -> Reason:
    written = f"đuôi “.{extension}”" if extension else "không có đuôi"
    words = f"Tên tệp {written} nhưng bên trong là {kind.label}."
    return Reason(f"{words} Sửa đuôi thành “.{kind.extensions[0]}” rồi chọn lại.", field=_FIELD)
