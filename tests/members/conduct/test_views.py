"""The page of awards and discipline, and one page for each deed."""

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.dates import parse
from members.conduct.models import Commendation, Discipline
from tests.chibo.factories import holder
from tests.members import pages
from tests.members.factories import CommendationFactory, DisciplineFactory, MemberFactory

pytestmark = pytest.mark.django_db
GIVEN = {
    "recipient": "itself",
    "standing": "awarded",
    "form": "merit",
    "issuer": "Đảng ủy Sở",
    "when": "02/9/2025",
}
MEASURE = {"recipient": "member", "form": "reprimand", "when": "05/03/2025", "decided_by": "Chi bộ"}


@pytest.fixture
def cells():
    return pages.build()


@pytest.fixture
def secretary(cells):
    return pages.secretary(cells.own)


@pytest.fixture
def clerk(cells):
    return pages.client(holder(Role.CLERK, cells.own))


def _list(client, **asked):
    answer = client.get(reverse("conduct"), {"nam": "2025", **asked})
    return " ".join(pages.text(answer).split())


def _commend(client, code="mot", **given):
    return client.post(reverse("commend", args=[code]), {**GIVEN, **given})


def _discipline(client, **given):
    return client.post(reverse("discipline", args=["mot"]), {**MEASURE, **given})


def test_the_year_shows_ones_own_awards_and_nobody_elses(cells, secretary):
    CommendationFactory(organization=cells.own, member=cells.member, title="Của mình")
    CommendationFactory(organization=cells.own, title="Năm khác", when=parse("2024"))
    CommendationFactory(organization=cells.sibling, title="Của bên cạnh")
    page = _list(secretary)
    assert "1 khen&nbsp;thưởng năm&nbsp;2025" in page
    assert "Của mình" in page
    assert reverse("member", args=[cells.member.pk]) in page
    assert "Năm khác" not in page
    assert "Của bên cạnh" not in page


def test_the_committee_sees_the_cells_with_their_names_and_changes_nothing_there(cells):
    award = CommendationFactory(organization=cells.sibling, title="Của bên cạnh")
    staff = pages.client(holder(Role.COMMITTEE_STAFF, cells.committee))
    page = _list(staff)
    assert "Của bên cạnh" in page
    assert "Chi bộ Hai" in page
    assert reverse("correct_commendation", args=[award.pk]) not in page


def test_awards_and_nominations_are_counted_and_told_apart(cells, secretary):
    CommendationFactory(organization=cells.own, title="Đã trao")
    CommendationFactory(organization=cells.own, title="Còn chờ", standing="nominated")
    assert "<b>1/2</b>" in _list(secretary)
    nominated = _list(secretary, loai="de-nghi")
    assert ("Còn chờ" in nominated, "Đã trao" in nominated) == (True, False)
    awarded = _list(secretary, loai="da-tang")
    assert ("Còn chờ" in awarded, "Đã trao" in awarded) == (False, True)


def test_the_list_is_searched_without_marks(cells, secretary):
    CommendationFactory(organization=cells.own, member=cells.member, title="Một")
    CommendationFactory(organization=cells.own, collective="Đoàn thanh niên", title="Hai")
    page = _list(secretary, q="dong")
    assert ("Một" in page, "Đoàn thanh niên" in page) == (True, False)
    assert "Đoàn thanh niên" in _list(secretary, q="doan THANH")
    assert "Không có dòng nào khớp" in _list(secretary, q="khong co")


def test_discipline_is_for_those_who_may_see_it(cells, secretary, clerk):
    DisciplineFactory(organization=cells.own, member=cells.member, reason="Vắng họp nhiều lần")
    DisciplineFactory(organization=cells.sibling, reason="Việc của bên cạnh")
    page = _list(secretary)
    assert "Vắng họp nhiều lần" in page
    assert "Việc của bên cạnh" not in page
    for asked in ({}, {"q": "vang hop"}, {"q": "khien trach"}, {"q": "dong"}):
        hidden = _list(clerk, **asked).replace(reverse("conduct"), "")
        for word in ("Vắng họp", "ỷ luật", "Khiển trách", "Đỗ Văn Đông"):
            assert word not in hidden


