import datetime

import pytest

from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.reasons import Refusal
from members.roster.models import Member
from reports.ratings.actions import figures as actions
from reports.ratings.models import (
    OrganizationRating,
    RatingAggregate,
    RatingSheet,
    ResidenceReview,
)
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, UserFactory
from tests.members.factories import MemberFactory
from tests.reports.ratings.figures.factories import aggregate, rating, review

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
AT = datetime.datetime(2026, 11, 22, 1, 0, tzinfo=datetime.UTC)


@pytest.fixture
def cell():
    return OrganizationFactory()


OUTSIDE = {
    "decided_by": "Đảng ủy Sở",
    "decision": "45-QĐ/ĐU",
    "decided_on": datetime.date(2026, 1, 5),
}
"""What a superior outside the portal decided: whose decision, its number, its day."""


def values(verb: str):
    return Entry.objects.get(verb=verb).values


def test_a_figure_is_kept_and_logged_in_the_chain_of_its_organization(cell):
    one = aggregate(cell, or_better=True, total=7, source="Báo cáo chính trị")
    entry = Entry.objects.get(verb="note_rating_aggregate")
    assert (entry.chain_key, entry.subject_id) == (cell.pk, str(one.pk))
    assert entry.values == {
        "from_year": 2020,
        "to_year": 2021,
        "level": "good",
        "or_better": True,
        "count": 7,
        "total": 7,
        "source": "Báo cáo chính trị",
    }


def test_a_figure_is_judged_beside_those_of_its_own_cell_only(cell):
    aggregate(OrganizationFactory())
    aggregate(cell)
    with pytest.raises(Refusal, match="đã ghi"):
        aggregate(cell, count=6)
    assert RatingAggregate.objects.count() == 2


def test_a_figure_of_a_year_to_come_writes_nothing(cell):
    with pytest.raises(Refusal, match="Năm 2027 chưa đến"):
        aggregate(cell, from_year=2027, to_year=2027, today=TODAY)
    assert not RatingAggregate.objects.exists()


def test_a_corrected_figure_is_no_obstacle_to_itself(cell):
    one = aggregate(cell)
    actions.correct_rating_aggregate(by=None, aggregate=one, count=6, total=7)
    assert RatingAggregate.objects.get().count == 6
    assert values("correct_rating_aggregate") == {"count": [7, 6], "total": [None, 7]}


def test_a_correction_that_changes_nothing_leaves_no_trace(cell):
    actions.correct_rating_aggregate(by=None, aggregate=aggregate(cell), count=7)
    assert not Entry.objects.filter(verb="correct_rating_aggregate").exists()


def test_an_organization_is_rated_once_a_year(cell):
    rating(cell)
    rating(cell, 2024)
    rating(OrganizationFactory())
    with pytest.raises(Refusal, match="Xếp loại năm 2025 đã ghi"):
        rating(cell)
    assert OrganizationRating.objects.filter(organization=cell).count() == 2


def test_a_rating_is_not_moved_onto_another_year_of_its_own(cell):
    rating(cell, 2024)
    one = rating(cell)
    with pytest.raises(Refusal, match="năm 2024 đã ghi"):
        actions.correct_organization_rating(by=None, rating=one, year=2024)
    assert OrganizationRating.objects.get(pk=one.pk).year == 2025


def test_a_rating_is_corrected_from_what_stands_in_the_database(cell):
    one = rating(cell)
    OrganizationRating.objects.update(note="ghi bên kia")
    actions.correct_organization_rating(by=None, rating=one, decision="15-QĐ/ĐU")
    assert values("correct_organization_rating") == {"decision": ["45-QĐ/ĐU", "15-QĐ/ĐU"]}
    kept = OrganizationRating.objects.get()
    assert (kept.note, kept.decision) == ("ghi bên kia", "15-QĐ/ĐU")


def decided(cell, year=2025):
    return RatingSheet.objects.create(organization=cell, year=year, status="decided", updated_at=AT)


@pytest.mark.parametrize(
    "facts",
    [{"decided_level": "excellent"}, {"year": 2024}, {"decision": "9-QĐ"}, {"decided_by": "Sở"}],
)
def test_a_decided_level_stands_once_the_committee_has_decided(cell, facts):
    one = rating(cell, decided_level="good", decision="45-QĐ/ĐU", decided_by="Đảng ủy")
    decided(cell)
    with pytest.raises(Refusal, match="Đảng ủy đã quyết định"):
        actions.correct_organization_rating(by=None, rating=one, **facts)
    with pytest.raises(Refusal, match="Đảng ủy đã quyết định"):
        actions.remove_organization_rating(by=None, rating=one, reason="nhầm")
    kept = OrganizationRating.objects.get()
    assert (kept.year, kept.decided_level, kept.decision) == (2025, "good", "45-QĐ/ĐU")


