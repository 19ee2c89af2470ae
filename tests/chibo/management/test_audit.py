"""`manage.py audit verify`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from chibo.audit.triggers import removal, statements
from tests.chibo.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tampering():
    """Let the log be changed behind its triggers, as somebody with the database could."""

    def execute(commands):
        with connection.cursor() as cursor:
            for command in commands:
                cursor.execute(command)

    execute(removal(connection.vendor))
    yield execute
    execute(statements(connection.vendor))


def test_a_whole_log_is_said_to_be_whole():
    OrganizationFactory()
    said = StringIO()
    call_command("audit", "verify", stdout=said)
    assert said.getvalue() == "Nhật ký nguyên vẹn.\n"


def test_a_tampered_row_ends_with_one_and_names_the_fault(tampering):
    organization = OrganizationFactory()
    tampering([f"UPDATE chibo_entry SET verb = 'close' WHERE chain_key = {organization.pk}"])
    with pytest.raises(CommandError) as broken:
        call_command("audit", "verify")
    assert broken.value.returncode == 1
    assert f"tổ chức {organization.pk}: dòng 1: nội dung đã bị sửa" in str(broken.value)
