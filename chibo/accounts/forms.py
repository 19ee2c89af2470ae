"""Signing in, changing one's password, opening accounts and giving roles."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import cached_property

from chibo.access import Role, Scope
from chibo.accounts import passkeys, queries
from chibo.accounts.models import Authenticator, User
from chibo.clock import now
from chibo.fields import DayInput, Text

_CHECK = "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt."
_NO_CODE = (
    "Mã chưa đúng hoặc đã dùng rồi. Chờ ứng dụng hiện mã mới rồi ghi lại; kiểm tra giờ điện thoại."
)
_NO_PASSKEY = "Chưa nhận được khóa truy cập này. Làm lại, hoặc đăng nhập bằng tên, mật khẩu và mã."
_TOO_LATE = "Đã quá 5 phút từ khi ghi mật khẩu. Ghi lại tên đăng nhập và mật khẩu."
_PASSKEY = Authenticator.Kind.PASSKEY

_NOT_THIS = "Mật khẩu này chưa dùng được. Chọn một câu khác, dài hơn."
_WEAK = {
    "password_too_short": "Mật khẩu ngắn quá, dễ bị đoán. Ghi ít nhất 10 ký tự.",
    "password_too_common": "Mật khẩu này nhiều người dùng, dễ bị đoán. Chọn một câu khác.",
    "password_too_similar": "Mật khẩu giống tên của đồng chí, dễ bị đoán. Chọn một câu khác.",
}
"""Why a new password is refused, by the code of the validator."""
LONGEST_PASSWORD = 200


HALF_IN = "half_in"
"""Where the session keeps whose password was right, while a second factor is awaited."""
HALF_IN_FOR = 5 * 60
"""Seconds for which the password need not be typed again."""


class SignInForm(forms.Form):
    """User name and password; the answer never says which of the two was wrong.

    Where the account has a second factor, the form is not valid after the right password: `step`
    is then «second», and what is sent next is a code or a passkey's answer. A passkey whose
    device asked who holds it stands for both. With a `holder` it asks that person alone to show
    again who they are. Wherever the door is drawn, `chibo/accounts/door_fields.html` draws its
    fields.
    """

    username = Text(
        label="Tên đăng nhập",
        max_length=60,
        error_messages={"required": "Ghi tên đăng nhập do văn phòng đảng ủy cấp."},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": "Ghi mật khẩu."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = Text(
        label="Mã trong ứng dụng, hoặc một mã khôi phục",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    passkey = forms.CharField(
        max_length=passkeys.LONGEST_ANSWER,
        required=False,
        error_messages={"max_length": _NO_PASSKEY},
        widget=forms.HiddenInput,
    )

    def __init__(
        self, request: HttpRequest, *args: Any, holder: User | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.holder = holder
        self.user: User | None = None
        self.half = self._half_in() if self.is_bound and self._sent("code") is not None else None
        if holder is not None:
            del self.fields["username"]
        if self.half is not None or self._sent("code") is not None or self._sent("passkey"):
            for name in {"username", "password"} & set(self.fields):
                self.fields[name].required = False

    @property
    def step(self) -> str:
        """What is asked now: «first» (name and password) or «second»."""
        return "second" if self.half is not None and self.user is None else "first"

    @property
    def factors(self) -> set[str]:
        """The kinds of second factors that whoever is half in can show."""
        return {factor.kind for factor in self._factors}

    @cached_property
    def passkey_options(self) -> str:
        """What the browser is asked to sign, as JSON; drawn with the second step, so asked anew."""
        kept = [one.credential for one in self._factors if one.kind == _PASSKEY]
        return passkeys.ask_to_sign(self.request, known=kept, at=now())

    def is_valid(self) -> bool:
        """Return whether all is shown; the right password alone may not be."""
        return super().is_valid() and self.user is not None

    def clean(self) -> None:
        """Find the user; counting of failures is the backend's."""
        if self.half is not None:
            self._clean_second(self.half)
        elif self._sent("code") is not None:
            raise ValidationError(_TOO_LATE)
        elif answer := self.cleaned_data.get("passkey"):
            self._clean_alone(answer)
        else:
            self._clean_first()

    def _clean_first(self) -> None:
        given = self.cleaned_data
        if self.holder is not None:
            given["username"] = self.holder.username
        if "username" not in given or "password" not in given or self.errors:
            return
        user = authenticate(
            self.request,
            username=given["username"].strip().lower(),
            password=given["password"],
        )
        if not isinstance(user, User):
            raise ValidationError(f"Tên đăng nhập hoặc mật khẩu chưa đúng. {_CHECK}")
        if not user.has_second_factor():
            self._let_in(user)
            return
        self.half = user
        self.request.session[HALF_IN] = {
            "user": user.pk,
            "at": now().timestamp(),
            "hash": user.get_session_auth_hash(),
        }

    def _clean_second(self, half: User) -> None:
        code, answer = self.cleaned_data.get("code"), self.cleaned_data.get("passkey")
        if self.errors:
            return
        if not code and not answer:
            self.add_error("code", "Ghi mã 6 chữ số trong ứng dụng, hoặc một mã khôi phục.")
            return
        shown = {"passkey": answer} if answer else {"token": code}
        user = authenticate(self.request, username=half.username, at=now(), **shown)
        if isinstance(user, User):
            self._let_in(user)
        else:
            self.add_error("code", _NO_PASSKEY if answer else _NO_CODE)

    def _clean_alone(self, answer: str) -> None:
        """Let in whose passkey signed, where its device asked who holds it."""
        found = queries.passkey(Scope.whole(), passkeys.named(answer))
        if found is None or (self.holder is not None and self.holder.pk != found.user_id):
            raise ValidationError(_NO_PASSKEY)
        user = authenticate(
            self.request, username=found.user.username, passkey=answer, alone=True, at=now()
        )
        if not isinstance(user, User):
            raise ValidationError(_NO_PASSKEY)
        self._let_in(user)

    def _let_in(self, user: User) -> None:
        self.user = user
        for name in (HALF_IN, passkeys.CHALLENGE):
            self.request.session.pop(name, None)

    def _half_in(self) -> User | None:
        """Return who showed the right password here lately; that is forgotten when it is too old."""
        kept = self.request.session.get(HALF_IN) or {}
        if now().timestamp() - kept.get("at", 0) > HALF_IN_FOR:
            self.request.session.pop(HALF_IN, None)
            return None
        user = queries.half_in(Scope.whole(), kept["user"])
        is_same = self.holder is None or self.holder == user
        if user is None or not is_same or user.get_session_auth_hash() != kept["hash"]:
            return None
        return user

    def _sent(self, name: str) -> str | None:
        return self.data.get(self.add_prefix(name))

    @cached_property
    def _factors(self) -> list[Authenticator]:
        return self.half.second_factors() if self.half is not None else []


