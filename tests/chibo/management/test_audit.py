"""`manage.py audit verify` and `manage.py audit heads`."""

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


# Heads kept in a file -------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path):
    """A cell, and the file of all heads as `manage.py audit heads > FILE` writes it."""
    organization = OrganizationFactory()
    said = StringIO()
    call_command("audit", "heads", stdout=said)
    file = tmp_path / "heads.txt"
    file.write_text(said.getvalue())
    return organization, file


def test_a_log_that_only_grew_fits_the_kept_heads(kept):
    _, file = kept
    OrganizationFactory()
    said = StringIO()
    call_command("audit", "verify", heads=file, stdout=said)
    count = len(file.read_text().splitlines())
    assert said.getvalue() == f"Nhật ký nguyên vẹn. Khớp với {count} đầu chuỗi đã giữ.\n"


def test_a_tail_cut_with_its_head_is_found_only_with_the_kept_heads(kept, tampering):
    organization, file = kept
    tampering(
        [
            f"DELETE FROM chibo_entry WHERE chain_key = {organization.pk}",
            f"UPDATE chibo_chain SET length = 0, head = '' WHERE key = {organization.pk}",
        ]
    )
    call_command("audit", "verify", stdout=StringIO())
    with pytest.raises(CommandError) as broken:
        call_command("audit", "verify", heads=file)
    assert broken.value.returncode == 1
    assert str(broken.value) == (
        "Nhật ký không còn nguyên vẹn:\n"
        f"tổ chức {organization.pk}: bị cắt: khi ghi đầu chuỗi có 1 dòng, nay còn 0"
    )


def test_a_file_that_holds_no_heads_or_cannot_be_read_ends_with_two(tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("xin chào\n")
    with pytest.raises(CommandError, match="không phải do «audit heads» ghi: dòng 1") as refused:
        call_command("audit", "verify", heads=other)
    assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="Không đọc được tệp đầu chuỗi") as missing:
        call_command("audit", "verify", heads=tmp_path / "none.txt")
    assert missing.value.returncode == 2
