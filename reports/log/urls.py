"""Addresses of this room."""

from django.urls import path

from reports.log import views

urlpatterns = [
    path("", views.log, name="log"),
    path("xuat/", views.export_log, name="export_log"),
    path("dau-chuoi.pdf", views.log_heads, name="log_heads"),
    path("dang-vien/<int:pk>/da-xem/", views.member_readings, name="member_readings"),
    path("<slug:kind>/<int:pk>/", views.record_history, name="record_history"),
]
