"""What people committed themselves to."""

import pytest
from django.urls import reverse

from meetings.study.models import Commitment
from tests.meetings.pages import fields, words
from tests.meetings.study.factories import CommitmentFactory
from tests.meetings.study.views.pages import LIST, form

pytestmark = pytest.mark.django_db

PROMISE = reverse("record_commitment", args=["mot"])


def test_staff_registered_as_the_second_article_says(world):
    typed = {
        "kind": "following",
        "text": "100% viên chức và người lao động đăng ký học tập Hồ Chí Minh",
        "when": "2020–2022",
        "population": "staff",
        "extent": "all",
    }
    answer = world.browser.post(PROMISE, typed)
    assert answer.url == f"{LIST}?to-chuc=mot&nam=2022#cam-ket"
    for year in (2020, 2021, 2022):
        page = words(world.browser.get(f"{LIST}?nam={year}"))
        assert "Hồ Chí Minh toàn thể Học tập và làm theo Bác · 2020–2022 · công chức" in page
    assert "Hồ Chí Minh toàn thể" not in words(world.browser.get(f"{LIST}?nam=2023"))


def test_one_members_commitment_names_them_and_nobody_elses_member(world):
    anh = world.members[0]
    typed = {"kind": "training", "text": "Tu dưỡng", "when": "2025", "population": "members"}
    assert "Phan Văn Hùng" not in words(world.browser.get(PROMISE))
    for member, field in (("", "member"), (world.neighbour.pk, "member")):
        answer = world.browser.post(PROMISE, {**typed, "extent": "by_name", "member": member})
        assert list(answer.context["form"].errors) == [field]
    answer = world.browser.post(PROMISE, {**typed, "extent": "counted", "registered": "3"})
    assert list(answer.context["form"].errors) == ["total"]
    assert not Commitment.objects.exists()
    world.browser.post(PROMISE, {**typed, "extent": "by_name", "member": anh.pk})
    assert "Đồng chí Lê Văn Anh Tu dưỡng" in words(world.browser.get(f"{LIST}?nam=2025"))
    promised = Commitment.objects.get()
    correct = reverse("correct_commitment", args=[promised.pk])
    typed = fields(world.browser.get(correct), "ghi")
    assert (typed["extent"], typed["member"]) == (["by_name"], [str(anh.pk)])
    world.browser.post(correct, {**typed, "text": "Rèn luyện"})
    promised.refresh_from_db()
    assert (promised.text, promised.member) == ("Rèn luyện", anh)
    world.browser.post(reverse("remove_commitment", args=[promised.pk]), {"reason": "nhầm"})
    assert not Commitment.objects.exists()


def test_two_tabs_on_one_commitment_lose_neither_correction(world):
    promised = CommitmentFactory(organization=world.own, member=world.members[0])
    address = reverse("correct_commitment", args=[promised.pk])
    opened = form(world.browser, address)
    for change in ({"text": "Chữ tab một"}, {"when": "2024"}, {"extent": "all"}):
        assert world.browser.post(address, {**opened, **change}).status_code == 302
    promised.refresh_from_db()
    said = (promised.text, str(promised.when), promised.extent, promised.member)
    assert said == ("Chữ tab một", "2024", "all", None)
