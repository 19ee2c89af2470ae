"""Addresses of the wing."""

from django.urls import include, path

urlpatterns = [
    path("dang-vien/", include("members.people.urls")),
    path("dang-vien/", include("members.roster.urls")),
    path("chuc-vu/", include("members.posts.urls")),
    path("khen-thuong-ky-luat/", include("members.conduct.urls")),
    path("dang-phi/", include("members.dues.urls")),
    path("du-lieu-ca-nhan/", include("members.privacy.urls")),
]
