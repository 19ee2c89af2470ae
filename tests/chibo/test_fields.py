"""Model and form fields: partial dates, periods, days, text."""

import copy
import datetime
import unicodedata

import pytest
from django import forms
from django.db import connection

from chibo.ciphers import new_key, unseal
from chibo.dates import UNKNOWN, PartialDate, parse
from chibo.fields import DayInput, PartialDateInput, Text, Unopened, holds, in_force
from chibo.organizations.models import Organization, OrganizationPeriod
from chibo.regulations.actions import load_known_law
from members.dues.models import DuesProfile
from members.roster.models import Member
from tests.chibo.factories import OrganizationFactory
from tests.members.dues.books import payer, profile
from tests.members.factories import MemberFactory

D = datetime.date


def test_a_model_reads_and_writes_a_partial_date_as_one_value():
    period = OrganizationPeriod(starts=parse("cuối tháng 3/2020"))
    assert period.starts_earliest == D(2020, 3, 21)
    assert period.starts_latest == D(2020, 3, 31)
    assert period.starts == parse("cuối tháng 3/2020")
    assert period.ends == UNKNOWN


def test_no_date_is_written_as_unknown():
    period = OrganizationPeriod(starts=parse("2020"))
    period.starts = None
    assert period.starts == UNKNOWN


@pytest.mark.django_db
def test_a_partial_date_comes_back_from_the_database_as_it_was():
    founded = OrganizationFactory(opened=parse("quý III/2019"))
    assert Organization.objects.get(pk=founded.pk).opened == parse("quý III/2019")


PERIODS = [
    ("2020", "", D(2019, 12, 31), False),
    ("2020", "", D(2020, 1, 1), True),
    ("", "", D(1950, 1, 1), True),
    ("không rõ", "2021", D(1950, 1, 1), True),
    ("tháng 3/2020", "", D(2020, 3, 1), True),
    ("01/01/2020", "01/06/2021", D(2021, 5, 31), True),
    ("01/01/2020", "01/06/2021", D(2021, 6, 1), False),
    ("01/01/2020", "tháng 6/2021", D(2021, 6, 29), True),
    ("01/01/2020", "tháng 6/2021", D(2021, 6, 30), False),
]


@pytest.mark.parametrize(("starts", "ends", "on", "answer"), PERIODS)
def test_a_period_holds_from_its_earliest_beginning_until_its_latest_end(starts, ends, on, answer):
    assert holds(parse(starts), parse(ends), on) is answer


@pytest.mark.django_db
@pytest.mark.parametrize(("starts", "ends", "on", "answer"), PERIODS)
def test_the_database_says_the_same_of_a_period(starts, ends, on, answer):
    period = OrganizationFactory().periods.get()
    period.starts, period.ends = parse(starts), parse(ends)
    period.save()
    assert OrganizationPeriod.objects.filter(in_force(on), pk=period.pk).exists() is answer


class _Form(forms.Form):
    when = PartialDateInput(required=False)
    since = PartialDateInput()
    on = DayInput(required=False)
    name = Text(required=False, max_length=10)
    story = Text(required=False, long=True)


def _form(**typed):
    form = _Form({"since": "2020", **typed})
    form.is_valid()
    return form


def test_a_partial_date_is_cleaned_to_its_value():
    assert _form(when="tháng 8/2023").cleaned_data["when"] == parse("tháng 8/2023")
    assert _form(when="").cleaned_data["when"] == UNKNOWN


def test_an_unreadable_date_is_refused_with_a_sentence_and_what_was_typed_stays():
    form = _form(when="31/2/2023")
    assert form.errors["when"] == [
        "Không có ngày 31/02/2023 trên lịch. Kiểm tra lại ngày và tháng."
    ]
    assert 'value="31/2/2023"' in str(form["when"])


def test_a_required_date_may_be_said_to_be_unknown_but_not_left_empty():
    assert "since" not in _form(since="không rõ").errors
    assert "since" in _form(since="").errors


def test_a_date_of_too_many_words_is_refused():
    assert "when" in _form(when="9" * 2000).errors
    assert "when" in _form(when="tháng 8" + " " * 100 + "năm 2023" + "0" * 60).errors


def test_an_initial_partial_date_stands_in_the_input_as_written():
    form = _Form(
        initial={"when": parse("cuối tháng 3/2020"), "since": PartialDate.on(D(2020, 1, 2))}
    )
    assert 'value="cuối tháng 3/2020"' in str(form["when"])
    assert 'value="02/01/2020"' in str(form["since"])


@pytest.mark.parametrize(
    ("initial", "typed", "changed"),
    [
        (None, "", False),
        (UNKNOWN, "", False),
        (parse("8/2023"), "8/2023", False),
        ("8/2023", "8/2023", False),
        (None, "8/2023", True),
        (parse("8/2023"), "", True),
        (parse("8/2023"), "9/2023", True),
        (None, "31/2/2023", True),
    ],
)
def test_an_untouched_date_does_not_count_as_changed(initial, typed, changed):
    assert PartialDateInput(required=False).has_changed(initial, typed) is changed


def test_a_day_is_read_day_first():
    assert _form(on="05/11/2026").cleaned_data["on"] == D(2026, 11, 5)
    assert _form(on="5/11/2026").cleaned_data["on"] == D(2026, 11, 5)
    assert _form(on="2026-11-05").cleaned_data["on"] == D(2026, 11, 5)


