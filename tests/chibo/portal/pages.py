"""What a person reads on a page of the portal."""

import html
import re

from django.test import Client
from django.urls import reverse

from chibo.accounts.models import User

BACKEND = "chibo.accounts.backend.AccountBackend"


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def seen(user: User | None, name: str, **asked: str | int) -> str:
    """Return what a person reads on a page, every blank a single plain one."""
    page = client_of(user).get(reverse(name), asked).content.decode()
    return " ".join(html.unescape(page).split())


def without_tokens(page: str) -> str:
    """Return a page without the tokens of its forms, which differ from answer to answer."""
    return re.sub(r'"[A-Za-z0-9]{64}"', "", page)
