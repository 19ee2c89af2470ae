import datetime
from types import SimpleNamespace

import pytest

from chibo.dates import UNKNOWN, parse
from meetings.congress import rules
from meetings.congress.rules import Candidate, Other, Seat
from members.posts.rules import Holding
from members.roster.rules import Life

TODAY = datetime.date(2026, 11, 22)
DAY = parse("29/9/2022")
OFFICIAL = Life(is_official=True)


def holding_obstacles(**given):
    usual = {
        "ordinal": 4,
        "when": DAY,
        "term_id": 1,
        "term_ordinal": 4,
        "has_new_term": False,
        "minutes_held": UNKNOWN,
        "summoned": 8,
        "present": 8,
        "ballots": 0,
        "others": [],
        "today": TODAY,
    }
    return [reason.field for reason in rules.obstacles_to_holding(**{**usual, **given})]


def candidate(post="secretary", member_id=1, **given):
    usual = {
        "post": post,
        "member_id": member_id,
        "name": f"Đồng chí {member_id}",
        "votes": 8,
        "ballots": 8,
        "is_elected": True,
        "life": OFFICIAL,
    }
    return Candidate(**{**usual, **given})


def reasons(*candidates, present=8, regulation="", law=None):
    return rules.obstacles_to_results(
        candidates, when=DAY, present=present, regulation=regulation, law=law
    )


def fields(*candidates, **given):
    return [reason.field for reason in reasons(*candidates, **given)]


def seat(pk, member_id, post, starts, term_id=None, ends=UNKNOWN):
    name = f"Đồng chí {member_id}"
    return Seat(pk, term_id, Holding(member_id, name, post, "", parse(starts), ends))


def planning_obstacles(**given):
    usual = {"ordinal": None, "when": parse("cuối tháng 3/2020"), "others": []}
    return [reason.field for reason in rules.obstacles_to_planning(**{**usual, **given})]


def test_a_plan_may_be_vague_and_may_have_passed_but_says_when():
    assert planning_obstacles() == []
    assert planning_obstacles(ordinal=0, when=UNKNOWN) == ["ordinal", "when"]


def test_a_congress_is_planned_once_for_a_time():
    planned = [Other(parse("cuối tháng 3/2020"), None, None, is_held=False)]
    assert planning_obstacles(others=planned) == ["when"]
    assert planning_obstacles(when=parse("đầu tháng 3/2020"), others=planned) == []
    held = [Other(parse("cuối tháng 3/2020"), None, None)]
    assert planning_obstacles(others=held) == []


def test_a_congress_that_was_held_lies_behind():
    assert holding_obstacles() == []
    assert holding_obstacles(when=parse("2027")) == ["when"]
    assert holding_obstacles(when=UNKNOWN) == ["when"]


def test_its_minutes_are_of_the_same_days():
    assert holding_obstacles(minutes_held=parse("9/2022")) == []
    assert holding_obstacles(minutes_held=parse("28/9/2022")) == ["when"]


def test_nobody_comes_who_was_not_summoned():
    assert holding_obstacles(summoned=None, present=9) == []
    assert holding_obstacles(summoned=8, present=9) == ["present"]


def test_no_fewer_come_than_voted():
    assert holding_obstacles(ballots=8) == []
    assert holding_obstacles(ballots=9) == ["present"]
    assert holding_obstacles(ballots=9, present=None) == []


def test_a_term_is_chosen_or_typed_and_has_the_ordinal_it_says():
    assert holding_obstacles(has_new_term=True) == ["new_term"]
    assert holding_obstacles(term_ordinal=5) == ["ordinal"]
    assert holding_obstacles(ordinal=None, term_ordinal=5) == []


def test_a_term_has_one_congress_and_an_ordinal_is_used_once():
    before = parse("1/9/2020")
    assert holding_obstacles(others=[Other(before, 3, 2)]) == []
    assert holding_obstacles(others=[Other(before, 4, 1)]) == ["term", "ordinal"]
    assert holding_obstacles(ordinal=None, others=[Other(before, None, None)]) == []


