"""Addresses of this room."""

from django.urls import path

from members.conduct import views

urlpatterns = [
    path("", views.conduct, name="conduct"),
    path("<slug:code>/khen-thuong/", views.commend, name="commend"),
    path("khen-thuong/<int:pk>/sua/", views.correct_commendation, name="correct_commendation"),
    path("khen-thuong/<int:pk>/bo/", views.remove_commendation, name="remove_commendation"),
    path("<slug:code>/ky-luat/", views.discipline, name="discipline"),
    path("ky-luat/<int:pk>/sua/", views.correct_discipline, name="correct_discipline"),
    path("ky-luat/<int:pk>/bo/", views.withdraw_discipline, name="withdraw_discipline"),
]
