"""Registering, correcting and removing, and what of it stands in the log."""

import unicodedata

import pytest
from django.db.models import ProtectedError

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.files import store
from chibo.files.models import StoredFile
from chibo.files.rules import Upload
from chibo.reasons import Refusal
from meetings.library import actions
from meetings.library.models import DocumentType, GuidingDocument
from tests.cast import assemble
from tests.chibo.files.papers import pdf
from tests.meetings.library.factories import TODAY, GuidingDocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def own(cast):
    return cast.places["own"]


def _fields(refused):
    return [reason.field for reason in refused.value.reasons]


def test_a_symbol_tells_type_parts_and_whose_it_is(own):
    document = GuidingDocumentFactory(organization=own, symbol=" 06/QĐ-TTg ")
    assert document.name == "Quyết định số 06/QĐ-TTg"
    assert (document.number, document.type_code, document.issuer_code) == ("6", "QĐ", "TTg")
    assert document.is_state is True
    assert GuidingDocumentFactory(organization=own, symbol="05-CT/TW").is_state is False


def test_what_is_said_comes_before_what_the_symbol_tells(own):
    document = GuidingDocumentFactory(
        organization=own, symbol="06/QĐ-TTg", type="project", is_state=False
    )
    assert (document.type, document.is_state) == (DocumentType.PROJECT, False)


@pytest.mark.parametrize(
    ("field", "name", "congress", "plenum"),
    [
        ("common_name", "Nghị quyết Trung ương 4 (khóa XII)", 12, 4),
        ("common_name", "Nghị quyết Đại hội XIII", 13, None),
        ("symbol", "NQTW4", None, 4),
    ],
)
def test_a_resolution_is_known_by_its_name_alone(own, field, name, congress, plenum):
    document = GuidingDocumentFactory(organization=own, **({"symbol": ""} | {field: name}))
    assert document.type == DocumentType.RESOLUTION
    assert (document.congress_no, document.plenum_no) == (congress, plenum)
    assert name in document.name


def test_a_resolution_may_have_nothing_but_congress_and_plenum(own):
    document = GuidingDocumentFactory(
        organization=own, symbol="", type="resolution", congress_no=12, plenum_no=4
    )
    assert document.name == "Nghị quyết Trung ương 4 (khóa XII)"


def test_guidance_about_a_resolution_is_not_that_resolution(own):
    document = GuidingDocumentFactory(
        organization=own,
        symbol="10-HD/BTGTW",
        common_name="Hướng dẫn học tập Nghị quyết Đại hội XIII",
    )
    assert (document.congress_no, document.plenum_no) == (None, None)


@pytest.mark.parametrize("typed", ["05 CT/TW", "Chỉ thị số 05-CT/TW", "chỉ thị 05"])
@pytest.mark.parametrize("place", ["own", "committee"])
def test_a_document_twice_is_refused_here_and_from_above(cast, own, place, typed):
    register = cast.places[place]
    GuidingDocumentFactory(organization=register, symbol="05-CT/TW", issued=parse("2016"))
    with pytest.raises(Refusal) as refused:
        GuidingDocumentFactory(organization=own, symbol=typed)
    assert _fields(refused) == ["is_another"]
    assert f"trong sổ của {register.name}" in str(refused.value)
    GuidingDocumentFactory(organization=own, symbol=typed, is_another=True)
    assert GuidingDocument.objects.count() == 2


@pytest.mark.parametrize("place", ["sibling", "group", "elsewhere"])
def test_a_siblings_register_is_neither_asked_nor_named(cast, own, place):
    GuidingDocumentFactory(organization=cast.places[place], symbol="05-CT/TW")
    assert GuidingDocumentFactory(organization=own, symbol="05-CT/TW").pk


def test_documents_without_symbol_are_recognised_by_plenum_name_or_title(own):
    tw4 = {"symbol": "", "common_name": "Nghị quyết Trung ương 4 (khóa XII)"}
    law = {"symbol": "", "type": "law", "title": "Luật Thực hành tiết kiệm"}
    GuidingDocumentFactory(organization=own, **tw4)
    GuidingDocumentFactory(organization=own, **law)
    again = [{"symbol": "", "common_name": "NQTW4 khóa 12"}, {"symbol": "NQTW4"}, law]
    again.append({"common_name": unicodedata.normalize("NFD", tw4["common_name"].upper())})
    for facts in again:
        with pytest.raises(Refusal) as refused:
            GuidingDocumentFactory(organization=own, **facts)
        assert _fields(refused) == ["is_another"]


