import pytest
from django.test import Client
from django.urls import reverse

from chibo.access import Role
from chibo.clock import now
from reports.ratings.models import (
    OrganizationRating,
    RatingAggregate,
    RatingSheet,
    ResidenceReview,
)
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.members.factories import MemberFactory
from tests.reports.factories import secretary_of
from tests.reports.ratings.figures.factories import aggregate, rating, review

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"
LIST = "/xep-loai/so-lieu/?to-chuc=mau"
GOOD = {
    "from_year": "2020",
    "to_year": "2021",
    "level": "good",
    "or_better": "on",
    "count": "7",
    "total": "7",
}
ALL = {"when": "2022", "extent": "all", "result": "good"}


@pytest.fixture
def cell():
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu", parent=CommitteeFactory())


@pytest.fixture
def signed(client, cell):
    client.force_login(secretary_of(cell), backend=BACKEND)
    return client


def page(client, address=LIST):
    return " ".join(client.get(address).content.decode().split())


def test_figures_of_old_years_are_noted_and_read_as_one_sentence(signed):
    address = reverse("note_rating_aggregate", args=["mau"])
    assert signed.post(address, GOOD).url == f"{LIST}#so-lieu-nam-cu"
    signed.post(address, {**GOOD, "level": "excellent", "or_better": "", "count": "1"})
    assert (
        "2020–2021: 7/7 đảng viên hoàn thành tốt nhiệm vụ trở lên, "
        "trong đó 1 đồng chí hoàn thành xuất sắc nhiệm vụ"
    ) in page(signed)


def test_one_year_alone_is_its_own_end(signed):
    signed.post(reverse("note_rating_aggregate", args=["mau"]), {**GOOD, "to_year": ""})
    kept = RatingAggregate.objects.get()
    assert (kept.from_year, kept.to_year) == (2020, 2020)


def test_a_correction_leaves_what_somebody_else_wrote_since_the_page_was_opened(signed, cell):
    one = aggregate(cell, total=9)
    address = reverse("correct_rating_aggregate", args=[one.pk])
    shown = signed.get(address).context["form"].shown
    RatingAggregate.objects.update(source="ghi bên kia")
    old = {**GOOD, "or_better": "", "count": "6", "total": "9", "source": "", "shown": shown}
    assert signed.post(address, old).status_code == 302
    kept = RatingAggregate.objects.get()
    assert (kept.count, kept.source) == (6, "ghi bên kia")


def test_levels_are_called_as_in_the_year_that_was_typed(signed):
    address = reverse("note_rating_aggregate", args=["mau"])
    old = {**GOOD, "from_year": "2016", "to_year": "", "count": "8"}
    answer = signed.post(address, old).content.decode()
    assert "Không thể có 8 trong 7 đảng viên" in answer
    assert "Đủ tư cách, hoàn thành tốt nhiệm vụ" in answer
    assert not RatingAggregate.objects.exists()
    assert "Đủ tư cách" not in page(signed, f"{address}?nam=2021")


def test_years_before_any_regulation_are_refused_with_words(signed):
    address = reverse("note_rating_aggregate", args=["mau"])
    old = {**GOOD, "from_year": "1985", "to_year": "1985"}
    assert "Chưa có quy định về xếp loại" in signed.post(address, old).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"from_year": "năm kia"}, "Năm gồm bốn chữ số"),
        ({"from_year": ""}, "Ghi năm, như 2021."),
        ({"to_year": "²⁰²¹"}, "Năm gồm bốn chữ số"),
        ({"to_year": "2099"}, "Năm 2099 chưa đến"),
        ({"count": "bảy"}, "Ghi một số nguyên"),
        ({"count": "-1"}, "không thể âm"),
        ({"level": "medal"}, "Chọn một mức trong danh sách"),
    ],
)
def test_a_refused_figure_says_why_and_keeps_what_was_typed(signed, typed, said):
    given = {**GOOD, "source": "Chữ đã gõ", **typed}
    answer = signed.post(reverse("note_rating_aggregate", args=["mau"]), given).content.decode()
    assert said in answer
    assert "Chữ đã gõ" in answer
    assert not RatingAggregate.objects.exists()


def test_a_rating_is_noted_once_and_completed_when_it_is_decided(signed, cell):
    cell.parent = None
    cell.save()
    address = reverse("rate_organization", args=["mau"])
    assert signed.post(address, {"year": "2025", "self_level": "good"}).status_code == 302
    assert "tự xếp loại hoàn thành tốt nhiệm vụ, chưa có quyết định" in page(signed)
    again = signed.post(address, {"year": "2025", "self_level": "done"}).content.decode()
    assert "Xếp loại năm 2025 đã ghi. Hãy sửa dòng đã ghi." in again
    given = {"year": "2025", "self_level": "good", "decided_level": "excellent"}
    given |= {"decided_by": "Đảng ủy Sở", "decision": "15-QĐ/ĐU"}
    correct = reverse("correct_organization_rating", args=[OrganizationRating.objects.get().pk])
    assert "Ghi ngày quyết định." in signed.post(correct, given).content.decode()
    given["decided_on"] = "05/01/2026"
    signed.post(correct, given)
    shown = page(signed)
    assert "<strong>2025</strong>: hoàn thành xuất sắc nhiệm vụ" in shown
    assert (
        "Tự xếp loại hoàn thành tốt nhiệm vụ · Đảng ủy Sở · 15-QĐ/ĐU, 05/01/2026 · 366-QĐ/TW"
        in shown
    )


