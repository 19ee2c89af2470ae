"""Files of a document: in at the form, out byte for byte, to those who may read it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chibo.audit.models import Entry
from chibo.files.models import StoredFile
from chibo.files.rules import Upload
from meetings.library import actions
from meetings.library.models import GuidingDocument
from tests.chibo.files.papers import pdf
from tests.chibo.files.pictures import EXE
from tests.meetings.library.factories import GuidingDocumentFactory
from tests.meetings.library.views.pages import LIST, text
from tests.meetings.pages import fields

pytestmark = pytest.mark.django_db


def _file(content=None, name="Nghị quyết.pdf"):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def _attach(browser, document, classified="0", **typed):
    typed = {"is_classified": classified, "file": _file()} | typed
    return browser.post(reverse("attach_file", args=[document.pk]), typed)


def _attached(document, name="Nghị quyết.pdf", content=None, label=""):
    upload = Upload(name, pdf() if content is None else content)
    return actions.attach_file(by=None, document=document, upload=upload, label=label)


def test_a_file_goes_in_at_the_form_and_comes_out_byte_for_byte(secretary, own):
    document = GuidingDocumentFactory(organization=own)
    answer = _attach(secretary, document, label="Toàn văn")
    assert answer["Location"] == f"{LIST}{document.pk}/"
    attached = document.files.get()
    page = text(secretary.get(answer["Location"]))
    address = reverse("document_file", args=[attached.pk])
    assert f'href="{address}" download>Toàn văn</a>' in page
    assert "PDF, " in page
    sent = secretary.get(address)
    assert sent.content == pdf()
    assert {
        name: sent.headers[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Cache-Control",
        )
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename*=utf-8''Ngh%E1%BB%8B%20quy%E1%BA%BFt.pdf",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }


def test_the_form_is_sent_with_its_file_and_asks_for_the_mark_without_an_answer(secretary, own):
    document = GuidingDocumentFactory(organization=own)
    page = text(secretary.get(reverse("attach_file", args=[document.pk])))
    assert 'enctype="multipart/form-data"' in page
    assert "Tệp này có dấu độ mật" in page
    assert "checked" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"is_classified": ""}, "Xem dấu độ mật trên từng trang"),
        ({"is_classified": "1"}, "văn bản có dấu độ mật chỉ lưu bản giấy"),
        ({"file": ""}, "Chọn một tệp PDF, Word, Excel hoặc ảnh chụp"),
        ({"file": _file(b"")}, "Tệp này trống"),
        ({"file": _file(EXE)}, "không phải loại được nhận"),
        ({"file": _file(name="a.html")}, "bên trong là PDF"),
        ({"file": _file(pdf(b"<</S/JavaScript>>"))}, "có mã lệnh JavaScript"),
        ({"label": "x" * 201}, "200"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_is_kept(secretary, own, typed, said):
    document = GuidingDocumentFactory(organization=own)
    entries, stored = Entry.objects.count(), StoredFile.objects.count()
    for file in (one for one in typed.values() if hasattr(one, "seek")):
        file.seek(0)
    answer = _attach(secretary, document, **typed)
    assert answer.status_code == 200
    assert said in text(answer)
    assert (Entry.objects.count(), StoredFile.objects.count()) == (entries, stored)


def test_a_good_file_must_be_chosen_again_when_another_field_is_refused(secretary, own):
    answer = _attach(secretary, GuidingDocumentFactory(organization=own), "")
    assert "Tệp này dùng được, nhưng trình duyệt không giữ tệp" in text(answer)


def test_ten_files_are_the_most(secretary, own):
    document = GuidingDocumentFactory(organization=own)
    for _ in range(10):
        _attached(document)
    assert "đã có 10 tệp" in text(_attach(secretary, document))
    assert document.files.count() == 10


def test_who_gets_the_file_of_a_document_from_above_and_who_does_not(client, cast):
    above, beside = (
        _attached(GuidingDocumentFactory(organization=cast.places[place])).pk
        for place in ("committee", "sibling")
    )
    client.force_login(cast.people["member"])
    assert client.get(reverse("document_file", args=[above])).status_code == 200
    assert client.get(reverse("document_file", args=[beside])).status_code == 404
    assert client.get(reverse("remove_file", args=[above])).status_code == 403
    client.force_login(cast.people["secretary"])
    assert client.post(reverse("remove_file", args=[above]), {"reason": "x"}).status_code == 404
    page = text(client.get(reverse("document", args=[GuidingDocument.objects.first().pk])))
    assert "Bỏ<span" not in page


def test_a_file_is_removed_with_a_reason(secretary, own):
    document = GuidingDocumentFactory(organization=own)
    attached = _attached(document, label="Phụ lục")
    address = reverse("remove_file", args=[attached.pk])
    assert "Phụ lục" in text(secretary.get(address))
    assert "Ghi lý do bỏ" in text(secretary.post(address, {"reason": " "}))
    assert document.files.exists()
    assert secretary.post(address, {"reason": "Nhầm tệp"})["Location"] == f"{LIST}{document.pk}/"
    assert not document.files.exists()
    assert "Chưa có tệp nào" in text(secretary.get(f"{LIST}{document.pk}/"))


def test_a_document_found_secret_at_the_form_keeps_nothing_and_takes_nothing(secretary, own):
    document = GuidingDocumentFactory(organization=own, symbol="01-BC/ĐU", title="Nhân sự kín")
    address = reverse("document_file", args=[_attached(document, label="Danh sách kín").pk])
    typed = fields(secretary.get(f"{LIST}{document.pk}/sua/"), "ghi")
    answer = secretary.post(f"{LIST}{document.pk}/sua/", typed | {"is_secret": "1"}, follow=True)
    page = text(answer)
    assert "Mật – lưu bản giấy" in page
    assert "Trích yếu, ghi chú và tệp đính kèm đã bỏ khỏi sổ" in page
    assert [word in page for word in ("Nhân sự kín", "Danh sách kín", "Đính kèm tệp")] == [
        False
    ] * 3
    assert secretary.get(address).status_code == 404
    form = reverse("attach_file", args=[document.pk])
    assert secretary.get(form)["Location"] == f"{LIST}{document.pk}/"
    assert "Sổ không giữ tệp nào của văn bản mật" in text(_attach(secretary, document))
    assert not document.files.exists()


@pytest.mark.parametrize(
    "name",
    ["a\r\nSet-Cookie: x=1.pdf", 'a";filename="b.exe.pdf', "\u202efdp.exe.pdf", "ế" * 300 + ".pdf"],
)
def test_a_hostile_name_breaks_no_header_and_no_page(secretary, own, name):
    document = GuidingDocumentFactory(organization=own)
    attached = _attached(document, name)
    sent = secretary.get(reverse("document_file", args=[attached.pk]))
    assert sent.headers["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in sent.headers["Content-Disposition"]
    assert "\u202e" not in text(secretary.get(f"{LIST}{document.pk}/"))
    assert len(attached.file.name) <= 200
