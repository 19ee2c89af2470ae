"""What is too heavy is answered before it is read, to whoever sends it."""

import pytest
from django.urls import reverse

from chibo.files.middleware import MOST_REQUEST

pytestmark = pytest.mark.django_db


class Unread:
    """A body that must not be touched."""

    def read(self, *size):
        raise AssertionError("was read")

    readline = read


@pytest.mark.parametrize(
    "length", [MOST_REQUEST + 1, 10**30, f"{MOST_REQUEST + 1:030}", f"{MOST_REQUEST + 1:05000}"]
)
def test_a_request_that_says_it_is_too_heavy_is_not_read(client, length):
    client.get(reverse("sign_in"))  # with a cookie the token of the form is looked for in the body
    answer = client.post(reverse("sign_in"), CONTENT_LENGTH=str(length), **{"wsgi.input": Unread()})
    assert answer.status_code == 400
    assert "tệp quá nặng" in answer.content.decode()


@pytest.mark.parametrize("length", ["", "²", "-1", "abc", str(MOST_REQUEST), "0" * 5000])
def test_any_other_length_is_left_to_the_page(client, length):
    assert client.get(reverse("sign_in"), CONTENT_LENGTH=length).status_code == 200
