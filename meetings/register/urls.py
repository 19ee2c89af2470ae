"""Addresses of this room."""

from django.urls import path

from meetings.register import views

urlpatterns = [
    path("", views.official_documents, name="official_documents"),
    path("soan/<slug:code>/", views.draft_official_document, name="draft_official_document"),
    path("<int:pk>/", views.official_document, name="official_document"),
    path("<int:pk>/sua/", views.correct_official_document, name="correct_official_document"),
    path(
        "<int:pk>/sua/bo-ban-go-do/",
        views.drop_official_document_draft,
        name="drop_official_document_draft",
    ),
    path("<int:pk>/ban-hanh/", views.issue_official_document, name="issue_official_document"),
    path(
        "<int:pk>/in-lai/",
        views.print_official_document_again,
        name="print_official_document_again",
    ),
    path("<int:pk>/rut/", views.withdraw_official_document, name="withdraw_official_document"),
    path(
        "<int:pk>/tai/<slug:format>/",
        views.official_document_print,
        name="official_document_print",
    ),
]
