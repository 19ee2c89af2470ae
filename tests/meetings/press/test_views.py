"""The pages of what was published, and one page for each deed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from chibo.files.models import StoredFile
from meetings.minutes.models import Meeting
from meetings.press.models import Photo, PressItem
from tests.cast import assemble
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.chibo.files.pictures import EXE, PLACE, SVG, bomb, from_a_camera, picture
from tests.meetings.pages import fields
from tests.meetings.press.factories import PhotoFactory, PressItemFactory, meeting
from tests.members.pages import client, secretary, statements, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return CommitteeFactory(name="Đảng bộ Sở")


@pytest.fixture
def cell(committee):
    return OrganizationFactory(code="mot", name="Chi bộ Một", parent=committee)


@pytest.fixture
def browser(cell):
    return secretary(cell)


def _url(name, *args) -> str:
    return reverse(name, args=args)


def _record(browser, code="mot", **typed):
    return browser.post(_url("record_press_item", code), {"title": "Bài", **typed})


def _add(browser, item, content=None, name="anh.jpg", **typed):
    typed = {"caption": "Toàn cảnh hội nghị", "is_classified": "0", **typed}
    photo = SimpleUploadedFile(name, picture() if content is None else content)
    return browser.post(_url("add_photo", item.pk), {**typed, "photo": photo})


def test_an_item_is_written_down_and_shown(browser, cell):
    answer = _record(browser, title="Sinh hoạt chi bộ", outlet="Báo Đảng", summary="Một.\nHai.")
    item = PressItem.objects.get()
    assert answer.url == _url("press_item", item.pk)
    page = text(browser.get(answer.url))
    for words in ("Sinh hoạt chi bộ", "Báo Đảng", "Một.<br>Hai.", "Đã ghi tin bài"):
        assert words in page


def test_a_wrong_item_is_refused_in_words_and_what_was_typed_stays(browser):
    page = text(_record(browser, title="", author="Thu Nga", published="32/13/2023"))
    for words in ("Ghi tên bài như đã đăng.", "Không có ngày 32/13/2023", "Thu Nga"):
        assert words in page
    assert "tương lai" in text(_record(browser, published="31/12/2099"))
    assert not PressItem.objects.exists()


def test_an_item_is_tied_to_a_meeting_of_the_cell_only(browser, cell):
    own, other = meeting(cell), meeting(OrganizationFactory(), title="Họp nơi khác")
    page = text(browser.get(_url("record_press_item", "mot"), {"buoi": own.pk}))
    assert f'value="{own.pk}" selected' in page
    assert "26/12/2023: sinh hoạt chi bộ thường kỳ tháng 12 năm 2023" in page
    assert "Họp nơi khác" not in page
    assert "Không có buổi này trong sổ." in text(_record(browser, meeting=other.pk))
    _record(browser, meeting=own.pk)
    page = text(browser.get(_url("press_item", PressItem.objects.get().pk)))
    assert f'href="{_url("meeting", own.pk)}"' in page


@pytest.mark.parametrize("unknown", ["x", "999999", "9" * 30])
def test_an_unknown_meeting_in_the_address_proposes_nothing(browser, unknown):
    page = browser.get(_url("record_press_item", "mot"), {"buoi": unknown})
    assert page.status_code == 200


def test_a_draft_of_minutes_is_named_to_those_only_who_may_read_drafts(cell):
    held = meeting(cell, title="Kiểm điểm riêng")
    item = PressItemFactory(organization=cell, meeting=held)
    member = client(holder(Role.MEMBER, cell))
    assert "Kiểm điểm riêng" not in text(member.get(_url("press_item", item.pk)))
    assert "Kiểm điểm riêng" in text(secretary(cell).get(_url("press_item", item.pk)))
    Meeting.objects.filter(pk=held.pk).update(status=Meeting.Status.LOCKED)
    assert "Kiểm điểm riêng" in text(member.get(_url("press_item", item.pk)))


def test_an_item_is_corrected(browser, cell):
    item = PressItemFactory(organization=cell, author="Thu Nga", published=parse("8/2013"))
    page = text(browser.get(_url("correct_press_item", item.pk)))
    assert 'value="Thu Nga"' in page
    assert 'value="8/2013"' in page
    typed = {"title": "Bài đúng", "published": "06/08/2013"}
    answer = browser.post(_url("correct_press_item", item.pk), typed)
    assert answer.url == _url("press_item", item.pk)
    page = text(browser.get(answer.url))
    assert "06/08/2013" in page
    assert "Thu Nga" not in page


def test_an_item_is_removed_for_a_reason_only(browser, cell):
    photo = PhotoFactory(item__organization=cell, item__title="Bài ghi nhầm")
    remove = _url("remove_press_item", photo.press_item_id)
    page = text(browser.post(remove, {"reason": " "}, follow=True))
    assert "Chưa bỏ: nhật ký cần lý do." in page
    answer = browser.post(remove, {"reason": "ghi nhầm"})
    assert answer.url == f"{_url('press_items')}?to-chuc=mot"
    assert "Bài ghi nhầm" not in text(browser.get(answer.url))
    assert not StoredFile.objects.exists()


def test_a_photo_is_added_and_shown_with_its_caption(browser, cell):
    item = PressItemFactory(organization=cell)
    answer = _add(browser, item, from_a_camera(), caption="Đ/c A <b>phát biểu</b>")
    assert answer.url == _url("press_item", item.pk)
    photo = Photo.objects.get()
    page = text(browser.get(answer.url))
    assert "Đ/c A &lt;b&gt;phát biểu&lt;/b&gt;" in page
    assert f'src="{_url("stored_file", photo.file_id)}"' in page
    sent = browser.get(_url("stored_file", photo.file_id))
    assert sent.headers["Content-Type"] == "image/jpeg"
    assert PLACE not in sent.content
    assert f"{_url('stored_file', photo.thumbnail_id)}" in text(browser.get(_url("press_items")))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("anh.png", EXE, "không phải ảnh PNG hoặc JPEG"),
        ("anh.svg", SVG, "không phải ảnh PNG hoặc JPEG"),
        ("anh.png", SVG, "không phải ảnh PNG hoặc JPEG"),
        ("anh.png", bomb(8000, 6000), "Ảnh quá lớn (8.000 × 6.000 điểm ảnh)"),
        ("anh.png", bomb(60_000, 60_000), "Ảnh quá lớn"),
        ("anh.jpg", picture() + bytes(9 * 1024 * 1024), "quá giới hạn 8 MB. Thu nhỏ ảnh"),
        ("anh.jpg", picture()[:400], "Không mở được ảnh"),
        ("anh.jpg", b"", "Tệp này trống"),
    ],
    ids=["exe", "svg", "svg as png", "huge", "bomb", "9 MB", "broken", "empty"],
)
def test_a_refused_file_is_explained_and_the_caption_stays(browser, cell, name, content, sentence):
    item = PressItemFactory(organization=cell)
    page = text(_add(browser, item, content, name, caption="Bí thư phát biểu"))
    assert sentence in page
    assert "Bí thư phát biểu" in page
    assert not StoredFile.objects.exists()


def test_no_file_no_caption_and_no_answer_are_asked_for(browser, cell):
    item = PressItemFactory(organization=cell)
    page = text(browser.post(_url("add_photo", item.pk), {"caption": ""}))
    for words in ("Chọn một ảnh", "Ghi chú thích: trong ảnh", "Xem kỹ ảnh rồi chọn"):
        assert words in page


def test_everything_that_is_wrong_is_said_at_once(browser, cell):
    item = PressItemFactory(organization=cell)
    page = text(_add(browser, item, EXE, caption="", is_classified=""))
    for words in ("không phải ảnh PNG hoặc JPEG", "Ghi chú thích", "Xem kỹ ảnh"):
        assert words in page
    assert "Chọn lại ảnh." in text(_add(browser, item, caption=""))


def test_a_photo_of_a_classified_document_is_refused(browser, cell):
    page = text(_add(browser, PressItemFactory(organization=cell), is_classified="1"))
    assert "Không đưa lên đây ảnh có tài liệu mang dấu độ mật" in page
    assert "(Luật Bảo vệ bí mật nhà nước)" in page
    assert not Photo.objects.exists()


def test_caption_and_order_are_corrected(browser, cell):
    item = PressItemFactory(organization=cell)
    _, last = (PhotoFactory(item=item, caption=caption) for caption in ("một", "hai"))
    page = text(browser.get(_url("correct_photo", last.pk)))
    assert '<option value="2" selected>Ảnh 2</option>' in page
    typed = {"caption": "hai sửa", "order": "1"}
    answer = browser.post(_url("correct_photo", last.pk), typed)
    page = text(browser.get(answer.url))
    assert page.index("hai sửa") < page.index("một</figcaption>")
    page = text(browser.post(_url("correct_photo", last.pk), {"caption": "", "order": "7"}))
    assert "Ghi chú thích" in page
    assert "Tin bài có 2 ảnh. Chọn lại thứ tự." in page


def test_two_tabs_on_one_photo_lose_neither_correction(browser, cell):
    item = PressItemFactory(organization=cell)
    first, last = (PhotoFactory(item=item, caption=caption) for caption in ("một", "hai"))
    address = _url("correct_photo", last.pk)
    opened = fields(browser.get(address), "ghi")
    for change in ({"order": "1"}, {"caption": "hai sửa"}):
        assert browser.post(address, {**opened, **change}).status_code == 302
    said = list(item.photos.order_by("order").values_list("pk", "caption"))
    assert said == [(last.pk, "hai sửa"), (first.pk, "một")]


def test_a_photo_is_removed_for_a_reason_only(browser, cell):
    photo = PhotoFactory(item__organization=cell)
    remove = _url("remove_photo", photo.pk)
    assert "cần lý do" in text(browser.post(remove, {}, follow=True))
    answer = browser.post(remove, {"reason": "trùng ảnh"})
    assert answer.url == _url("press_item", photo.press_item_id)
    assert not Photo.objects.exists()


def test_items_are_listed_by_year_beginning_with_the_newest(browser, cell):
    for title, published in (("bài cũ", "06/08/2013"), ("bài mới", "2023"), ("bài lạc", "")):
        PressItemFactory(organization=cell, title=title, published=parse(published))
    page = text(browser.get(_url("press_items")))
    assert "bài mới" in page
    assert "bài cũ" not in page
    assert "nam=2013" in page
    assert "bài cũ" in text(browser.get(_url("press_items"), {"nam": "2013"}))
    assert "bài lạc" in text(browser.get(_url("press_items"), {"nam": "khong-ro"}))
    assert "Chưa có tin bài nào" in text(browser.get(_url("press_items"), {"nam": "2001"}))


def test_undated_items_stand_first_where_there_are_no_others(browser, cell):
    PressItemFactory(organization=cell, title="bài lạc", published=parse(""))
    assert "bài lạc" in text(browser.get(_url("press_items")))


@pytest.mark.parametrize("year", ["0000", "99999", "-1", "²²²²", "x"])
def test_a_year_that_is_none_is_no_accident(browser, cell, year):
    assert browser.get(_url("press_items"), {"nam": year, "trang": "x"}).status_code == 200


def test_an_empty_list_says_what_to_do_and_a_reader_is_not_told_to_write(browser, cell):
    record = _url("record_press_item", "mot")
    assert record in text(browser.get(_url("press_items")))
    member = client(holder(Role.MEMBER, cell))
    assert record not in text(member.get(_url("press_items")))


def test_a_reader_sees_the_item_without_its_deeds(cell):
    photo = PhotoFactory(item__organization=cell)
    page = text(client(holder(Role.MEMBER, cell)).get(_url("press_item", photo.press_item_id)))
    assert photo.caption in page
    for name, pk in (
        ("add_photo", photo.press_item_id),
        ("correct_press_item", photo.press_item_id),
        ("correct_photo", photo.pk),
    ):
        assert _url(name, pk) not in page


PAGES = ["press_item", "correct_press_item", "add_photo", "correct_photo"]
DEEDS = ["correct_press_item", "remove_press_item", "add_photo", "correct_photo", "remove_photo"]


@pytest.mark.parametrize(
    ("person", "reading", "writing"),
    [
        ("nobody", 302, 302),
        ("stranger", 403, 403),
        ("administrator", 403, 403),
        ("member", 200, 403),
        ("neighbour", 404, 404),
        ("staff", 200, 404),
        ("secretary", 200, 200),
        ("clerk", 200, 200),
    ],
)
def test_who_may_read_and_who_may_write(person, reading, writing):
    cast = assemble()
    photo = PhotoFactory(item__organization=cast.places["own"], item__title="Bài kín")
    browser = client(cast.people[person])
    keys = {name: photo.pk if "photo" in name else photo.press_item_id for name in PAGES + DEEDS}
    keys["add_photo"] = photo.press_item_id
    answers = {name: browser.get(_url(name, keys[name])) for name in PAGES}
    assert answers.pop("press_item").status_code == reading
    assert {answer.status_code for answer in answers.values()} == {writing}
    record = browser.get(_url("record_press_item", "chi-bo"))
    assert record.status_code == writing
    if writing != 200:
        for name in DEEDS:
            answer = browser.post(_url(name, keys[name]), {"reason": "x", "title": "x"})
            assert answer.status_code == (401 if person == "nobody" else writing)
            assert b"B\xc3\xa0i k\xc3\xadn" not in answer.content
    assert Photo.objects.get().caption == photo.caption


def test_a_neighbours_items_are_not_listed():
    cast = assemble()
    photo = PhotoFactory(
        item__organization=cast.places["sibling"], item__title="Bài của Chi bộ Hai"
    )
    page = text(client(cast.people["secretary"]).get(_url("press_items")))
    assert "Bài của Chi bộ Hai" not in page
    assert _url("stored_file", photo.thumbnail_id) not in page
    page = text(client(cast.people["staff"]).get(_url("press_items")))
    assert "Bài của Chi bộ Hai" in page
    assert "1 ảnh · Chi bộ Hai" in page


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_costs_the_same_however_long_it_is(committee, cell, count):
    reader = client(holder(Role.MEMBER, committee))
    for _ in range(count):
        PhotoFactory(item__organization=cell)
    assert statements(reader, _url("press_items")) == 10


@pytest.mark.parametrize("count", [1, 30])
def test_an_item_costs_the_same_however_many_photos_it_has(cell, count):
    item = PressItemFactory(organization=cell, meeting=meeting(cell))
    for _ in range(count):
        PhotoFactory(item=item)
    assert statements(secretary(cell), _url("press_item", item.pk)) == 9


@pytest.mark.parametrize("count", [1, 30])
def test_the_form_costs_the_same_however_many_meetings_may_be_chosen(cell, count):
    for _ in range(count):
        meeting(cell)
    assert statements(secretary(cell), _url("record_press_item", "mot")) == 7


def test_the_31st_item_of_a_year_stands_on_the_second_page(browser, cell):
    for _ in range(31):
        PressItemFactory(organization=cell)
    page = text(browser.get(_url("press_items")))
    assert "31 bài đã đăng" in page
    assert page.count('class="press__item"') == 30
    assert text(browser.get(_url("press_items"), {"trang": 2})).count('class="press__item"') == 1


def test_what_was_published_about_one_meeting_is_shown_alone(browser, cell, committee):
    held = meeting(cell, held="26/12/2023")
    PressItemFactory(organization=cell, title="Về buổi này", meeting=held)
    PressItemFactory(organization=cell, title="Về việc khác")
    page = text(browser.get(_url("press_items"), {"buoi": held.pk}))
    assert "Về buổi này" in page
    assert "Về việc khác" not in page
    assert f"{_url('record_press_item', 'mot')}?buoi={held.pk}" in page
    empty = meeting(cell, held="27/12/2023")
    page = text(browser.get(_url("press_items"), {"buoi": empty.pk}))
    assert "Chưa có tin bài nào về buổi này" in page
    theirs = meeting(OrganizationFactory(code="hai", parent=committee))
    for key in (theirs.pk, "x"):
        assert browser.get(_url("press_items"), {"buoi": key}).status_code == 404
