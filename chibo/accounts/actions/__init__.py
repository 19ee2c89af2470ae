"""The deeds of this room: accounts, roles, and the door."""

from chibo.accounts.actions.door import (
    bind_identity,
    change_password,
    end_session,
    end_sessions,
    renew_password,
    reset_factors,
    sign_in,
    sign_out,
    unbind_identity,
    use_code,
    use_passkey,
)
from chibo.accounts.actions.opening import (
    open_account,
    open_account_at,
    set_large_text,
)
from chibo.accounts.actions.roles import (
    assign,
    delegate,
    end_assignment,
    end_roles_of_leaver,
    end_roles_with_post,
    hand_over_role,
    withdraw_delegation,
)

__all__ = [
    "assign",
    "bind_identity",
    "change_password",
    "delegate",
    "end_assignment",
    "end_roles_of_leaver",
    "end_roles_with_post",
    "end_session",
    "end_sessions",
    "hand_over_role",
    "open_account",
    "open_account_at",
    "renew_password",
    "reset_factors",
    "set_large_text",
    "sign_in",
    "sign_out",
    "unbind_identity",
    "use_code",
    "use_passkey",
    "withdraw_delegation",
]