@pytest.mark.parametrize("typed", ["31/02/2026", "11/21/2026", "5/11", "hôm nay", "2026"])
def test_a_day_that_is_not_on_the_calendar_is_refused_with_a_sentence(typed):
    form = _form(on=typed)
    assert form.errors["on"] == [
        "Không đọc được ngày này. Ghi ngày/tháng/năm có trên lịch, như 05/11/2026."
    ]
    assert f'value="{typed}"' in str(form["on"])


@pytest.mark.parametrize(("typed", "year"), [("05/11/0202", 202), ("05/11/2206", 2206)])
def test_a_day_in_another_century_is_refused_with_a_sentence(typed, year):
    assert _form(on=typed).errors["on"] == [
        f"Năm {year} nằm ngoài khoảng 1900–2100. Kiểm tra lại năm."
    ]


def test_a_day_stands_in_the_input_day_first():
    assert 'value="05/11/2026"' in str(_Form(initial={"on": D(2026, 11, 5)})["on"])


def test_text_is_normalised():
    typed = unicodedata.normalize("NFD", "Đỗ Hữu")
    assert _form(name=f"  {typed}\x07 ").cleaned_data["name"] == "Đỗ Hữu"


def test_text_that_is_too_long_is_refused_with_a_sentence():
    assert _form(story="ư" * 1_000_000).errors["story"] == [
        "Dài quá 20.000 chữ nên chưa lưu được. Rút gọn, hoặc tách thành nhiều đoạn."
    ]


def test_the_browser_is_not_told_to_cut_what_is_too_long():
    form = _form()
    assert all("maxlength" not in str(form[name]) for name in form.fields)


def test_a_long_text_keeps_its_lines():
    assert _form(story="một\r\n\r\nhai").cleaned_data["story"] == "một\n\nhai"


def test_markup_is_kept_as_text_and_shown_escaped():
    form = _form(story="<script>alert(1)</script>")
    assert form.cleaned_data["story"] == "<script>alert(1)</script>"
    assert "<script>" not in str(form["story"])


# What lies sealed --------------------------------------------------------------------------------


def _lies(column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM members_member")
        return cursor.fetchone()[0]


@pytest.fixture
def keyed(settings):
    settings.FIELD_KEYS = [new_key()]
    return MemberFactory(citizen_number="000111222333", religion="Phật giáo", ethnicity="Tày")


@pytest.mark.django_db
def test_what_is_sealed_lies_so_in_the_database_and_reads_as_it_was(keyed):
    words = {"citizen_number": "000111222333", "religion": "Phật giáo", "ethnicity": "Tày"}
    for column, word in words.items():
        assert _lies(column).startswith("enc:")
        assert word not in _lies(column)
        assert unseal(_lies(column)) == word
    kept = Member.objects.get()
    assert {name: getattr(kept, name) for name in words} == words


@pytest.mark.django_db
def test_the_same_words_are_sealed_differently_each_time(keyed):
    other = MemberFactory(religion="Phật giáo")
    first = _lies("religion")
    other.write("religion")
    keyed.delete()
    assert _lies("religion") != first


@pytest.mark.django_db
def test_nobody_can_ask_the_database_for_what_is_sealed(keyed):
    for asked in ("religion", "religion__contains", "religion__in", "religion__gt"):
        with pytest.raises(TypeError, match="cannot be compared"):
            Member.objects.filter(**{asked: "Phật giáo"}).exists()
    with pytest.raises(TypeError, match="cannot be compared"):
        DuesProfile.objects.filter(base=1).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("lies", ["gone", "spoilt", "bare"])
def test_what_no_key_opens_reads_as_a_sentence_and_is_never_written_over(keyed, settings, lies):
    if lies == "gone":
        settings.FIELD_KEYS = [new_key()]
    else:
        spoilt = {"spoilt": _lies("religion")[:-5], "bare": "Phật giáo"}[lies]
        with connection.cursor() as cursor:
            cursor.execute("UPDATE members_member SET religion = %s", [spoilt])
    before = _lies("religion")
    kept = Member.objects.get()
    assert (isinstance(kept.religion, Unopened), str(kept.religion)) == (True, Unopened.SENTENCE)
    kept.phone = "0900"
    kept.save()
    Member.objects.bulk_update([copy.deepcopy(kept)], ["religion", "phone"])
    assert _lies("religion") == before


@pytest.mark.django_db
def test_a_sealed_number_is_a_number_again(settings):
    load_known_law(by=None)
    member = payer(OrganizationFactory(), base=12_480_000)
    with connection.cursor() as cursor:
        cursor.execute("SELECT base FROM members_duesprofile")
        lies = cursor.fetchone()[0]
    assert (lies[:4], "12480000" in lies) == ("enc:", False)
    assert member.dues_profiles.get().base == 12_480_000
    profile(member, category="student", base=None)
    assert member.dues_profiles.get().base is None
    settings.FIELD_KEYS = [new_key()]
    payer(OrganizationFactory(), base=7_000_000)
    settings.FIELD_KEYS = [new_key()]
    assert isinstance(DuesProfile.objects.latest("pk").base, Unopened)
