"""Addresses of this room."""

from django.urls import path

from members.roster import views

urlpatterns = [
    path("ghi/<slug:code>/", views.enter_member, name="enter_member"),
    path("<int:pk>/sua/", views.correct_member, name="correct_member"),
    path("<int:pk>/chinh-thuc/", views.recognise, name="recognise"),
    path("<int:pk>/trang-thai/", views.begin_status, name="begin_status"),
    path("trang-thai/<int:pk>/ket-thuc/", views.end_status, name="end_status"),
    path("trang-thai/<int:pk>/bo/", views.withdraw_status, name="withdraw_status"),
    path("thoi-gian/<int:pk>/sua/", views.correct_membership, name="correct_membership"),
]
