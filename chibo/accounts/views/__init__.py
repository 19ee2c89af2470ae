"""The pages of this room: the door, sessions, and administering accounts."""

from chibo.accounts.views.administering import (
    accounts,
    assign,
    end_assignment,
    open_account,
    renew_password,
    reset_factors,
    unbind_identity,
)
from chibo.accounts.views.door import (
    ask_passkey,
    change_password,
    large_text,
    locked_out,
    sign_in,
    sign_in_oidc,
    sign_in_oidc_back,
    sign_out,
)
from chibo.accounts.views.sessions import (
    account_sessions,
    end_account_session,
    end_account_sessions,
    end_other_sessions,
    end_session,
    sessions,
)

__all__ = [
    "account_sessions",
    "accounts",
    "ask_passkey",
    "assign",
    "change_password",
    "end_account_session",
    "end_account_sessions",
    "end_assignment",
    "end_other_sessions",
    "end_session",
    "large_text",
    "locked_out",
    "open_account",
    "renew_password",
    "reset_factors",
    "sessions",
    "sign_in",
    "sign_in_oidc",
    "sign_in_oidc_back",
    "sign_out",
    "unbind_identity",
]
