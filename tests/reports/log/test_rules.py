"""Verbs as phrases, values in words; pure."""

import pytest

from reports.log import rules
from reports.log.rules import Change, Teller, Word, told_once
from tests.reports.log import verbs

WORDS = {
    "born": Word("ngày sinh"),
    "starts_on": Word("từ ngày", "day"),
    "month": Word("tháng", "month"),
    "at": Word("lúc", "moment"),
    "hour": Word("bắt đầu", "time"),
    "is_key": Word("trọng tâm", "flag"),
    "kind": Word("loại", "choice", {"a": "Loại A", "b": "Loại B"}),
    "kinds": Word("loại", "choice", {"a": "Loại A", "b": "Loại B"}, many=True),
    "amount": Word("đã đóng", "number"),
    "paid": Word("đã đóng", "money"),
    "year": Word("năm", "plain"),
    "member": Word("đồng chí", "ref", ref="members.Member"),
    "members": Word("các đồng chí", "ref", ref="members.Member", many=True),
    "level": Word("mức", "level"),
    "texts": Word("số đoạn", "count", many=True),
    "charges": Word("phải đóng", "map", ref="members.Member", inner="x"),
    "value": Word("", "number"),
    "citizen_number": Word("số định danh cá nhân", "sealed"),
    "results": Word("kết quả", "row", columns=("member", "amount")),
    "text": Word("nội dung"),
    "items": Word("chương trình", many=True),
}
NAMES = {("members.Member", "1"): "Trần Văn A", ("members.Member", "2"): "Lê Thị B"}


def _told(**values):
    teller = Teller(lambda kind, name: WORDS.get(name), NAMES, {"good": "Hoàn thành tốt"})
    return [change.words for change in teller.changes("x", values)]


# Verbs ----------------------------------------------------------------------------------------------


def test_every_verb_that_is_written_has_a_phrase():
    """A verb without words is named with its place: give it a phrase in `reports/log/rules/verbs.py`."""
    known = {verb.rpartition(".")[2] for verb in rules.PHRASES}
    assert {v: at for v, at in verbs.written().items() if v not in known} == {}


def test_the_source_is_read_through_every_way_of_writing():
    """Straight, through a module's own function, and by a name that stands for the verb."""
    written = verbs.written()
    assert {"enter_member", "correct_post", "submit_rating_sheet", "load_demo"} <= set(written)
    assert len(written) > 100


def test_a_verb_that_is_computed_is_not_overlooked(tmp_path, monkeypatch):
    monkeypatch.setattr(verbs, "ROOT", tmp_path)
    file = tmp_path / "actions.py"
    file.write_text('record(by=by, verb="a_" + kind)')
    with pytest.raises(verbs.Unreadable, match=r"actions\.py:1"):
        list(verbs._verbs(file))


def test_phrases_are_vietnamese_and_no_raw_verb():
    for phrase in rules.PHRASES.values():
        assert "_" not in phrase
        assert phrase == phrase.strip()
    assert rules.phrase("x", "some_new_verb") == "ghi chép về"


def test_a_verb_of_several_kinds_is_told_by_its_kind():
    assert rules.phrase("meetings.OfficialDocument", "correct") == "sửa dự thảo văn bản"
    assert rules.phrase("reports.Report", "correct") == "soạn bản thay thế"


# Values ---------------------------------------------------------------------------------------------


def test_what_was_changed_is_told_before_and_after():
    assert _told(born=["01/02/2024", "03/02/2024"]) == ["ngày sinh từ 01/02/2024 thành 03/02/2024"]
    assert _told(born=["", "1975"]) == ["ngày sinh: 1975"]
    assert _told(born=["1975", ""]) == ["ngày sinh: 1975 (đã bỏ)"]
    assert _told(born=["1975", "1975"]) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"born": "tháng 2/1975"}, "ngày sinh: tháng 2/1975"),
        ({"starts_on": "2026-02-03"}, "từ ngày: 03/02/2026"),
        ({"month": "2026-02-01"}, "tháng: 02/2026"),
        ({"at": "2026-02-03T07:05:00+07:00"}, "lúc: 03/02/2026 07:05"),
        ({"hour": "14:00:00"}, "bắt đầu: 14:00"),
        ({"is_key": True}, "trọng tâm: có"),
        ({"is_key": [True, False]}, "trọng tâm từ có thành không"),
        ({"kind": "b"}, "loại: Loại B"),
        ({"kinds": ["a", "b"]}, "loại: Loại A, Loại B"),
        ({"kinds": [["a"], ["a", "b"]]}, "loại từ Loại A thành Loại A, Loại B"),
        ({"amount": 1234567}, "đã đóng: 1.234.567"),
        ({"amount": "95.50"}, "đã đóng: 95,5"),
        ({"year": 2026}, "năm: 2026"),
        ({"member": 1}, "đồng chí: Trần Văn A"),
        ({"member": [1, 2]}, "đồng chí từ Trần Văn A thành Lê Thị B"),
        ({"members": [1, 2]}, "các đồng chí: Trần Văn A, Lê Thị B"),
        ({"member": 9}, "đồng chí: không còn trong sổ"),
        ({"member": {"id": 9, "name": "Vũ C"}}, "đồng chí: Vũ C"),
        ({"level": "good"}, "mức: Hoàn thành tốt"),
        ({"texts": ["a", "b", "c"]}, "số đoạn: 3"),
        ({"charges": {"1": 5000, "2": 7}}, "phải đóng: Trần Văn A: 5.000; Lê Thị B: 7"),
        ({"results": [[1, 5000]]}, "kết quả: Trần Văn A, đã đóng 5.000"),
        ({"text": {"length": 2400}}, "nội dung: 2.400 chữ"),
        ({"items": [[], [{"text": "Một"}, {"text": "Hai"}]]},
         "chương trình: nội dung: Một; nội dung: Hai"),
    ],
)  # fmt: skip
def test_values_are_told_as_people_read_them(values, said):
    assert _told(**values) == [said]


