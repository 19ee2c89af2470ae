"""The field through which a photo comes in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError

from chibo.files.forms import PhotoInput
from chibo.files.rules import MOST_BYTES, Upload
from tests.chibo.files.pictures import EXE, picture


def _said(file) -> str:
    with pytest.raises(ValidationError) as refused:
        PhotoInput().clean(file)
    return " ".join(refused.value.messages)


def test_a_photo_comes_in_as_its_name_and_bytes():
    content = picture()
    assert PhotoInput().clean(SimpleUploadedFile("a.png", content)) == Upload("a.png", content)


def test_too_large_a_file_is_refused_without_reading_it():
    file = SimpleUploadedFile("a.jpg", b"x")
    file.size = MOST_BYTES * 9 // 8
    file.file.close()
    assert _said(file) == "Tệp nặng 9,0 MB, quá giới hạn 8 MB. Thu nhỏ ảnh rồi chọn lại."


def test_no_file_and_an_empty_one_are_refused_in_words():
    assert _said(None) == "Chọn một ảnh PNG hoặc JPEG trên máy."
    assert _said(SimpleUploadedFile("a.jpg", b"")).startswith("Tệp này trống")


def test_no_file_is_no_upload_where_none_is_required():
    assert PhotoInput(required=False).clean(None) is None


def test_what_is_no_photo_is_refused_at_once():
    assert "không phải ảnh PNG hoặc JPEG" in _said(SimpleUploadedFile("a.png", EXE))
