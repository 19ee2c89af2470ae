"""Addresses of this room."""

from django.urls import path

from chibo.drafts import views

urlpatterns = [
    path("<slug:key>/", views.keep_draft, name="keep_draft"),
    path("<slug:key>/bo/", views.drop_draft, name="drop_draft"),
]
