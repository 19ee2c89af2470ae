"""Addresses of this room."""

from django.urls import path

from members.dues import views

urlpatterns = [
    path("", views.dues, name="dues"),
    path("<slug:code>/can-cu/", views.dues_profiles, name="dues_profiles"),
    path("<slug:code>/can-cu/<int:pk>/", views.set_dues_profile, name="set_dues_profile"),
    path("<slug:code>/<int:year>/<int:month>/", views.dues_month, name="dues_month"),
    path("<slug:code>/<int:year>/<int:month>/lap/", views.open_dues_month, name="open_dues_month"),
    path("<slug:code>/<int:year>/<int:month>/thu/", views.receive_dues, name="receive_dues"),
    path("<slug:code>/<int:year>/<int:month>/nop/", views.remit_dues, name="remit_dues"),
    path("khoan/<int:pk>/sua/", views.correct_dues_charge, name="correct_dues_charge"),
    path("lan-dong/<int:pk>/bo/", views.withdraw_dues_payment, name="withdraw_dues_payment"),
    path("lan-nop/<int:pk>/bo/", views.withdraw_dues_remittance, name="withdraw_dues_remittance"),
]
