"""Symbols however they are typed, names by congress and plenum, and what is refused."""

import datetime
import time
import unicodedata

import pytest

from chibo.dates import UNKNOWN, PartialDate, parse
from meetings.library import rules
from meetings.library.models import DocumentType
from meetings.library.rules import Session

TODAY = datetime.date(2026, 11, 22)
LAW = "Luật Bảo vệ bí mật nhà nước"

SPELLINGS = [
    "05-CT/TW",
    "05 CT/TW",
    "Chỉ thị số 05-CT/TW",
    "chỉ thị 05-ct/tw",
    "05–CT/TW",
    "5-CT/TW",
    "05 - CT / TW",
    "05/CT-TW",
    "05CT/TW",
    "CT 05-CT/TW",
    "Chỉ thị 05/TW",
    "chi thi so 05-CT/TW ngay 15/5/2016",
    "05_CT_TW",
    "Số: 05-CT/TW",
    "05\u00a0CT\u200b/TW",
    "05－ＣＴ／ＴＷ",
    unicodedata.normalize("NFD", "Chỉ thị số 05-CT/TW của Bộ Chính trị"),
]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_every_spelling_of_a_symbol_has_one_key(typed):
    assert rules.parse(typed).key == "5cttw"


@pytest.mark.parametrize(
    ("typed", "number", "type_code", "issuer", "kind"),
    [
        ("05-CT/TW", "5", "CT", "TW", "directive"),
        ("237/BTG - ĐUK", "237", "", "BTG-ĐUK", ""),
        ("Công văn 237/BTG - ĐUK", "237", "CV", "BTG-ĐUK", "letter"),
        ("189-CV/ĐU", "189", "CV", "ĐU", "letter"),
        ("Quyết định số 06/QĐ-TTg ngày 06/01/2022", "6", "QĐ", "TTg", "decision"),
        ("213-QĐ/TW", "213", "QĐ", "TW", ""),
        ("356/2025/NĐ-CP", "356", "NĐ", "CP", "decree"),
        ("Luật số 36/2018/QH14", "36", "", "QH-14", "law"),
        ("Chỉ thị 03", "3", "CT", "", "directive"),
        ("03", "3", "", "", ""),
        ("000", "0", "", "", ""),
        ("Nghị quyết Trung ương 4 (khóa XII)", "", "", "", ""),
        ("Nghị quyết Đại hội XIII", "", "", "", ""),
        ("", "", "", "", ""),
    ],
)
def test_a_symbol_falls_into_number_type_and_issuer(typed, number, type_code, issuer, kind):
    symbol = rules.parse(typed)
    assert (symbol.number, symbol.type_code, symbol.issuer, symbol.type) == (
        number,
        type_code,
        issuer,
        kind,
    )


def test_a_letter_is_the_same_with_and_without_its_code():
    keys = {rules.parse(typed).key for typed in ("237/BTG - ĐUK", "Công văn 237-CV/BTG-ĐUK")}
    assert keys == {"237btgduk"}


def test_symbols_that_differ_in_type_issuer_or_number_have_different_keys():
    typed = ["05-CT/TW", "05-NQ/TW", "05-CT/TU", "15-CT/TW", "5", "06/QĐ-TTg"]
    assert len({rules.parse(each).key for each in typed}) == len(typed)


def test_every_type_a_symbol_may_tell_is_a_type_of_document():
    typed = ["1-NQ/A", "1-CTr/A", "1-TTr/A", "1/TT-A", "Luật 1", "Đề án 1", "Quy định 1", "1-BB/A"]
    assert {rules.parse(each).type for each in typed} < set(DocumentType.values)
    assert rules.kind_of(rules.parse("06/QĐ-TTg"), is_state=True) == DocumentType.DECISION
    assert rules.kind_of(rules.parse("213-QĐ/TW"), is_state=False) == ""


@pytest.mark.parametrize(
    ("typed", "of_the_state"),
    [
        ("06/QĐ-TTg", True),
        ("06/qd-ttg", True),
        ("356/2025/NĐ-CP", True),
        ("Luật số 36/2018/QH14", True),
        ("05-CT/TW", False),
        ("05/CT-TW", False),
        ("237/BTG - ĐUK", False),
    ],
)
def test_a_symbol_tells_whether_it_is_of_the_state(typed, of_the_state):
    symbol = rules.parse(typed)
    assert rules.is_of_the_state(symbol, symbol.type, typed) is of_the_state