def test_a_congress_that_is_planned_is_not_written_down_a_second_time_as_held():
    ahead = parse("12/2027")
    assert holding_obstacles(others=[Other(ahead, 4, None, is_held=False)]) == ["ordinal"]
    assert holding_obstacles(others=[Other(DAY, 5, 1, is_held=False)]) == []
    assert holding_obstacles(ordinal=None, others=[Other(DAY, None, 1, is_held=False)]) == []


def test_two_congresses_are_not_held_on_one_day():
    assert holding_obstacles(others=[Other(DAY, 3, 2)]) == ["when"]
    year = parse("2022")
    assert holding_obstacles(when=year, others=[Other(year, 3, 2)]) == []


def test_a_congress_that_targets_rest_on_stays():
    [no] = rules.obstacles_to_removing("ghi nhầm", targets=5)
    assert "5 chỉ tiêu" in no.text
    assert [r.field for r in rules.obstacles_to_removing(" ", targets=0)] == ["reason"]
    assert rules.obstacles_to_removing("ghi nhầm", targets=0) == []


def test_the_seeds_result_stands():
    assert reasons(candidate(), candidate("deputy", 2, votes=7)) == []


def test_votes_come_out_of_ballots_and_ballots_out_of_those_present():
    assert fields(candidate(votes=9)) == ["0.votes"]
    assert fields(candidate(votes=9, ballots=9)) == ["0.ballots"]
    assert fields(candidate(votes=9, ballots=9), present=None) == []


@pytest.mark.parametrize(
    ("votes", "ballots", "refused"), [(4, 8, True), (5, 8, False), (4, 7, False)]
)
def test_the_elected_have_more_than_half_of_the_ballots(votes, ballots, refused):
    found = reasons(candidate(votes=votes, ballots=ballots), regulation="190-QĐ/TW")
    assert [(r.field, r.clause) for r in found] == [("0.is_elected", "190-QĐ/TW")] * refused
    assert reasons(candidate(votes=votes, ballots=ballots, is_elected=False)) == []


def test_votes_that_nobody_wrote_down_are_not_judged():
    assert reasons(candidate(votes=None, ballots=None), present=None) == []
    assert reasons(candidate(votes=3, ballots=None)) == []


def test_a_row_names_a_member_or_a_name_exactly():
    typed = {"member_id": None, "life": None, "name": "Trần Văn Ngoài", "written": True}
    assert fields(candidate(**typed)) == []
    assert fields(candidate(**{**typed, "name": "", "written": False})) == ["0.member"]
    assert fields(candidate(written=True)) == ["0.member"]


def test_nobody_stands_twice_for_one_post():
    assert fields(candidate("deputy"), candidate("deputy")) == ["1.member"]
    assert fields(candidate("deputy"), candidate("committee_member")) == []
    typed = {"member_id": None, "life": None, "written": True, "is_elected": False}
    again = candidate(**typed, name="tran van ngoai")
    assert fields(candidate(**typed, name="Trần Văn Ngoài"), again) == ["1.member"]


def test_one_secretary_is_elected_of_two_who_stood():
    assert fields(candidate(), candidate(member_id=2)) == ["1.is_elected"]
    assert fields(candidate(), candidate(member_id=2, votes=0, is_elected=False)) == []


def test_who_was_on_probation_on_the_day_does_not_stand():
    later = Life(is_official=True, recognised=parse("30/9/2022"))
    then = Life(is_official=True, recognised=parse("29/9/2022"))
    assert fields(candidate(life=later)) == ["0.member"]
    assert fields(candidate(life=Life(), is_elected=False)) == ["0.member"]
    assert fields(candidate(life=then)) == []


