"""Addresses of this room."""

from django.urls import path

from meetings.minutes import views

urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("ghi/<slug:code>/", views.open_meeting, name="open_meeting"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/ghi/", views.write_minutes, name="write_minutes"),
    path("<int:pk>/ghi/bo-ban-go-do/", views.drop_minutes_draft, name="drop_minutes_draft"),
    path("<int:pk>/khoa/", views.lock_minutes, name="lock_minutes"),
    path("<int:pk>/mo-khoa/", views.unlock_minutes, name="unlock_minutes"),
    path("<int:pk>/bo/", views.discard_meeting, name="discard_meeting"),
    path("<int:pk>/bien-ban.docx", views.minutes_docx, name="minutes_docx"),
    path("<int:pk>/bien-ban.pdf", views.minutes_pdf, name="minutes_pdf"),
]
