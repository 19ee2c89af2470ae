"""Addresses of this room."""

from django.urls import path

from chibo.regulations import views

urlpatterns = [path("", views.regulations, name="regulations")]
