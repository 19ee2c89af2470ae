from decimal import Decimal

import pytest

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.reasons import Refusal
from chibo.regulations.actions import load_known_law
from meetings.congress.models import Congress
from reports.targets import actions
from reports.targets.models import Target, TargetProgress
from tests.chibo.factories import OrganizationFactory
from tests.members.factories import TermFactory
from tests.reports.targets.factories import TODAY, ProgressFactory, TargetFactory

pytestmark = pytest.mark.django_db


def refused(deed, **kwargs):
    with pytest.raises(Refusal) as refusal:
        deed(**kwargs)
    return [reason.field for reason in refusal.value.reasons]


def test_the_five_targets_of_a_congress_are_set():
    """Acceptance 1-26: 100 % study, 100 % good or better, 15 % excellent, level, 2 members."""
    load_known_law(by=None)
    term = TermFactory(label="2022–2025", starts=parse("29/9/2022"), ends=parse("2025"))
    congress = Congress.objects.create(organization=term.organization, ordinal=4, state="held")
    shared = {
        "organization": term.organization, "span": "term", "term": term, "congress": congress,
    }  # fmt: skip
    for text, value in (("Học tập", 100), ("Hoàn thành tốt", 100), ("Xuất sắc", 15)):
        TargetFactory(**shared, text=text, value=Decimal(value))
    TargetFactory(**shared, text="Chi bộ", measure="level", level="excellent")
    TargetFactory(**shared, text="Đảng viên mới", measure="count", value=Decimal(2))
    assert list(Target.objects.order_by("pk").values_list("measure", "value", "level", "year")) == [
        ("percent", 100, "", None),
        ("percent", 100, "", None),
        ("percent", 15, "", None),
        ("level", None, "excellent", None),
        ("count", 2, "", None),
    ]
    assert Entry.objects.filter(verb="set_target").count() == 5


def test_the_same_words_for_the_same_time_are_refused_whatever_their_marks():
    first = TargetFactory(text="Dự sinh hoạt")
    again = {"organization": first.organization, "text": "DỰ SINH HOAT"}
    with pytest.raises(Refusal) as refusal:
        TargetFactory(**again)
    assert [reason.field for reason in refusal.value.reasons] == ["text"]
    TargetFactory(**again, year=2026)
    TargetFactory(**again, span="month", month=3)
    TargetFactory(text="Dự sinh hoạt")
    assert Target.objects.count() == 4


def test_a_level_must_be_one_of_the_regulation_of_its_time():
    load_known_law(by=None)
    cell = OrganizationFactory()
    given = {"by": None, "organization": cell, "span": "year", "year": 2025, "text": "Xếp loại"}
    assert refused(actions.set_target, **given, measure="level", level="vững mạnh") == ["level"]
    actions.set_target(**given, measure="level", level="excellent")


def test_term_and_congress_are_of_the_same_place():
    cell = OrganizationFactory()
    given = {"by": None, "organization": cell, "text": "A", "measure": "count", "value": Decimal(2)}
    elsewhere = TermFactory()
    assert refused(actions.set_target, **given, span="term", term=elsewhere) == ["term"]
    congress = Congress.objects.create(organization=elsewhere.organization, state="held")
    given |= {"span": "year", "year": 2025, "congress": congress}
    assert refused(actions.set_target, **given) == ["term"]
    assert not Target.objects.exists()


def test_a_correction_keeps_what_it_does_not_name_and_logs_both():
    target = TargetFactory(text="Dự họp", source="Nghị quyết 01")
    actions.correct_target(by=None, target=target, value=Decimal(95), text="Dự họp")
    stored = Target.objects.get()
    assert (stored.value, stored.source) == (95, "Nghị quyết 01")
    assert Entry.objects.get(verb="correct_target").values == {"value": ["90", "95"]}
    actions.correct_target(by=None, target=target, value=Decimal(95))
    assert Entry.objects.filter(verb="correct_target").count() == 1
    with pytest.raises(TypeError):
        actions.correct_target(by=None, target=target, organization=OrganizationFactory())


def test_a_target_with_results_keeps_its_kind():
    target = ProgressFactory().target
    assert refused(actions.correct_target, by=None, target=target, year=2026) == ["span"]
    kind = {"measure": "count", "value": Decimal(2)}
    assert refused(actions.correct_target, by=None, target=target, **kind) == ["measure"]
    assert Target.objects.get().year == 2025


def test_a_removed_target_leaves_its_results_in_the_log():
    target = ProgressFactory().target
    assert refused(actions.remove_target, by=None, target=target, reason=" ") == ["reason"]
    actions.remove_target(by=None, target=target, reason="ghi trùng")
    assert not Target.objects.exists()
    said = Entry.objects.get(verb="remove_target").values
    assert (said["text"], said["reason"]) == (target.text, "ghi trùng")
    assert [one["numerator"] for one in said["progress"]] == [19]


def test_a_result_is_noted_corrected_and_removed():
    progress = ProgressFactory(evidence="Biên bản")
    actions.correct_progress(by=None, progress=progress, numerator=20, today=TODAY)
    stored = TargetProgress.objects.get()
    assert (stored.numerator, stored.denominator, stored.evidence) == (20, 20, "Biên bản")
    said = Entry.objects.get(verb="correct_progress").values
    assert said == {"progress": progress.pk, "numerator": [19, 20]}
    remove = {"by": None, "progress": progress}
    assert refused(actions.remove_progress, **remove, reason="") == ["reason"]
    actions.remove_progress(**remove, reason="sai")
    assert not TargetProgress.objects.exists()
    assert Entry.objects.get(verb="remove_progress").values["numerator"] == 20


def test_a_result_that_makes_no_sense_is_refused_and_not_written():
    progress = ProgressFactory()
    given = {"by": None, "target": progress.target, "today": TODAY}
    late = {"when": parse("5/1/2026"), "value": Decimal(90)}
    assert refused(actions.note_progress, **given, **late) == ["when"]
    many = {"progress": progress, "by": None, "numerator": 21}
    assert refused(actions.correct_progress, **many) == ["numerator"]
    assert TargetProgress.objects.get().numerator == 19
    with pytest.raises(TypeError):
        actions.correct_progress(by=None, progress=progress, target=TargetFactory())
