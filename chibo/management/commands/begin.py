"""Begin without the demo: the first organisation and the administrator who opens all others."""

import datetime
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from chibo.access import Role
from chibo.accounts.actions import open_account_at
from chibo.clock import today
from chibo.organizations.actions import found
from chibo.organizations.models import OrganizationType
from chibo.reasons import Refusal


class Command(BaseCommand):
    """`manage.py begin --code … --name … --type … --username … --full-name …`."""

    help = "Found the topmost organisation and open its administrator's account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the organisation and the person."""
        parser.add_argument("--code", required=True, help="short code, as in dang-uy-phuong-a")
        parser.add_argument("--name", required=True, help="name as printed on documents")
        parser.add_argument(
            "--type", choices=OrganizationType.values, default=OrganizationType.GRASSROOTS_COMMITTEE
        )
        parser.add_argument("--username", required=True)
        parser.add_argument("--full-name", required=True)

    def handle(self, **options: Any) -> None:
        """Write both or neither, and print the password once."""
        password = secrets.token_urlsafe(12)
        try:
            self._begin(options, password, today())
        except Refusal as refusal:
            raise CommandError("; ".join(reason.text for reason in refusal.reasons)) from refusal
        self.stdout.write(f"{options['username']}  {password}  (shown this once; change it)")

    @transaction.atomic
    def _begin(self, options: dict[str, Any], password: str, on: datetime.date) -> None:
        organization = found(
            by=None, code=options["code"], type=options["type"], name=options["name"]
        )
        open_account_at(
            by=None,
            username=options["username"],
            full_name=options["full_name"],
            password=password,
            role=Role.ADMINISTRATOR,
            organization=organization,
            starts_on=on,
        )
