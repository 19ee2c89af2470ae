"""Tags, filters and components of the interface."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template

from chibo.reasons import Reason
from chibo.templatetags import chibo_ui, gallery

TEMPLATES = Path(settings.BASE_DIR, "templates")
SPRITE = Path(settings.BASE_DIR, "static", "icons.svg").read_text()


def rendered(source: str, **context: object) -> str:
    return Template("{% load chibo_ui %}" + source).render(Context(context))


def component(name: str, **context: object) -> str:
    html = get_template(f"components/{name}.html").render(context)
    return re.sub(r"\s+", " ", html)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (1234567, None, "1.234.567"),
        ("38.4", None, "38,4"),
        (Decimal("90.00"), None, "90"),
        (Decimal(90), 2, "90,00"),
        (0, None, "0"),
        (None, None, "–"),
        ("", None, "–"),
    ],
)
def test_a_figure_is_written_with_points_and_a_comma(value, places, written):
    assert chibo_ui.number_vi(value, places) == written


def test_money_is_written_in_dong():
    assert chibo_ui.dong(1284000) == "1.284.000 đồng"
    assert chibo_ui.dong(None) == "–"


def test_a_count_shows_its_base_and_on_demand_its_percentage():
    assert chibo_ui.n_over_n(23) == "23"
    assert chibo_ui.n_over_n(198, 210) == "198/210"
    assert chibo_ui.n_over_n(198, 210, percent=True) == "198/210 · 94,29%"


def test_a_share_of_nothing_has_no_percentage():
    assert chibo_ui.n_over_n(0, 0, percent=True) == "0/0"
    assert chibo_ui.share(0, 0) is None
    assert chibo_ui.percent_of(None, 21) == "–"


def test_evidence_is_a_link_that_a_comma_can_follow():
    html = rendered("{% evidence url 9 23 %},", url="/x/?a=1&b=2")
    assert html == '<a class="evidence" href="/x/?a=1&amp;b=2">9/23</a>,'


def test_evidence_without_rows_to_show_is_plain_text():
    assert "<a" not in rendered('{% evidence "" 9 23 unit="lượt" %}')
    assert "9/23 lượt" in rendered('{% evidence "" 9 23 unit="lượt" %}')


def test_a_name_in_a_figure_is_escaped():
    assert "<b>" not in rendered('{% evidence "#" 1 unit=unit %}', unit="<b>")


@pytest.mark.parametrize(
    ("value", "length"),
    [(Decimal("94.2857"), "94.29"), (50, "50"), (None, "0"), (130, "100"), (-1, "0")],
)
def test_a_length_in_a_chart_has_a_point_and_stays_inside(value, length):
    assert chibo_ui.svg(value) == length


def test_a_bar_is_green_only_when_its_goal_is_met():
    assert "bar__fill--ok" in component("bar", n=198, total=210, goal=90)
    assert "bar__fill--ok" not in component("bar", n=80, total=84, goal=100)
    assert "bar__fill--ok" not in component("bar", n=1, total=1)
    assert "bar__fill--ok" not in component("bar", n=0, total=0, goal=90)


def test_a_goal_of_the_whole_stays_visible_on_the_bar():
    assert chibo_ui.goal_mark(100) == "99.6"


def test_dates_and_weekdays_are_written_in_vietnamese():
    assert chibo_ui.day_vi(datetime.date(2026, 2, 3)) == "03/02/2026"
    assert chibo_ui.day_vi(None) == "–"
    assert chibo_ui.weekday_vi(datetime.date(2026, 11, 20)) == "thứ Sáu"
    assert chibo_ui.weekday_vi(None) == ""


def test_an_icon_points_into_the_sprite_and_is_silent():
    html = rendered('{% icon "check" "is-ok" %}')
    assert 'class="icon is-ok"' in html
    assert 'icons.svg#i-check"' in html
    assert 'aria-hidden="true"' in html


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = set()
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text()
        named |= set(re.findall(r"{% icon ['\"]([a-z-]+)['\"]", text))
        named |= set(re.findall(r"icon=['\"]([a-z-]+)['\"]", text))
        named |= set(re.findall(r"components/icon.html['\"] with name=['\"]([a-z-]+)['\"]", text))
    samples = str(gallery.SAMPLES)
    named |= set(re.findall(r"'icon': '([a-z-]+)'", samples)) | set(gallery.SAMPLES["icons"])
    missing = {name for name in named if f'id="i-{name}"' not in SPRITE}
    assert not missing


def test_a_refusal_lists_each_reason_with_its_clause_and_a_way_there():
    html = component(
        "reasons",
        heading="Chưa khóa được: 2 lý do",
        reasons=[
            Reason("Chưa ghi giờ kết thúc.", clause="HD 42-HD/BTCTW", url="#den"),
            Reason("Nội dung 3 chưa có kết luận."),
        ],
    )
    assert 'id="ly-do"' in html
    assert 'href="#den"' in html
    assert "HD 42-HD/BTCTW" in html
    assert html.count("<a ") == 1


def test_no_reasons_show_no_box():
    assert "reasons" not in component("reasons", reasons=[])


def test_a_refused_deed_stays_reachable_and_names_its_reasons():
    html = component("deed", label="Ban hành", reasons=[Reason("Thiếu số liệu.")])
    assert 'aria-disabled="true"' in html
    assert 'aria-describedby="ly-do"' in html
    assert "1 lý do" in html
    assert "Ban hành" in component("deed", label="Ban hành", form="bao-cao")


def test_tasks_beyond_the_seventh_fold():
    tasks = [{"title": f"Việc {n}", "url": "#", "state": "Còn 1 ngày"} for n in range(9)]
    html = component("tasks", tasks=tasks)
    assert "Còn 2 việc nữa" in html
    assert html.index("Việc 7") > html.index("<details")
    assert "<details" not in component("tasks", tasks=tasks[:7])


def test_a_tile_that_is_only_a_mark_still_has_words():
    assert "đã khóa" in component("tile", tile={"kind": "ok", "icon": "lock", "url": "#"})
    assert "<a" not in component("tile", tile={"kind": "none"})


class Sample(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Viết như trong hồ sơ.")
    on = forms.DateField(label="Ngày")

    def clean(self) -> None:
        raise forms.ValidationError("Sổ tháng 10 đã khóa.")


def test_the_errors_of_a_form_lead_to_its_fields():
    html = component("form_errors", form=Sample({"name": "An"}))
    assert "Sổ tháng 10 đã khóa." in html
    assert "1 ô cần sửa" in words(html)
    assert 'href="#id_on"' in html
    assert 'href="#id_name"' not in html


def test_a_form_drawn_by_crispy_says_its_errors_in_words_with_a_mark():
    html = Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(
        Context({"form": Sample({"name": "An"})})
    )
    assert html.count("Sổ tháng 10 đã khóa.") == 1
    assert 'id="id_on_error"' in html
    assert "#i-warn" in html


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_an_error_page_stands_without_any_context(name):
    html = get_template(f"{name}.html").render()
    assert 'href="/"' in html
    assert "<h1>" in html


def test_the_gallery_shows_every_component_with_samples():
    html = get_template("chibo/portal/gallery.html").render({})
    text = words(html)
    assert "Khóa biên bản tháng 9" in text
    assert "198/210 · 94,29%" in text
    assert "Kết nạp vào Đảng" in text
    assert "Trung tâm Kỹ thuật đo lường" in text
