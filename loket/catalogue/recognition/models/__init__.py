"""The models of recognition, a module per noun."""

from loket.catalogue.recognition.models.assessor import Assessor
from loket.catalogue.recognition.models.judging import Ballot, Seat
from loket.catalogue.recognition.models.procedure import Procedure, ProcedureHistory, SheetComment
from loket.catalogue.recognition.models.recognition import Recognition

__all__ = ["Assessor", "Ballot", "Procedure", "ProcedureHistory", "Recognition", "Seat", "SheetComment"]
