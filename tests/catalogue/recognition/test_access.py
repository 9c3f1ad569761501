"""Who may open and do what: every address of recognition for everybody, as one table.

404: not there for this person; 403: there, but not theirs; 302 for visitors: sign in first.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from loket.catalogue.recognition import urls
from tests.catalogue.recognition.factory import AssessorFactory, ProcedureFactory, RecognitionFactory, SeatFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = ("visitor", "outsider", "owner", "colleague", "editor", "coordinator", "assessor", "has interest")

READ = {
    ("recognition_figures", "sheet"): (200, 200, 200, 200, 200, 200, 200, 200),
    ("recognition_procedures", "sheet"): (302, 403, 403, 403, 200, 200, 403, 403),
    ("assessors", "sheet"): (302, 403, 403, 403, 200, 200, 403, 403),
    ("recognition_apply", "withdrawn"): (302, 403, 200, 200, 403, 403, 403, 403),
    ("recognition_apply", "sheet"): (302, 403, 302, 302, 403, 403, 403, 403),
    ("recognition_take_back", "recognised"): (302, 403, 403, 403, 200, 200, 403, 403),
    ("recognition_procedure", "sheet"): (302, 404, 200, 200, 200, 200, 404, 404),
    ("recognition_procedure", "judging"): (302, 404, 200, 200, 200, 200, 404, 404),
    ("recognition_sheet", "sheet"): (302, 404, 200, 200, 403, 403, 404, 404),
    ("recognition_sheet", "judging"): (302, 404, 302, 302, 403, 403, 404, 404),
    ("recognition_decide", "to_decide"): (302, 403, 403, 403, 200, 200, 403, 403),
    ("recognition_decide", "recognised"): (302, 403, 403, 403, 302, 302, 403, 403),
    ("recognition_seat", "judging"): (302, 404, 404, 404, 404, 404, 200, 404),
    ("seat of has interest", "judging"): (302, 404, 404, 404, 404, 404, 404, 200),
}
DO = {
    ("recognition_apply", "withdrawn"): (302, 403, 302, 302, 403, 403, 403, 403),
    ("recognition_act", "sheet"): (302, 404, 302, 302, 403, 403, 404, 404),
    ("recognition_comment", "feedback_1"): (302, 404, 403, 403, 302, 302, 404, 404),
    ("recognition_assign", "ready"): (302, 403, 403, 403, 302, 302, 403, 403),
    ("recognition_release", "ready"): (302, 403, 403, 403, 302, 302, 403, 403),
    ("recognition_decide", "to_decide"): (302, 403, 403, 403, 302, 302, 403, 403),
    ("recognition_sheet", "sheet"): (302, 404, 302, 302, 403, 403, 404, 404),
    ("recognition_autosave", "sheet"): (302, 404, 200, 200, 403, 403, 404, 404),
    ("recognition_autosave", "judging"): (302, 404, 409, 409, 403, 403, 404, 404),
    ("recognition_resolve", "revision_1"): (302, 404, 302, 302, 403, 403, 404, 404),
    ("recognition_declare", "judging"): (302, 404, 404, 404, 404, 404, 302, 404),
    ("recognition_cast", "judging"): (302, 404, 404, 404, 404, 404, 302, 404),
    ("seat of has interest", "judging"): (302, 404, 404, 404, 404, 404, 404, 403),
    ("assessors", "sheet"): (302, 403, 403, 403, 422, 422, 403, 403),
    ("end_assessor", "sheet"): (302, 403, 403, 403, 302, 302, 403, 403),
    ("recognition_take_back", "recognised"): (302, 403, 403, 403, 302, 302, 403, 403),
}
VOTE = {"vote": "erkennen", "motivation": "Helder", "round": 1}
POSTED = {
    "recognition_apply": {"level": "goed-beschreven"},
    "recognition_comment": {"text": "Per groep?", "field": "kosten"},
    "recognition_decide": {"outcome": "recognised", "level": "goed-beschreven", "motivation": "Helder"},
    "recognition_sheet": {"hoofddoel": "Bewegen"},
    "recognition_autosave": {"hoofddoel": "Bewegen"},
    "recognition_declare": {"has_interest": "nee"},
    "recognition_cast": VOTE,
    "seat of has interest": VOTE,
    "end_assessor": {"until": "2030-01-01"},
    "recognition_take_back": {"reason": "Klaar"},
}


class World:
    """An application in this state, with a comment, a seat, and the people around it."""

    def __init__(self, state: str, at) -> None:
        procedure = ProcedureFactory(state=state)
        entry = procedure.entry
        self.seat = SeatFactory(procedure=procedure)
        self.gone = SeatFactory(procedure=procedure, has_interest=True, released_at=at)
        comment = procedure.comments.create(field="kosten", round=1, at=at, text="Per groep?")
        RecognitionFactory(entry=entry)
        self.people = {
            "outsider": UserFactory(),
            "owner": entry.owner,
            "colleague": UserFactory(roles=["partner"], organisation=entry.organisation),
            "editor": UserFactory(editor=True),
            "coordinator": UserFactory(roles=["coordinator"]),
            "assessor": self.seat.assessor.person,
            "has interest": self.gone.assessor.person,
        }
        self.numbers = {"slug": entry.slug, "pk": procedure.pk, "seat_pk": self.seat.pk, "name": "doel"}
        self.own = {
            "end_assessor": {"pk": self.seat.assessor.pk},
            "recognition_resolve": {"pk": comment.pk},
            "recognition_seat": {"pk": self.seat.pk},
            "recognition_declare": {"pk": self.seat.pk},
            "recognition_cast": {"pk": self.seat.pk},
            "recognition_act": {"name": "submit_sheet"},
        }

    def address(self, name: str, method: str) -> str:
        if name == "seat of has interest":
            return reverse("recognition_seat" if method == "get" else "recognition_cast", args=[self.gone.pk])
        pattern = next(row for row in urls.urlpatterns if row.name == name).pattern
        known = self.numbers | self.own.get(name, {})
        return reverse(name, kwargs={key: known[key] for key in pattern.converters})


def answers(name: str, state: str, method: str, client_for, visitor, at) -> tuple[int, ...]:
    """The status that each person gets; what one does is undone before the next."""
    statuses, world = [], World(state, at)
    posted = dict(POSTED.get(name, {}))
    if name == "recognition_assign":
        posted["assessor"] = AssessorFactory().pk
    for person in PEOPLE:
        with transaction.atomic():
            client = visitor if person == "visitor" else client_for(world.people[person])
            response = getattr(client, method)(world.address(name, method), posted if method == "post" else None)
            statuses.append(response.status_code)
            transaction.set_rollback(True)
    return tuple(statuses)


def test_every_address_is_in_the_table():
    assert {name for name, _ in READ | DO} - {"seat of has interest"} == {row.name for row in urls.urlpatterns}


@pytest.mark.parametrize(("name", "state"), READ, ids=map(" of ".join, READ))
def test_reading_is_for(name, state, client_for, visitor, at):
    assert answers(name, state, "get", client_for, visitor, at) == READ[name, state]


@pytest.mark.parametrize(("name", "state"), DO, ids=map(" of ".join, DO))
def test_doing_is_for(name, state, client_for, visitor, at):
    assert answers(name, state, "post", client_for, visitor, at) == DO[name, state]
