from xperts.cases.models.case import Applicant, Case, CaseHistory

__all__ = ["Applicant", "Case", "CaseHistory"]
