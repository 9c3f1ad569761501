from network.notices.models.match import Match, Reaction, Watch
from network.notices.models.posting import Posting, PostingHistory

__all__ = ["Match", "Posting", "PostingHistory", "Reaction", "Watch"]