def test_an_award_of_each_of_the_three_is_recorded(cells, secretary):
    answer = _commend(secretary)
    assert answer.url == f"{reverse('conduct')}?to-chuc=mot&nam=2025"
    _commend(secretary, recipient="member", member=cells.member.pk)
    _commend(secretary, recipient="collective", collective="Trung tâm")
    kept = Commendation.objects.order_by("pk").values_list("member", "collective")
    assert list(kept) == [(None, ""), (cells.member.pk, ""), (None, "Trung tâm")]


def test_exactly_one_recipient_is_named(cells, secretary):
    for given, said in (
        ({"recipient": ""}, "Chọn một trong các dòng này."),
        ({"recipient": "member"}, "Chọn đồng chí trong danh sách."),
        ({"recipient": "collective"}, "Ghi tên tập thể"),
        ({"member": cells.member.pk}, "không chọn «Một đồng chí đảng viên»"),
        ({"collective": "Trung tâm"}, "không chọn «Một tập thể»"),
        (
            {"recipient": "member", "member": cells.member.pk, "collective": "Trung tâm"},
            "không chọn «Một tập thể»",
        ),
    ):
        page = pages.text(_commend(secretary, **given))
        assert said in page
        assert "02/9/2025" in page
    assert not Commendation.objects.exists()


def test_only_the_roll_of_that_day_may_be_chosen(cells, secretary):
    newcomer = MemberFactory(organization=cells.own, full_name="Lê Mới", starts=parse("1/2026"))
    assert "Lê Mới" not in pages.text(secretary.get(f"{reverse('commend', args=['mot'])}?nam=2025"))
    for stranger in (newcomer, cells.neighbour):
        page = pages.text(_commend(secretary, recipient="member", member=stranger.pk))
        assert "Ngày ấy đồng chí này không có trong sổ" in page
        assert stranger.full_name not in page
    assert not Commendation.objects.exists()
    _commend(secretary, recipient="member", member=newcomer.pk, when="3/2026")
    assert Commendation.objects.get().member == newcomer


def test_the_address_may_name_a_member_whose_file_one_sees(cells, secretary):
    address = reverse("commend", args=["mot"])
    page = pages.text(secretary.get(address, {"dang-vien": cells.member.pk}))
    assert f'<option value="{cells.member.pk}" selected>' in page
    assert secretary.get(address, {"dang-vien": cells.neighbour.pk}).status_code == 404


def test_a_refused_award_keeps_what_was_typed(secretary):
    page = pages.text(_commend(secretary, when="2099", reason="Chữ đã gõ <b>"))
    assert "ở tương lai" in page
    assert "Chữ đã gõ &lt;b&gt;" in page
    assert not Commendation.objects.exists()


def test_a_cell_is_warned_and_the_award_is_kept(secretary):
    page = pages.text(_commend(secretary, issuer="Chi bộ Một").client.get(reverse("conduct")))
    assert "thường chỉ biểu dương" in page
    assert Commendation.objects.count() == 1


def test_a_nomination_is_corrected_into_an_award(cells, secretary):
    award = CommendationFactory(organization=cells.own, member=cells.member, standing="nominated")
    address = reverse("correct_commendation", args=[award.pk])
    shown = pages.inputs(secretary.get(address))
    secretary.post(
        address,
        {
            **shown,
            "recipient": "member",
            "member": cells.member.pk,
            "standing": "awarded",
            "form": "certificate",
            "decision": "12-QĐ/UB",
        },
    )
    kept = Commendation.objects.get()
    assert (kept.standing, kept.decision, kept.member) == ("awarded", "12-QĐ/UB", cells.member)


def test_another_recipient_is_put_in_place_of_the_first(cells, secretary):
    award = CommendationFactory(organization=cells.own, member=cells.member)
    address = reverse("correct_commendation", args=[award.pk])
    shown = pages.inputs(secretary.get(address))
    chosen = {"recipient": "collective", "standing": "awarded", "form": "certificate"}
    secretary.post(address, {**shown, **chosen, "collective": "Trung tâm", "member": ""})
    kept = Commendation.objects.get()
    assert (kept.member, kept.collective) == (None, "Trung tâm")


