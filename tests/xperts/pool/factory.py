"""Xperts, rules and asks for tests; traits carry the name of a state."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from loket.accounts.enums import Role
from tests.factories import OrganisationFactory, UserFactory
from tests.xperts.factory import case_in
from xperts.cases.enums import Form, State
from xperts.cases.models import Case
from xperts.pool import asking, workflow
from xperts.pool.enums import Breadth, Delivery, Shown, XpertState
from xperts.pool.models import Ask, Rules, Standing, Xpert

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
WORDS = {"dorp": 1.0, "samen": 1.0, "plek": 1.0}


class XpertFactory(DjangoModelFactory):
    """Active, schooled, employed somewhere else than any applicant, with nothing in the way."""

    class Meta:
        model = Xpert
        skip_postgeneration_save = True

    class Params:
        nominated = factory.Trait(
            state=XpertState.NOMINATED, first_assessor_key=None, second_assessor_key=None, joined_on=None
        )
        resting = factory.Trait(state=XpertState.RESTING)
        left = factory.Trait(state=XpertState.LEFT)
        refused = factory.Trait(nominated=True, state=XpertState.REFUSED)
        public = factory.Trait(is_public=True, shown=list(Shown))

    person = factory.SubFactory(UserFactory, roles=["xpert"], organisation=factory.SubFactory(OrganisationFactory))
    state = XpertState.ACTIVE
    nominated_by = factory.SubFactory(UserFactory)
    nominated_at = AT
    changed_at = AT
    why = "Helpt wijkteams al jaren."
    first_assessor_key = 10_001
    second_assessor_key = 10_002
    joined_on = date(2026, 1, 5)
    trial_ends_on = date(2027, 7, 5)
    delivery = Delivery.CLAIMS
    rate_cents = 9000
    breadth = Breadth.SPECIALIST
    headline = "Helpt wijkteams om samen te kiezen"
    themes = ["valpreventie"]
    sectors = ["ggd"]
    levels = ["2"]
    areas = ["nl"]
    forms = [Form.COACHING]
    lexemes = factory.LazyFunction(lambda: dict(WORDS))

    @factory.post_generation
    def schooled_until(self, create, until, **options) -> None:
        if create and self.person and self.state in (XpertState.ACTIVE, XpertState.RESTING):
            Standing.objects.create(person=self.person, begins_on=date(2026, 1, 5), until=until or date(2027, 1, 5))


def desk(**changes):
    return UserFactory(roles=[Role.SERVICEDESK], **changes)


def coordinator(**changes):
    return UserFactory(roles=[Role.COORDINATOR], **changes)


def with_account(**changes):
    """A person whose address was confirmed."""
    person = UserFactory(**changes)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def granted(**changes) -> Case:
    """A case that looks for an Xpert, decided a moment ago."""
    return case_in(State.GRANTED, at=AT, **{"form": Form.COACHING, "minutes": 600} | changes)


def asked(xpert: Xpert | None = None, *, case: Case | None = None, by=None, at: datetime = AT) -> Ask:
    """An ask that waits; of the first in line."""
    xpert = xpert or XpertFactory()
    case = case or granted()
    return asking.choose(case, xpert, by=by or desk(), at=at, seen=case.asks.count(), why_other="Kent de streek.")


def accepted(xpert: Xpert | None = None, *, case: Case | None = None, at: datetime = AT) -> Ask:
    ask = asked(xpert, case=case, at=at)
    asking.accept(ask, by=ask.xpert.person, at=at)
    return Ask.objects.select_related("case", "xpert__person").get(pk=ask.pk)


def assess(xpert: Xpert, by, *, is_positive: bool = True, at: datetime = AT):
    answers = [
        {"criterion": line, "is_met": is_positive, "why": "Gezien."} for line in Rules.objects.current().criteria
    ]
    return workflow.assess(xpert, is_positive=is_positive, answers=answers, note="Past.", by=by, at=at)
