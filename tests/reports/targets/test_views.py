import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from chibo.access import Role
from chibo.audit.models import Entry
from chibo.dates import parse
from chibo.regulations.actions import load_known_law
from meetings.congress.models import Congress
from members.dues.models import DuesCharge
from reports.ratings.models import Rating, RatingSheet
from reports.targets.models import Target, TargetProgress
from tests.chibo.factories import CommitteeFactory, OrganizationFactory, holder
from tests.meetings.pages import fields
from tests.members.factories import MemberFactory, TermFactory
from tests.reports.factories import AT, meeting, secretary_of
from tests.reports.targets.factories import ProgressFactory, TargetFactory

pytestmark = pytest.mark.django_db
BACKEND = "chibo.accounts.backend.AccountBackend"
GIVEN = {
    "text": "Đảng viên dự sinh hoạt",
    "span": "year",
    "year": "2025",
    "measure": "percent",
    "operator": "at_least",
    "value": "90",
    "indicator": "attendance",
}
LIST = "/chi-tieu/?to-chuc=mau&nam=2025"


@pytest.fixture
def cell():
    load_known_law(by=None)
    return OrganizationFactory(code="mau", name="Chi bộ Mẫu")


@pytest.fixture
def signed(client, cell):
    client.force_login(secretary_of(cell), backend=BACKEND)
    return client


def words(answer):
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def test_a_target_is_set_and_shown_with_what_the_book_counts(signed, cell):
    answer = signed.post(reverse("set_target", args=["mau"]), {**GIVEN, "source": "Nghị quyết 05"})
    assert answer.url == LIST
    member = MemberFactory(organization=cell)
    held = meeting(cell, "5/3/2025", "regular", status="locked")
    held.attendances.create(member=member, is_official=True, state="present")
    page = signed.get(LIST)
    said = words(page)
    assert "Đạt 1/1 chỉ&nbsp;tiêu, năm&nbsp;2025" in said
    assert "Nghị quyết 05 từ 90% trở lên 1/1 · 100%" in said
    assert (
        '<a class="evidence" href="/sinh-hoat/?to-chuc=mau&amp;nam=2025"' in page.content.decode()
    )
    assert 'class="bar__goal" d="M90 0v8"' in page.content.decode()
    assert Entry.objects.get(verb="set_target").values["indicator"] == "attendance"


def test_what_does_not_belong_to_the_time_of_a_target_is_left_out(signed, cell):
    term = TermFactory(organization=cell)
    given = {**GIVEN, "span": "term", "term": term.pk, "month": "3"}
    signed.post(reverse("set_target", args=["mau"]), given)
    target = Target.objects.get()
    assert (target.term, target.year, target.month) == (term, None, None)


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("hoc-tap", ("percent", 100, "study")),
        ("hoan-thanh-tot", ("percent", 100, "good_or_better")),
        ("xuat-sac", ("percent", 15, "excellent")),
        ("xep-loai", ("level", None, "organization_level")),
        ("dang-vien-moi", ("count", 2, "admitted")),
        ("du-hop", ("percent", 90, "attendance")),
        ("chuyen-de", ("count", 4, "thematic")),
        ("dang-phi", ("percent", 100, "dues")),
    ],
)
def test_a_typical_target_is_one_tap_and_one_save(signed, slug, said):
    address = f"{reverse('set_target', args=['mau'])}?nam=2026&mau={slug}"
    form = signed.get(address).context["form"]
    given = {name: form[name].value() for name in form.fields}
    signed.post(address, {name: value for name, value in given.items() if value is not None})
    target = Target.objects.get()
    assert (target.measure, target.value, target.indicator) == said
    assert (target.span, target.year) == ("year", 2026)
    assert target.level == ("excellent" if slug == "xep-loai" else "")


def test_an_empty_year_offers_typical_targets(signed):
    page = signed.get(LIST).content.decode()
    assert "/chi-tieu/mau/dat/?nam=2025&amp;cua=nam&amp;mau=hoc-tap" in page
    form = signed.get("/chi-tieu/mau/dat/?nam=2025&cua=nhiem-ky&mau=lạ").context["form"]
    assert (form["span"].value(), form["text"].value()) == ("term", None)


def test_a_refused_form_says_why_and_keeps_what_was_typed(signed):
    given = {**GIVEN, "value": "101", "baseline": "Chữ đã gõ"}
    page = signed.post(reverse("set_target", args=["mau"]), given).content.decode()
    assert "Tỷ lệ phải từ 0 đến 100%" in page
    assert "Chữ đã gõ" in page
    wrong = {**GIVEN, "value": "12%", "span": ""}
    page = signed.post(reverse("set_target", args=["mau"]), wrong).content.decode()
    assert "Không đọc được số này" in page
    assert "Chọn nhiệm kỳ, năm hay tháng." in page
    assert not Target.objects.exists()


