"""Beginning without the demo."""

import pytest
from django.core.management import CommandError, call_command

from chibo.access import Permission
from chibo.accounts.models import User
from chibo.clock import today
from chibo.organizations.models import Organization

pytestmark = pytest.mark.django_db

ARGUMENTS = [
    "--code=phuong-a",
    "--name=Đảng bộ phường A",
    "--username=quan.tri",
    "--full-name=Người Quản Trị",
]


def test_the_first_organisation_gets_an_administrator_who_can_sign_in(capsys):
    call_command("begin", *ARGUMENTS)
    username, password = capsys.readouterr().out.split()[:2]
    user = User.objects.get()
    organization = Organization.objects.get()
    assert (username, user.full_name, organization.name) == (
        "quan.tri",
        "Người Quản Trị",
        "Đảng bộ phường A",
    )
    assert user.check_password(password)
    assert user.scope(Permission.MANAGE_ACCOUNTS, on=today()).covers(organization.path)


def test_a_code_that_is_taken_begins_nothing():
    call_command("begin", *ARGUMENTS)
    with pytest.raises(CommandError, match="đã được dùng"):
        call_command("begin", *ARGUMENTS, "--username=other")
    assert User.objects.count() == 1
