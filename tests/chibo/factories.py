"""Invented organisations, accounts and roles, made through the floor's own actions."""

import datetime

import factory

from chibo.access import Role
from chibo.accounts import actions as accounts
from chibo.accounts.models import Assignment, User
from chibo.dates import PartialDate
from chibo.organizations import actions as organizations
from chibo.organizations.models import Organization

OPENED = datetime.date(2020, 1, 1)
PASSWORD = "một câu dễ nhớ 26"


class OrganizationFactory(factory.Factory):
    """A cell standing alone; say `parent` and `type` for another place in the tree."""

    class Meta:
        model = Organization

    code = factory.Sequence("to-chuc-{}".format)
    type = factory.LazyAttribute(lambda made: "cell" if made.parent else "grassroots_cell")
    name = factory.Sequence("Chi bộ {}".format)
    parent = None
    opened = PartialDate.on(OPENED)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return organizations.found(by=None, **kwargs)


class CommitteeFactory(OrganizationFactory):
    """A committee at the root of a tree."""

    code = factory.Sequence("dang-uy-{}".format)
    type = "grassroots_committee"
    name = factory.Sequence("Đảng bộ {}".format)


class GroupFactory(OrganizationFactory):
    """A group under a cell; say its `parent`."""

    code = factory.Sequence("to-{}".format)
    type = "group"
    name = factory.Sequence("Tổ đảng {}".format)


class UserFactory(factory.Factory):
    """A person with an account and no role; the password is `PASSWORD`."""

    class Meta:
        model = User

    username = factory.Sequence("nguoi-{}".format)
    full_name = factory.Sequence("Nguyễn Văn {}".format)
    password = PASSWORD

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return accounts.open_account(by=None, **kwargs)


class AssignmentFactory(factory.Factory):
    """A secretary of a cell; say `role`, `user`, `organization` for others."""

    class Meta:
        model = Assignment

    user = factory.SubFactory(UserFactory)
    role = Role.SECRETARY
    organization = factory.SubFactory(OrganizationFactory)
    starts_on = OPENED

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return accounts.assign(by=None, **kwargs)


def holder(role: Role, organization: Organization, **kwargs) -> User:
    """Return a new person who holds a role at a place since `OPENED`."""
    return AssignmentFactory(role=role, organization=organization, **kwargs).user
