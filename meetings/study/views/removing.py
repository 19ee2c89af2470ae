"""Asking why something is taken out of the book."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chibo.forms import RemovalForm, carry_out


def removal(
    request: HttpRequest, remove: Callable[..., None], *, then: str, **shown: Any
) -> HttpResponse:
    """Show the page that asks for the reason; remove with it, and go on to `then`."""
    form = RemovalForm(request.POST or None)

    def removed() -> bool:
        remove(by=request.user, **form.cleaned_data)
        return True

    if request.method == "POST" and carry_out(form, removed):
        messages.success(request, "Đã bỏ; nội dung và lý do còn trong nhật ký.")
        return redirect(then)
    return render(request, "meetings/study/remove.html", {"form": form, **shown})
