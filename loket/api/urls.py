from django.urls import path

from loket.api.views import connections, describing, webhooks

urlpatterns = [
    path("api/v1/openapi.json", describing.openapi, name="api_openapi"),
    path("open-data/api/", describing.documentation_page, name="api_documentation"),
    path("mijn/koppelingen/", connections.connections, name="connections"),
    path("mijn/koppelingen/<int:organisation_id>/", connections.connections_of, name="connections_of"),
    path("mijn/koppelingen/<int:organisation_id>/gebruik/", connections.calls, name="connection_calls"),
    path("mijn/koppelingen/<int:organisation_id>/tokens/nieuw/", connections.token_new, name="token_new"),
    path("mijn/koppelingen/<int:organisation_id>/webhooks/nieuw/", webhooks.webhook_new, name="webhook_new"),
    path("mijn/koppelingen/tokens/<int:pk>/intrekken/", connections.token_withdraw, name="token_withdraw"),
    path("mijn/koppelingen/webhooks/<int:pk>/", webhooks.webhook, name="webhook"),
    path("mijn/koppelingen/webhooks/<int:pk>/proef/", webhooks.webhook_test, name="webhook_test"),
    path("mijn/koppelingen/webhooks/<int:pk>/pauze/", webhooks.webhook_pause, name="webhook_pause"),
    path("mijn/koppelingen/webhooks/<int:pk>/verder/", webhooks.webhook_resume, name="webhook_resume"),
    path("mijn/koppelingen/webhooks/<int:pk>/weghalen/", webhooks.webhook_end, name="webhook_end"),
]
