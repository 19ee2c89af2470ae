"""When papers may be issued: pure rules."""

import datetime
from dataclasses import replace

import pytest

from meetings.register import rules

TODAY = datetime.date(2026, 11, 22)
READY = rules.Readiness(
    type="NQ",
    type_name="Nghị quyết",
    subject="lãnh đạo nhiệm vụ tháng 12",
    body="Nội dung.",
    place="Hà Nội",
    dated=datetime.date(2026, 11, 20),
    authority="T/M CHI BỘ",
    signer_name="Nguyễn Hoàng Hải",
    recipients="Lưu Chi bộ",
    addressees="",
    is_cell=True,
    law="399-QĐ/TW",
    today=TODAY,
    numbers_by_term=True,
    has_term=True,
    urls={"write": "/sua/", "terms": "/nhiem-ky/"},
)


def texts(ready: rules.Readiness) -> str:
    return " ".join(reason.text for reason in rules.obstacles_to_issuing(ready))


def test_a_complete_paper_may_be_issued():
    assert rules.obstacles_to_issuing(READY) == []


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"body": "  \n"}, "Chưa có nội dung"),
        ({"subject": ""}, "Chưa có trích yếu"),
        ({"place": ""}, "Chưa có địa danh"),
        ({"dated": None}, "Chưa có ngày ký"),
        ({"authority": ""}, "Chưa có thẩm quyền ký"),
        ({"signer_name": ""}, "Chưa có người ký"),
        ({"recipients": "\n"}, "Chưa có nơi nhận"),
        ({"type": "CV"}, "chưa ghi kính gửi"),
        ({"dated": TODAY + datetime.timedelta(days=1)}, "ở tương lai"),
        ({"has_term": False}, "chưa ghi nhiệm kỳ"),
        ({"failed_vote": "Không đạt: 9/20"}, "Không đạt: 9/20"),
    ],
)
def test_each_thing_that_lacks_is_a_reason_with_its_place(missing, said):
    reasons = rules.obstacles_to_issuing(replace(READY, **missing))
    assert [said in reason.text for reason in reasons] == [True]
    assert reasons[0].url.startswith(("/sua/#id_", "/nhiem-ky/"))


def test_numbers_by_year_need_no_term():
    assert texts(replace(READY, numbers_by_term=False, has_term=False)) == ""


@pytest.mark.parametrize("type_", ["QC", "TB", "KL"])
def test_the_regulation_of_2017_keeps_three_types_from_a_cell(type_):
    paper = replace(READY, type=type_, type_name="Thông báo", law="66-QĐ/TW")
    (reason,) = rules.obstacles_to_issuing(paper)
    assert reason.clause == "66-QĐ/TW: chi bộ không ban hành quy chế, thông báo, kết luận"
    assert "thông báo" in reason.text
    assert texts(replace(paper, law="399-QĐ/TW")) == ""


@pytest.mark.parametrize("type_", ["HD", "CT", "TT"])
def test_the_regulation_of_2026_keeps_other_types_from_a_cell(type_):
    (reason,) = rules.obstacles_to_type(type_, "Hướng dẫn", "399-QĐ/TW")
    assert "quy định, hướng dẫn, chỉ thị, thông tri" in reason.clause


def test_a_committee_and_a_day_without_known_law_are_not_held_to_the_types_of_a_cell():
    paper = replace(READY, type="TB", law="66-QĐ/TW")
    assert texts(replace(paper, is_cell=False)) == ""
    assert texts(replace(paper, law="")) == ""
    assert rules.barred_words("") == ""


@pytest.mark.parametrize(
    ("status", "stored", "said"),
    [("issued", 3, "đã ban hành"), ("withdrawn", 3, "đã rút"), ("draft", 4, "vừa lưu")],
)
def test_closed_papers_and_older_versions_are_not_written(status, stored, said):
    (reason,) = rules.obstacles_to_writing(status=status, version=3, stored=stored)
    assert said in reason.text


def test_an_open_paper_is_written_on_the_version_that_was_opened():
    assert rules.obstacles_to_writing(status="proposed", version=3, stored=3) == []


def test_a_group_proposes_nothing_and_a_proposal_has_a_subject():
    assert rules.obstacles_to_proposing(subject="về nguồn", is_group=False) == []
    assert rules.obstacles_to_proposing(subject=" ", is_group=False)[0].field == "subject"
    assert "Tổ đảng" in rules.obstacles_to_proposing(subject="về nguồn", is_group=True)[0].text


def test_only_open_papers_are_withdrawn_and_only_with_a_reason():
    assert rules.obstacles_to_withdrawing(status="draft", reason="trùng") == []
    assert rules.obstacles_to_withdrawing(status="proposed", reason=" ")[0].field == "reason"
    for status in ("issued", "withdrawn"):
        assert rules.obstacles_to_withdrawing(status=status, reason="trùng")