class PasswordForm(forms.Form):
    """The old password and a new one, twice; wrong old ones count as failures at the door do.

    Who has passkeys is asked whether they go, too.
    """

    old = forms.CharField(
        label="Mật khẩu hiện nay",
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="Mật khẩu mới",
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text="Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Ghi lại mật khẩu mới",
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user
        if keys := [str(one) for one in user.second_factors() if one.kind == _PASSKEY]:
            self.fields["removes_passkeys"] = forms.BooleanField(
                label=f"Bỏ luôn khóa truy cập: {', '.join(keys)}",
                required=False,
                help_text="Khóa truy cập mở sổ mà không cần mật khẩu. Đánh dấu nếu có máy bị mất "
                "hoặc có người khác dùng; sau đó thêm lại ở trang Bảo mật tài khoản.",
            )

    def clean_old(self) -> str:
        """Refuse a wrong old password."""
        shown = {"username": self.user.username, "password": self.cleaned_data["old"]}
        if authenticate(self.request, **shown) != self.user:
            raise ValidationError(f"Mật khẩu hiện nay chưa đúng. {_CHECK}")
        return self.cleaned_data["old"]

    def clean_new(self) -> str:
        """Refuse passwords that are short, common or like the user's name."""
        try:
            password_validation.validate_password(self.cleaned_data["new"], self.user)
        except ValidationError as refused:
            raise ValidationError(
                [_WEAK.get(one.code or "", _NOT_THIS) for one in refused.error_list]
            ) from refused
        return self.cleaned_data["new"]

    def clean(self) -> None:
        """Refuse two different new passwords, and one that is not new."""
        if self.cleaned_data.get("new") and self.cleaned_data["new"] == self.cleaned_data.get(
            "old"
        ):
            self.add_error("new", "Mật khẩu mới giống mật khẩu hiện nay. Chọn một câu khác.")
        if self.cleaned_data.get("new") != self.cleaned_data.get("again"):
            self.add_error("again", "Hai lần ghi mật khẩu mới khác nhau. Ghi lại cả hai.")


MOST_CHOICES = 200
"""A longer list of organisations is typed by code instead of chosen."""


class PlaceChoice(forms.ModelChoiceField):
    """One of the organisations of which one administers the accounts: a list, or its code."""

    def __init__(self, scope: Scope, **kwargs: Any) -> None:
        super().__init__(queries.places(scope), to_field_name="code", **kwargs)
        self.error_messages["invalid_choice"] = (
            "Không có tổ chức này trong phần việc của đồng chí. Ghi đúng mã ở cây tổ chức."
        )
        if queries.places(scope)[: MOST_CHOICES + 1].count() > MOST_CHOICES:
            self.widget = forms.TextInput()
            self.help_text = "Ghi mã của tổ chức, xem ở cây tổ chức."


class RoleForm(forms.Form):
    """A role at a place for a period."""

    role = forms.ChoiceField(
        label="Vai trò",
        choices=[("", "Chọn vai trò"), *((role.value, role.label) for role in Role)],
    )
    starts_on = DayInput(label="Từ ngày")
    ends_on = DayInput(
        label="Hết vai trò từ ngày", required=False, help_text="Để trống nếu chưa định."
    )
    with_post = forms.BooleanField(
        label="Hết cùng chức vụ",
        required=False,
        help_text="Chỉ với bí thư, phó bí thư: ghi thôi chức vụ hoặc rời sổ thì vai trò hết luôn.",
    )

    def __init__(self, scope: Scope, *args: Any, place: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"] = PlaceChoice(
            scope, label="Tại tổ chức", initial=place or None, empty_label="Chọn tổ chức"
        )
        self.order_fields(["username", "full_name", "role", "organization"])

    def clean_role(self) -> Role:
        """Return the role itself."""
        return Role(self.cleaned_data["role"])


class OpenAccountForm(RoleForm):
    """A new account with its first role; the password is made by the portal."""

    ends_on = None  # type: ignore[assignment]
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{2,59}$",
        label="Tên đăng nhập",
        help_text="Chữ thường không dấu, số, dấu chấm; ít nhất 3 ký tự: dinh.cong.phuc.",
        error_messages={
            "invalid": "Dùng từ 3 ký tự, chỉ chữ thường không dấu, số, dấu chấm, gạch nối."
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    full_name = Text(label="Họ và tên", max_length=100)


class ResetFactorsForm(forms.Form):
    """That the holder came in person, and why their second factors are taken away."""

    met = forms.BooleanField(
        label="Tôi đã gặp trực tiếp và nhận đúng người này",
        error_messages={
            "required": "Chỉ đặt lại khi đã gặp trực tiếp và nhận đúng người. Đánh dấu vào ô này."
        },
    )
    reason = Text(
        label="Lý do",
        max_length=300,
        help_text="Ví dụ: mất điện thoại, đổi máy. Ghi vào nhật ký.",
        error_messages={"required": "Ghi lý do đặt lại, như mất điện thoại."},
    )
