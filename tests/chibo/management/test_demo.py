"""`manage.py demo`: loading, loading again, the accounts, and taking it all away."""

import datetime
import json
import stat
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chibo.access import Role, Scope
from chibo.accounts.models import PortalSession, User
from chibo.audit.models import Chain, Entry
from chibo.organizations.models import Organization
from chibo.organizations.queries import by_code
from meetings.congress.models import Congress
from meetings.library.models import GuidingDocument
from meetings.minutes.models import Meeting
from meetings.press.models import Photo
from meetings.register.models import OfficialDocument
from meetings.study.models import StudyAttendance, StudySession
from members.conduct.models import Discipline
from members.dues import queries as dues
from members.dues.models import DuesCharge
from members.privacy.models import CorrectionRequest
from members.privacy.rules import proposals
from members.roster.models import Member
from members.roster.queries import headcount
from reports.activities.models import Activity, StatedFigure
from reports.ratings import queries as ratings
from reports.ratings.models import Rating, RatingSheet
from reports.targets.models import Target
from reports.yearend.actions import correct
from reports.yearend.models import Report
from tests.chibo.factories import OrganizationFactory, holder
from tests.members.factories import TODAY, MemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
DEMO_DAY = datetime.date(2026, 11, 24)
"""The day that is the present in the invented cells: nothing in them happened later."""


def demo(*arguments: str) -> str:
    said = StringIO()
    call_command("demo", *arguments, stdout=said)
    return said.getvalue()


def counts() -> dict[str, int]:
    """Return how many rows every table has; audit, sessions and sign-in attempts left out."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model not in {Chain, Entry, PortalSession} and model._meta.app_label != "axes"
    }


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Keep files in a folder of this test: the demo's pictures are the same in every test."""
    settings.FILES_ROOT = tmp_path / "files"


def place(code: str) -> Organization:
    return by_code(Scope.whole(), code).get()


def stored_files() -> set[Path]:
    return {path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()}


