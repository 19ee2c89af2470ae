from decimal import Decimal

import pytest

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.reasons import Refusal
from reports.activities import actions
from reports.activities.models import Achievement, Activity, Circumstance, StatedFigure
from tests.chibo.factories import OrganizationFactory
from tests.reports.factories import (
    TODAY,
    AchievementFactory,
    ActivityFactory,
    CircumstanceFactory,
    IdeologyFactory,
    StatedFigureFactory,
)

pytestmark = pytest.mark.django_db


def test_an_achievement_keeps_its_quantity_and_free_unit():
    note = AchievementFactory(quantity=Decimal(129), unit="đơn vị máu", area="masses")
    kept = Achievement.objects.get()
    assert (kept.quantity, kept.unit, str(kept.when)) == (129, "đơn vị máu", "2025")
    entry = Entry.objects.get(verb="note_achievement")
    assert entry.values["text"] == note.text
    assert entry.chain_key == note.organization_id


def test_a_refused_note_writes_nothing():
    with pytest.raises(Refusal):
        actions.note_achievement(
            by=None,
            organization=OrganizationFactory(),
            when=parse("2027"),
            text="Sẽ làm",
            area="masses",
            today=TODAY,
        )
    assert not Achievement.objects.exists()


def test_a_correction_logs_only_what_changed():
    note = AchievementFactory(text="Cũ")
    actions.correct_note(by=None, note=note, text="Mới", when=parse("8/2025"))
    values = Entry.objects.get(verb="correct_note").values
    assert values == {"text": ["Cũ", "Mới"], "when": ["2025", "8/2025"]}


def test_a_note_is_corrected_from_what_stands_in_the_database():
    note = AchievementFactory(text="Cũ")
    Achievement.objects.update(programme="Ghi bên kia")
    actions.correct_note(by=None, note=note, text="Mới")
    kept = Achievement.objects.get()
    assert (kept.text, kept.programme) == ("Mới", "Ghi bên kia")
    actions.correct_note(by=None, note=note, text="Mới")
    assert Entry.objects.filter(verb="correct_note").count() == 1


def test_a_removal_keeps_words_and_reason_in_the_log():
    note = AchievementFactory(text="Ghi nhầm")
    actions.remove_note(by=None, note=note, reason="trùng")
    assert not Achievement.objects.exists()
    values = Entry.objects.get(verb="remove_note").values
    assert (values["text"], values["reason"]) == ("Ghi nhầm", "trùng")


def test_an_activity_keeps_since_when_it_is_kept_up():
    note = ActivityFactory(
        text="Hiến máu",
        when=parse("2019"),
        since=parse("2011"),
        quantity=Decimal(129),
        unit="đơn vị máu",
        participants="toàn Tổng cục",
    )
    kept = Activity.objects.get()
    assert (str(kept.since), kept.quantity, kept.participants) == ("2011", 129, "toàn Tổng cục")
    values = Entry.objects.get(verb="note_activity").values
    assert (values["since"], values["when"], values["quantity"]) == ("2011", "2019", "129")
    actions.correct_note(by=None, note=note, since=parse("2012"), today=TODAY)
    assert Entry.objects.get(verb="correct_note").values == {"since": ["2011", "2012"]}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"unit": "đơn vị máu"}, "quantity"),
        ({"quantity": Decimal(-1), "unit": "buổi"}, "quantity"),
        ({"since": parse("2026")}, "since"),
        ({"when": parse("2027")}, "when"),
    ],
)
def test_an_activity_that_makes_no_sense_is_refused(facts, field):
    with pytest.raises(Refusal) as refusal:
        ActivityFactory(**{"today": TODAY, **facts})
    assert [reason.field for reason in refusal.value.reasons] == [field]
    assert not Activity.objects.exists()


def test_a_figure_is_kept_as_stated_and_a_wrong_one_is_refused():
    StatedFigureFactory(text="Đảng viên trên tổng số công chức", stated="73%", subject="strength")
    assert StatedFigure.objects.get().stated == "73%"
    assert Entry.objects.get(verb="state_figure").values["stated"] == "73%"
    with pytest.raises(Refusal) as refusal:
        StatedFigureFactory(stated="730%", total=0)
    assert [reason.field for reason in refusal.value.reasons] == ["stated", "total"]
    assert StatedFigure.objects.count() == 1


def test_an_event_of_the_coming_year_is_kept_and_a_difficulty_of_it_is_not():
    ahead = {"when": parse("2027"), "today": TODAY}
    CircumstanceFactory(kind="event", text="Kỷ niệm 75 năm thành lập ngành", **ahead)
    with pytest.raises(Refusal):
        CircumstanceFactory(kind="difficulty", **ahead)
    kept = Circumstance.objects.get()
    with pytest.raises(Refusal):
        actions.correct_note(by=None, note=kept, kind="difficulty", today=TODAY)
    assert Circumstance.objects.get().kind == "event"


def test_an_assessment_says_among_whom_cases_were_counted():
    note = IdeologyFactory(cases=0, population="đảng viên, công chức")
    assert (note.cases, note.population) == (0, "đảng viên, công chức")
    assert Entry.objects.get(verb="assess_ideology").values["population"] == note.population
