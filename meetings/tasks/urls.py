"""Addresses of this room."""

from django.urls import path

from meetings.tasks import views

urlpatterns = [
    path("", views.tasks, name="tasks"),
    path("muc-tieu/<slug:code>/", views.set_goal, name="set_goal"),
    path("ghi/<slug:code>/", views.add_task, name="add_task"),
    path("<int:pk>/sua/", views.correct_task, name="correct_task"),
    path("<int:pk>/xong/", views.finish_task, name="finish_task"),
    path("<int:pk>/thoi/", views.drop_task, name="drop_task"),
    path("<int:pk>/mo-lai/", views.reopen_task, name="reopen_task"),
]