def test_the_level_that_was_sent_stands_until_the_sheet_is_returned(cell):
    one = rating(cell, self_level="good")
    sheet = decided(cell)
    RatingSheet.objects.update(status="submitted")
    with pytest.raises(Refusal, match="đã gửi đảng ủy"):
        actions.correct_organization_rating(by=None, rating=one, self_level="excellent")
    with pytest.raises(Refusal, match="đã gửi đảng ủy"):
        actions.remove_organization_rating(by=None, rating=one, reason="nhầm")
    RatingSheet.objects.filter(pk=sheet.pk).update(status="returned")
    actions.correct_organization_rating(by=None, rating=one, self_level="excellent")
    assert OrganizationRating.objects.get().self_level == "excellent"


def test_figures_and_remarks_are_corrected_from_what_stands_in_the_database(cell):
    figure, remark = aggregate(cell, total=9), review(cell)
    RatingAggregate.objects.update(source="ghi bên kia")
    ResidenceReview.objects.update(text="ghi bên kia")
    actions.correct_rating_aggregate(by=None, aggregate=figure, count=6)
    actions.correct_residence_review(by=None, review=remark, result="fair")
    assert values("correct_rating_aggregate") == {"count": [7, 6]}
    kept = RatingAggregate.objects.get()
    assert (kept.count, kept.total, kept.source) == (6, 9, "ghi bên kia")
    said = ResidenceReview.objects.get()
    assert (said.result, said.text) == ("fair", "ghi bên kia")


def test_what_was_not_decided_is_written_beside_a_decided_sheet(cell):
    one = rating(cell, self_level="good")
    decided(cell)
    actions.correct_organization_rating(
        by=None, rating=one, decided_level="good", note="Khen", **OUTSIDE
    )
    kept = OrganizationRating.objects.get()
    assert (kept.decided_level, kept.note) == ("good", "Khen")


def test_other_years_and_cells_that_are_decided_hinder_nothing(cell):
    one = rating(cell)
    decided(cell, 2024)
    decided(OrganizationFactory())
    actions.correct_organization_rating(by=None, rating=one, decided_level="done")
    assert OrganizationRating.objects.get().decided_level == "done"


def test_a_remark_is_kept_once_for_a_member_and_a_time(cell):
    member, other = MemberFactory(organization=cell), MemberFactory(organization=cell)
    review(cell, extent="by_name", member=member)
    review(cell, extent="by_name", member=other)
    review(cell, "2023", extent="by_name", member=member)
    with pytest.raises(Refusal, match="đã ghi"):
        review(cell, extent="by_name", member=member, result="fair")
    assert ResidenceReview.objects.count() == 3


def test_some_are_remarked_otherwise_than_the_others_in_the_same_time(cell):
    review(cell, extent="counted", count=6, total=7)
    review(cell, extent="counted", count=1, total=7, result="fair")
    with pytest.raises(Refusal, match="đã ghi"):
        review(cell)
    assert ResidenceReview.objects.count() == 2


def test_a_remark_is_corrected_and_the_log_says_what_changed(cell):
    one = review(cell)
    actions.correct_residence_review(
        by=None, review=one, extent="counted", count=7, when=parse("12/2022")
    )
    changes = {"extent": ["all", "counted"], "count": [None, 7], "when": ["2022", "12/2022"]}
    assert values("correct_residence_review") == changes


def test_what_is_removed_stays_in_the_log_with_its_reason(cell):
    for remove, kept in (
        (actions.remove_rating_aggregate, {"aggregate": aggregate(cell)}),
        (actions.remove_organization_rating, {"rating": rating(cell)}),
        (actions.remove_residence_review, {"review": review(cell)}),
    ):
        with pytest.raises(Refusal, match="lý do"):
            remove(by=None, reason=" ", **kept)
        remove(by=None, reason="trùng", **kept)
        assert values(remove.__name__)["reason"] == "trùng"
    for model in (RatingAggregate, OrganizationRating, ResidenceReview):
        assert not model.objects.exists()


# Nobody decides on himself


@pytest.fixture
def below():
    """Return a cell whose committee is at the portal."""
    return OrganizationFactory(name="Chi bộ Một", parent=CommitteeFactory(name="Đảng ủy Sở"))