def test_an_award_is_removed_with_a_reason(cells, secretary):
    award = CommendationFactory(organization=cells.own)
    address = reverse("remove_commendation", args=[award.pk])
    assert "Ghi lý do bỏ" in pages.text(secretary.post(address, {"reason": " "}))
    secretary.post(address, {"reason": "trùng"})
    assert not Commendation.objects.exists()


def test_a_measure_is_recorded_corrected_and_withdrawn(cells, secretary):
    answer = _discipline(secretary, member=cells.member.pk)
    assert answer.url == f"{reverse('conduct')}?to-chuc=mot&nam=2025"
    measure = Discipline.objects.get()
    address = reverse("correct_discipline", args=[measure.pk])
    shown = pages.inputs(secretary.get(address))
    given = {**MEASURE, "member": cells.member.pk, "form": "warning"}
    secretary.post(address, {**shown, **given})
    assert Discipline.objects.get().form == "warning"
    withdraw = reverse("withdraw_discipline", args=[measure.pk])
    assert "Ghi lý do bỏ" in pages.text(secretary.post(withdraw, {"reason": ""}))
    secretary.post(withdraw, {"reason": "nhầm người"})
    assert not Discipline.objects.exists()


def test_a_probationary_member_is_not_expelled(cells, secretary):
    given = {"member": cells.probationary.pk, "form": "expulsion", "when": "05/03/2026"}
    page = pages.text(_discipline(secretary, **given))
    assert "chỉ khiển trách hoặc cảnh cáo" in page
    assert "Điều lệ Đảng, điều 35" in page
    assert not Discipline.objects.exists()


def test_nobody_records_their_own_discipline(cells):
    user = holder(Role.SECRETARY, cells.own)
    cells.member.user = user
    cells.member.save()
    page = pages.text(_discipline(pages.client(user), member=cells.member.pk))
    assert "Không tự quyết định kỷ luật của mình" in page
    assert not Discipline.objects.exists()


def test_a_clerk_records_and_reads_no_discipline(cells, clerk):
    measure = DisciplineFactory(organization=cells.own)
    for name, argument in (
        ("discipline", "mot"),
        ("correct_discipline", measure.pk),
        ("withdraw_discipline", measure.pk),
    ):
        assert clerk.get(reverse(name, args=[argument])).status_code == 403


def test_a_neighbours_records_and_address_are_not_found(cells, secretary):
    award = CommendationFactory(organization=cells.sibling)
    measure = DisciplineFactory(organization=cells.sibling)
    for name, argument in (
        ("commend", "hai"),
        ("discipline", "hai"),
        ("correct_commendation", award.pk),
        ("remove_commendation", award.pk),
        ("correct_discipline", measure.pk),
        ("withdraw_discipline", measure.pk),
    ):
        assert secretary.get(reverse(name, args=[argument])).status_code == 404


def test_a_year_of_nothing_says_what_to_do_next(secretary, clerk):
    assert "Ghi khi có quyết định" in _list(secretary)
    assert "Bí thư ghi khen thưởng tại trang này" in _list(clerk)


def test_a_long_year_is_turned_over_after_a_hundred(cells, secretary):
    for _ in range(101):
        CommendationFactory(organization=cells.own)
    assert _list(secretary).count("/sua/") == 100
    assert _list(secretary, trang="2").count("/sua/") == 1


def test_the_list_costs_the_same_with_one_and_with_thirty_rows(cells, secretary):
    address = f"{reverse('conduct')}?nam=2025"

    def asked(rows):
        for _ in range(rows):
            member = MemberFactory(
                organization=cells.own, full_name="Hồ Thị Sen", is_another_person=True
            )
            CommendationFactory(organization=cells.own, member=member)
            DisciplineFactory(organization=cells.own, member=member)
        return [pages.statements(secretary, address + q) for q in ("", "&q=ho sen")]

    assert (asked(1), asked(29)) == ([QUERIES, QUERIES], [QUERIES, QUERIES])


QUERIES = 15
