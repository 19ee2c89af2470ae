"""The year of dues, the book of a month with its deeds, and by what each member pays."""

from members.dues.views.month import (
    correct_dues_charge,
    dues_month,
    open_dues_month,
    receive_dues,
    withdraw_dues_payment,
)
from members.dues.views.profiles import dues_profiles, set_dues_profile
from members.dues.views.upward import remit_dues, withdraw_dues_remittance
from members.dues.views.year import dues

__all__ = [
    "correct_dues_charge",
    "dues",
    "dues_month",
    "dues_profiles",
    "open_dues_month",
    "receive_dues",
    "remit_dues",
    "set_dues_profile",
    "withdraw_dues_payment",
    "withdraw_dues_remittance",
]