def test_symbols_are_found_in_running_words_and_dates_are_not():
    words = (
        "Ngày 06/01/2022, quý 3 năm 2013: phổ biến Công văn 237/BTG - ĐUK và 189-CV/ĐU, "
        "Chỉ thị 03 của Bộ Chính trị, kết luận 01-KL/TW"
    )
    assert [s.key for s in rules.mentions(words)] == ["237btgduk", "189du", "3ct", "1kltw"]


@pytest.mark.parametrize(
    ("words", "sessions"),
    [
        ("Nghị quyết TW4 (khóa XII)", [Session(12, 4)]),
        ("Nghị quyết Trung ương 4 khoá 12", [Session(12, 4)]),
        ("NQTW4", [Session(None, 4)]),
        ("Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", [Session(12, 4)]),
        ("Nghị quyết Đại hội XIII", [Session(13)]),
        ("nghi quyet dai hoi dai bieu toan quoc lan thu xiii cua dang", [Session(13)]),
        ("NQ ĐH 13", [Session(13)]),
        ("kết quả TW7; Đại hội XI", [Session(None, 7), Session(11)]),
        ("Đại hội Chi bộ lần thứ IV", []),
        ("Trung ương vì dân, đại hội vi phạm", []),
        ("05-CT/TW 4", []),
        ("Trung ương 99", []),
    ],
)
def test_words_name_a_congress_or_a_plenum(words, sessions):
    assert rules.sessions(words) == sessions


@pytest.mark.parametrize(
    ("typed", "number"),
    [("XIII", 13), ("xiv", 14), ("13", 13), ("tư", 4), ("0", None), ("41", None), ("²", None)],
)
def test_an_ordinal_is_read_in_roman_arabic_or_words(typed, number):
    assert rules.ordinal(typed) == number


def test_a_megabyte_of_text_is_read_in_no_time():
    begun = time.perf_counter()
    for unit in ("hoi nghi ", "1", "chi thi ", "05-CT/", "a " * 5):
        text = unit * (1_000_000 // len(unit))
        rules.parse(text)
        rules.mentions(text)
        rules.sessions(text)
    assert time.perf_counter() - begun < 3


def _naming(**facts):
    empty = {"kind": "", "symbol": "", "title": "", "common_name": "", "session": Session()}
    return [reason.field for reason in rules.obstacles_to_naming(**empty | facts)]


def test_a_document_needs_a_name_of_some_sort_and_a_type():
    assert _naming() == ["symbol"]
    assert _naming(kind="letter") == ["symbol"]
    assert _naming(symbol="237/BTG - ĐUK") == ["type"]
    assert _naming(kind="resolution", session=Session(13)) == []
    assert _naming(kind="law", title="Luật Thực hành tiết kiệm") == []


def test_a_secret_document_holds_nothing_but_its_symbol_and_its_date():
    assert rules.obstacles_to_secrecy(symbol="01-BC/ĐU", texts={"title": "", "note": ""}) == []
    nameless = rules.obstacles_to_secrecy(symbol="", texts={})
    assert [reason.field for reason in nameless] == ["symbol"]
    told = rules.obstacles_to_secrecy(symbol="01-BC/ĐU", texts={"title": "Nhân sự", "note": ""})
    assert [reason.field for reason in told] == ["is_secret", "title"]
    assert "Mật – lưu bản giấy" in told[0].text
    assert told[0].clause == LAW


def test_a_document_is_not_issued_in_the_future():
    assert rules.obstacles_to_date(PartialDate.on(TODAY), today=TODAY) == []
    assert rules.obstacles_to_date(parse("2026"), today=TODAY) == []
    assert rules.obstacles_to_date(UNKNOWN, today=TODAY) == []
    [reason] = rules.obstacles_to_date(parse("12/2026"), today=TODAY)
    assert reason.field == "issued"


def test_a_document_twice_is_refused_until_confirmed_as_another():
    known = ("Quyết định số 06/QĐ-TTg", "Chi bộ Một", parse("06/01/2022"))
    [reason] = rules.obstacles_to_repeating(*known, is_another=False)
    assert "Quyết định số 06/QĐ-TTg, 06/01/2022 đã có trong sổ của Chi bộ Một" in reason.text
    assert rules.obstacles_to_repeating(*known, is_another=True) == []
    assert rules.obstacles_to_repeating("", "", UNKNOWN, is_another=False) == []


def test_removing_needs_a_reason():
    assert [reason.field for reason in rules.obstacles_to_removing("")] == ["reason"]
    assert rules.obstacles_to_removing("Ghi hai lần") == []
