"""National campaigns for other systems."""

import re

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers

from loket.api import paging
from loket.api.endpoints import PAGED, ListEndpoint, Operation, ReadEndpoint, route
from loket.api.parameters import Parameter
from loket.api.serializers import CodeSerializer, SelfSerializer, page_of
from loket.vocabulary import lookup
from network.campaigns.models import Campaign

TAG = "Campagnes"
_NUMBERED = re.compile(r"campagne-(\d{1,18})")


class CampaignSerializer(serializers.Serializer):
    """One edition of a campaign; both days belong to it. ``toolkit`` is the address of its materials."""

    external_id = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.URLField()
    lead = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    plan_from = serializers.DateField()
    themes = CodeSerializer(many=True)
    toolkit = serializers.URLField(allow_null=True)
    website = serializers.CharField()
    changed_at = serializers.DateTimeField()
    links = SelfSerializer()


def shown(campaign: Campaign) -> dict:
    """A campaign; it comes with its toolkit."""
    name = f"campagne-{campaign.pk}"
    toolkit = campaign.toolkit if campaign.toolkit and campaign.toolkit.is_published else None
    texts = ("title", "summary", "lead", "starts_on", "ends_on", "plan_from", "website")
    return {
        "external_id": name,
        **{key: getattr(campaign, key) for key in texts},
        "url": paging.absolute(campaign.get_absolute_url()),
        "themes": [{"code": code, "label": lookup.label("theme", code)} for code in campaign.themes],
        "toolkit": paging.absolute(toolkit.get_absolute_url()) if toolkit else None,
        "changed_at": campaign.changed_at.isoformat(),
        "links": {"self": paging.own_address("api_campaign", name)},
    }


class Campaigns(ListEndpoint):
    operations = {
        "get": Operation(
            "listCampaigns",
            "Alle campagnes",
            "Landelijke campagnes op volgorde van de eerste dag.",
            TAG,
            page_of(CampaignSerializer),
            (404, 410),
        )
    }
    parameters = (
        *PAGED,
        Parameter("year", "Alleen wat in dit jaar valt.", int, minimum=2000, maximum=2100),
        Parameter("theme", "Alleen met dit thema (code).", longest=80),
    )
    order = ("starts_on", "id")

    def rows(self, asked: dict) -> QuerySet[Campaign]:
        found = Campaign.objects.select_related("toolkit").about(asked["theme"])
        return found.in_year(asked["year"]) if asked["year"] else found

    def shown(self, campaign: Campaign) -> dict:
        return shown(campaign)


class OneCampaign(ReadEndpoint):
    operations = {
        "get": Operation(
            "getCampaign", "Eén campagne", "Alles wat er van een campagne is.", TAG, CampaignSerializer, (404,)
        )
    }

    def found(self, asked: dict, external_id: str) -> dict:
        numbered = _NUMBERED.fullmatch(external_id)
        if numbered is None:
            raise Http404
        return shown(get_object_or_404(Campaign.objects.select_related("toolkit"), pk=int(numbered[1])))


urlpatterns = [
    route("campaigns", Campaigns, "api_campaigns"),
    route("campaigns/<str:external_id>", OneCampaign, "api_campaign"),
]
