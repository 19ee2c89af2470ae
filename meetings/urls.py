"""Addresses of the wing."""

from django.urls import include, path

urlpatterns = [
    path("sinh-hoat/", include("meetings.minutes.urls")),
    path("nhiem-vu/", include("meetings.tasks.urls")),
]