def decide(organization, **said):
    given = {"decided_level": "good", "decision": "45-QĐ/ĐU", "decided_on": OUTSIDE["decided_on"]}
    more = {"by": None, "year": 2025, "is_superior": True, "today": TODAY}
    return actions.decide_organization_rating(
        organization=organization, **{**given, **more, **said}
    )


@pytest.mark.parametrize("name", ["decided_level", "decided_by", "decision", "decided_on"])
def test_an_organisation_writes_no_decision_of_a_superior_at_the_portal(below, name):
    said = {"decided_level": "good", **OUTSIDE}[name]
    with pytest.raises(Refusal, match="Không tổ chức nào tự quyết định"):
        actions.rate_organization(
            by=None, organization=below, year=2025, self_level="good", **{name: said}
        )
    one = rating(below, self_level="good")
    with pytest.raises(Refusal, match="do Đảng ủy Sở ghi"):
        actions.correct_organization_rating(by=None, rating=one, **{name: said})
    assert OrganizationRating.objects.get().decided_level == ""


def test_what_a_superior_decided_is_not_changed_moved_or_removed_from_below(below):
    one = decide(below)
    for facts in ({"decided_level": "excellent"}, {"decided_level": ""}, {"year": 2024}):
        with pytest.raises(Refusal, match="do Đảng ủy Sở ghi"):
            actions.correct_organization_rating(by=None, rating=one, **facts)
    with pytest.raises(Refusal, match="do Đảng ủy Sở ghi"):
        actions.remove_organization_rating(by=None, rating=one, reason="nhầm")
    one.refresh_from_db()
    assert (one.year, one.decided_level) == (2025, "good")
    actions.correct_organization_rating(by=None, rating=one, self_level="good", note="Khen")
    assert OrganizationRating.objects.get().self_level == "good"


@pytest.mark.parametrize("name", ["decided_by", "decision", "decided_on"])
def test_a_decision_from_outside_is_kept_with_its_issuer_number_and_day(cell, name):
    without = {**OUTSIDE, name: None if name == "decided_on" else ""}
    with pytest.raises(Refusal, match="Ghi"):
        actions.rate_organization(
            by=None, organization=cell, year=2025, decided_level="good", **without
        )
    one = actions.rate_organization(
        by=None, organization=cell, year=2025, decided_level="good", **OUTSIDE
    )
    with pytest.raises(Refusal, match="Ghi"):
        actions.correct_organization_rating(by=None, rating=one, **{name: without[name]})
    assert values("rate_organization")["decided_on"] == "2026-01-05"


def test_a_superior_decides_beside_what_the_organisation_said_of_itself(below):
    rating(below, self_level="excellent", note="Khen")
    kept = decide(below)
    assert OrganizationRating.objects.get() == kept
    assert (kept.self_level, kept.note, kept.decided_level) == ("excellent", "Khen", "good")
    assert (kept.decided_by, kept.decision) == ("Đảng ủy Sở", "45-QĐ/ĐU")
    assert values("decide_organization_rating") == {
        "year": 2025,
        "decided_level": ["", "good"],
        "decided_by": ["", "Đảng ủy Sở"],
        "decision": ["", "45-QĐ/ĐU"],
        "decided_on": [None, "2026-01-05"],
    }


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"is_superior": False}, "không ở cấp trên"),
        ({"decided_level": ""}, "Chọn mức"),
        ({"decided_level": "medal"}, "không có mức này"),
        ({"decision": " "}, "Ghi số"),
        ({"decided_on": None}, "Ghi ngày"),
        ({"decided_on": datetime.date(2026, 12, 1)}, "chưa đến"),
        ({"year": 2027}, "chưa đến"),
    ],
)
def test_a_decision_that_is_none_writes_nothing(below, said, why):
    with pytest.raises(Refusal, match=why):
        decide(below, **said)
    assert not OrganizationRating.objects.exists()


def test_nobody_decides_about_the_organisation_in_which_he_is_a_member(below):
    user, member = UserFactory(), MemberFactory(organization=below)
    assert decide(below, by=user).decided_level == "good"
    Member.objects.filter(pk=member.pk).update(user=user)
    with pytest.raises(Refusal, match="không tự quyết định được"):
        decide(below, by=user, decided_level="excellent")
    assert OrganizationRating.objects.get().decided_level == "good"


def test_a_cell_with_a_sheet_is_decided_with_it_and_one_without_superior_by_nobody(below, cell):
    decided(below)
    with pytest.raises(Refusal, match="cùng bảng ấy"):
        decide(below)
    assert decide(below, year=2024).year == 2024
    with pytest.raises(Refusal, match="không ở cấp trên"):
        decide(cell)
