"""Addresses of: monitoring."""

from django.urls import path, register_converter

from loket.monitoring.views import dashboards, keeping, reports


class CostAct:
    """The two things one does with a cost."""

    regex = "intrekken|terugzetten"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CostAct, "cost_act")

urlpatterns = [
    path("dashboard/", dashboards.own, name="own_dashboard"),
    path("dashboard/<slug:slug>/", dashboards.dashboard, name="dashboard"),
    path("dashboard/<slug:slug>/<slug:name>/", dashboards.dashboard_block, name="dashboard_block"),
    path("dashboard/<slug:slug>/<slug:name>.<slug:extension>", dashboards.dashboard_file, name="dashboard_file"),
    path("monitoring/doelen/", keeping.target_list, name="targets"),
    path("monitoring/begrippen/", keeping.definitions, name="definitions"),
    path("monitoring/budget/", keeping.this_year, name="this_year_budget"),
    path("monitoring/budget/<int:year>/", keeping.year_budget, name="year_budget"),
    path("monitoring/budget/<int:year>/vastleggen/", keeping.set_year, name="set_year_budget"),
    path("monitoring/kosten/<int:pk>/<cost_act:act>/", keeping.cost_step, name="cost_step"),
    path("monitoring/rapporten/", reports.reports, name="reports"),
    path("monitoring/ontvangers/<int:pk>/weg/", reports.recipient_drop, name="report_recipient_drop"),
    path("jaarrapporten/", reports.yearly_reports, name="yearly_reports"),
    path("rapport/link/<str:token>/", reports.report_shared, name="report_shared"),
    path("rapport/link/<str:token>/bestand.<slug:extension>", reports.report_shared_file, name="report_shared_file"),
    path("rapport/<slug:slug>/<slug:code>/", reports.report, name="report"),
    path("rapport/<slug:slug>/<slug:code>/bestand.<slug:extension>", reports.report_file, name="report_file"),
    path("rapport/<slug:slug>/<slug:code>/maken/", reports.report_make, name="report_make"),
]