def test_the_demo_loads_once_wipes_whole_and_shows_itself(
    tmp_path, django_capture_on_commit_callbacks
):
    kept = OrganizationFactory(code="that", name="Chi bộ Thật")
    MemberFactory(organization=kept, full_name="Người Thật")
    holder(Role.SECRETARY, kept, user__username="nguoi.that")
    before, files_before = counts(), stored_files()
    file = tmp_path / "accounts.json"

    demo("--accounts", str(file))
    loaded = counts()
    told = json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {(one["role"], one["organization"]) for one in told} == {
        ("secretary", "mau"),
        ("deputy", "mau"),
        ("dues_collector", "mau"),
        ("committee_leader", "mau-dang-uy"),
        ("committee_reviewer", "mau-dang-uy"),
        ("inspector", "mau-dang-uy"),
        ("clerk", "mau"),
        ("member", "mau"),
        ("secretary", "mau-2"),
        ("committee_staff", "mau-dang-uy"),
        ("administrator", "mau-dang-uy"),
        ("secretary", "so-tttt"),
        ("secretary", "cuc-cntt-btp"),
        ("secretary", "tttt-ubdt"),
        ("secretary", "ttcntt-quan1"),
        ("committee_staff", "cntt-tct"),
    }
    for one in told:
        client = Client()
        given = {"username": one["username"], "password": one["password"]}
        assert client.post(reverse("sign_in"), given).status_code == 302
        page = client.get(reverse("desk"))
        assert page.status_code == 200
        assert "Dữ liệu minh họa" in page.content.decode()
    _check_what_is_told()
    drawn = {one.sha256 for photo in Photo.objects.all() for one in (photo.file, photo.thumbnail)}
    assert len(drawn) == 4
    assert len(stored_files() - files_before) == 3 + len(drawn)
    call_command("audit", "verify", stdout=StringIO())

    assert demo() == "Dữ liệu minh họa đã có sẵn.\n"
    assert "mật khẩu cũ hết dùng được" in demo("--accounts", str(file))
    assert counts() == loaded
    renewed = {one["username"]: one["password"] for one in json.loads(file.read_text())}
    assert all(renewed[one["username"]] != one["password"] for one in told)
    assert User.objects.get(username="bithu.mau").check_password(renewed["bithu.mau"])

    own = OrganizationFactory(code="moi", name="Chi bộ Mới", parent=place("mau-dang-uy"))
    added = counts()
    with pytest.raises(CommandError, match=r"Chưa xóa gì: .*Chi bộ Mới \(moi\)"):
        demo("--wipe")
    assert counts() == added
    own.delete()

    correct(by=None, report=Report.objects.get(status="issued"), at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        said = demo("--wipe")
    roots = ("mau-dang-uy", "so-tttt", "dang-uy-btp", "dang-uy-khoi-ubdt", "dang-bo-tct")
    for root in (*roots, "quan-uy-quan1"):
        assert root in said
    assert counts() == before
    assert place("that").members.get().full_name == "Người Thật"
    assert stored_files() == files_before
    assert Entry.objects.filter(verb="load_demo").count() == 6
    assert "Dữ liệu minh họa" not in Client().get(reverse("sign_in")).content.decode()
    call_command("audit", "verify", stdout=StringIO())
    assert demo("--wipe") == "Đã xóa: không có gì.\n"


def _check_what_is_told() -> None:
    """The sizes the demo promises, and that the article's cell got nothing invented."""
    mau, alone = place("mau"), place("so-tttt")
    figures = headcount(Scope.whole(), mau, as_of=TODAY)
    assert (figures.total, figures.official, figures.probationary) == (21, 19, 2)
    assert (figures.exempt, figures.away) == (1, 1)
    assert headcount(Scope.whole(), place("mau-2"), as_of=TODAY).total == 5
    for year, kind, n in (
        (2024, "regular", 12),
        (2025, "regular", 12),
        (2026, "regular", 10),
        (2024, "thematic", 4),
        (2025, "thematic", 4),
        (2026, "thematic", 2),
    ):
        found = Meeting.objects.filter(organization=mau, held_earliest__year=year, kinds__kind=kind)
        assert found.count() == n
    drafts = Meeting.objects.filter(organization=mau, status="draft")
    assert [str(meeting.held) for meeting in drafts] == ["04/09/2026"]
    states = dict(Report.objects.filter(organization=mau).values_list("starts__year", "status"))
    assert states == {2024: "issued", 2025: "draft"}
    _check_study(mau)
    _check_the_congress(mau)
    _check_dues(mau)
    _check_ratings(mau)
    _check_the_rest(mau)
    _check_the_accounts()
    _check_the_articles()
    person = alone.members.get()
    assert (person.full_name, person.is_official) == ("Phạm Hồng Quảng", True)
    told = (person.born, person.gender, person.admitted, person.education, person.phone)
    assert not any(told)
    assert sorted(person.posts.values_list("post", flat=True)) == ["government", "secretary"]
    assert not any(post.starts for post in person.posts.all())
    assert list(alone.tasks.order_by("order").values_list("is_key", "order")) == [
        (True, 1),
        (True, 2),
        (True, 3),
    ]


def _check_study(mau: Organization) -> None:
    """Every year something was studied; one member has not made up yet, for one occasion."""
    studied = StudySession.objects.filter(organization=mau)
    years = list(studied.values_list("when_earliest__year", flat=True))
    assert {year: years.count(year) for year in years} == {2024: 5, 2025: 9, 2026: 6}
    absent = StudyAttendance.objects.filter(study_session__in=studied, state="absent")
    assert [str(row.study_session.when) for row in absent] == ["04/08/2026"]
    registers = GuidingDocument.objects.filter(organization__code__in=("mau-dang-uy", "mau"))
    assert sorted(registers.values_list("organization__code", flat=True)) == [
        *["mau"] * 3,
        *["mau-dang-uy"] * 22,
    ]
    assert not registers.filter(issued_latest__gt=DEMO_DAY).exists()
    promised = mau.commitments.exclude(member__isnull=False)
    assert (
        list(promised.order_by("pk").values_list("when_earliest__year", "registered", "total"))
        == [(2024, 18, 18)] * 2 + [(2025, 19, 19)] * 2 + [(2026, 20, 20)] * 2
    )


def _check_the_congress(mau: Organization) -> None:
    """One congress with the votes of eighteen, whose elected hold their posts; one planned."""
    held = Congress.objects.get(organization=mau, state="held")
    assert (str(held.when), str(held.term)) == ("20/06/2025", "2025–2027")
    assert list(held.results.values_list("post", "votes", "ballots", "is_elected")) == [
        ("secretary", 18, 18, True),
        ("deputy", 17, 18, True),
        ("committee_member", 17, 18, True),
        ("committee_member", 16, 18, True),
        ("committee_member", 15, 18, True),
        ("committee_member", 7, 18, False),
    ]
    seated = held.term.holdings.values_list("member", flat=True)
    assert set(seated) == set(held.results.filter(is_elected=True).values_list("member", flat=True))
    assert Congress.objects.get(organization=mau, state="planned").ordinal == 6


def _check_dues(mau: Organization) -> None:
    """Every month from 01/2024 to 10/2026 is in the book; in the last one three have not paid."""
    whole, first = Scope.whole(), datetime.date(2024, 1, 1)
    months = DuesCharge.objects.filter(organization=mau).values_list("month", flat=True)
    assert sorted(set(months)) == [
        datetime.date(year, month, 1)
        for year, last in ((2024, 12), (2025, 12), (2026, 10))
        for month in range(1, last + 1)
    ]
    until_september = dues.totals(whole, mau, first, datetime.date(2026, 9, 30))
    assert until_september.settled == until_september.charges == 614
    october = dues.totals(whole, mau, datetime.date(2026, 10, 1), datetime.date(2026, 10, 31))
    assert (october.settled, october.charges) == (16, 19)
    assert mau.dues_remittances.count() == 33
    small = DuesCharge.objects.filter(organization__code="mau-2")
    assert set(small.values_list("month__month", flat=True)) == set(range(1, 10))


def _check_ratings(mau: Organization) -> None:
    """Two years decided within the cap, one being drawn up, one for the committee to review."""
    sheets = RatingSheet.objects.order_by("organization__code", "year")
    assert list(sheets.values_list("organization__code", "year", "status")) == [
        ("mau", 2024, "decided"),
        ("mau", 2025, "decided"),
        ("mau", 2026, "draft"),
        ("mau-2", 2026, "submitted"),
    ]
    committee = place("mau-dang-uy")
    for year, levels in (
        (2024, {"excellent": 3, "good": 15, "done": 1}),
        (2025, {"excellent": 3, "good": 15}),
        (2026, {"excellent": 2, "good": 12}),
    ):
        counted = ratings.level_counts(Scope.whole(), committee, year)
        assert dict(counted) == levels
        assert counted["excellent"] * 5 <= counted["good"]
    assert not Rating.objects.filter(votes__gt=F("base")).exists()
    assert set(mau.organization_ratings.values_list("year", "decided_level")) == {
        (2024, "good"),
        (2025, "excellent"),
    }
    assert mau.rating_aggregates.count() == mau.residence_reviews.count() == 4


def _check_the_rest(mau: Organization) -> None:
    """Targets, awards, activities, one stated figure; nobody is disciplined."""
    spans = list(Target.objects.filter(organization=mau).values_list("span", "year"))
    assert {span: spans.count(span) for span in spans} == {
        ("term", None): 6,
        ("year", 2024): 11,
        ("year", 2025): 12,
        ("year", 2026): 12,
    }
    assert mau.commendations.filter(member__isnull=False).count() == 6
    assert mau.commendations.filter(member__isnull=True).count() == 2
    assert not Discipline.objects.filter(organization=mau).exists()
    assert Activity.objects.filter(organization=mau).count() == 9
    assert StatedFigure.objects.get(organization=mau).stated == "100%"


def _check_the_accounts() -> None:
    """Who signs in and is a member is linked, so that nobody judges himself; one waits for an answer."""
    linked = Member.objects.exclude(user=None).order_by("user__username")
    assert list(linked.values_list("user__username", "organization__code", "full_name")) == [
        ("bithu.mau", "mau", "Đinh Công Phúc"),
        ("bithu.mau2", "mau-2", "Hoàng Văn Lộc"),
        ("dangvien.mau", "mau", "Vũ Minh Khôi"),
        ("phobithu.mau", "mau", "Lê Thị Thu Hà"),
        ("thuky.mau", "mau", "Trần Thị Ngọc Ánh"),
    ]
    asked = CorrectionRequest.objects.get()
    assert (asked.member.full_name, asked.status) == ("Vũ Minh Khôi", "waiting")
    assert [one.name for one in proposals(asked.proposed)] == ["political_theory"]


def _check_the_articles() -> None:
    """The rooms that only the articles fill, and that nobody named got more than a name."""
    assert sorted(Photo.objects.values_list("press_item__organization__code", flat=True)) == [
        "cuc-cntt-btp",
        "cuc-cntt-btp",
        "tttt-ubdt",
    ]
    assert GuidingDocument.objects.filter(organization__code="tttt-ubdt").count() == 4
    section = headcount(Scope.whole(), place("cntt-tct"), as_of=TODAY)
    assert (section.total, section.official, section.probationary) == (69, 65, 4)
    many = Member.objects.filter(organization__parent__code="cntt-tct")
    assert many.values("full_name").distinct().count() == 69
    assert not many.exclude(born_earliest=None, gender="", phone="", admitted_earliest=None)
    assert OfficialDocument.objects.get().organization.code == "tttt-ubdt"
    for code, names in (
        ("cuc-cntt-btp", ["Tạ Thành Trung"]),
        ("tttt-ubdt", ["Cao Cường", "Nguyễn Ngọc Hà", "Nguyễn Hoàng Hải"]),
    ):
        people = list(place(code).members.order_by("sort_key"))
        assert [person.full_name for person in people] == names
        for person in people:
            told = (person.born, person.gender, person.admitted, person.education, person.phone)
            assert not any(told)


def test_a_code_that_is_taken_stops_the_demo_and_nothing_is_loaded():
    OrganizationFactory(code="mau", name="Chi bộ Mẫu Thật")
    before = counts()
    with pytest.raises(CommandError, match="Mã tổ chức «mau» đã có trong sổ"):
        demo()
    assert counts() == before


def test_wiping_leaves_an_organisation_of_the_same_code_that_the_demo_did_not_load():
    OrganizationFactory(code="so-tttt", name="Chi bộ Thật")
    assert demo("--wipe") == "Đã xóa: không có gì.\n"
    assert place("so-tttt").name == "Chi bộ Thật"
