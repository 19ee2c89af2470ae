"""The page of the law."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.chibo.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    client = Client()
    client.force_login(UserFactory(), backend="chibo.accounts.backend.AccountBackend")
    return client


def test_everybody_with_an_account_reads_the_law_by_topic(client):
    page = client.get(reverse("regulations")).content.decode()
    assert page.index("Điều lệ Đảng (Đại hội XI)") < page.index("42-HD/BTCTW")
    assert "Thực hiện Chỉ thị 50-CT/TW về sinh hoạt chi bộ" in page
    assert "từ 28/10/2025" in page
    assert "đến trước 28/10/2025" in page


def test_a_first_day_that_does_not_matter_is_not_invented(client):
    page = client.get(reverse("regulations")).content.decode()
    assert "01/01/1990" not in page


def test_the_page_takes_a_fixed_number_of_statements(client, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get(reverse("regulations"))
