"""Rows 0-26 and 3-17 of the acceptance list, through the pages: items, photos, captions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.press.models import PressItem
from tests.chibo.factories import OrganizationFactory
from tests.chibo.files.pictures import picture
from tests.meetings.press.factories import meeting
from tests.members.pages import secretary, text

pytestmark = pytest.mark.django_db

SEED_000 = {
    "title": "Chi bộ Cục Công nghệ thông tin: Sinh hoạt Chi bộ và tổng kết công tác Đảng năm 2023",
    "published": "26/12/2023",
    "author": "Thu Nga",
}
CAPTIONS_000 = [
    "Phó Bí thư thường trực Đảng ủy Bộ Tư pháp Nguyễn Kim Tinh phát biểu chỉ đạo tại cuộc họp",
    "Bí thư Chi bộ Cục Công nghệ thông tin Tạ Thành Trung phát biểu tiếp thu ý kiến chỉ đạo của "
    "Phó Bí thư thường trực Đảng ủy Bộ Nguyễn Kim Tinh và quán triệt một số nội dung đến các "
    "Đảng viên Chi bộ",
]
SEED_003 = {
    "title": "Chi bộ Trung tâm Thông tin sinh hoạt chuyên đề về đẩy mạnh việc học tập và làm theo "
    "tấm gương đạo đức Hồ Chí Minh",
    "published": "06/08/2013",
    "author": "Xuân Thường",
}
CAPTIONS_003 = [
    "Đ/c Hà Hùng, Bí thư Đảng ủy, Thứ trưởng, Phó Chủ nhiệm UBDT phát biểu tại buổi sinh hoạt"
]


@pytest.mark.parametrize(
    ("article", "captions", "held", "kinds"),
    [
        (SEED_000, CAPTIONS_000, "26/12/2023", ("regular", "year_end")),
        (SEED_003, CAPTIONS_003, "", ("regular", "thematic")),
    ],
    ids=["row 0-26", "row 3-17"],
)
def test_an_article_is_kept_with_its_photos(article, captions, held, kinds):
    cell = OrganizationFactory(code="chi-bo")
    about = meeting(cell, held=held, kinds=kinds)
    browser = secretary(cell)
    record = reverse("record_press_item", args=["chi-bo"])
    page_of_item = browser.post(record, {**article, "meeting": about.pk}).url
    item = PressItem.objects.get()
    for number, caption in enumerate(captions):
        photo = SimpleUploadedFile("anh.jpg", picture(colour=(number * 90, 40, 40)))
        typed = {"photo": photo, "caption": caption, "is_classified": "0"}
        assert browser.post(reverse("add_photo", args=[item.pk]), typed).url == page_of_item
    page = text(browser.get(page_of_item))
    for words in (*article.values(), *captions, reverse("meeting", args=[about.pk])):
        assert words in page
    assert page.count("<figure") == len(captions)
    for photo in item.photos.all():
        sent = browser.get(reverse("stored_file", args=[photo.file_id]))
        assert (sent.status_code, sent.headers["Content-Type"]) == (200, "image/jpeg")
    listed = text(browser.get(reverse("press_items")))
    assert article["title"] in listed
    assert f"{len(captions)} ảnh" in listed
