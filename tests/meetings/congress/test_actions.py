import datetime

import pytest

from chibo.access import Role
from chibo.accounts.models import Assignment
from chibo.audit.models import Entry
from chibo.dates import UNKNOWN, parse
from chibo.reasons import Refusal
from chibo.regulations.actions import load_known_law
from meetings.congress import actions
from meetings.congress.actions import Row
from meetings.congress.models import Congress, ElectionResult
from meetings.congress.rules import NewTerm
from members.posts.models import PositionHolding, Term
from reports.targets.models import Target
from tests.chibo.factories import AssignmentFactory, OrganizationFactory
from tests.meetings.congress.factories import CongressFactory, PlannedFactory, elect
from tests.meetings.factories import TODAY, MeetingFactory
from tests.members.factories import HoldingFactory, MemberFactory, ProbationaryFactory, TermFactory

pytestmark = pytest.mark.django_db
DAY = parse("29/9/2022")


def refused(deed, **given):
    with pytest.raises(Refusal) as no:
        deed(by=None, **given)
    return [reason.field for reason in no.value.reasons]


def logged(verb):
    return Entry.objects.get(verb=verb).values


@pytest.fixture
def cell():
    load_known_law(by=None)
    return OrganizationFactory(name="Chi bộ Trung tâm")


@pytest.fixture
def held(cell):
    """The congress of seed 001, before its results."""
    return CongressFactory(
        organization=cell, ordinal=4, new_term=NewTerm("2022–2025", ends=parse("2025"))
    )


def test_a_congress_is_planned_for_as_vague_a_time_as_is_known(cell):
    planned = PlannedFactory(organization=cell, place=" Hội trường ")
    stored = Congress.objects.get()
    assert (stored.state, str(stored.when), stored.place) == (
        "planned",
        "cuối tháng 3/2020",
        "Hội trường",
    )
    assert stored.when.earliest == datetime.date(2020, 3, 21)
    assert logged("plan_congress")["when"] == "cuối tháng 3/2020"
    assert refused(actions.plan_congress, organization=cell, when=UNKNOWN) == ["when"]
    assert planned.name == "Đại hội"
    again = {"organization": cell, "when": planned.when}
    assert refused(actions.plan_congress, **again) == ["when"]
    actions.correct_congress(by=None, congress=planned, place="Nhà văn hóa")
    assert Congress.objects.get().place == "Nhà văn hóa"


def test_a_congress_is_recorded_with_the_term_it_opened(held, cell):
    term = Term.objects.get()
    assert held.name == "Đại hội lần thứ IV, nhiệm kỳ 2022–2025"
    assert (term.organization, term.congress_ordinal, term.starts) == (cell, 4, held.when)
    assert logged("record_congress")["term"] == term.pk
    assert logged("record_term")["label"] == "2022–2025"


def test_a_term_that_cannot_be_leaves_no_congress_and_says_so_where_it_was_typed(held, cell):
    again = {"organization": cell, "when": parse("2025"), "today": TODAY}
    typed = NewTerm("2022–2025")
    assert refused(actions.record_congress, new_term=typed, **again) == ["new_term"]
    backwards = NewTerm("2025–2028", starts=parse("2025"), ends=parse("2024"))
    assert refused(actions.record_congress, new_term=backwards, **again) == ["new_term_ends"]
    assert (Congress.objects.count(), Term.objects.count()) == (1, 1)


def test_a_chosen_term_gives_the_ordinal_and_belongs_to_the_organisation(cell):
    term = TermFactory(organization=cell, congress_ordinal=5)
    held = CongressFactory(organization=cell, when=parse("14/5/2025"), term=term)
    assert held.ordinal == 5
    given = {"organization": cell, "when": DAY, "today": TODAY}
    assert refused(actions.record_congress, term=TermFactory(), **given) == ["term"]
    assert refused(actions.record_congress, meeting=MeetingFactory(held=DAY), **given) == [
        "meeting"
    ]


def test_a_planned_congress_is_held(cell):
    planned = PlannedFactory(organization=cell, when=parse("9/2022"), ordinal=4)
    held = actions.hold_congress(
        by=None, congress=planned, when=DAY, present=8, summoned=8, today=TODAY
    )
    assert Congress.objects.get() == held
    assert (held.is_held, held.ordinal, str(held.when)) == (True, 4, "29/09/2022")
    assert logged("hold_congress")["state"] == ["planned", "held"]
    assert refused(actions.hold_congress, congress=held, when=DAY) == [""]


def test_a_correction_writes_down_what_changed_only(held):
    actions.correct_congress(by=None, congress=held, present=7, summoned=8, today=TODAY)
    assert logged("correct_congress") == {"present": [8, 7]}
    assert refused(actions.correct_congress, congress=held, present=9, today=TODAY) == ["present"]
    actions.correct_congress(by=None, congress=held, present=7, today=TODAY)
    assert Entry.objects.filter(verb="correct_congress").count() == 1


def test_a_correction_leaves_nobody_voting_who_was_not_there(held):
    elect(held, Row("secretary", name="Phạm Anh Tuấn", votes=8, ballots=8))
    assert refused(actions.correct_congress, congress=held, present=7, today=TODAY) == ["present"]


