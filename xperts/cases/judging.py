"""The same criteria, judged one by one in pre-intake, diagnosis and ballot, each with what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from xperts.cases import permissions, workflow
from xperts.cases.enums import Stage, Verdict
from xperts.cases.models import Case, Judgement

_DESK_MAY = {Stage.PRE_INTAKE: permissions.can_edit_intake, Stage.DIAGNOSIS: permissions.can_diagnose}


@dataclass(frozen=True)
class Opinion:
    """What somebody finds of one criterion; ``evidence`` in words, ``url`` where it can be read."""

    verdict: str
    motivation: str
    evidence: str
    url: str = ""


def judge(case: Case, stage: str, opinions: Mapping[str, Opinion], *, by, at: datetime) -> None:
    """The desk's judgement of some or all criteria, by code; a later one replaces the former.

    Raises ``PermissionDenied`` once the stage is over, ``ValidationError`` for one without reason or evidence.
    """
    with transaction.atomic():
        held = workflow.held(case)
        if not _DESK_MAY[Stage(stage)](by, held):
            raise PermissionDenied("Deze beoordeling is afgerond; zij kan niet meer worden gewijzigd.")
        for opinion in opinions.values():
            if opinion.verdict not in Verdict.values or not (opinion.motivation.strip() and opinion.evidence.strip()):
                raise ValidationError("Schrijf bij elk oordeel waarom, en waar dat uit blijkt.")
        write(held, stage, opinions, by=by, at=at)
        Case.objects.filter(pk=held.pk).update(changed_at=at)


def write(case: Case, stage: str, opinions: Mapping[str, Opinion], *, by, at: datetime, seat: str = "") -> None:
    """Keep opinions by code of criterion, in the caller's transaction. ``seat``: whose ballot it belongs to."""
    for criterion in case.framework.criteria.filter(code__in=opinions):
        opinion = opinions[criterion.code]
        Judgement.objects.update_or_create(
            case=case,
            stage=stage,
            criterion=criterion,
            judge=seat,
            defaults={
                "verdict": opinion.verdict,
                "motivation": opinion.motivation.strip(),
                "evidence": opinion.evidence.strip(),
                "evidence_url": opinion.url,
                "by": by,
                "at": at,
            },
        )


def unjudged(case: Case, stage: str, *, seat: str = "") -> list[str]:
    """The titles of the criteria that were not judged yet, in order."""
    judged = case.judgements.filter(stage=stage, judge=seat).values("criterion")
    return list(case.framework.criteria.exclude(pk__in=judged).values_list("title", flat=True))


def require_all(case: Case, stage: str, *, seat: str = "") -> None:
    """Raises ``ValidationError`` that names what was not judged yet."""
    missing = unjudged(case, stage, seat=seat)
    if missing:
        raise ValidationError(_sentence(missing))


def _sentence(missing: list[str]) -> str:
    return f"Beoordeel eerst nog: {'; '.join(missing)}."


def of_desk(case: Case, stage: str) -> dict[int, Judgement]:
    """The desk's judgements of a stage by criterion; never a ballot."""
    return {row.criterion_id: row for row in case.judgements.filter(stage=stage, judge="")}
