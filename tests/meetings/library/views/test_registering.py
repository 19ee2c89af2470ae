"""The pages of the register: what is recorded is found, what is not one's own stays unseen."""

import unicodedata

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.html import escape

from chibo.dates import parse
from meetings.library.models import GuidingDocument
from tests.meetings.library.factories import GuidingDocumentFactory
from tests.meetings.library.views.pages import LIST, text
from tests.meetings.pages import fields

pytestmark = pytest.mark.django_db

PLAIN = {"is_secret": "0"}
DE_AN_06 = (
    "Phê duyệt Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ "
    "chuyển đổi số quốc gia giai đoạn 2022–2025, tầm nhìn đến năm 2030"
)


def _register(client, **typed):
    return client.post("/van-ban/ghi/chi-bo/", PLAIN | typed)


def _registered(client, **typed):
    answer = _register(client, **typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return GuidingDocument.objects.latest("pk")


FROM_THE_ARTICLES = [
    (
        "0-6",
        {"common_name": "Nghị quyết Đại hội XIII"},
        "Nghị quyết Đại hội XIII",
        "nghi quyet dai hoi 13",
    ),
    (
        "0-7",
        {
            "symbol": "06/QĐ-TTg",
            "issued": "06/01/2022",
            "issuer": "Thủ tướng Chính phủ",
            "title": DE_AN_06,
            "common_name": "Đề án 06",
            "period": "giai đoạn 2022–2025, tầm nhìn đến năm 2030",
        },
        "Quyết định số 06/QĐ-TTg",
        "Quyết định số 6/QĐ-TTg ngày 06/01/2022",
    ),
    ("1-6", {"symbol": "10-CT/TW"}, "Chỉ thị số 10-CT/TW", "ct 10"),
    ("1-7", {"symbol": "12-HD/TW"}, "Hướng dẫn số 12-HD/TW", "12 hd/tw"),
    (
        "2-14",
        {"symbol": "23-CT/TW", "issuer": "Ban Bí thư"},
        "Chỉ thị số 23-CT/TW",
        "ban bi thu",
    ),
    (
        "2-15",
        {"type": "resolution", "plenum_no": "4", "congress_no": "XII"},
        "Nghị quyết Trung ương 4 (khóa XII)",
        "NQ TW4",
    ),
    ("2-20", {"type": "law", "title": "Luật Phòng, chống tham nhũng"}, "Luật Phòng", "tham nhung"),
    (
        "3-6a",
        {
            "symbol": "237/BTG - ĐUK",
            "type": "letter",
            "title": "Một năm thực hiện Nghị quyết Trung ương 4",
        },
        "Công văn số 237/BTG - ĐUK",
        "237/btg-duk",
    ),
    ("3-6b", {"symbol": "189-CV/ĐU"}, "Công văn số 189-CV/ĐU", "189 CV ĐU"),
    ("3-12", {"symbol": "Chỉ thị 03"}, "Chỉ thị 03", "03-CT/TW"),
]


@pytest.mark.parametrize(
    ("typed", "name", "question"), [row[1:] for row in FROM_THE_ARTICLES], ids=lambda _: ""
)
def test_what_the_articles_name_is_registered_and_found(secretary, typed, name, question):
    document = _registered(secretary, **typed)
    page = text(secretary.get(f"{LIST}{document.pk}/"))
    assert name in page
    for value in typed.values():
        if value not in {"4", "letter", "law", "resolution"}:
            assert escape(value) in page
    GuidingDocumentFactory(organization=document.organization, symbol="999-KL/TU")
    found = text(secretary.get(LIST, {"q": question}))
    assert name in found
    assert "999-KL/TU" not in found


def test_the_state_decision_of_row_0_7_has_all_its_parts(secretary):
    document = _registered(secretary, **FROM_THE_ARTICLES[1][1])
    assert (document.is_state, document.type, str(document.issued)) == (
        True,
        "decision",
        "06/01/2022",
    )
    assert "Nhà nước" in text(secretary.get(f"{LIST}{document.pk}/"))


def test_the_list_shows_what_is_from_above_then_what_the_cell_wrote(secretary, cast, own):
    GuidingDocumentFactory(organization=cast.places["committee"], symbol="01-NQ/ĐU")
    GuidingDocumentFactory(organization=own, symbol="02-NQ/ĐU")
    page = text(secretary.get(LIST))
    places = [page.index(words) for words in ("của cấp trên", "01-NQ/ĐU", "Chi bộ ghi", "02-NQ/ĐU")]
    assert places == sorted(places)


def test_an_empty_register_says_what_to_do_next(client, cast):
    client.force_login(cast.people["secretary"])
    assert "Ghi văn bản đầu tiên" in text(client.get(LIST))
    client.force_login(cast.people["member"])
    page = text(client.get(LIST))
    assert "Sổ chưa có văn bản nào" in page
    assert "Ghi văn bản đầu tiên" not in page


def test_a_year_and_a_question_narrow_the_list(secretary, own):
    GuidingDocumentFactory(organization=own, symbol="01-NQ/ĐU", issued=parse("2022"))
    GuidingDocumentFactory(organization=own, symbol="02-NQ/ĐU", issued=parse("2023"))
    page = text(secretary.get(LIST, {"nam": "2022"}))
    assert "01-NQ/ĐU" in page
    assert "02-NQ/ĐU" not in page
    nothing = text(secretary.get(LIST, {"nam": "2022", "q": "02-NQ/ĐU"}))
    assert "Không có văn bản nào như vậy" in nothing


@pytest.mark.parametrize(
    "asked",
    [
        {"nam": "abc"},
        {"nam": "²²²²"},
        {"nam": "9999"},
        {"nam": "1" * 5000},
        {"trang": "x"},
        {"q": "\0' OR 1=1 --"},
        {"q": "x" * 100_000},
        {"q": "%_\\"},
    ],
)
def test_nonsense_in_the_address_does_no_harm(secretary, own, asked):
    GuidingDocumentFactory(organization=own)
    assert secretary.get(LIST, asked).status_code == 200


def test_no_page_shows_a_siblings_document(secretary, cast):
    hidden = GuidingDocumentFactory(
        organization=cast.places["sibling"], symbol="77-NQ/CB", title="Chuyện của chi bộ bên"
    )
    for asked in ({}, {"q": "77-NQ/CB"}, {"q": "chuyen cua chi bo ben"}, {"nam": "2026"}):
        page = text(secretary.get(LIST, asked))
        assert f"{LIST}{hidden.pk}/" not in page
        assert "Chuyện của chi bộ bên" not in page
    assert secretary.get(LIST, {"to-chuc": "chi-bo-ben"}).status_code == 404
    for name in ("document", "correct_document"):
        assert secretary.get(reverse(name, args=[hidden.pk])).status_code == 404
    assert secretary.post(reverse("remove_document", args=[hidden.pk])).status_code == 404
    assert _registered(secretary, symbol="77-NQ/CB")


def test_a_document_from_above_is_read_but_not_changed(secretary, cast):
    above = GuidingDocumentFactory(organization=cast.places["committee"], symbol="01-NQ/ĐU")
    page = text(secretary.get(reverse("document", args=[above.pk])))
    assert "Nghị quyết số 01-NQ/ĐU" in page
    assert "Sửa văn bản" not in page
    assert "Bỏ khỏi sổ" not in page
    assert secretary.get(reverse("correct_document", args=[above.pk])).status_code == 404
    assert secretary.post(reverse("remove_document", args=[above.pk])).status_code == 404
    assert GuidingDocument.objects.filter(pk=above.pk).exists()


def test_a_member_reads_and_writes_nothing(client, cast, own):
    client.force_login(cast.people["member"])
    row = GuidingDocumentFactory(organization=own)
    assert client.get(reverse("document", args=[row.pk])).status_code == 200
    assert _register(client, symbol="05-CT/TW").status_code == 403
    assert client.get(reverse("correct_document", args=[row.pk])).status_code == 403
    assert client.post(reverse("remove_document", args=[row.pk])).status_code == 403
    assert GuidingDocument.objects.count() == 1


def test_writing_into_a_siblings_register_is_not_found(secretary):
    assert (
        secretary.post("/van-ban/ghi/chi-bo-ben/", PLAIN | {"symbol": "1-CT/TW"}).status_code == 404
    )
    assert secretary.post("/van-ban/ghi/dang-uy/", PLAIN | {"symbol": "1-CT/TW"}).status_code == 404
    assert not GuidingDocument.objects.exists()


def test_the_absence_of_a_secrecy_mark_is_confirmed_each_time(secretary):
    answer = _register(secretary, symbol="05-CT/TW", is_secret="")
    assert answer.status_code == 200
    assert "Xem dấu độ mật" in text(answer)
    assert not GuidingDocument.objects.exists()


def test_a_secret_document_is_refused_with_its_content_and_kept_without(secretary):
    told = _register(secretary, symbol="01-BC/ĐU", is_secret="1", title="Nhân sự cấp ủy")
    assert "không nhận nội dung văn bản có dấu độ mật" in text(told)
    assert not GuidingDocument.objects.exists()
    document = _registered(secretary, symbol="01-BC/ĐU", is_secret="1", issued="03/02/2025")
    for address in (LIST, f"{LIST}{document.pk}/"):
        assert "Mật – lưu bản giấy" in text(secretary.get(address))


def test_the_form_keeps_no_draft(secretary):
    assert "data-draft" not in text(secretary.get("/van-ban/ghi/chi-bo/"))


def test_a_document_twice_is_asked_about_and_what_was_typed_stays(secretary, own):
    GuidingDocumentFactory(organization=own, symbol="06/QĐ-TTg", issued=parse("06/01/2022"))
    typed = {"symbol": "Quyết định 06/QĐ-TTg", "title": "Việc khác", "issued": "2024"}
    answer = _register(secretary, **typed)
    page = text(answer)
    assert "đã có trong sổ của Chi bộ Một" in page
    assert "Việc khác" in page
    assert 'name="is_another"' in page
    assert _registered(secretary, **typed, is_another="on").title == "Việc khác"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "symbol"),
        ({"symbol": "237/BTG - ĐUK"}, "type"),
        ({"symbol": "x" * 121}, "symbol"),
        ({"symbol": "1-CT/TW", "type": "không có"}, "type"),
        ({"symbol": "1-CT/TW", "issued": "31/02/2022"}, "issued"),
        ({"symbol": "1-CT/TW", "issued": "01/01/2099"}, "issued"),
        ({"symbol": "1-CT/TW", "congress_no": "nhiều"}, "congress_no"),
        ({"symbol": "1-CT/TW", "plenum_no": "-1"}, "plenum_no"),
        ({"symbol": "1-CT/TW", "is_secret": "2"}, "is_secret"),
        ({"symbol": "1-CT/TW", "title": "dài " * 250_000}, "title"),
        ({"symbol": "1-CT/TW", "note": "a" * 1_000_000}, "note"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(secretary, typed, field):
    answer = _register(secretary, **typed)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not GuidingDocument.objects.exists()


def test_text_comes_in_nfc_and_goes_out_escaped(secretary):
    nasty = "<script>alert('Đ')</script>"
    document = _registered(
        secretary, symbol="05-CT/TW", title=unicodedata.normalize("NFD", nasty), common_name=nasty
    )
    assert document.title == nasty
    for address in (LIST, f"{LIST}{document.pk}/", f"{LIST}{document.pk}/sua/"):
        page = text(secretary.get(address))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in text(secretary.get(LIST, {"q": nasty}))


def test_two_tabs_on_one_document_lose_neither_correction(secretary, own):
    row = GuidingDocumentFactory(
        organization=own, symbol="04-NQ/TW", title="Cũ", congress_no=12, issued=parse("10/2016")
    )
    address = reverse("correct_document", args=[row.pk])
    opened = fields(secretary.get(address), "ghi")
    for change in (
        {"title": "Chữ tab một", "congress_no": "13"},
        {"note": "Chữ tab hai", "issued": "11/2016"},
    ):
        assert secretary.post(address, opened | change).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.note, row.congress_no) == ("Chữ tab một", "Chữ tab hai", 13)
    assert (str(row.issued), row.symbol, row.is_secret) == ("11/2016", "04-NQ/TW", False)


