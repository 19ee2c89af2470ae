"""Addresses of the wing."""

from django.urls import include, path

urlpatterns = [
    path("van-ban/", include("meetings.library.urls")),
    path("sinh-hoat/", include("meetings.minutes.urls")),
    path("nhiem-vu/", include("meetings.tasks.urls")),
    path("tin-bai/", include("meetings.press.urls")),
    path("van-ban-chi-bo/", include("meetings.register.urls")),
    path("hoc-tap/", include("meetings.study.urls")),
    path("dai-hoi/", include("meetings.congress.urls")),
]
