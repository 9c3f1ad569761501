import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from loket.monitoring.surveys import sampling, sending, workflow
from loket.monitoring.surveys.models import Invitation, Survey, Version
from tests.factories import UserFactory
from tests.monitoring.surveys import factory

pytestmark = pytest.mark.django_db


def asked(survey: Survey) -> set:
    return set(survey.invitations.values_list("person", flat=True))


def left_out(plan) -> dict[str, int]:
    return {reason: len(people) for reason, people in plan.left_out.items()}


def test_everybody_in_the_segment_is_asked(at):
    inside = factory.people(3, level="3", sector="ggz")
    factory.people(2, level="1", sector="ggz")
    factory.people(2, level="3", sector="sport")
    UserFactory(level="3", sector="ggz", inactive=True)
    UserFactory(level="3", sector="ggz", editor=True)

    survey = factory.sent(at, levels=["3"], sectors=["ggz"])

    assert asked(survey) == {person.pk for person in inside}
    assert survey.population["total"] == 3


def test_segment_of_a_region_has_who_works_within_it(at):
    inside = UserFactory(areas=["gm-tiel"], level="2")
    factory.people(1)
    code = sampling._around("gm-tiel")[-1]

    survey = factory.draft(at, areas=[code])

    assert sampling.plan(survey, at=at).asked == (inside,)


def test_lot_is_kept_and_gives_the_same_people_again(at):
    factory.people(30)
    survey = factory.draft(at, sample_size=7)

    before = {person.pk for person in sampling.plan(survey, at=at).asked}
    workflow.send(survey, by=factory.lead(), at=at)

    assert (len(before), asked(survey)) == (7, before)
    assert survey.left_out == {"not_drawn": 23}


@pytest.mark.parametrize(("days", "is_asked"), [(364, False), (366, True)])
def test_nobody_is_asked_more_than_twice_a_year(at, days, is_asked):
    (person,) = factory.people(1)
    version = factory.version(at)
    for before in (days, 30):
        factory.sent(at - timedelta(days=before), version)

    plan = sampling.plan(factory.draft(at, version), at=at)

    assert (person in plan.asked) is is_asked
    assert left_out(plan) == ({} if is_asked else {"twice": 1})


def test_who_opted_out_is_left_out_with_the_reason(at):
    person, other = factory.people(2)
    workflow.opt_out(person, at=at)

    plan = sampling.plan(factory.draft(at), at=at)

    assert (plan.asked, left_out(plan)) == ((other,), {"opted_out": 1})


def test_survey_without_anybody_to_ask_is_not_sent(at):
    survey = factory.draft(at)

    with pytest.raises(ValidationError, match="niemand om te vragen"):
        workflow.send(survey, by=factory.lead(), at=at)
    assert Survey.objects.get().state == "draft"


@pytest.mark.parametrize("fields", [{"days": 0}, {"days": -4}, {"days": 9, "remind_on": "2026-03-01"}])
def test_survey_with_a_day_in_the_past_is_not_sent(at, fields):
    factory.people(1)
    survey = factory.draft(at, **fields)

    with pytest.raises(ValidationError, match="voorbij"):
        workflow.send(survey, by=factory.lead(), at=at)


def test_survey_is_sent_once(at):
    factory.people(1)
    survey = factory.draft(at)
    workflow.send(survey, by=factory.lead(), at=at)

    with pytest.raises(StaleState):
        workflow.send(survey, by=factory.lead(), at=at)
    assert Version.objects.get().fixed_at == at


def test_only_coordinators_send(at):
    with pytest.raises(PermissionDenied):
        workflow.send(factory.draft(at), by=UserFactory(editor=True), at=at)


def test_small_groups_lose_their_sector(at):
    factory.people(5, sector="ggd")
    factory.people(4, sector="sport")
    factory.people(2, level="4", sector="ggd")

    survey = factory.sent(at)

    found = sorted(survey.invitations.values_list("level", "sector"))
    assert found == [("", "")] * 2 + [("2", "")] * 4 + [("2", "ggd")] * 5


def test_each_is_mailed_once_with_an_own_link(at):
    factory.people(3)
    survey = factory.sent(at)

    sent = [sending.mail(at=at) for _ in range(2)]

    texts = list(OutgoingMail.objects.filter(subject__startswith="Wilt u").values_list("text", flat=True))
    tokens = set(survey.invitations.values_list("token", flat=True))
    assert (sent, len(texts), len(tokens)) == ([3, 0], 3, 3)
    assert all(any(f"/vragenlijst/{token}/" in text for token in tokens) for text in texts)


def test_one_reminder_to_who_did_not_answer(at):
    factory.people(2)
    survey = factory.sent(at, remind_on=(at + timedelta(days=7)).date())
    sending.mail(at=at)
    factory.answered(survey.invitations.first())

    sent = [sending.remind(at=at + timedelta(days=days)) for days in (6, 7, 7, 9)]

    assert sent == [0, 1, 0, 0]


def test_survey_closes_by_itself_after_its_last_day(at):
    factory.people(1)
    survey = factory.sent(at, days=3)

    closed = [sending.close_due(at=at + timedelta(days=days)) for days in (3, 4, 4)]

    survey.refresh_from_db()
    assert (closed, survey.state, survey.history.first().by) == ([0, 1, 0], "closed", None)


def test_draft_that_was_sent_meanwhile_is_not_overwritten(at):
    factory.people(1)
    survey = factory.draft(at)
    same = Survey.objects.get()
    workflow.send(survey, by=factory.lead(), at=at)

    with pytest.raises(ValidationError, match="al verstuurd"):
        workflow.keep(same, by=factory.lead(), at=at)


def test_who_was_asked_is_forgotten_after_the_year_that_counts(at):
    factory.people(2)
    survey = factory.sent(at)
    workflow.close(survey, by=None, at=at)

    gone = [sending.forget(at + timedelta(days=days)) for days in (390, 400, 400)]

    assert (gone, survey.invitations.filter(token=None, person=None).count()) == ([0, 2, 0], 2)


@pytest.mark.django_db(transaction=True)
def test_two_surveys_sent_at_once_ask_nobody_three_times(at):
    factory.people(5)
    version = factory.version(at)
    factory.sent(at - timedelta(days=40), version)
    drafts, by, refused = [factory.draft(at, version) for _ in range(3)], factory.lead(), []

    def send(survey: Survey) -> None:
        try:
            workflow.send(survey, by=by, at=at)
        except ValidationError as error:
            refused.append(error)
        connection.close()

    threads = [threading.Thread(target=send, args=[survey]) for survey in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Invitation.objects.count(), len(refused)) == (10, 2)
