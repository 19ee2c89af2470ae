"""Addresses of this room."""

from django.urls import path

from reports.ratings import views

urlpatterns = [
    # Sheets and their review
    path("", views.ratings, name="ratings"),
    path("<slug:code>/<int:year>/lap/", views.open_rating_sheet, name="open_rating_sheet"),
    path("<int:pk>/", views.rating_sheet, name="rating_sheet"),
    path("<int:pk>/ghi/", views.write_rating_sheet, name="write_rating_sheet"),
    path("<int:pk>/cap-nhat/", views.refresh_rating_sheet, name="refresh_rating_sheet"),
    path("<int:pk>/gui/", views.submit_rating_sheet, name="submit_rating_sheet"),
    path("<int:pk>/tra-lai/", views.return_rating_sheet, name="return_rating_sheet"),
    path("<int:pk>/quyet-dinh/", views.decide_rating_sheet, name="decide_rating_sheet"),
    path("<int:pk>/mo-lai/", views.reopen_rating_sheet, name="reopen_rating_sheet"),
    # Figures
]
