"""Addresses of this room."""

from django.urls import path

from meetings.congress import views

urlpatterns = [
    path("", views.congresses, name="congresses"),
    path("<int:pk>/", views.congress, name="congress"),
    path("<slug:code>/du-kien/", views.plan_congress, name="plan_congress"),
    path("<slug:code>/ghi/", views.record_congress, name="record_congress"),
    path("<int:pk>/da-to-chuc/", views.hold_congress, name="hold_congress"),
    path("<int:pk>/sua/", views.correct_congress, name="correct_congress"),
    path("<int:pk>/bo/", views.remove_congress, name="remove_congress"),
    path("<int:pk>/ket-qua/", views.record_results, name="record_results"),
    path("<int:pk>/nhan-chuc/", views.seat_elected, name="seat_elected"),
]
