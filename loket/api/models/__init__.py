from loket.api.models.token import Call, ExternalReference, Token
from loket.api.models.webhook import Delivery, Subscription

__all__ = ["Call", "Delivery", "ExternalReference", "Subscription", "Token"]
