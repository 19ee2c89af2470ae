"""Addresses of this room."""

from django.urls import path

from chibo.organizations import views

urlpatterns = [
    path("", views.organizations, name="organizations"),
    path("them/", views.found, name="found_organization"),
    path("<slug:code>/", views.organization, name="organization"),
    path("<slug:code>/them/", views.found, name="found_below"),
    path("<slug:code>/thay-doi/", views.change, name="change_organization"),
    path("<slug:code>/thiet-lap/", views.settle, name="settle_organization"),
    path("<slug:code>/ket-thuc/", views.close, name="close_organization"),
]
