import json

import pytest
from django.core.management import CommandError, call_command

from chibo.documents import printing
from reports.yearend import actions
from tests.chibo.factories import OrganizationFactory
from tests.reports.factories import AT, WHOLE, AchievementFactory, ReportFactory, ready_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu")


@pytest.fixture
def report(tmp_path):
    def run(*arguments, format="json"):  # noqa: A002
        out = tmp_path / "out"
        usual = ["--organization", "mau", "--format", format, "--out", str(out)]
        call_command("report", *usual, *(arguments or ("--year", "2025")))
        return out.read_bytes()

    return run


def test_json_is_the_facts_of_a_period_on_which_nobody_has_written(cell, report):
    AchievementFactory(organization=cell, text="Số hóa hồ sơ")
    facts = json.loads(report())
    assert (facts["organization"], facts["schema"]) == ("Chi bộ Mẫu", 1)
    assert facts["achievements"][0]["text"] == "Số hóa hồ sơ"
    assert json.loads(report("--from", "01/01/2024", "--to", "2024-12-31"))["achievements"] == []


def test_a_draft_is_printed_as_it_is(cell, report):
    ReportFactory(organization=cell)
    assert "Chi bộ đoàn kết." in report(format="html").decode()
    assert report(format="docx").startswith(b"PK")


def test_an_issued_report_is_the_kept_bytes(cell, report, monkeypatch):
    issued = actions.issue(by=None, scope=WHOLE, report=ready_report(organization=cell), at=AT)
    actions.keep_prints(by=None, report=issued, prints={"pdf": b"%PDF-kept"})
    AchievementFactory(organization=cell, text="Ghi sau")
    assert report(format="pdf") == b"%PDF-kept"
    assert report().decode() == issued.snapshot.facts


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--year", "2025", "--from", "1/1/2025", "--to", "2/1/2025"), "Ghi --year"),
        (("--from", "1/1/2025"), "Ghi --year"),
        (("--year", "hai nghìn"), "không phải là một năm"),
        (("--year", "1025"), "ngoài khoảng"),
        (("--from", "31/02/2025", "--to", "2025"), "Không có ngày 31/02/2025"),
        (("--from", "không rõ", "--to", "2025"), "Ghi ngày của kỳ"),
        (("--from", "2/1/2025", "--to", "1/1/2025"), "bằng hoặc sau"),
    ],
)
def test_a_period_that_is_none_is_refused_in_words(cell, report, arguments, words):
    with pytest.raises(CommandError, match=words) as refused:
        report(*arguments)
    assert refused.value.returncode == 2


def test_an_unknown_organisation_is_refused_in_words(report):
    with pytest.raises(CommandError, match="Không có tổ chức nào mang mã «mau»") as refused:
        report()
    assert refused.value.returncode == 2


def test_a_failed_print_and_an_unwritable_file_have_codes_of_their_own(cell, tmp_path, monkeypatch):
    def fail(document):
        raise printing.pdf.PrintingFailed("Máy in hỏng.")

    monkeypatch.setitem(printing._PRINTERS, "pdf", fail)
    usual = ["--organization", "mau", "--year", "2025"]
    with pytest.raises(CommandError, match="Máy in hỏng") as failed:
        call_command("report", *usual, "--format", "pdf", "--out", str(tmp_path / "x"))
    assert failed.value.returncode == 3
    with pytest.raises(CommandError, match="Không ghi được tệp") as failed:
        call_command("report", *usual, "--format", "json", "--out", str(tmp_path / "no" / "x"))
    assert failed.value.returncode == 4
    assert printing.FORMATS == ("docx", "pdf", "html")
