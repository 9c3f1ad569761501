"""What the portal keeps of who tells an experience, and what is left when that person goes."""

import json

import pytest

from loket.accounts import privacy
from loket.catalogue.experiences import workflow
from loket.catalogue.experiences.models import Experience, Use
from tests.catalogue.experiences.factory import ExperienceFactory, UseFactory, answers
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_export_has_experiences_use_and_votes(at):
    person = UserFactory()
    ExperienceFactory(author=person, published=True)
    UseFactory(registered_by=person)
    workflow.vote(ExperienceFactory(published=True), by=person, at=at)

    found = json.loads(json.dumps(privacy.export_of(person)))["ervaringen"]

    assert [len(found[name]) for name in ("ervaringen", "gebruik", "nuttig_gevonden")] == [1, 1, 1]


def test_erasure_keeps_what_is_public_without_the_name(at):
    person = UserFactory()
    experience = ExperienceFactory(author=person, public=True, submitted=True, is_named=True, takes_contact=True)
    Experience.objects.filter(pk=experience.pk).update(answers=answers(worked="Nog niet gelezen"))
    use = UseFactory(registered_by=person, takes_contact=True)

    privacy.erase(person, at=at)

    left = Experience.objects.get()
    assert (left.author, left.state, left.answers, left.shown_name) == (None, "published", answers(), "")
    assert Use.objects.filter(pk=use.pk, registered_by=None, takes_contact=False).exists()


@pytest.mark.parametrize("trait", ["draft", "submitted", "refused", "withdrawn"])
def test_erasure_removes_what_nobody_reads(trait, at):
    experience = ExperienceFactory(**({} if trait == "draft" else {trait: True}))

    privacy.erase(experience.author, at=at)

    assert not Experience.objects.exists()
