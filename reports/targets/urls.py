"""Addresses of this room."""

from django.urls import path

from reports.targets.views import deeds, listing

urlpatterns = [
    path("", listing.targets, name="targets"),
    path("<slug:code>/dat/", deeds.set_target, name="set_target"),
    path("<int:pk>/sua/", deeds.correct_target, name="correct_target"),
    path("<int:pk>/bo/", deeds.remove_target, name="remove_target"),
    path("<int:pk>/ket-qua/", deeds.note_progress, name="note_progress"),
    path("ket-qua/<int:pk>/sua/", deeds.correct_progress, name="correct_progress"),
    path("ket-qua/<int:pk>/bo/", deeds.remove_progress, name="remove_progress"),
]
