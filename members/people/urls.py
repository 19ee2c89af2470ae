"""Addresses of this room."""

from django.urls import path

from members.people import views

urlpatterns = [
    path("", views.roll, name="roll"),
    path("<int:pk>/", views.member, name="member"),
    path("<int:pk>/roi-so/", views.leave, name="leave"),
    path("<int:pk>/hien/", views.reveal, name="reveal"),
    path("<int:pk>/ai-xem-duoc/", views.who_may_see, name="who_may_see"),
]
