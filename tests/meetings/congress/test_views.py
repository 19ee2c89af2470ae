"""The pages of congresses: planning, recording, results as rows, seating."""

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from chibo.regulations.actions import load_known_law
from meetings.congress.actions import Row
from meetings.congress.models import Congress, ElectionResult
from members.posts.models import PositionHolding, Term
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.meetings.congress.factories import CongressFactory, PlannedFactory, elect
from tests.meetings.factories import MeetingFactory
from tests.meetings.pages import fields, words
from tests.members.factories import HoldingFactory, MemberFactory, TermFactory
from tests.members.pages import client, secretary, statements, text

pytestmark = pytest.mark.django_db
DAY = parse("29/9/2022")


@pytest.fixture
def committee():
    load_known_law(by=None)
    return CommitteeFactory(name="Đảng bộ Quận")


@pytest.fixture
def cell(committee):
    return OrganizationFactory(code="mot", name="Chi bộ Trung tâm", parent=committee)


@pytest.fixture
def browser(cell):
    return secretary(cell)


def _url(name, *args) -> str:
    return reverse(name, args=args)


def _rows(browser, congress, *rows, **more):
    """Send the page of results with these rows in place of the first ones."""
    address = _url("record_results", congress.pk)
    sent = fields(browser.get(address), "ghi")
    for number, row in enumerate(rows):
        for name, value in row.items():
            sent[f"ket-qua-{number}-{name}"] = [value]
            if value is None:
                del sent[f"ket-qua-{number}-{name}"]
    return browser.post(address, {**sent, **more})


def test_a_congress_of_the_seed_goes_from_plan_to_seats(browser, cell):
    """Facts 1-2, 1-3, 1-5 and 1-27 of the acceptance list, through the pages alone."""
    TermFactory(organization=cell, label="2020–2022", congress_ordinal=3, starts=parse("2020"))
    director = MemberFactory(organization=cell, full_name="Phạm Anh Tuấn")
    vice = MemberFactory(organization=cell, full_name="Nguyễn Hoàng Tuấn")
    HoldingFactory(
        member=director, post="government", title="Giám đốc Trung tâm", starts=parse("2018")
    )
    HoldingFactory(member=vice, starts=parse("2020"))
    browser.post(_url("plan_congress", "mot"), {"ordinal": "4", "when": "9/2022"})
    planned = Congress.objects.get()
    typed = {
        "ordinal": "4",
        "when": "29/9/2022",
        "new_term": "2022–2025",
        "new_term_ends": "2025",
        "summoned": "8",
        "present": "8",
        "documents": "Nghị quyết đại hội",
    }
    browser.post(_url("hold_congress", planned.pk), typed)
    one = {"post": "secretary", "member": str(director.pk), "votes": "8", "ballots": "8"}
    two = {"post": "deputy", "member": str(vice.pk), "votes": "7", "ballots": "8"}
    answer = _rows(browser, planned, one, two)
    assert answer.url == _url("congress", planned.pk)
    page = words(browser.get(answer.url))
    for said in (
        "Đại hội lần thứ IV, nhiệm kỳ 2022–2025",
        "8/8 · 100%",
        "Giám đốc Trung tâm",
        "7/8 · 87,50%",
        "Nghị quyết đại hội",
        "thôi chức Bí thư Chi bộ nhiệm kỳ trước sẽ ghi",
    ):
        assert said in page
    page = words(browser.post(_url("seat_elected", planned.pk), follow=True))
    assert "Đã ghi nhận chức: Phạm Anh Tuấn (Bí thư Chi bộ), Nguyễn Hoàng Tuấn (Phó" in page
    assert "Đã ghi thôi chức vụ nhiệm kỳ trước: Nguyễn Hoàng Tuấn (Bí thư Chi bộ)." in page
    assert {
        (h.member, h.post) for h in PositionHolding.objects.filter(term__label="2022–2025")
    } == {
        (director, "secretary"),
        (vice, "deputy"),
    }
    page = words(browser.post(_url("seat_elected", planned.pk), follow=True))
    assert "đã có chức vụ trong nhiệm kỳ này" in page
    assert 'form="nhan-chuc"' not in text(browser.get(answer.url))


def test_planned_ones_come_first_in_the_list(browser, cell):
    PlannedFactory(organization=cell)
    CongressFactory(organization=cell)
    CongressFactory(organization=OrganizationFactory(name="Chi bộ Bên"), when=parse("2021"))
    page = words(browser.get(_url("congresses")))
    planned, held = page.index("Dự kiến cuối tháng 3/2020"), page.index("Ngày 29/09/2022")
    assert planned < held
    assert "đã qua, chưa ghi kết quả" in page
    assert "2021" not in page


