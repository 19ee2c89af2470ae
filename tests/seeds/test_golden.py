"""The reports of the demo's articles, whole: outline, every sentence, every figure, every format."""

import pytest

from chibo.access import Scope
from chibo.clock import today
from chibo.management.demo import cntt_tct, cuc_cntt_btp, so_tttt, ttcntt_quan1, tttt_ubdt
from reports.yearend import documents
from reports.yearend.models import Report
from tests.seeds.prints import (
    docx_lines,
    figures,
    html_lines,
    kept_figures,
    kept_lines,
    one_line,
    pdf_words,
    printer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

REPORTS = {
    "cuc-cntt-btp-2023": (cuc_cntt_btp, "2023-01-01", "2023-12-31"),
    "tttt-ubdt-2013": (tttt_ubdt, "2013-07-01", "2013-08-31"),
    "cntt-tct-2019": (cntt_tct, "2019-01-01", "2019-12-31"),
    "so-tttt-2021": (so_tttt, "2021-01-01", "2021-12-31"),
    "ttcntt-quan1-2022": (ttcntt_quan1, "2020-01-01", "2022-09-29"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_says_the_same_in_every_format_and_nothing_else(name, tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "files"
    demo, starts, ends = REPORTS[name]
    demo.load(by=None, today=today())
    report = printer(demo.CODE, starts, ends, tmp_path)
    facts = figures(report("json"))
    assert facts == kept_figures(name, facts)
    said = html_lines(report("html"))
    golden = kept_lines(name, said)
    assert said == golden
    assert docx_lines(report("docx")) == golden
    assert pdf_words(report("pdf")) == one_line(golden)


def test_the_news_item_tells_a_congress_as_a_newspaper_would():
    ttcntt_quan1.load(by=None, today=today())
    drafted = documents.draft(Scope.whole(), Report.objects.get())
    said = documents.article(drafted.facts, drafted.texts).text.splitlines()
    assert said == kept_lines("ttcntt-quan1-2022-tin", said)
