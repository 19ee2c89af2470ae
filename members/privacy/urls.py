"""Addresses of this room."""

from django.urls import path

from members.privacy import views

urlpatterns = [
    path("cua-toi/", views.my_file, name="my_file"),
    path("cua-toi/hien/", views.reveal_my_file, name="reveal_my_file"),
    path("de-nghi/", views.request_correction, name="request_correction"),
    path("de-nghi/rut/", views.withdraw_correction, name="withdraw_correction"),
    path("xuat/<slug:code>/", views.export_members, name="export_members"),
    path("xet-de-nghi/", views.correction_requests, name="correction_requests"),
    path("xet-de-nghi/<int:pk>/", views.correction_request, name="correction_request"),
    path("xet-de-nghi/<int:pk>/sua/", views.approve_correction, name="approve_correction"),
    path("xet-de-nghi/<int:pk>/tra-lai/", views.refuse_correction, name="refuse_correction"),
]