def test_an_empty_list_says_what_to_do(browser):
    page = text(browser.get(_url("congresses")))
    assert "Ghi đại hội đầu tiên" in page
    assert page.count(_url("record_congress", "mot")) == 2


def test_a_committee_sees_its_own_and_those_directly_below(committee, cell):
    PlannedFactory(organization=committee)
    elect(
        CongressFactory(organization=cell),
        Row("secretary", name="Phạm Anh Tuấn", votes=8, ballots=8),
    )
    CongressFactory(organization=OrganizationFactory(name="Chi bộ Nơi khác"))
    staff = client(holder(Role.COMMITTEE_STAFF, committee))
    page = words(staff.get(f"{_url('congresses')}?to-chuc={committee.code}"))
    assert "Đại hội của tổ chức trực thuộc" in page
    assert "Bí thư Chi bộ: Phạm Anh Tuấn (8/8 phiếu)" in page
    assert "Nơi khác" not in page
    assert "Đại hội của tổ chức trực thuộc" not in words(secretary(cell).get(_url("congresses")))


def test_a_refused_congress_keeps_what_was_typed(browser):
    typed = {"when": "29/9/2099", "present": "9", "summoned": "8", "documents": "Chữ đã gõ"}
    page = text(browser.post(_url("record_congress", "mot"), typed))
    for said in ("ở tương lai", "nhiều hơn triệu tập 8", "Chữ đã gõ"):
        assert said in page
    page = text(
        browser.post(_url("record_congress", "mot"), {"when": "2022", "new_term_ends": "2025"})
    )
    assert "Ghi tên nhiệm kỳ, như" in page
    assert not Congress.objects.exists()


def test_only_terms_and_meetings_of_the_place_may_be_chosen(browser, cell):
    own = MeetingFactory(organization=cell, kinds={"congress"}, held=DAY, place="Hội trường")
    other = MeetingFactory(kinds={"congress"}, held=DAY, title="Họp nơi khác")
    foreign = TermFactory(label="2030–2035")
    address = _url("record_congress", "mot")
    page = text(browser.get(address, {"buoi": own.pk}))
    assert f'value="{own.pk}" selected' in page
    assert 'value="29/09/2022"' in page
    assert "Họp nơi khác" not in page
    assert "2030–2035" not in page
    page = text(browser.post(address, {"when": "2022", "meeting": other.pk, "term": foreign.pk}))
    assert "Không có buổi này trong sổ" in page
    assert "Không có nhiệm kỳ này trong sổ" in page
    assert browser.get(address, {"buoi": other.pk}).status_code == 404


def test_a_clerk_records_a_congress_but_no_term(cell):
    clerk = client(holder(Role.CLERK, cell))
    address = _url("record_congress", "mot")
    assert "new_term" not in fields(clerk.get(address), "ghi")
    clerk.post(address, {"when": "29/9/2022", "new_term": "2022–2025"})
    assert Congress.objects.get().term is None
    assert not Term.objects.exists()


def test_a_clerk_sees_no_seating(cell):
    term = TermFactory(organization=cell)
    one = CongressFactory(organization=cell, when=parse("14/5/2025"), term=term)
    elect(one, Row("deputy", MemberFactory(organization=cell)))
    clerk = client(holder(Role.CLERK, cell))
    assert "Nhận chức" not in words(clerk.get(_url("congress", one.pk)))
    assert clerk.post(_url("seat_elected", one.pk)).status_code == 403


def test_the_main_deed_goes_by_the_state(browser, cell):
    def deed(congress):
        return words(browser.get(_url("congress", congress.pk)))

    planned = PlannedFactory(organization=cell)
    assert "Ghi đã tổ chức" in deed(planned)
    assert "Thời gian dự kiến đã qua" in deed(planned)
    held = CongressFactory(organization=cell, term=TermFactory(organization=cell))
    assert "Ghi kết quả bầu cử" in deed(held)
    elect(held, Row("deputy", MemberFactory(organization=cell)))
    assert "Ghi nhận chức" in deed(held)


