"""Addresses of this room."""

from django.urls import path

from chibo.portal import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("tim/", views.search, name="search"),
    path("khoe/", views.health, name="health"),
    path("bo-phan-giao-dien/", views.gallery, name="gallery"),
]
