"""Addresses of this room."""

from django.urls import path

from reports.disclosure import views

urlpatterns = [
    path("luu-giu/", views.retention, name="retention"),
    path("<int:pk>/xoa/", views.erase_member, name="erase_member"),
]
