from network.directory.models.listing import Listing
from network.directory.models.message import Block, DirectMessage
from network.directory.models.report import Barring, Report, ReportHistory

__all__ = ["Barring", "Block", "DirectMessage", "Listing", "Report", "ReportHistory"]
