"""Addresses of: ik zoek, ik bied."""

from django.urls import path, re_path

from network.notices.views import board, own

urlpatterns = [
    path("zoek-en-bied/", board.postings, name="postings"),
    path("zoek-en-bied/nieuw/", own.write, name="posting_new"),
    path("zoek-en-bied/mijn/", own.own_postings, name="own_postings"),
    path("zoek-en-bied/mijn/mail/", own.watch, name="watch_postings"),
    path("zoek-en-bied/<int:pk>/", board.posting, name="posting"),
    path("zoek-en-bied/<int:pk>/wijzigen/", own.write, name="posting_edit"),
    path("zoek-en-bied/<int:pk>/reageren/", board.react, name="posting_react"),
    path("zoek-en-bied/<int:pk>/melden/", board.report, name="posting_report"),
    re_path(r"^zoek-en-bied/(?P<pk>\d{1,9})/stap/(?P<act>done|extend|remove|restore)/$", own.step, name="posting_step"),
    path("zoek-en-bied/verlengen/<str:token>/", own.extend, name="extend_posting"),
    path("afmelden/zoek-en-bied/<str:token>/", own.stop, name="stop_notices_mail"),
]
