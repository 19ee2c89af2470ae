"""Addresses of this room."""

from django.urls import path

from members.posts import views

urlpatterns = [
    path("giao/<slug:code>/", views.appoint, name="appoint"),
    path("<int:pk>/thoi/", views.end_post, name="end_post"),
    path("<int:pk>/sua/", views.correct_post, name="correct_post"),
    path("<int:pk>/bo/", views.withdraw_post, name="withdraw_post"),
    path("nhiem-ky/<slug:code>/", views.terms, name="terms"),
    path("nhiem-ky/<slug:code>/ghi/", views.record_term, name="record_term"),
    path("nhiem-ky/sua/<int:pk>/", views.correct_term, name="correct_term"),
]
