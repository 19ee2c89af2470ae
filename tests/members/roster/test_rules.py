"""When a member may come onto the roll, become official, leave it, or be away from it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.dates import UNKNOWN, PartialDate, parse
from chibo.regulations.parameters import MembershipParameters
from members.roster import rules
from members.roster.rules import Law, Life, Period

TODAY = datetime.date(2026, 11, 22)
LAW = Law("38-HD/BTCTW", MembershipParameters())


def _life(**dates):
    official = dates.pop("is_official", True)
    return Life(is_official=official, **{name: parse(words) for name, words in dates.items()})


def _fields(reasons):
    return [reason.field for reason in reasons]


def _entering(life=None, starts="", **changes):
    given = {
        "at_admission": LAW,
        "at_recognition": LAW,
        "is_known": False,
        "is_another_person": False,
        "today": TODAY,
    }
    return rules.obstacles_to_entering(life or _life(), parse(starts), **given | changes)


def _lives(life, law=LAW):
    return rules.obstacles_to_the_life(life, at_admission=law, at_recognition=law, today=TODAY)


def test_a_name_alone_is_enough_to_be_entered():
    assert _entering() == []


def test_a_whole_life_in_order_is_no_obstacle():
    life = _life(
        born="11/08/1988",
        admission_decided="01/05/2014",
        admitted="19/05/2014",
        recognised="19/05/2015",
    )
    assert _entering(life, "06/2021") == []


@pytest.mark.parametrize("field", ["born", "admission_decided", "admitted", "recognised"])
def test_no_date_of_a_life_lies_ahead(field):
    assert field in _fields(_lives(_life(**{field: "23/11/2026"})))


@pytest.mark.parametrize("words", ["22/11/2026", "11/2026", "2026"])
def test_a_date_that_may_have_been_is_not_ahead(words):
    assert _lives(_life(admitted=words)) == []


def test_coming_onto_the_roll_does_not_lie_ahead():
    assert _fields(_entering(starts="23/11/2026")) == ["starts"]


def test_nobody_is_official_before_admission():
    reasons = _lives(_life(admitted="19/05/2014", recognised="18/05/2014"))
    assert _fields(reasons) == ["recognised"]
    assert "trước ngày kết nạp (19/05/2014)" in reasons[0].text


def test_nobody_is_official_before_twelve_months_from_the_ceremony():
    [reason] = _lives(_life(admitted="19/05/2014", recognised="18/05/2015"))
    assert reason.field == "recognised"
    assert "sớm nhất là 19/05/2015" in reason.text
    assert reason.clause == "Điều lệ Đảng, điều 5; 38-HD/BTCTW"


@pytest.mark.parametrize(
    ("admitted", "recognised"),
    [("19/05/2014", "19/05/2015"), ("5/2014", "5/2015"), ("2014", "2015"), ("2014", "01/2015")],
)
def test_twelve_months_that_may_have_passed_are_enough(admitted, recognised):
    assert _lives(_life(admitted=admitted, recognised=recognised)) == []


def test_a_month_too_early_is_refused_although_the_days_are_not_known():
    assert _fields(_lives(_life(admitted="5/2014", recognised="4/2015"))) == ["recognised"]


def test_where_no_law_is_known_for_the_day_probation_is_not_measured():
    assert _lives(_life(admitted="03/02/1968", recognised="03/11/1968"), law=None) == []


def test_where_no_law_is_known_the_order_of_dates_still_holds():
    assert _fields(_lives(_life(admitted="1968", recognised="1967"), law=None)) == ["recognised"]
    assert _fields(_lives(_life(born="1968", admitted="1967"), law=None)) == ["admitted"]


def test_a_probationary_member_has_no_day_of_becoming_official():
    reasons = _lives(_life(is_official=False, recognised="2024"))
    assert _fields(reasons) == ["recognised"]
    assert "dự bị chưa có ngày chính thức" in reasons[0].text


def test_nobody_is_admitted_under_eighteen():
    [reason] = _lives(_life(born="20/08/2000", admitted="31/07/2018"))
    assert reason.field == "admitted"
    assert "chưa đủ 18 tuổi" in reason.text
    assert reason.clause == "Điều lệ Đảng, điều 1; 38-HD/BTCTW"


@pytest.mark.parametrize("admitted", ["01/08/2018", "20/08/2018", "2018"])
def test_eighteen_years_are_counted_in_months(admitted):
    assert _lives(_life(born="20/08/2000", admitted=admitted)) == []


def test_a_birth_of_which_only_the_year_is_known_is_given_the_benefit_of_the_doubt():
    assert _lives(_life(born="2000", admitted="05/01/2018")) == []
    assert _fields(_lives(_life(born="2000", admitted="2017"))) == ["admitted"]


def test_admission_before_birth_is_called_by_its_name():
    [reason] = _lives(_life(born="20/08/2000", admitted="20/08/1999"))
    assert reason.text.startswith("Ngày kết nạp trước ngày sinh")


def test_the_ceremony_does_not_come_before_the_decision():
    reasons = _lives(_life(admission_decided="20/05/2014", admitted="19/05/2014"))
    assert _fields(reasons) == ["admitted"]


def test_nobody_is_on_the_roll_before_admission():
    assert _fields(_entering(_life(admitted="19/05/2014"), "18/05/2014")) == ["starts"]


def test_a_namesake_born_on_the_same_day_is_refused_until_confirmed():
    assert _fields(_entering(is_known=True)) == ["is_another_person"]
    assert _entering(is_known=True, is_another_person=True) == []


def _recognising(life=None, on="20/12/2025", **changes):
    life = life or _life(is_official=False, admitted="20/12/2024")
    given = {"law": LAW, "is_on_roll": True, "today": TODAY}
    return rules.obstacles_to_recognising(life, parse(on), **given | changes)


def test_a_probationary_member_is_recognised_after_twelve_months():
    assert _recognising() == []


def test_recognition_a_day_early_is_refused_with_its_clause():
    [reason] = _recognising(on="19/12/2025")
    assert (reason.field, reason.clause) == ("recognised", "Điều lệ Đảng, điều 5; 38-HD/BTCTW")


def test_an_official_member_is_not_recognised_again():
    [reason] = _recognising(_life(admitted="20/12/2024"))
    assert "đã là đảng viên chính thức" in reason.text


def test_whoever_left_the_roll_is_not_recognised_here():
    [reason] = _recognising(is_on_roll=False)
    assert "không ở trong sổ" in reason.text


@pytest.mark.parametrize("on", ["", "không rõ"])
def test_recognition_needs_a_date(on):
    assert _fields(_recognising(on=on)) == ["recognised"]


def test_recognition_does_not_lie_ahead():
    assert _fields(_recognising(on="23/12/2026")) == ["recognised"]


def test_recognition_without_a_known_ceremony_says_what_is_missing():
    [reason] = _recognising(_life(is_official=False))
    assert "Sổ chưa có ngày kết nạp" in reason.text


def _leaving(ended="transferred", ends="01/09/2026", starts="2020", official=True, already=""):
    return rules.obstacles_to_leaving(
        Period(parse(starts), parse(already)),
        ended,
        parse(ends),
        is_official=official,
        today=TODAY,
    )


@pytest.mark.parametrize("ended", ["transferred", "deleted", "left", "expelled", "died"])
def test_an_official_member_leaves_in_any_way(ended):
    assert _leaving(ended) == []


def test_a_probationary_member_is_deleted_not_expelled():
    [reason] = _leaving("expelled", official=False)
    assert (reason.field, reason.clause) == ("ended", "Điều lệ Đảng, điều 35")
    assert _leaving("deleted", official=False) == []


def test_leaving_needs_a_way_and_a_date():
    assert _fields(_leaving("", "")) == ["ends", "ended"]


def test_nobody_leaves_before_they_came_or_in_the_future():
    assert _fields(_leaving(ends="2019")) == ["ends"]
    assert _fields(_leaving(ends="23/11/2026")) == ["ends"]
    assert _leaving(ends="2020") == []


def test_a_membership_ends_once():
    [reason] = _leaving(already="2025")
    assert "đã kết thúc" in reason.text


def _status(starts="01/03/2026", ends="", others=(), membership=None, today=TODAY):
    running = Period(parse("2020")) if membership is None else membership
    return rules.obstacles_to_beginning_status(
        Period(parse(starts), parse(ends)), others, membership=running or None, today=today
    )


def test_a_time_away_may_have_a_planned_end_ahead():
    assert _status(ends="30/04/2027") == []


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        ("23/11/2026", "", "starts"),
        ("2019", "", "starts"),
        ("01/03/2026", "01/02/2026", "ends"),
    ],
)
def test_a_time_away_keeps_the_order_of_dates(starts, ends, field):
    assert _fields(_status(starts, ends)) == [field]


def test_without_today_a_beginning_ahead_is_let_pass():
    assert _status("23/11/2027", today=None) == []


def test_nobody_is_away_twice_at_once():
    other = Period(parse("2025"), UNKNOWN, "Miễn công tác và sinh hoạt đảng")
    [reason] = _status(others=[other])
    assert reason.field == "starts"
    assert "Miễn công tác" in reason.text


def test_whoever_left_the_roll_is_not_away_from_it():
    reasons = rules.obstacles_to_beginning_status(
        Period(parse("2026")), [], membership=None, today=TODAY
    )
    assert "đã rời sổ" in reasons[0].text


def test_a_time_away_ends_on_a_known_day_not_before_it_began():
    period = Period(parse("01/03/2026"))
    assert rules.obstacles_to_ending_status(period, parse("2026")) == []
    assert _fields(rules.obstacles_to_ending_status(period, UNKNOWN)) == ["ends"]
    assert _fields(rules.obstacles_to_ending_status(period, parse("2025"))) == ["ends"]


def test_a_corrected_membership_keeps_the_order_of_dates():
    assert rules.obstacles_to_period(Period(parse("2020"), parse("2021")), today=TODAY) == []
    wrong = Period(parse("2028"), parse("2027"))
    assert _fields(rules.obstacles_to_period(wrong, today=TODAY)) == ["starts", "ends", "ends"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2020", "2022"), ("2023", ""), False),
        (("2020", "14/05/2025"), ("14/05/2025", ""), False),
        (("2020", "15/05/2025"), ("14/05/2025", ""), True),
        (("", ""), ("2015", "2018"), False),
        (("", ""), ("", ""), True),
        (("3/2024", "5/2024"), ("5/2024", ""), False),
        (("2020", ""), ("2026", ""), True),
    ],
)
def test_two_times_overlap_only_where_that_is_certain(one, other, expected):
    periods = [Period(parse(starts), parse(ends)) for starts, ends in (one, other)]
    assert rules.overlap(*periods, TODAY) is expected
    assert rules.overlap(*reversed(periods), TODAY) is expected


def test_a_cell_of_two_official_members_is_warned():
    [caution] = rules.cautions_about_strength(2, LAW)
    assert "2 đảng viên chính thức, dưới 3" in caution.text
    assert caution.clause == "Điều lệ Đảng, điều 21; 38-HD/BTCTW"
    assert rules.cautions_about_strength(3, LAW) == []
    assert rules.cautions_about_strength(0, None) == []


@pytest.mark.parametrize(
    ("official", "recognised", "expected"),
    [
        (True, "", True),
        (True, "22/11/2026", True),
        (True, "23/11/2026", False),
        (True, "2026", True),
        (False, "", False),
    ],
)
def test_standing_on_a_day_follows_the_day_of_recognition(official, recognised, expected):
    life = Life(official, recognised=parse(recognised))
    assert rules.is_official_on(life, TODAY) is expected


def test_probation_ends_twelve_months_after_the_ceremony():
    assert rules.probation_end(parse("29/02/2024")).exact == datetime.date(2025, 2, 28)
    assert rules.probation_end(UNKNOWN) == UNKNOWN
    month = rules.probation_end(parse("5/2024"))
    assert (month.earliest, month.latest) == (datetime.date(2025, 5, 1), datetime.date(2025, 5, 31))


@pytest.mark.parametrize(
    ("life", "age"),
    [
        (_life(admission_decided="23/11/2014", admitted="01/12/2014"), 11),
        (_life(admission_decided="22/11/2014"), 12),
        (_life(admitted="19/05/2014"), 12),
        (_life(admitted="2014"), 12),
        (_life(), None),
        (_life(is_official=False, admitted="2024"), None),
    ],
)
def test_party_age_runs_from_the_decision_on_admission(life, age):
    assert rules.party_age(life, TODAY) == age


@given(st.dates(), st.dates())
def test_two_running_times_that_have_begun_always_overlap(one, other):
    today = max(one, other)
    periods = Period(PartialDate.on(one)), Period(PartialDate.on(other))
    assert rules.overlap(*periods, today)


@pytest.mark.parametrize(
    ("starts", "admitted", "since"),
    [("", "20/12/2024", "20/12/2024"), ("2020", "5/2014", "2020"), ("", "", "")],
)
def test_a_membership_without_a_first_day_counts_since_admission(starts, admitted, since):
    assert str(rules.on_roll_since(parse(starts), parse(admitted))) == since


@pytest.mark.parametrize("typed", ["000111222333", "000.111.222.333", " 000 111\u00a0222 333 ", ""])
def test_a_citizen_number_is_twelve_digits_however_they_are_grouped(typed):
    digits = rules.citizen_digits(typed)
    assert digits in {"000111222333", ""}
    assert rules.obstacles_to_citizen_number(digits) == []


@pytest.mark.parametrize(
    "typed", ["00011122233", "0001112223334", "00011122233a", "٠" * 12, "²" * 12, "000-111-222-333"]
)
def test_what_is_no_citizen_number_is_refused_with_its_law(typed):
    (reason,) = rules.obstacles_to_citizen_number(rules.citizen_digits(typed))
    assert (reason.field, reason.clause) == ("citizen_number", "Luật Căn cước 2023, điều 12")
    assert typed not in reason.text
