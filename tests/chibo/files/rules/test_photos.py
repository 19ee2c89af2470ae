"""What may be uploaded, and what a photo is when it is kept."""

import contextlib
import io
import time

import pytest
from PIL import Image

from chibo.files import rules
from chibo.files.rules import kept_name, obstacles_to_photo, obstacles_to_size, prepared
from chibo.reasons import Refusal
from tests.chibo.files.pictures import (
    EXE,
    PLACE,
    SVG,
    bomb,
    from_a_camera,
    in_scans,
    opened,
    picture,
)


def _said(content: bytes) -> str:
    (reason,) = obstacles_to_photo(content, is_classified=False)
    assert reason.field == "photo"
    return reason.text


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_photos_of_both_kinds_may_come_in(kind):
    assert obstacles_to_photo(picture(kind=kind), is_classified=False) == []


@pytest.mark.parametrize(
    "content",
    [EXE, SVG, b"%PDF-1.7 noi dung", b"<html><script>", b"", picture(kind="GIF"), picture(kind="BMP")],
    ids=["exe", "svg", "pdf", "html", "nothing", "gif", "bmp"],
)  # fmt: skip
def test_anything_but_png_and_jpeg_is_refused_whatever_its_name(content):
    assert "không phải ảnh PNG hoặc JPEG" in _said(content)
    assert "lưu lại thành JPEG" in _said(content)


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0 gia", b"\x89PNG\r\n\x1a\n gia"])
def test_a_picture_by_its_first_bytes_only_is_refused(head):
    assert "Không mở được ảnh" in _said(head + b"x" * 300)


def test_a_picture_that_unpacks_to_too_many_points_is_refused_before_it_is_unpacked():
    assert "(8.000 × 6.000 điểm ảnh)" in _said(bomb(8000, 6000))
    assert "40 triệu điểm ảnh. Thu nhỏ ảnh" in _said(bomb(8000, 6000))


@pytest.mark.parametrize("side", [10_000, 60_000])
def test_a_bomb_is_refused(side):
    assert "Ảnh quá lớn" in _said(bomb(side, side))


@pytest.mark.parametrize("between", [b"", b"\xff\x01", b"\xff\xff", b"\x00\xd9"])
def test_a_picture_that_goes_over_its_points_for_minutes_is_refused_at_once(between):
    begun = time.perf_counter()
    assert "nén theo kiểu bất thường" in _said(in_scans(20_000, between=between))
    assert "nén theo kiểu bất thường" in _said(picture()[:-2] + b"\xff\xfe\x00\x02" * 1_000_000)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    "content",
    [
        in_scans(20),
        picture(progressive=True),
        picture(restart_marker_blocks=1),
        picture() + b"\xff\xda\x00\x02" * 500,  # behind the picture, as phones add films
        picture(comment=b"\xff\xda" * 500),
    ],
    ids=["twenty scans", "progressive", "restarts", "film", "remark"],
)
def test_what_cameras_and_programs_write_gets_in(content):
    assert obstacles_to_photo(content, is_classified=False) == []
    assert prepared(content).content


def test_eight_megabytes_are_the_most():
    assert obstacles_to_size(rules.MOST_BYTES) == []
    (reason,) = obstacles_to_size(rules.MOST_BYTES + 1)
    assert reason.text.startswith("Tệp nặng 8,1 MB, quá giới hạn 8 MB. Thu nhỏ")
    assert "9,0 MB" in _said(picture() + b"\x00" * (9 * 1024 * 1024 - len(picture())))


def test_a_classified_document_is_refused_with_the_law_and_what_to_do():
    (reason,) = obstacles_to_photo(picture(), is_classified=True)
    assert (reason.field, reason.clause) == ("is_classified", "Luật Bảo vệ bí mật nhà nước")
    assert "chọn ảnh khác" in reason.text


def test_what_the_camera_wrote_beside_the_picture_is_gone():
    before = from_a_camera()
    assert PLACE in before
    assert opened(before).getexif()
    kept = prepared(before)
    for content in (kept.content, kept.thumbnail):
        assert PLACE not in content
        assert not opened(content).getexif()
        assert opened(content).info.keys() <= {"jfif", "jfif_version", "jfif_unit",
                                               "jfif_density", "progressive", "progression"}  # fmt: skip


