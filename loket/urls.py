"""All addresses; each area has its own ``urls``."""

from django.conf import settings
from django.urls import include, path

from loket.core import views

handler400 = "loket.core.views.bad_request"
handler429 = "loket.accounts.views.security.too_many_requests"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("account/", include("allauth.urls")),
    path("", include("loket.home.urls")),
    path("", include("loket.home.search_urls")),
    path("", include("loket.accounts.urls")),
    path("", include("loket.post.urls")),
    path("", include("loket.api.urls")),
    path("api/v1/", include("loket.home.api_urls")),
    path("api/v1/", include("loket.catalogue.api")),
    path("api/v1/", include("loket.catalogue.api_proposals")),
    path("api/v1/", include("loket.catalogue.recognition.api")),
    path("api/v1/", include("network.events.api")),
    path("api/v1/", include("network.events.api_proposals")),
    path("api/v1/", include("network.campaigns.api")),
    path("api/v1/", include("network.learning.api")),
    path("", include("loket.catalogue.urls")),
    path("", include("loket.catalogue.recognition.urls")),
    path("", include("loket.catalogue.following.urls")),
    path("", include("loket.catalogue.collections.urls")),
    path("", include("loket.catalogue.experiences.urls")),
    path("", include("loket.catalogue.mixes.urls")),
    path("", include("loket.catalogue.points.urls")),
    path("", include("loket.catalogue.partners.urls")),
    path("", include("loket.catalogue.gaps.urls")),
    path("", include("loket.catalogue.dossiers.urls")),
    path("", include("loket.search.saved.urls")),
    path("", include("servicedesk.urls")),
    path("", include("network.events.urls")),
    path("", include("network.campaigns.urls")),
    path("", include("network.outside.urls")),
    path("", include("network.invitations.urls")),
    path("", include("network.learning.urls")),
    path("", include("network.regions.urls")),
    path("", include("network.directory.urls")),
    path("", include("network.notices.urls")),
    path("", include("servicedesk.collective.urls")),
    path("", include("servicedesk.appeals.urls")),
    path("", include("servicedesk.consulting.urls")),
    path("", include("xperts.cases.urls")),
    path("", include("xperts.pool.urls")),
    path("", include("xperts.kernteam.urls")),
    path("", include("xperts.trajectories.urls")),
    path("", include("loket.newsletter.urls")),
    path("", include("loket.monitoring.urls")),
    path("", include("loket.monitoring.surveys.urls")),
    path("", include("loket.monitoring.steering.urls")),
]
if settings.IS_DEMO:
    urlpatterns += [path("demo/", include("loket.home.demo_urls"))]
