"""What there is to point at when a criterion is judged: text for people, with the address where it can be read."""

from xperts.cases.enums import Stage
from xperts.cases.models import Case, Diagnosis, Intake
from xperts.cases.models.dossier import DIAGNOSIS_TEXTS, INTAKE_TEXTS


def of_case(case: Case, stage: str) -> list[tuple[str, str]]:
    """The question, what was applied, what was told, and in the diagnosis what that found."""
    found = [(f"Vraag {case.question.reference}", case.question.get_absolute_url())] if case.question else []
    found += [(f"Laag {row.layer}: {row.what}"[:200], row.url) for row in case.efforts.all()]
    found += _told(case.intake, Intake, INTAKE_TEXTS, "Pre-intake")
    diagnosis = getattr(case, "diagnosis", None)
    if stage != Stage.PRE_INTAKE and diagnosis:
        found += _told(diagnosis, Diagnosis, DIAGNOSIS_TEXTS, "Diagnose")
    return found


def _told(row, model, texts, head: str) -> list[tuple[str, str]]:
    return [(f"{head}: {model._meta.get_field(name).verbose_name}", "") for name, _ in texts if getattr(row, name)]
