from decimal import Decimal

import pytest

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.reasons import Refusal
from reports.activities import actions
from reports.activities.models import Achievement
from tests.chibo.factories import OrganizationFactory
from tests.reports.factories import TODAY, AchievementFactory

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


def test_a_removal_keeps_words_and_reason_in_the_log():
    note = AchievementFactory(text="Ghi nhầm")
    actions.remove_note(by=None, note=note, reason="trùng")
    assert not Achievement.objects.exists()
    values = Entry.objects.get(verb="remove_note").values
    assert (values["text"], values["reason"]) == ("Ghi nhầm", "trùng")
