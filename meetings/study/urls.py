"""Addresses of this room."""

from django.urls import path

from meetings.study import views

urlpatterns = [
    path("", views.studies, name="studies"),
    path("cam-ket/<slug:code>/ghi/", views.record_commitment, name="record_commitment"),
    path("cam-ket/<int:pk>/sua/", views.correct_commitment, name="correct_commitment"),
    path("cam-ket/<int:pk>/bo/", views.remove_commitment, name="remove_commitment"),
    path("<slug:code>/ghi/", views.record_study, name="record_study"),
    path("<int:pk>/", views.study, name="study"),
    path("<int:pk>/sua/", views.correct_study, name="correct_study"),
    path("<int:pk>/hoc-bu/", views.make_up_study, name="make_up_study"),
    path("<int:pk>/bo/", views.remove_study, name="remove_study"),
]
