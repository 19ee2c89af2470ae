"""Addresses of the wing."""

from django.urls import include, path

urlpatterns = [
    path("ghi-chep/", include("reports.activities.urls")),
    path("kiem-tra/", include("reports.inspection.urls")),
    path("bao-cao/", include("reports.yearend.urls")),
    path("xep-loai/", include("reports.ratings.urls")),
    path("chi-tieu/", include("reports.targets.urls")),
    path("nhat-ky/", include("reports.log.urls")),
    path("trich-luc/", include("reports.disclosure.urls")),
]