def test_a_planned_congress_takes_no_facts_of_one_that_was_held():
    with pytest.raises(TypeError):
        actions.correct_congress(by=None, congress=PlannedFactory(), present=8)


def test_a_congress_goes_with_its_results_and_the_log_keeps_them(held):
    elect(held, Row(post="secretary", name="Phạm Anh Tuấn", votes=8, ballots=8))
    assert refused(actions.remove_congress, congress=held, reason="") == ["reason"]
    actions.remove_congress(by=None, congress=held, reason="ghi nhầm")
    assert not Congress.objects.exists()
    assert not ElectionResult.objects.exists()
    assert Term.objects.exists()
    values = logged("remove_congress")
    assert values["results"] == [["secretary", None, "Phạm Anh Tuấn", 8, 8, True]]
    assert values["reason"] == "ghi nhầm"


def test_a_congress_that_targets_rest_on_is_not_removed(held, cell):
    Target.objects.create(
        organization=cell,
        span="term",
        text="Phát triển 2 đảng viên",
        measure="count",
        congress=held,
    )
    assert refused(actions.remove_congress, congress=held, reason="ghi nhầm") == ["reason"]
    assert Congress.objects.exists()


def test_results_are_written_in_the_order_of_the_page(held, cell):
    first, second = MemberFactory(organization=cell), MemberFactory(organization=cell)
    elect(held, Row("secretary", first, votes=8, ballots=8), Row("deputy", second))
    assert [(r.order, r.post, r.member, r.votes) for r in held.results.all()] == [
        (0, "secretary", first, 8),
        (1, "deputy", second, None),
    ]
    assert logged("record_results")["results"][0] == []


def test_rows_are_replaced_added_and_taken_out_by_their_keys(held):
    elect(held, Row("secretary", name="Phạm Anh Tuấn"), Row("deputy", name="Người Thừa"))
    kept, gone = held.results.all()
    actions.record_results(
        by=None,
        congress=held,
        rows=[
            Row("secretary", name="Phạm Anh Tuấn", votes=8, ballots=8, pk=kept.pk),
            Row("deputy", name="Nguyễn Hoàng Tuấn"),
        ],
        taken_out=[gone.pk],
    )
    assert [(r.name, r.votes) for r in held.results.all()] == [
        ("Phạm Anh Tuấn", 8),
        ("Nguyễn Hoàng Tuấn", None),
    ]
    taken = Row("deputy", name="Người Thừa", pk=gone.pk)
    assert refused(actions.record_results, congress=held, rows=[taken]) == ["0.post"]


def test_a_row_that_somebody_added_meanwhile_stays_and_counts(held):
    elect(held, Row("secretary", name="Phạm Anh Tuấn"))
    mine = [Row("secretary", name="Người Khác")]
    assert refused(actions.record_results, congress=held, rows=mine) == ["1.is_elected"]
    actions.record_results(by=None, congress=held, rows=[Row("deputy", name="Người Khác")])
    assert {r.name for r in held.results.all()} == {"Phạm Anh Tuấn", "Người Khác"}


def test_saving_the_same_rows_again_writes_nothing_down(held):
    elect(held, Row("secretary", name="Phạm Anh Tuấn"))
    [row] = held.results.all()
    actions.record_results(
        by=None, congress=held, rows=[Row("secretary", name="Phạm Anh Tuấn", pk=row.pk)]
    )
    assert Entry.objects.filter(verb="record_results").count() == 1


def test_ballots_are_counted_against_the_minutes_where_there_are_any(cell):
    minutes = MeetingFactory(organization=cell, kinds={"congress"}, held=DAY)
    minutes.attending, minutes.summoned_count, minutes.present_count = "counted", 8, 7
    minutes.save()
    held = CongressFactory(organization=cell, meeting=minutes, summoned=None, present=None)
    rows = [Row("secretary", name="Phạm Anh Tuấn", votes=8, ballots=8)]
    assert refused(actions.record_results, congress=held, rows=rows) == ["0.ballots"]


def test_the_rules_of_election_of_the_day_are_named_and_none_where_none_is_known(cell):
    def clause(day):
        held = CongressFactory(organization=cell, when=parse(day))
        with pytest.raises(Refusal) as no:
            elect(held, Row("secretary", name="Phạm Anh Tuấn", votes=4, ballots=8))
        return no.value.reasons[0].clause

    assert clause("14/5/2025") == "Quy chế bầu cử trong Đảng, 190-QĐ/TW"
    assert clause("29/9/2022") == ""


def test_a_probationary_member_does_not_stand(cell):
    held = CongressFactory(organization=cell, when=parse("20/1/2026"))
    someone = ProbationaryFactory(organization=cell)
    with pytest.raises(Refusal) as no:
        elect(held, Row("deputy", someone))
    [reason] = no.value.reasons
    assert (reason.field, reason.clause[:19]) == ("0.member", "Điều lệ Đảng, điều ")
    assert not held.results.exists()


