from django import template

from network.campaigns.models import Campaign
from network.campaigns.pages import period

register = template.Library()


@register.filter
def campaign_period(campaign: Campaign) -> str:
    return period(campaign)
