from loket.newsletter.models.delivery import Delivery
from loket.newsletter.models.edition import Block, Edition, EditionHistory
from loket.newsletter.models.subscription import Subscription

__all__ = ["Block", "Delivery", "Edition", "EditionHistory", "Subscription"]
