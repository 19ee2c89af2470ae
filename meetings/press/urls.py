"""Addresses of this room."""

from django.urls import path

from meetings.press import views

urlpatterns = [
    path("", views.press_items, name="press_items"),
    path("ghi/<slug:code>/", views.record_press_item, name="record_press_item"),
    path("<int:pk>/", views.press_item, name="press_item"),
    path("<int:pk>/sua/", views.correct_press_item, name="correct_press_item"),
    path("<int:pk>/bo/", views.remove_press_item, name="remove_press_item"),
    path("<int:pk>/anh/", views.add_photo, name="add_photo"),
    path("anh/<int:pk>/", views.correct_photo, name="correct_photo"),
    path("anh/<int:pk>/bo/", views.remove_photo, name="remove_photo"),
]
