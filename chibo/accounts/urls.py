"""Addresses of this room."""

from django.urls import path

from chibo.accounts import views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-nhap/khoa-truy-cap/", views.ask_passkey, name="ask_passkey"),
    path("dang-nhap/mot-lan/", views.sign_in_oidc, name="sign_in_oidc"),
    path("dang-nhap/mot-lan/ve/", views.sign_in_oidc_back, name="sign_in_oidc_back"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("doi-mat-khau/", views.change_password, name="change_password"),
    path("chu-lon/", views.large_text, name="large_text"),
    path("phien-dang-nhap/", views.sessions, name="sessions"),
    path("phien-dang-nhap/ket-thuc-het/", views.end_other_sessions, name="end_other_sessions"),
    path("phien-dang-nhap/<slug:public_id>/ket-thuc/", views.end_session, name="end_session"),
    path("tai-khoan/", views.accounts, name="accounts"),
    path("tai-khoan/them/", views.open_account, name="open_account"),
    path("tai-khoan/<int:pk>/vai-tro/", views.assign, name="assign"),
    path("tai-khoan/<int:pk>/mat-khau/", views.renew_password, name="renew_password"),
    path("tai-khoan/<int:pk>/phien/", views.account_sessions, name="account_sessions"),
    path(
        "tai-khoan/<int:pk>/phien/ket-thuc-het/",
        views.end_account_sessions,
        name="end_account_sessions",
    ),
    path(
        "tai-khoan/<int:pk>/phien/<slug:public_id>/ket-thuc/",
        views.end_account_session,
        name="end_account_session",
    ),
    path("tai-khoan/<int:pk>/xac-thuc/", views.reset_factors, name="reset_factors"),
    path("tai-khoan/<int:pk>/go-mot-lan/", views.unbind_identity, name="unbind_identity"),
    path("tai-khoan/vai-tro/<int:pk>/ket-thuc/", views.end_assignment, name="end_assignment"),
]