def test_two_resolutions_of_one_plenum_are_two_documents(own):
    for symbol in ("18-NQ/TW", "19-NQ/TW"):
        GuidingDocumentFactory(organization=own, symbol=symbol, plenum_no=6, congress_no=12)
    assert GuidingDocument.objects.count() == 2


def test_a_secret_document_keeps_symbol_and_date_and_nothing_else(own):
    with pytest.raises(Refusal) as refused:
        GuidingDocumentFactory(
            organization=own, symbol="01-BC/ĐU", is_secret=True, title="Nhân sự", note="Bàn kín"
        )
    assert _fields(refused) == ["is_secret", "title", "note"]
    assert not GuidingDocument.objects.exists()
    document = GuidingDocumentFactory(
        organization=own, symbol="01-BC/ĐU", is_secret=True, issued=parse("2025")
    )
    assert (document.is_secret, document.title, str(document.issued)) == (True, "", "2025")


def test_a_document_found_secret_loses_its_words_and_the_new_log_entry_has_none(own):
    document = GuidingDocumentFactory(organization=own, symbol="01-BC/ĐU", title="Nhân sự")
    actions.correct_document(by=None, document=document, today=TODAY, is_secret=True, title="")
    document.refresh_from_db()
    assert (document.title, "nhan su" in document.search) == ("", False)
    entry = Entry.objects.get(verb="correct_document")
    assert entry.values == {"is_secret": [False, True]}


def test_a_correction_is_logged_with_before_and_after(own):
    document = GuidingDocumentFactory(organization=own, symbol="05-CT/TW", title="Học Bác")
    actions.correct_document(
        by=None, document=document, today=TODAY, symbol="03-CT/TW", issued=parse("14/5/2011")
    )
    document.refresh_from_db()
    assert (document.symbol_key, document.title) == ("3cttw", "Học Bác")
    entry = Entry.objects.get(verb="correct_document")
    assert entry.values == {"symbol": ["05-CT/TW", "03-CT/TW"], "issued": ["", "14/05/2011"]}
    actions.correct_document(by=None, document=document, today=TODAY)
    assert Entry.objects.filter(verb="correct_document").count() == 1


def test_a_correction_does_not_meet_itself_but_meets_others(own):
    document = GuidingDocumentFactory(organization=own, symbol="05-CT/TW")
    GuidingDocumentFactory(organization=own, symbol="03-CT/TW")
    actions.correct_document(by=None, document=document, today=TODAY, symbol="5-CT/TW")
    with pytest.raises(Refusal):
        actions.correct_document(by=None, document=document, today=TODAY, symbol="03 CT/TW")
    document.refresh_from_db()
    assert document.symbol == "5-CT/TW"


def test_a_registration_is_logged_with_what_it_says(own):
    GuidingDocumentFactory(organization=own, symbol="05-CT/TW", issued=parse("15/5/2016"))
    entry = Entry.objects.get(verb="register_document")
    assert entry.chain_key == own.pk
    assert entry.values == {"type": "directive", "symbol": "05-CT/TW", "issued": "15/05/2016"}


def test_a_document_is_removed_with_a_reason_that_stays_in_the_log(own):
    document = GuidingDocumentFactory(organization=own, symbol="05-CT/TW")
    with pytest.raises(Refusal) as refused:
        actions.remove_document(by=None, document=document, reason="  ")
    assert _fields(refused) == ["reason"]
    actions.remove_document(by=None, document=document, reason="Ghi hai lần")
    assert not GuidingDocument.objects.exists()
    entry = Entry.objects.get(verb="remove_document")
    assert entry.values == {"type": "directive", "symbol": "05-CT/TW", "reason": "Ghi hai lần"}


def test_a_document_that_others_refer_to_stays(own, monkeypatch):
    def refuse_to_delete(document):
        raise ProtectedError("protected", {document})

    document = GuidingDocumentFactory(organization=own)
    monkeypatch.setattr(GuidingDocument, "delete", refuse_to_delete)
    with pytest.raises(Refusal) as refused:
        actions.remove_document(by=None, document=document, reason="Ghi nhầm")
    assert "đã được dùng" in str(refused.value)
    assert GuidingDocument.objects.exists()
    assert not Entry.objects.filter(verb="remove_document").exists()


