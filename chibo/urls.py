"""Addresses of the site, in Vietnamese; each wing brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("chibo.portal.urls")),
    path("", include("chibo.accounts.urls")),
    path("bao-mat/", include("chibo.factors.urls")),
    path("to-chuc/", include("chibo.organizations.urls")),
    path("nhap/", include("chibo.drafts.urls")),
    path("quy-dinh/", include("chibo.regulations.urls")),
    path("tep/", include("chibo.files.urls")),
    path("", include("members.urls")),
    path("", include("meetings.urls")),
    path("", include("reports.urls")),
]