def test_a_congress_is_corrected_from_what_the_page_showed(browser, cell):
    one = CongressFactory(organization=cell, place="Hội trường")
    address = _url("correct_congress", one.pk)
    sent = fields(browser.get(address), "ghi")
    Congress.objects.update(place="Chỗ khác, người khác vừa sửa")
    answer = browser.post(address, {**sent, "present": "7"})
    assert answer.url == _url("congress", one.pk)
    one.refresh_from_db()
    assert (one.present, one.place) == (7, "Chỗ khác, người khác vừa sửa")


def test_a_planned_congress_is_corrected_with_its_own_form(browser, cell):
    one = PlannedFactory(organization=cell)
    address = _url("correct_congress", one.pk)
    sent = fields(browser.get(address), "ghi")
    assert "present" not in sent
    browser.post(address, {**sent, "when": "đầu tháng 4/2020"})
    one.refresh_from_db()
    assert str(one.when) == "đầu tháng 4/2020"


def test_a_congress_is_removed_with_a_reason(browser, cell):
    one = CongressFactory(organization=cell)
    address = _url("remove_congress", one.pk)
    assert "Ghi lý do bỏ" in text(browser.post(address, {"reason": ""}))
    assert browser.post(address, {"reason": "trùng"}).url.endswith("?to-chuc=mot")
    assert not Congress.objects.exists()


def test_wrong_results_are_told_beside_their_fields_and_nothing_is_kept(browser, cell):
    one = CongressFactory(organization=cell)
    member = MemberFactory(organization=cell)
    answer = _rows(
        browser,
        one,
        {"post": "secretary", "member": str(member.pk), "votes": "4", "ballots": "8"},
        {},
        {"post": "deputy", "name": "Tên đã gõ", "votes": "9", "ballots": "9"},
        {"name": "Thiếu chức vụ"},
    )
    page = words(answer)
    assert "Chọn chức vụ." in page
    sent = fields(answer, "ghi")
    assert sent["ket-qua-2-name"] == ["Tên đã gõ"]
    answer = _rows(
        browser,
        one,
        {"post": "secretary", "member": str(member.pk), "votes": "4", "ballots": "8"},
        {},
        {"post": "deputy", "name": "Tên đã gõ", "votes": "9", "ballots": "9"},
    )
    page = text(answer)
    row = page[page.index('id="ket-qua-0"') : page.index('id="ket-qua-1"')]
    assert "4/8 phiếu không quá bán" in row
    row = page[page.index('id="ket-qua-2"') : page.index('id="ket-qua-3"')]
    assert "nhiều hơn số người có mặt (8)" in row
    assert "Tên đã gõ" in row
    assert not ElectionResult.objects.exists()


def test_rows_are_corrected_and_taken_out_without_script(browser, cell):
    one = CongressFactory(organization=cell)
    elect(one, Row("secretary", name="Phạm Anh Tuấn"), Row("deputy", name="Người Thừa"))
    _rows(browser, one, {"votes": "8", "ballots": "8"}, {"DELETE": "on"})
    assert [(r.name, r.votes) for r in one.results.all()] == [("Phạm Anh Tuấn", 8)]


def test_a_row_to_take_out_that_never_was_takes_nothing_out(browser, cell):
    one = CongressFactory(organization=cell)
    elect(one, Row("secretary", name="Phạm Anh Tuấn"), Row("deputy", name="Người Khác"))
    answer = _rows(browser, one, {}, {"DELETE": "on", "pk": "9" * 30})
    assert answer.status_code == 302
    assert one.results.count() == 2


def test_somebody_who_was_not_elected_is_a_row_without_the_mark(browser, cell):
    one = CongressFactory(organization=cell)
    _rows(browser, one, {"post": "deputy", "name": "Người Khác", "is_elected": None})
    assert not one.results.get().is_elected
    assert "không trúng cử" in words(browser.get(_url("congress", one.pk)))


def test_more_rows_are_given_when_those_at_hand_are_saved(browser, cell):
    one = CongressFactory(organization=cell)
    answer = _rows(browser, one, {"post": "deputy", "name": "Người Khác"}, them="1")
    assert answer.url == f"{_url('record_results', one.pk)}?them=1"
    assert one.results.count() == 1
    few = fields(browser.get(_url("record_results", one.pk)), "ghi")
    many = fields(browser.get(answer.url), "ghi")
    assert few["ket-qua-TOTAL_FORMS"] == ["5"]
    assert many["ket-qua-TOTAL_FORMS"] == ["10"]


