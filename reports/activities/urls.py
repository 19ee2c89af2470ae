"""Addresses of this room."""

from django.urls import path

from reports.activities import views

urlpatterns = [
    path("", views.notebook, name="notebook"),
    path("<slug:code>/<slug:kind>/them/", views.add_note, name="add_note"),
    path("<slug:kind>/<int:pk>/sua/", views.correct_note, name="correct_note"),
    path("<slug:kind>/<int:pk>/bo/", views.remove_note, name="remove_note"),
]
