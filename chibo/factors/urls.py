"""Addresses of this room."""

from django.urls import path

from chibo.factors import views

urlpatterns = [
    path("", views.security, name="security"),
    path("ung-dung/", views.add_app, name="add_app"),
    path("khoa-truy-cap/", views.add_passkey, name="add_passkey"),
    path("ma-khoi-phuc/", views.renew_recovery_codes, name="renew_recovery_codes"),
    path("<int:pk>/ten/", views.rename_authenticator, name="rename_authenticator"),
    path("<int:pk>/bo/", views.remove_authenticator, name="remove_authenticator"),
]
