"""Mails about trajectories; written in the transaction of the change, one per person. A link only opens a page."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from loket.accounts.enums import Role
from loket.core import outbox
from xperts.trajectories.enums import Party
from xperts.trajectories.models import Claim, Contract, Engagement, Example, Trajectory


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _send(people: Iterable, template: str, *, at: datetime, key: str = "", **context) -> None:
    """A mail for each active person, once; ``key`` makes it once for all time."""
    for person in {person.pk: person for person in people if person and person.is_active}.values():
        outbox.queue(
            to=person.email,
            template=f"trajectories/{template}",
            context={"person": person, **context},
            at=at,
            dedupe_key=f"trajectories:{template}:{key}:{person.pk}" if key else None,
        )


def coordinators() -> list:
    return list(get_user_model().objects.with_role(Role.COORDINATOR).order_by("pk"))


def xperts(trajectory: Trajectory) -> list:
    """Those who still have an account."""
    wanted = [row.person_id for row in trajectory.people if row.person_id]
    return list(get_user_model().objects.filter(pk__in=wanted).order_by("pk"))


def _sides(trajectory: Trajectory) -> list:
    return [trajectory.signer, *xperts(trajectory)]


def _about(contract: Contract) -> dict:
    return {
        "contract": contract,
        "case": contract.trajectory.case,
        "link": _link(contract.get_absolute_url()),
    }


def to_sign(contract: Contract, *, at: datetime) -> None:
    """There is a text to look at: to asker and Xperts."""
    _send(_sides(contract.trajectory), "to_sign", at=at, **_about(contract))


def agreement_lapsed(contract: Contract, people: Iterable, *, by, at: datetime) -> None:
    """To who agreed with an earlier version."""
    _send(people, "agreement_lapsed", at=at, by=by, **_about(contract))


def one_agreed(contract: Contract, given: list, *, at: datetime) -> None:
    """When only CGL still has to agree: to the coordinators."""
    parties = {row.party for row in given}
    everybody_else = len(given) == len(contract.trajectory.people) + 1 and Party.CGL not in parties
    if everybody_else:
        _send(coordinators(), "waits_for_cgl", at=at, **_about(contract))


def sealed(contract: Contract, *, at: datetime) -> None:
    pdf = _link(reverse("contract_pdf", args=[contract.trajectory.case.number, contract.number]))
    _send(_sides(contract.trajectory), "sealed", at=at, pdf=pdf, **_about(contract))


def claim_returned(claim: Claim, *, at: datetime) -> None:
    _about_claim(claim, "claim_returned", _link(reverse("my_hours")), at=at)


def claim_approved(claim: Claim, *, at: datetime) -> None:
    _about_claim(claim, "claim_approved", _link(claim.get_absolute_url()), at=at)


def _about_claim(claim: Claim, template: str, link: str, *, at: datetime) -> None:
    case = claim.engagement.trajectory.case
    _send([claim.engagement.person], template, at=at, claim=claim, case=case, link=link)


def month_closes(engagement: Engagement, month, last_day, *, at: datetime) -> None:
    """Hours that are not claimed while the month closes soon: once for each month."""
    context = {"engagement": engagement, "month": month, "last_day": last_day, "link": _link(reverse("my_hours"))}
    key = f"{engagement.pk}:{month.isoformat()}"
    _send([engagement.person], "month_closes", at=at, key=key, case=engagement.trajectory.case, **context)


def _evaluating(trajectory: Trajectory) -> dict:
    return {
        "trajectory": trajectory,
        "case": trajectory.case,
        "link": _link(reverse("evaluate_trajectory", args=[trajectory.case.number])),
    }


def evaluation_asked(trajectory: Trajectory, *, at: datetime) -> None:
    everybody = [*_sides(trajectory), *coordinators()]
    _send(everybody, "evaluation_asked", at=at, key=str(trajectory.pk), **_evaluating(trajectory))


def evaluation_reminder(trajectory: Trajectory, people: Iterable, *, at: datetime) -> None:
    """Once, to those whose side did not answer yet."""
    _send(people, "evaluation_reminder", at=at, key=str(trajectory.pk), **_evaluating(trajectory))


def evaluated(trajectory: Trajectory, *, at: datetime) -> None:
    link = _link(trajectory.get_absolute_url())
    context = {"trajectory": trajectory, "case": trajectory.case, "link": link}
    _send(_sides(trajectory), "evaluated", at=at, key=str(trajectory.pk), **context)


def lasting_asked(trajectory: Trajectory, *, at: datetime) -> None:
    link = _link(reverse("trajectory_lasting", args=[trajectory.case.number]))
    context = {"trajectory": trajectory, "case": trajectory.case, "link": link}
    _send([trajectory.signer], "lasting_asked", at=at, key=str(trajectory.pk), **context)


def consent_asked(example: Example, people: Iterable, *, at: datetime) -> None:
    """To who still has to agree with the present text; once for each version."""
    case = example.trajectory.case
    link = _link(reverse("practice_example", args=[case.number]))
    key = f"{example.pk}:{example.version}"
    _send(people, "consent_asked", at=at, key=key, example=example, case=case, link=link)


def example_published(example: Example, *, at: datetime) -> None:
    link = _link(example.entry.get_absolute_url())
    context = {"example": example, "case": example.trajectory.case, "link": link}
    _send(_sides(example.trajectory), "example_published", at=at, key=str(example.pk), **context)