def test_only_members_of_the_roll_may_be_chosen(browser, cell):
    one = CongressFactory(organization=cell)
    MemberFactory(organization=cell, full_name="Đỗ Văn Nhà")
    other = MemberFactory(full_name="Lê Văn Bên")
    page = text(browser.get(_url("record_results", one.pk)))
    assert "Đỗ Văn Nhà" in page
    assert "Lê Văn Bên" not in page
    answer = _rows(browser, one, {"post": "deputy", "member": str(other.pk)})
    assert "Không có đồng chí này trong danh sách" in text(answer)
    assert not ElectionResult.objects.exists()


def test_a_page_without_its_counters_is_refused_in_peace(browser, cell):
    one = CongressFactory(organization=cell)
    sent = {"ket-qua-TOTAL_FORMS": "abc", "ket-qua-0-post": "deputy"}
    page = words(browser.post(_url("record_results", one.pk), sent))
    assert "Chưa ghi được Trang gửi lên thiếu số dòng nên chưa ghi gì. Mở lại trang này." in page


def test_more_rows_than_a_page_takes_are_refused_in_words(browser, cell):
    one = CongressFactory(organization=cell)
    answer = _rows(browser, one, **{"ket-qua-TOTAL_FORMS": "501"})
    assert "Nhiều nhất 500 dòng một lần. Bỏ bớt, hoặc chia làm hai lần ghi." in words(answer)
    assert not ElectionResult.objects.exists()


def test_rows_whose_keys_cannot_be_read_are_refused_in_one_sentence(browser, cell):
    one = CongressFactory(organization=cell)
    elect(one, Row("secretary", name="Phạm Anh Tuấn"), Row("deputy", name="Người Thừa"))
    answer = _rows(browser, one, {"pk": "x", "votes": "8"}, {"pk": "[[["})
    assert words(answer).count("Có dòng không đọc được nên chưa ghi gì.") == 1
    assert fields(answer, "ghi")["ket-qua-0-votes"] == ["8"]
    assert [row.votes for row in one.results.all()] == [None, None]


def test_where_seating_is_refused_the_reason_is_told(browser, cell):
    one = CongressFactory(
        organization=cell, term=TermFactory(organization=cell, congress_ordinal=None)
    )
    elect(one, Row("secretary", MemberFactory(organization=cell)))
    HoldingFactory(
        member=MemberFactory(organization=cell, full_name="Bùi Văn Sau"), starts=parse("2023")
    )
    page = words(browser.post(_url("seat_elected", one.pk), follow=True))
    assert "Bí thư là đồng chí Bùi Văn Sau" in page
    assert PositionHolding.objects.count() == 1


def test_a_meeting_of_a_congress_leads_to_it_or_to_writing_it_down(browser, cell):
    minutes = MeetingFactory(organization=cell, kinds={"congress"}, held=DAY)
    regular = MeetingFactory(organization=cell, held=DAY)
    leads = f"{_url('congresses')}?to-chuc=mot&buoi={minutes.pk}"
    assert leads.replace("&", "&amp;") in text(browser.get(_url("meeting", minutes.pk)))
    assert _url("congresses") not in text(browser.get(_url("meeting", regular.pk)))
    record = f"{_url('record_congress', 'mot')}?buoi={minutes.pk}"
    assert record in text(browser.get(leads))
    one = CongressFactory(organization=cell, meeting=minutes)
    assert browser.get(leads).url == _url("congress", one.pk)


def test_the_page_of_terms_leads_to_the_congresses(browser):
    assert f"{_url('congresses')}?to-chuc=mot" in text(browser.get(_url("terms", "mot")))


def test_draft_minutes_are_no_link_for_a_member(cell):
    minutes = MeetingFactory(organization=cell, kinds={"congress"}, held=DAY)
    one = CongressFactory(organization=cell, meeting=minutes)
    leads = _url("meeting", minutes.pk)
    assert leads in text(secretary(cell).get(_url("congress", one.pk)))
    assert leads not in text(client(holder(Role.MEMBER, cell)).get(_url("congress", one.pk)))


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_with_one_and_with_thirty_rows(browser, cell, committee, count):
    for year in range(count):
        for place in (committee, cell):
            minutes = MeetingFactory(
                organization=place, kinds={"congress"}, held=parse(str(1990 + year))
            )
            one = CongressFactory(organization=place, when=minutes.held, meeting=minutes)
            elect(one, Row("deputy", MemberFactory(organization=cell)))
    staff = client(holder(Role.COMMITTEE_STAFF, committee))
    assert statements(staff, f"{_url('congresses')}?to-chuc={committee.code}") == STATEMENTS


STATEMENTS = 20
