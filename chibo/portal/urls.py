"""Addresses of this room."""

from django.urls import path

from chibo.portal import views
from chibo.portal.views import handing

urlpatterns = [
    path("", views.desk, name="desk"),
    path("tim/", views.search, name="search"),
    path("khoe/", views.health, name="health"),
    path("bo-phan-giao-dien/", views.gallery, name="gallery"),
    # Lending a role and handing it over
    path("ban-giao/<slug:code>/", handing.hand_over, name="hand_over"),
    path("ban-giao/<slug:code>/uy-quyen/", handing.delegate, name="delegate"),
    path("ban-giao/<slug:code>/vai-tro/", handing.hand_over_role, name="hand_over_role"),
    path(
        "ban-giao/<slug:code>/bien-ban.<str:format_>",
        handing.hand_over_print,
        name="hand_over_print",
    ),
    path(
        "ban-giao/vai-tro/<int:pk>/bien-ban.<str:format_>",
        handing.handed_over_print,
        name="handed_over_print",
    ),
    path(
        "ban-giao/uy-quyen/<int:pk>/thu-hoi/",
        handing.withdraw_delegation,
        name="withdraw_delegation",
    ),
]
