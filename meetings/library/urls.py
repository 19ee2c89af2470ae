"""Addresses of this room."""

from django.urls import path

from meetings.library import views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("ghi/<slug:code>/", views.register_document, name="register_document"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/sua/", views.correct_document, name="correct_document"),
    path("<int:pk>/tep/", views.attach_file, name="attach_file"),
    path("tep/<int:pk>/", views.document_file, name="document_file"),
    path("tep/<int:pk>/bo/", views.remove_file, name="remove_file"),
    path("<int:pk>/bo/", views.remove_document, name="remove_document"),
]