def test_words_that_another_tab_took_out_as_secret_do_not_come_back(secretary, own):
    row = GuidingDocumentFactory(organization=own, symbol="04-NQ/TW", title="Trích yếu mật")
    address = reverse("correct_document", args=[row.pk])
    opened = fields(secretary.get(address), "ghi")
    for change in ({"is_secret": "1", "title": ""}, {"issued": "11/2016"}):
        assert secretary.post(address, opened | change).status_code == 302
    row.refresh_from_db()
    assert (row.is_secret, row.title, str(row.issued)) == (True, "", "11/2016")


def test_a_correction_starts_from_what_is_there(secretary, own):
    row = GuidingDocumentFactory(
        organization=own, symbol="04-NQ/TW", congress_no=12, plenum_no=4, issued=parse("10/2016")
    )
    address = reverse("correct_document", args=[row.pk])
    form = secretary.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value()}
    assert typed["congress_no"] == "XII"
    answer = secretary.post(address, typed | {"title": "Tăng cường xây dựng, chỉnh đốn Đảng"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.title == "Tăng cường xây dựng, chỉnh đốn Đảng"
    assert (row.symbol, row.congress_no, row.plenum_no) == ("04-NQ/TW", 12, 4)
    assert str(row.issued) == "10/2016"


def test_a_wrong_correction_changes_nothing_and_keeps_the_old_name_above(secretary, own):
    row = GuidingDocumentFactory(organization=own, symbol="05-CT/TW")
    answer = secretary.post(reverse("correct_document", args=[row.pk]), PLAIN | {"symbol": ""})
    assert "Chỉ thị số 05-CT/TW" in text(answer)
    row.refresh_from_db()
    assert row.symbol == "05-CT/TW"


def test_a_document_is_removed_with_a_reason(secretary, own):
    row = GuidingDocumentFactory(organization=own, symbol="05-CT/TW")
    address = reverse("remove_document", args=[row.pk])
    assert secretary.get(address).status_code == 405
    assert "Ghi lý do" in text(secretary.post(address))
    too_long = secretary.post(address, {"reason": "dài " * 100_000})
    assert "Dài quá 300 chữ" in text(too_long)
    assert GuidingDocument.objects.exists()
    answer = secretary.post(address, {"reason": "Ghi hai lần"})
    assert answer["Location"] == "/van-ban/?to-chuc=chi-bo"
    assert "Đã bỏ văn bản khỏi sổ" in str(next(iter(get_messages(answer.wsgi_request))))
    assert not GuidingDocument.objects.exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_cost_the_same_however_long_the_register(
    secretary, cast, own, rows, django_assert_num_queries
):
    for _ in range(rows):
        GuidingDocumentFactory(organization=own, issued=parse("2022"))
        row = GuidingDocumentFactory(organization=cast.places["committee"])
    secretary.get(LIST)
    with django_assert_num_queries(8):
        assert secretary.get(LIST, {"q": "tw"}).status_code == 200
    with django_assert_num_queries(8):
        assert secretary.get(reverse("document", args=[row.pk])).status_code == 200
