"""Addresses of this room."""

from django.urls import path

from reports.inspection import views

urlpatterns = [
    path("", views.inspections, name="inspections"),
    path("<slug:code>/them/", views.note_inspection, name="note_inspection"),
    path("<int:pk>/sua/", views.correct_inspection, name="correct_inspection"),
    path("<int:pk>/bo/", views.remove_inspection, name="remove_inspection"),
]