def test_a_small_cell_that_elects_a_committee_is_warned():
    law = SimpleNamespace(
        parameters=SimpleNamespace(committee_from_official_members=9),
        clause=lambda charter: charter,
    )
    standing = [candidate(), candidate("committee_member", 2)]

    def cautions(*elected, **given):
        usual = {"is_cell": True, "official": 7, "law": law}
        return len(rules.cautions_about_results(elected, **{**usual, **given}))

    assert cautions(*standing) == 1
    assert cautions(standing[0]) == 0
    assert cautions(*standing, official=9) == 0
    assert cautions(*standing, is_cell=False) == 0


def seating(candidates, seats):
    found = rules.seating(candidates, seats, term_id=7, when=DAY)
    return {
        "appoint": [(one.member_id, one.post) for one in found.to_appoint],
        "end": [one.pk for one in found.to_end],
        "seated": [one.member_id for one in found.seated],
        "left": [one.pk for one in found.left],
        "unknown": list(found.unknown),
    }


NOTHING = {"appoint": [], "end": [], "seated": [], "left": [], "unknown": []}


def test_the_elected_follow_those_of_the_term_before():
    before = [seat(10, 5, "secretary", "2020", term_id=6), seat(11, 1, "deputy", "2020", term_id=6)]
    found = seating([candidate(), candidate("deputy", 2)], before)
    assert found == {**NOTHING, "appoint": [(1, "secretary"), (2, "deputy")], "end": [10, 11]}


def test_who_holds_the_post_in_this_term_is_passed_over():
    sits = [seat(10, 1, "secretary", "29/9/2022", term_id=7)]
    assert seating([candidate()], sits) == {**NOTHING, "seated": [1]}
    without_term = [seat(10, 1, "secretary", "1/10/2022")]
    assert seating([candidate()], without_term) == {**NOTHING, "seated": [1]}


def test_who_is_elected_anew_holds_the_post_anew():
    before = [seat(10, 1, "committee_member", "2020", term_id=6)]
    found = seating([candidate("committee_member", 1)], before)
    assert found == {**NOTHING, "appoint": [(1, "committee_member")], "end": [10]}
    before = [seat(10, 1, "group_leader", "2020")]
    found = seating([candidate("group_leader", 1)], before)
    assert found == {**NOTHING, "appoint": [(1, "group_leader")], "end": [10]}


def test_a_seat_that_nobody_was_elected_to_stays_open_and_is_told():
    before = [
        seat(10, 5, "deputy", "2020", term_id=6),
        seat(11, 6, "committee_member", "2020", term_id=6),
        seat(12, 7, "group_leader", "2020"),
        seat(13, 8, "deputy", "2018", ends=parse("2020")),
    ]
    assert seating([candidate()], before) == {
        **NOTHING,
        "appoint": [(1, "secretary")],
        "left": [10, 11],
    }


def test_a_seat_taken_later_is_let_alone():
    later = [seat(10, 5, "secretary", "14/5/2025", term_id=8)]
    assert seating([candidate()], later) == {**NOTHING, "appoint": [(1, "secretary")]}


def test_only_the_elected_with_a_file_are_seated():
    typed = candidate(member_id=None, name="Trần Văn Ngoài", life=None)
    assert seating([typed, candidate("deputy", 2, is_elected=False)], []) == {
        **NOTHING,
        "unknown": ["Trần Văn Ngoài"],
    }


def test_nobody_is_seated_before_congress_term_and_result_are_known():
    ready = {"is_held": True, "has_term": True, "elected": 1}
    assert rules.obstacles_to_seating(**ready) == []
    for lack in ({"is_held": False}, {"has_term": False}, {"elected": 0}):
        assert len(rules.obstacles_to_seating(**{**ready, **lack})) == 1


def test_adopted_papers_stand_one_per_line():
    assert rules.lines_of("Báo cáo chính trị\n\n Nghị quyết \n") == (
        "Báo cáo chính trị",
        "Nghị quyết",
    )