def test_what_is_sealed_is_never_told_in_clear():
    for value in ("001075001234", "•••234", "•••"):
        assert _told(citizen_number=value) == [f"{SEALED} đã ghi ({HIDDEN})"]


SEALED, HIDDEN = "số định danh cá nhân:", "giá trị lưu kín, không hiện"


@pytest.mark.parametrize(
    ("value", "deed"),
    [
        (["•••", "•••"], "đã sửa"),
        (["•••333", "•••777"], "đã sửa"),
        (["001075001234", "001075005678"], "đã sửa"),
        (["", "•••777"], "đã ghi"),
        ([None, "•••"], "đã ghi"),
        (["•••333", ""], "đã xóa"),
        (["•••", None], "đã xóa"),
    ],
)
def test_a_change_of_what_is_sealed_says_what_was_done_and_shows_neither_value(value, deed):
    assert _told(citizen_number=value) == [f"{SEALED} {deed} ({HIDDEN})"]


def test_what_is_sealed_and_empty_is_not_told():
    assert _told(citizen_number="") == []
    assert _told(citizen_number=["", None]) == []


def test_sums_of_money_are_told_in_dong():
    assert _told(paid=1234567) == ["đã đóng: 1.234.567 đồng"]
    assert _told(paid=[124800, 99000]) == ["đã đóng từ 124.800 đồng thành 99.000 đồng"]
    assert _told(paid=0) == ["đã đóng: 0 đồng"]
    assert _told(paid="nhiều") == ["đã đóng: nhiều"]


def test_what_has_no_word_and_what_serves_the_machine_is_not_told():
    assert _told(unknown="raw", version=[1, 2], sha256="ab", born=None, text="") == []
    assert _told(is_key=False) == []


def test_an_unreadable_day_or_number_is_told_as_it_stands():
    assert _told(starts_on="hôm qua", amount="nhiều") == ["từ ngày: hôm qua", "đã đóng: nhiều"]


def test_a_name_is_not_told_twice():
    full = "Phát huy tính tiên phong, gương mẫu của đảng viên"
    changes = [Change("nhiệm vụ", full), Change("đồng chí", "Trần Văn A"), Change("năm", "2026")]
    assert told_once(full[:30], changes) == (full, changes[1:])
    assert told_once("Trần Văn A: Bí thư", changes[1:]) == ("Trần Văn A: Bí thư", changes[2:])


def test_a_long_value_is_shortened_and_the_rest_kept():
    change = Change("nội dung", "chữ " * 100)
    assert change.is_long
    assert (len(change.short), change.short[-1]) == (160, "…")
    assert change.words == f"nội dung: {'chữ ' * 100}"


# Exporting ------------------------------------------------------------------------------------------


def test_an_export_needs_a_reason_and_has_an_end():
    assert rules.obstacles_to_exporting("Nộp đảng ủy", 20, 20) == []
    assert len(rules.obstacles_to_exporting("Nộp đảng ủy", 20, 20, is_read=False)) == 1
    (why,) = rules.obstacles_to_exporting("  ", 20, 20)
    assert (why.field, why.text) == ("reason", "Ghi lý do xuất; lý do được lưu trong nhật ký.")
    (many,) = rules.obstacles_to_exporting("Nộp", 20_001, 20_000)
    assert many.text == (
        "Có 20.001 dòng, mỗi tệp chứa nhiều nhất 20.000. "
        "Thu hẹp theo ngày hoặc loại việc rồi xuất từng phần."
    )