def test_a_small_cell_that_elects_a_committee_is_warned_not_refused(cell):
    held = CongressFactory(organization=cell, when=parse("14/5/2025"))
    [warning] = elect(held, Row("committee_member", MemberFactory(organization=cell)))
    assert "từ 9 đảng viên chính thức" in warning.text
    assert held.results.count() == 1


def test_nobody_is_elected_by_a_congress_that_is_only_planned():
    rows = [Row("secretary", name="Phạm Anh Tuấn")]
    assert refused(actions.record_results, congress=PlannedFactory(), rows=rows) == [""]


def _elected(held, cell):
    secretary = MemberFactory(organization=cell, full_name="Phạm Anh Tuấn")
    deputy = MemberFactory(organization=cell, full_name="Nguyễn Hoàng Tuấn")
    elect(held, Row("secretary", secretary, votes=8, ballots=8), Row("deputy", deputy))
    return secretary, deputy


def posts(member):
    return [(h.post, str(h.starts), str(h.ends), str(h.term or "")) for h in member.posts.all()]


def test_the_elected_take_their_posts_and_those_before_them_leave(held, cell):
    before = MemberFactory(organization=cell)
    earlier = TermFactory(organization=cell, label="2020–2022", starts=parse("2020"))
    HoldingFactory(member=before, starts=parse("2020"), term=earlier)
    secretary, deputy = _elected(held, cell)
    done = actions.seat_elected(by=None, congress=held, today=TODAY)
    assert [one.name for one in done.to_appoint] == ["Phạm Anh Tuấn", "Nguyễn Hoàng Tuấn"]
    assert posts(before) == [("secretary", "2020", "29/09/2022", "2020–2022")]
    assert posts(secretary) == [("secretary", "29/09/2022", "", "2022–2025")]
    assert posts(deputy) == [("deputy", "29/09/2022", "", "2022–2025")]
    assert logged("seat_elected")["appointed"] == [
        [secretary.pk, "secretary"],
        [deputy.pk, "deputy"],
    ]
    assert Entry.objects.filter(verb="end_post").count() == 1


def test_seating_twice_does_nothing_the_second_time(held, cell):
    _elected(held, cell)
    actions.seat_elected(by=None, congress=held, today=TODAY)
    entries = Entry.objects.count()
    done = actions.seat_elected(by=None, congress=held, today=TODAY)
    assert (done.to_appoint, done.to_end) == ((), ())
    assert len(done.seated) == 2
    assert (PositionHolding.objects.count(), Entry.objects.count()) == (2, entries)


def test_a_secretary_elected_anew_holds_the_post_in_the_new_term(held, cell):
    secretary, _ = _elected(held, cell)
    HoldingFactory(member=secretary, starts=parse("2020"))
    actions.seat_elected(by=None, congress=held, today=TODAY)
    assert sorted(posts(secretary)) == [
        ("secretary", "2020", "29/09/2022", ""),
        ("secretary", "29/09/2022", "", "2022–2025"),
    ]


def test_a_secretary_elected_anew_keeps_the_role_and_one_who_is_not_loses_it(held, cell):
    secretary, _ = _elected(held, cell)
    for role, member in (("secretary", secretary), ("deputy", MemberFactory(organization=cell))):
        HoldingFactory(member=member, post=role, starts=parse("2020"))
        given = {"role": Role(role), "organization": cell, "with_post": True}
        member.user = AssignmentFactory(**given).user
        member.save()
    actions.seat_elected(by=None, congress=held, today=TODAY)
    running = Assignment.objects.filter(ends_on__isnull=True)
    assert [(one.role, one.user.member) for one in running] == [("secretary", secretary)]


def test_posts_of_a_term_long_past_end_when_the_next_one_began(held, cell):
    now = MemberFactory(organization=cell)
    HoldingFactory(member=now, term=TermFactory(organization=cell))
    secretary, _ = _elected(held, cell)
    actions.seat_elected(by=None, congress=held, today=TODAY)
    assert posts(secretary) == [("secretary", "29/09/2022", "14/05/2025", "2022–2025")]
    assert posts(now) == [("secretary", "14/05/2025", "", "2025–2027")]


def test_where_one_cannot_be_seated_nobody_is(held, cell):
    since = MemberFactory(organization=cell)
    HoldingFactory(member=since, starts=parse("1/1/2023"))
    _elected(held, cell)
    assert refused(actions.seat_elected, congress=held, today=TODAY) == ["post"]
    assert PositionHolding.objects.count() == 1


def test_posts_elsewhere_are_let_alone(held, cell):
    elsewhere = HoldingFactory(starts=parse("2020"))
    _elected(held, cell)
    actions.seat_elected(by=None, congress=held, today=TODAY)
    elsewhere.refresh_from_db()
    assert not elsewhere.ends.is_known


def test_nobody_is_seated_without_a_term_or_a_result(cell, held):
    without_term = CongressFactory(organization=cell, when=parse("2019"))
    elect(without_term, Row("deputy", MemberFactory(organization=cell)))
    for congress in (without_term, held, PlannedFactory(organization=cell)):
        assert refused(actions.seat_elected, congress=congress, today=TODAY) == [""]
