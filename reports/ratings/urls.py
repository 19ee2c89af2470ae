"""Addresses of this room."""

from django.urls import path

from reports.ratings import views
from reports.ratings.views import figures

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
    path("so-lieu/", figures.rating_figures, name="rating_figures"),
    path(
        "so-lieu/<slug:code>/nam-cu/them/",
        figures.note_rating_aggregate,
        name="note_rating_aggregate",
    ),
    path(
        "so-lieu/nam-cu/<int:pk>/sua/",
        figures.correct_rating_aggregate,
        name="correct_rating_aggregate",
    ),
    path(
        "so-lieu/nam-cu/<int:pk>/bo/",
        figures.remove_rating_aggregate,
        name="remove_rating_aggregate",
    ),
    path("so-lieu/<slug:code>/to-chuc/them/", figures.rate_organization, name="rate_organization"),
    path(
        "so-lieu/<slug:code>/to-chuc/quyet-dinh/",
        figures.decide_organization_rating,
        name="decide_organization_rating",
    ),
    path(
        "so-lieu/to-chuc/<int:pk>/sua/",
        figures.correct_organization_rating,
        name="correct_organization_rating",
    ),
    path(
        "so-lieu/to-chuc/<int:pk>/bo/",
        figures.remove_organization_rating,
        name="remove_organization_rating",
    ),
    path(
        "so-lieu/<slug:code>/cu-tru/them/",
        figures.note_residence_review,
        name="note_residence_review",
    ),
    path(
        "so-lieu/cu-tru/<int:pk>/sua/",
        figures.correct_residence_review,
        name="correct_residence_review",
    ),
    path(
        "so-lieu/cu-tru/<int:pk>/bo/",
        figures.remove_residence_review,
        name="remove_residence_review",
    ),
]