def test_a_cell_is_offered_no_decision_about_itself_and_its_superior_is(signed, client, cell):
    decide = reverse("decide_organization_rating", args=["mau"])
    form = page(signed, reverse("rate_organization", args=["mau"]))
    assert "Mức được xếp loại do" in form
    assert "decided_level" not in form
    assert decide not in page(signed)
    assert signed.get(decide).status_code == 403
    typed = {"year": "2024", "self_level": "good", "decided_level": "excellent"}
    signed.post(reverse("rate_organization", args=["mau"]), typed)
    assert OrganizationRating.objects.get().decided_level == ""
    client.force_login(holder(Role.COMMITTEE_LEADER, cell.parent), backend=BACKEND)
    assert decide in page(client)
    given = {"year": "2024", "decided_level": "good", "decision": "45-QĐ/ĐU"}
    assert "Ghi ngày quyết định." in client.post(decide, given).content.decode()
    answer = client.post(decide, given | {"decided_on": "05/01/2025"})
    assert answer.url == f"{LIST}#xep-loai-to-chuc"
    assert OrganizationRating.objects.get().decided_level == "good"


def test_a_leader_decides_nothing_about_his_own_committee(client, cell):
    own = cell.parent
    client.force_login(holder(Role.COMMITTEE_LEADER, own), backend=BACKEND)
    decide = reverse("decide_organization_rating", args=[own.code])
    assert decide not in page(client, f"/xep-loai/so-lieu/?to-chuc={own.code}")
    assert "không ở cấp trên" in page(client, decide)
    given = {
        "year": "2024",
        "decided_level": "good",
        "decision": "1-QĐ",
        "decided_on": "05/01/2025",
    }
    assert "không ở cấp trên" in client.post(decide, given).content.decode()
    assert not OrganizationRating.objects.exists()


def test_a_decision_asks_again_who_one_is(client, cell):
    client.force_login(holder(Role.COMMITTEE_LEADER, cell.parent), backend=BACKEND)
    session = client.session
    session["shown_at"] = 0
    session.save()
    answer = client.post(reverse("decide_organization_rating", args=["mau"]), {"year": "2024"})
    assert answer.status_code == 403


def test_an_old_rating_keeps_the_name_its_level_had(signed, cell):
    rating(cell, 2016, decided_level="excellent")
    assert "<strong>2016</strong>: trong sạch, vững mạnh" in page(signed)


def test_remarks_are_noted_for_all_and_for_one_with_the_regulation(signed, cell):
    member = MemberFactory(organization=cell, full_name="Lê Văn An")
    address = reverse("note_residence_review", args=["mau"])
    assert "theo 213-QĐ/TW" in page(signed, f"{address}?nam=2022")
    assert "213-QĐ/TW" not in page(signed, f"{address}?nam=2019")
    signed.post(address, ALL)
    signed.post(address, {**ALL, "extent": "by_name", "member": member.pk})
    review(cell, "2018")
    shown = page(signed)
    assert "100% đảng viên được giới thiệu được cấp ủy nơi cư trú nhận xét tốt" in shown
    assert "Đồng chí Lê Văn An được cấp ủy nơi cư trú nhận xét tốt" in shown
    assert '<span class="clause">2022 · 213-QĐ/TW</span>' in shown
    assert '<span class="clause">2018</span>' in shown


def test_only_members_of_the_roll_may_be_remarked(signed):
    other = MemberFactory(full_name="Lê Văn Bên")
    address = reverse("note_residence_review", args=["mau"])
    assert "Lê Văn Bên" not in page(signed, address)
    given = {**ALL, "extent": "by_name", "member": other.pk}
    assert "Không có đồng chí này" in signed.post(address, given).content.decode()
    assert not ResidenceReview.objects.exists()


def test_a_year_shows_what_touches_it_and_the_years_one_may_turn_to(signed, cell):
    aggregate(cell, source="Báo cáo hai năm")
    review(cell, "2022", text="Nhận xét năm 2022")
    shown = page(signed, f"{LIST}&nam=2021")
    assert "Báo cáo hai năm" in shown
    assert "Nhận xét năm 2022" not in shown
    assert f'href="{LIST}&amp;nam=2022"' in shown
    assert f'href="{LIST}&amp;nam=2023"' not in shown


