"""Addresses of this room."""

from django.urls import path

from reports.disclosure import views

urlpatterns = [
    path("cua-toi/", views.my_extract, name="my_extract"),
    path("cua-toi/<slug:format>/", views.my_extract_print, name="my_extract_print"),
    path("cua-toi/<slug:format>/day-du/", views.reveal_my_extract, name="reveal_my_extract"),
    path("<int:pk>/", views.extract, name="extract"),
    path("<int:pk>/in/<slug:format>/", views.extract_print, name="extract_print"),
    path("<int:pk>/in/<slug:format>/day-du/", views.reveal_extract, name="reveal_extract"),
    path("su-co/", views.breach_report, name="breach_report"),
    path("su-co/<slug:format>/", views.breach_print, name="breach_print"),
    path("luu-giu/", views.retention, name="retention"),
    path("<int:pk>/xoa/", views.erase_member, name="erase_member"),
]
