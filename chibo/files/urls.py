"""Addresses of stored files."""

from django.urls import path

from chibo.files import views

urlpatterns = [path("<int:pk>/", views.stored_file, name="stored_file")]