def test_each_record_is_corrected_and_removed_with_a_reason(signed, cell):
    for kept, kind, given in (
        (aggregate(cell), "rating_aggregate", {**GOOD, "count": "5"}),
        (
            rating(cell, self_level="good"),
            "organization_rating",
            {"year": "2024", "self_level": "done"},
        ),
        (review(cell), "residence_review", {**ALL, "result": "fair"}),
    ):
        correct, remove = (reverse(f"{deed}_{kind}", args=[kept.pk]) for deed in VERBS)
        assert signed.post(correct, given).url.startswith(LIST)
        assert "Ghi lý do bỏ" in signed.post(remove, {"reason": ""}).content.decode()
        assert signed.post(remove, {"reason": "trùng"}).url.startswith(LIST)
        assert not type(kept).objects.exists()


VERBS = ("correct", "remove")


def test_a_neighbours_records_are_not_found(signed):
    other = OrganizationFactory(code="khac")
    for kept, kind in (
        (aggregate(other), "rating_aggregate"),
        (rating(other), "organization_rating"),
        (review(other), "residence_review"),
    ):
        for verb in VERBS:
            address = reverse(f"{verb}_{kind}", args=[kept.pk])
            assert signed.get(address).status_code == 404
    for name in ("note_rating_aggregate", "rate_organization", "note_residence_review"):
        assert signed.post(reverse(name, args=["khac"]), GOOD).status_code == 404
    assert signed.get("/xep-loai/so-lieu/?to-chuc=khac").status_code == 404


def test_a_committee_reads_the_figures_of_its_cell_and_is_offered_no_deed(client, cell):
    staff = holder(Role.COMMITTEE_STAFF, cell.parent)
    client.force_login(staff, backend=BACKEND)
    kept = aggregate(cell)
    shown = page(client)
    assert "7 đảng viên hoàn thành tốt nhiệm vụ" in shown
    for name, argument in (
        ("note_rating_aggregate", "mau"),
        ("correct_rating_aggregate", kept.pk),
        ("rate_organization", "mau"),
    ):
        address = reverse(name, args=[argument])
        assert address not in shown
        assert client.get(address).status_code == 404


def test_what_a_cell_says_of_itself_on_a_sheet_is_told_above_once_it_was_sent(signed, cell):
    rating(cell, self_level="good")
    sheet = RatingSheet.objects.create(
        organization=cell, year=2025, status="draft", updated_at=now()
    )
    above = Client()
    above.force_login(holder(Role.COMMITTEE_STAFF, cell.parent), backend=BACKEND)
    said = "tự xếp loại hoàn thành tốt nhiệm vụ"
    asked = (LIST, f"{LIST}&q=hoan thanh tot")
    assert [said in page(signed, each) for each in asked] == [True, True]
    assert [said in page(above, each) for each in asked] == [False, False]
    RatingSheet.objects.filter(pk=sheet.pk).update(status="submitted")
    assert [said in page(above, each) for each in asked] == [True, True]


def test_a_committee_notes_its_own_rating_figures_and_remarks(client, cell):
    committee = cell.parent
    client.force_login(holder(Role.COMMITTEE_STAFF, committee), backend=BACKEND)
    shown = page(client, f"/xep-loai/so-lieu/?to-chuc={committee.code}")
    for name, given in (
        ("rate_organization", {"year": "2025", "self_level": "good"}),
        ("note_rating_aggregate", GOOD),
        ("note_residence_review", ALL),
    ):
        address = reverse(name, args=[committee.code])
        assert address in shown
        assert client.post(address, given).status_code == 302
    assert OrganizationRating.objects.get().organization == committee
    assert RatingAggregate.objects.get().organization == committee
    assert ResidenceReview.objects.get().organization == committee
    sheet = reverse("open_rating_sheet", args=[committee.code, 2025])
    assert client.post(sheet).status_code != 404
    assert not RatingSheet.objects.exists()


def test_an_empty_page_says_what_to_write(signed):
    shown = page(signed)
    assert "Ghi mức tổ chức tự xếp loại; mức được xếp loại do" in shown
    assert "Mọi năm" not in shown


def test_the_page_costs_the_same_with_one_and_with_thirty_rows(
    signed, cell, django_assert_num_queries
):
    _a_year(cell, 1990)
    with django_assert_num_queries(QUERIES):
        signed.get(reverse("rating_figures"))
    for year in range(1991, 2020):
        _a_year(cell, year)
    with django_assert_num_queries(QUERIES):
        signed.get(reverse("rating_figures"))


def _a_year(cell, year):
    rating(cell, year)
    aggregate(cell, from_year=year, to_year=year)
    member = MemberFactory(organization=cell)
    review(cell, str(year), extent="by_name", member=member)


QUERIES = 12
