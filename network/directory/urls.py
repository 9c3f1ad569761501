"""Addresses of: vind een collega."""

from django.urls import path, re_path

from network.directory.views import contact, finding, own, reports

urlpatterns = [
    path("collegas/", finding.colleagues, name="colleagues"),
    path("collegas/mijn-vermelding/", own.own_listing, name="own_listing"),
    path("collegas/mijn-vermelding/wissen/", own.clear_listing, name="clear_listing"),
    path("collegas/<slug:token>/", finding.colleague, name="colleague"),
    path("collegas/<slug:token>/bericht/", contact.write, name="write_to_colleague"),
    path("collegas/<slug:token>/melden/", contact.report_listing, name="report_colleague"),
    path("mijn/berichten/<str:token>/", contact.message, name="direct_message"),
    path("mijn/berichten/<str:token>/antwoorden/", contact.reply, name="reply_to_colleague"),
    path("mijn/berichten/<str:token>/melden/", contact.report_message, name="report_message"),
    re_path(r"^mijn/berichten/(?P<token>[\w-]+)/(?P<act>blokkeren|toelaten)/$", contact.block, name="block_colleague"),
    path("redactie/meldingen/", reports.reports, name="network_reports"),
    re_path(
        r"^redactie/meldingen/(?P<pk>\d{1,9})/(?P<act>handle|reopen|uitsluiten|toelaten)/$",
        reports.report_step,
        name="network_report_step",
    ),
]