def _attached(document, label="", is_classified=False):
    upload = Upload("Danh sách nhân sự.pdf", pdf())
    return actions.attach_file(
        by=None, document=document, upload=upload, label=label, is_classified=is_classified
    )


def test_a_file_is_attached_in_order_and_logged_with_its_hash(own):
    document = GuidingDocumentFactory(organization=own)
    first, second = _attached(document), _attached(document, label=" Phụ lục ")
    assert [str(row) for row in document.files.all()] == ["Danh sách nhân sự.pdf", "Phụ lục"]
    assert (first.order, second.order) == (1, 2)
    assert first.file.organization == own
    entry = Entry.objects.filter(verb="attach_file").latest("pk")
    assert entry.values == {
        "file": second.pk,
        "name": "Danh sách nhân sự.pdf",
        "label": "Phụ lục",
        "sha256": second.file.sha256,
    }


def test_a_classified_file_and_one_for_a_secret_document_leave_nothing(own):
    plain = GuidingDocumentFactory(organization=own)
    secret = GuidingDocumentFactory(organization=own, symbol="01-BC/ĐU", is_secret=True)
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as refused:
        _attached(plain, is_classified=True)
    assert _fields(refused) == ["is_classified"]
    with pytest.raises(Refusal) as refused:
        _attached(secret)
    assert "Mật – lưu bản giấy" in str(refused.value)
    assert (StoredFile.objects.count(), Entry.objects.count()) == (0, entries)


def test_a_file_for_a_document_that_another_tab_found_secret_is_refused(own):
    document = GuidingDocumentFactory(organization=own, symbol="01-BC/ĐU")
    opened = GuidingDocument.objects.get(pk=document.pk)
    actions.correct_document(by=None, document=document, today=TODAY, is_secret=True)
    with pytest.raises(Refusal):
        _attached(opened)
    assert not StoredFile.objects.exists()


def test_a_document_found_secret_loses_words_and_files_and_the_log_tells_none_of_them(
    own, django_capture_on_commit_callbacks
):
    document = GuidingDocumentFactory(
        organization=own, symbol="01-BC/ĐU", title="Nhân sự kín", note="Bàn kín"
    )
    stored = _attached(document, label="Danh sách kín").file
    before = Entry.objects.latest("pk").pk
    with django_capture_on_commit_callbacks(execute=True):
        actions.correct_document(by=None, document=document, today=TODAY, is_secret=True)
    document.refresh_from_db()
    assert (document.title, document.note, document.files.count()) == ("", "", 0)
    assert not StoredFile.objects.exists()
    with pytest.raises(FileNotFoundError):
        store.get(stored.sha256)
    entries = Entry.objects.filter(pk__gt=before).order_by("pk")
    assert [entry.verb for entry in entries] == ["correct_document", "remove_file", "discard"]
    told = " ".join(str(entry.values) for entry in entries)
    assert [word in told for word in ("kín", "nhân sự", "Nhân sự")] == [False] * 3


def test_words_typed_while_a_document_is_found_secret_are_refused(own):
    document = GuidingDocumentFactory(organization=own, symbol="01-BC/ĐU", title="Cũ")
    with pytest.raises(Refusal) as refused:
        actions.correct_document(
            by=None, document=document, today=TODAY, is_secret=True, title="Mới"
        )
    assert _fields(refused) == ["is_secret", "title"]
    document.refresh_from_db()
    assert (document.is_secret, document.title) == (False, "Cũ")


def test_a_file_is_removed_with_a_reason_and_its_bytes(own, django_capture_on_commit_callbacks):
    attached = _attached(GuidingDocumentFactory(organization=own))
    sha256, pk = attached.file.sha256, attached.pk
    with pytest.raises(Refusal):
        actions.remove_file(by=None, attached=attached, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_file(by=None, attached=attached, reason="Nhầm tệp")
    with pytest.raises(FileNotFoundError):
        store.get(sha256)
    told = {"file": pk, "name": "Danh sách nhân sự.pdf", "reason": "Nhầm tệp"}
    assert Entry.objects.get(verb="remove_file").values == told


def test_a_document_is_removed_with_its_files(own):
    document = GuidingDocumentFactory(organization=own)
    _attached(document)
    actions.remove_document(by=None, document=document, reason="Ghi hai lần")
    assert not StoredFile.objects.exists()
    assert Entry.objects.get(verb="discard").values["reason"] == "Ghi hai lần"
