"""A member's life as one dated timeline, and the facts of the file in words."""

import datetime

import pytest

from chibo.access import Place, Scope
from chibo.dates import parse
from members.people import actions, facts
from members.roster import actions as roster
from tests.chibo.factories import OrganizationFactory
from tests.members.factories import (
    TODAY,
    CommendationFactory,
    DisciplineFactory,
    HoldingFactory,
    MemberFactory,
    StatusPeriodFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
WHOLE = Scope.whole()


def _lines(member, **kwargs):
    return [
        (year.year, event.day, event.title)
        for year in facts.timeline(WHOLE, member, **kwargs)
        for event in year.events
    ]


def test_a_life_is_told_from_the_newest_event_back():
    cell = OrganizationFactory(name="Chi bộ Sở")
    member = MemberFactory(
        organization=cell,
        admitted=parse("19/05/2014"),
        recognised=parse("5/2015"),
        began="transferred",
        starts=parse("2021"),
    )
    HoldingFactory(member=member, term=TermFactory(organization=cell), ends=parse("01/09/2026"))
    StatusPeriodFactory(member=member, ends=parse("cuối tháng 6/2026"))
    actions.leave(
        by=None,
        membership=member.memberships.get(),
        ended="died",
        ends=parse("02/9/2026"),
        today=TODAY,
    )
    assert _lines(member) == [
        (2026, "02/9", "Từ trần"),
        (2026, "01/9", "Thôi chức vụ Bí thư Chi bộ"),
        (2026, "tháng\N{NO-BREAK SPACE}6", "Hết miễn công tác và sinh hoạt đảng"),
        (2026, "01/3", "Miễn công tác và sinh hoạt đảng"),
        (2025, "14/5", "Giữ chức vụ Bí thư Chi bộ"),
        (2021, "trong năm", "Chuyển sinh hoạt đến: Chi bộ Sở"),
        (2015, "tháng\N{NO-BREAK SPACE}5", "Công nhận đảng viên chính thức"),
        (2014, "19/5", "Kết nạp vào Đảng"),
    ]


def test_what_has_no_date_stands_last():
    member = MemberFactory(organization__name="Chi bộ Sở", admitted=parse("2014–2015"))
    assert _lines(member) == [
        (2014, "2014–2015", "Kết nạp vào Đảng"),
        ("Không rõ ngày", "–", "Ghi vào sổ: Chi bộ Sở"),
    ]


def test_admission_in_the_cell_is_told_once():
    member = MemberFactory(began="admitted", admitted=parse("19/05/2014"))
    [year] = facts.timeline(WHOLE, member)
    assert [event.title for event in year.events] == ["Kết nạp vào Đảng"]
    assert year.events[0].text == member.organization.name


def test_a_correction_is_no_event():
    member = MemberFactory(full_name="Lê An")
    before = _lines(member)
    roster.correct_member(by=None, member=member, today=TODAY, full_name="Lê Ân")
    assert _lines(member) == before


def test_a_guest_is_told_as_one():
    member = MemberFactory(is_temporary=True, elsewhere="Chi bộ Y tế", starts=parse("2026"))
    [year] = facts.timeline(WHOLE, member)
    assert year.events[0].title.startswith("Sinh hoạt tạm thời tại")
    assert year.events[0].text == "Từ Chi bộ Y tế"


def test_links_to_deeds_are_for_those_who_may_change():
    holding = HoldingFactory()
    StatusPeriodFactory(member=holding.member)

    def urls(**kwargs):
        years = facts.timeline(WHOLE, holding.member, **kwargs)
        return [event.url for year in years for event in year.events if event.url]

    assert urls() == []
    assert len(urls(may_change=True)) == 3


def test_a_stranger_to_the_cell_is_told_nothing():
    member = HoldingFactory().member
    StatusPeriodFactory(member=member)
    elsewhere = Scope((Place(OrganizationFactory().path, below=True),))
    assert facts.timeline(elsewhere, member) == []


@pytest.mark.parametrize("times", [1, 30])
def test_a_long_life_costs_no_more_statements(times, django_assert_num_queries):
    member = MemberFactory()
    for number in range(times):
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=60 * number)
        until = day + datetime.timedelta(days=30)
        words = [f"{d:%d/%m/%Y}" for d in (day, until)]
        starts, ends = (parse(word) for word in words)
        StatusPeriodFactory(member=member, starts=starts, ends=ends)
        HoldingFactory(member=member, starts=starts, ends=ends)
        CommendationFactory(member=member)
        DisciplineFactory(member=member, when=starts)
    with django_assert_num_queries(4):
        facts.timeline(WHOLE, member, may_change=True)
    with django_assert_num_queries(5):
        facts.timeline(WHOLE, member, discipline=WHOLE, may_change=True)


def test_awards_stand_in_a_gold_ring_and_nominations_in_a_dashed_one():
    member = MemberFactory(starts=parse("2020"))
    shared = {"member": member, "form": "merit", "issuer": "Đảng ủy Sở", "title": ""}
    CommendationFactory(**shared, when=parse("02/9/2025"), decision="31-QĐ/ĐU")
    CommendationFactory(**shared, when=parse("2026"), standing="nominated")
    CommendationFactory(member=MemberFactory(), when=parse("2026"))
    told = [
        (event.title, event.kind, event.icon, event.text)
        for year in facts.timeline(WHOLE, member)
        for event in year.events
    ]
    assert told[:2] == [
        ("Đề nghị: Giấy khen của Đảng ủy Sở", "now", "ribbon", ""),
        ("Giấy khen của Đảng ủy Sở", "good", "ribbon", "31-QĐ/ĐU"),
    ]
    assert len(told) == 3


def test_discipline_is_told_only_to_those_who_may_see_it():
    member = MemberFactory(starts=parse("2020"))
    DisciplineFactory(member=member, decided_by="Chi bộ", reason="Vắng họp nhiều lần")
    elsewhere = Scope((Place(OrganizationFactory().path, below=True),))
    for hidden in (None, Scope(), elsewhere):
        assert "Kỷ luật: khiển trách" not in str(facts.timeline(WHOLE, member, discipline=hidden))
    [event] = facts.timeline(WHOLE, member, discipline=WHOLE)[0].events
    assert (event.day, event.title, event.kind) == ("05/3", "Kỷ luật: khiển trách", "bad")
    assert event.text == "Chi bộ, Vắng họp nhiều lần"


def test_what_arose_elsewhere_is_told_without_a_link():
    member = MemberFactory()
    here = CommendationFactory(organization=member.organization, member=member)
    CommendationFactory(member=member)
    urls = [
        event.url
        for year in facts.timeline(WHOLE, member, may_change=True)
        for event in year.events
        if event.icon == "ribbon"
    ]
    assert sorted(urls) == ["", f"/khen-thuong-ky-luat/khen-thuong/{here.pk}/sua/"]


def test_the_file_says_only_what_is_known():
    member = MemberFactory(
        admission_decision="25-QĐ/ĐU",
        admission_decided=parse("01/05/2014"),
        phone="0900 000 000",
        education="master",
        profession="Hệ thống thông tin",
    )
    said = {fact["label"]: fact["value"] for fact in facts.file_facts(member, as_of=TODAY)}
    assert said == {
        "Quyết định kết nạp": "25-QĐ/ĐU, 01/05/2014",
        "Tuổi đảng": "12 năm",
        "Chuyên môn": "Thạc sĩ, Hệ thống thông tin",
        "Điện thoại": "0900 000 000",
    }
