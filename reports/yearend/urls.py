"""Addresses of this room."""

from django.urls import path

from reports.yearend.views import composing, issuing, reading

urlpatterns = [
    path("", reading.reports, name="reports"),
    path("soan/<slug:code>/", composing.start_report, name="start_report"),
    path("<int:pk>/", reading.report, name="report"),
    path("<int:pk>/tin/", reading.report_article, name="report_article"),
    path("<int:pk>/soan/", composing.write_report, name="write_report"),
    path("<int:pk>/in-thu/", composing.preview_report, name="preview_report"),
    path("<int:pk>/in-thu/<slug:format>/", composing.draft_print, name="draft_print"),
    path("<int:pk>/bo/", composing.discard_report, name="discard_report"),
    path("<int:pk>/ban-hanh/", issuing.issue_report, name="issue_report"),
    path("<int:pk>/in-lai/", issuing.print_again, name="print_again"),
    path("<int:pk>/sua-doi/", issuing.correct_report, name="correct_report"),
    path("<int:pk>/tai/<slug:format>/", reading.report_print, name="report_print"),
]