def test_only_terms_and_congresses_of_the_place_may_be_chosen(signed, cell):
    own = TermFactory(organization=cell, label="2025–2027")
    other = TermFactory(label="2030–2035")
    congress = Congress(organization=other.organization, state="held")
    congress.when = parse("4/4/2030")
    congress.save()
    address = reverse("set_target", args=["mau"])
    page = signed.get(address).content.decode()
    assert "2025–2027" in page
    assert other.label not in page
    assert str(congress.when) not in page
    given = {**GIVEN, "span": "term", "term": other.pk, "congress": congress.pk}
    page = signed.post(address, given).content.decode()
    assert "Không có nhiệm kỳ này" in page
    assert "Không có đại hội này" in page
    signed.post(address, {**given, "term": own.pk, "congress": ""})
    assert Target.objects.get().term == own


def test_a_target_is_corrected_and_removed_with_a_reason(signed, cell):
    target = TargetFactory(organization=cell)
    address = reverse("correct_target", args=[target.pk])
    assert signed.get(address).context["form"]["value"].value() == "90"
    answer = signed.post(address, {**GIVEN, "value": "95,5"})
    assert (answer.url, Target.objects.get().value) == (LIST, Decimal("95.5"))
    remove = reverse("remove_target", args=[target.pk])
    assert "Ghi lý do bỏ" in signed.post(remove, {"reason": ""}).content.decode()
    assert signed.post(remove, {"reason": "ghi trùng"}).url == LIST
    assert not Target.objects.exists()


@pytest.mark.parametrize("year", ["1899", "2101", str(10**30)])
def test_a_year_no_book_tells_of_is_refused_whatever_the_target_is_of(signed, cell, year):
    term = TermFactory(organization=cell)
    given = {**GIVEN, "span": "term", "term": term.pk, "year": year}
    answer = signed.post(reverse("set_target", args=["mau"]), given)
    assert answer.context["form"].errors == {
        "year": ["Ghi năm, từ 1900 đến 2100, như 2026."],
    }
    assert not Target.objects.exists()


def test_two_tabs_on_a_target_and_on_its_result_lose_neither_correction(signed, cell):
    result = ProgressFactory(target=TargetFactory(organization=cell), evidence="")
    address = reverse("correct_target", args=[result.target.pk])
    opened = fields(signed.get(address), "ghi")
    for change in ({"text": "Chữ tab một"}, {"source": "Nghị quyết 05", "value": "95"}):
        assert signed.post(address, {**opened, **change}).url == LIST
    target = Target.objects.get()
    said = (target.text, target.source, target.value)
    assert said == ("Chữ tab một", "Nghị quyết 05", Decimal(95))
    address = reverse("correct_progress", args=[result.pk])
    opened = fields(signed.get(address), "ghi")
    for change in ({"evidence": "Biên bản 5"}, {"stated": "gần như tất cả"}):
        assert signed.post(address, {**opened, **change}).url == LIST
    result.refresh_from_db()
    assert (result.evidence, result.stated) == ("Biên bản 5", "gần như tất cả")


def test_a_target_that_another_tab_gave_to_a_term_keeps_no_year(signed, cell):
    term, target = TermFactory(organization=cell), TargetFactory(organization=cell)
    address = reverse("correct_target", args=[target.pk])
    opened = fields(signed.get(address), "ghi")
    for change in ({"span": "term", "term": [term.pk]}, {"text": "Chữ tab hai"}):
        assert signed.post(address, {**opened, **change}).status_code == 302
    target.refresh_from_db()
    assert (target.text, target.span, target.term, target.year) == (
        "Chữ tab hai",
        "term",
        term,
        None,
    )


def test_a_result_is_noted_shown_corrected_and_removed(signed, cell):
    target = TargetFactory(organization=cell)
    address = reverse("note_progress", args=[target.pk])
    assert "31/12/2025" in signed.get(address).content.decode()
    given = {"when": "30/11/2025", "numerator": "19", "denominator": "", "evidence": "Biên bản 5"}
    page = signed.post(address, given).content.decode()
    assert "Có số đạt mà chưa có tổng số" in page
    assert "Biên bản 5" in page
    assert signed.post(address, {**given, "denominator": "20"}).url == LIST
    assert "19/20 · 95% đến 30/11/2025 · Biên bản 5" in words(signed.get(LIST))
    progress = TargetProgress.objects.get()
    mend = reverse("correct_progress", args=[progress.pk])
    assert signed.get(mend).context["form"]["numerator"].value() == 19
    signed.post(mend, {**given, "numerator": "17", "denominator": "20"})
    assert "17/20 · 85%" in words(signed.get(LIST))
    remove = reverse("remove_progress", args=[progress.pk])
    assert "17/20 · 85%, đến 30/11/2025" in words(signed.get(remove))
    signed.post(remove, {"reason": "sai"})
    assert not TargetProgress.objects.exists()


def test_the_form_of_a_result_asks_only_what_fits_its_target(signed, cell):
    def asked(**kwargs):
        target = TargetFactory(organization=cell, **kwargs)
        page = signed.get(reverse("note_progress", args=[target.pk]))
        return list(page.context["form"].fields)

    rest = ["when", "stated", "evidence"]
    assert asked() == ["numerator", "denominator", "value", *rest]
    assert asked(measure="count") == ["value", *rest]
    assert asked(measure="level", level="good") == ["level", *rest]