def test_the_text_in_a_png_is_gone():
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", PLACE.decode())
    before = picture(kind="PNG", pnginfo=notes)
    assert PLACE in before
    assert PLACE not in prepared(before).content


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_camera_was_held(orientation):
    out = io.BytesIO()
    lit = Image.new("RGB", (640, 480))
    lit.paste("white", (0, 0, 320, 240))
    exif = Image.Exif()
    exif[0x0112] = orientation
    lit.save(out, "JPEG", exif=exif)
    kept = prepared(out.getvalue())
    shown = opened(kept.content)
    assert (kept.width, kept.height) == shown.size
    assert shown.size == ((640, 480) if orientation < 5 else (480, 640))
    right, low = shown.width - 20, shown.height - 20
    corner = {1: (20, 20), 2: (right, 20), 3: (right, low), 4: (20, low),
              5: (20, 20), 6: (right, 20), 7: (right, low), 8: (20, low)}[orientation]  # fmt: skip
    assert min(shown.getpixel(corner)) > 240


def test_a_damaged_note_of_the_camera_does_not_lose_the_photo():
    assert prepared(picture(exif=b"Exif\x00\x00khong phai TIFF")).width == 640


def test_a_photo_is_no_larger_than_a_page_needs_and_its_small_copy_no_larger_than_a_list():
    kept = prepared(picture((4000, 3000)))
    assert (kept.width, kept.height) == opened(kept.content).size == (1600, 1200)
    assert opened(kept.thumbnail).size == (400, 300)


def test_a_small_photo_is_not_blown_up():
    assert prepared(picture((90, 60))).width == 90


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("RGBA", (0, 0, 0, 0), 255),
        ("LA", (0, 0), 255),
        ("P", 0, 0),
        ("L", 128, 128),
        ("I;16", 128 * 256, 128),
        ("1", 1, 255),
    ],
)
def test_every_kind_of_png_becomes_a_plain_picture_on_white(mode, colour, seen):
    kept = opened(prepared(picture(kind="PNG", mode=mode, colour=colour)).content)
    assert (kept.format, kept.mode) == ("JPEG", "RGB")
    assert all(abs(value - seen) < 4 for value in kept.getpixel((5, 5)))


def test_a_picture_of_four_inks_is_kept_in_three_colours():
    kept = prepared(picture(mode="CMYK", colour=(0, 0, 0, 0), icc_profile=b"four inks"))
    assert opened(kept.content).mode == "RGB"
    assert b"four inks" not in kept.content


def test_colours_stay_what_they_were():
    profile = b"wide colours of a phone"
    assert opened(prepared(picture(icc_profile=profile)).content).info["icc_profile"] == profile


def test_a_picture_that_breaks_off_is_refused():
    whole = picture((2000, 1500), "PNG")
    with pytest.raises(Refusal, match="tệp hỏng hoặc chép chưa hết"):
        prepared(whole[: len(whole) // 2])


def test_however_a_picture_is_damaged_it_is_a_picture_or_a_refusal():
    for kind in ("JPEG", "PNG"):
        out = io.BytesIO()
        Image.effect_noise((64, 48), 60).convert("RGB").save(out, kind)
        whole = out.getvalue()
        for place in range(0, len(whole), 17):
            broken = whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :]
            if obstacles_to_photo(broken, is_classified=False):
                continue
            with contextlib.suppress(Refusal):
                assert opened(prepared(broken).content).format == "JPEG"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ảnh đại hội.PNG", "Ảnh đại hội.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("virus.exe.png", "virus.exe.jpg"),
        ("", "anh.jpg"),
        ("x" * 300 + ".jpeg", "x" * 150 + ".jpg"),
    ],
)
def test_a_kept_photo_has_a_plain_name(name, kept):
    assert kept_name(name) == kept
    assert len(kept_name(name)) <= 200
