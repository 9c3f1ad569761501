from loket.monitoring.models.budget import Cost, YearBudget
from loket.monitoring.models.estimate import Estimate
from loket.monitoring.models.report import Recipient, Report, ReportFile

__all__ = ["Cost", "Estimate", "Recipient", "Report", "ReportFile", "YearBudget"]