def test_a_level_is_written_and_shown_in_words(signed, cell):
    target = TargetFactory(organization=cell, measure="level", level="excellent")
    given = {"when": "2025", "level": "good"}
    signed.post(reverse("note_progress", args=[target.pk]), given)
    said = words(signed.get(LIST))
    assert "Hoàn thành xuất sắc nhiệm vụ Hoàn thành tốt nhiệm vụ đến 2025" in said
    assert "Chưa đạt" in said


def test_the_page_shows_one_year_and_the_term_that_ran_in_it(signed, cell):
    old = TermFactory(organization=cell, label="2022–2024", starts=parse("2022"))
    new = TermFactory(organization=cell, label="2025–2027", starts=parse("6/2025"))
    shared = {"organization": cell}
    TargetFactory(**shared, text="Của nhiệm kỳ cũ", span="term", term=old)
    TargetFactory(**shared, text="Của nhiệm kỳ mới", span="term", term=new)
    TargetFactory(**shared, text="Của năm 2024", year=2024)
    TargetFactory(**shared, text="Của năm 2025")
    TargetFactory(**shared, text="Của một tháng", span="month", month=3)
    TargetFactory(text="Của chi bộ bên")

    def shown(year):
        page = signed.get(f"/chi-tieu/?to-chuc=mau&nam={year}")
        return [row.target.text for part in page.context["sections"] for row in part["rows"]]

    assert shown(2025) == ["Của nhiệm kỳ mới", "Của năm 2025", "Của một tháng"]
    assert shown(2024) == ["Của nhiệm kỳ cũ", "Của năm 2024"]


def test_a_term_without_a_beginning_says_what_to_do(signed, cell):
    term = TermFactory(organization=cell, starts=parse(""))
    TargetFactory(organization=cell, span="term", term=term, indicator="attendance")
    assert "Ghi ngày bắt đầu nhiệm kỳ để sổ tính được." in words(signed.get(LIST))


def test_the_clerk_is_not_shown_what_ratings_and_dues_say(client, signed, cell):
    member = MemberFactory(organization=cell)
    sheet = RatingSheet.objects.create(
        organization=cell, year=2025, status="decided", updated_at=AT
    )
    Rating.objects.create(sheet=sheet, member=member, is_official=True, proposed_level="good")
    DuesCharge.objects.create(
        organization=cell, member=member, month=datetime.date(2025, 3, 1), amount=1000
    )
    TargetFactory(organization=cell, indicator="good_or_better")
    TargetFactory(organization=cell, indicator="dues")
    said = words(signed.get(LIST))
    assert said.count("1/1 · 100%") == 1
    assert said.count("0/1 · 0%") == 1
    client.force_login(holder(Role.CLERK, cell), backend=BACKEND)
    said = words(client.get(LIST))
    assert "1/1" not in said
    assert "0/1 · 0%" not in said
    assert said.count("Chỉ hiện với người được xem xếp loại, đảng phí.") == 2


def test_a_committee_reads_the_targets_of_its_cell_and_cannot_write_them(client):
    committee = CommitteeFactory(code="dang-uy")
    below = OrganizationFactory(code="mau", parent=committee)
    target = ProgressFactory(target=TargetFactory(organization=below, text="Của chi bộ")).target
    client.force_login(holder(Role.COMMITTEE_STAFF, committee), backend=BACKEND)
    page = client.get(LIST).content.decode()
    assert "Của chi bộ" in page
    assert "/sua/" not in page
    assert "Đặt chỉ tiêu" not in page
    assert client.get(reverse("correct_target", args=[target.pk])).status_code == 404


def test_a_neighbours_targets_are_not_found(signed):
    progress = ProgressFactory()
    other = progress.target
    for name, argument in (
        ("set_target", other.organization.code),
        ("correct_target", other.pk),
        ("remove_target", other.pk),
        ("note_progress", other.pk),
        ("correct_progress", progress.pk),
        ("remove_progress", progress.pk),
    ):
        assert signed.get(reverse(name, args=[argument])).status_code == 404
        assert signed.post(reverse(name, args=[argument]), {"reason": "x"}).status_code == 404
    assert signed.get(f"/chi-tieu/?to-chuc={other.organization.code}").status_code == 404
    assert Target.objects.exists()
    assert TargetProgress.objects.exists()


def test_the_list_costs_the_same_with_one_and_with_thirty_rows(
    signed, cell, django_assert_num_queries
):
    TermFactory(organization=cell, starts=parse("2024"))
    signed.get(LIST)
    for number in range(30):
        target = TargetFactory(organization=cell)
        ProgressFactory(target=target)
        TargetFactory(organization=cell, indicator="attendance")
        if number in (0, 29):
            with django_assert_num_queries(QUERIES):
                signed.get(LIST)


QUERIES = 16
