"""Whether somebody has an interest in an application: what the profile says, beside what they declare themselves.

Unknown is not free of interest: who has no organisation in the profile is not seated.
"""

from collections.abc import Iterable
from datetime import date

from loket.accounts import organisations
from loket.accounts.models import Organisation
from loket.catalogue.models import Revision
from loket.catalogue.recognition.models import Assessor, Ballot, Procedure
from loket.catalogue.recognition.permissions import is_staff


class Interests:
    """The ties to one application, looked up once, to hold against many assessors."""

    def __init__(self, procedure: Procedure, today: date) -> None:
        self._procedure, self._today = procedure, today
        entry = procedure.entry
        self._owners = {entry.owner_id, entry.deputy_id} - {None}
        authors = Revision.objects.filter(entry=entry, author__isnull=False).values_list("author", flat=True)
        self._authors = set(authors)
        people = (entry.owner, entry.deputy, procedure.applicant)
        named = [entry.organisation, *(person.organisation for person in people if person)]
        self._organisations = {organisations.current(row).pk for row in named if row}
        seats = list(procedure.seats.select_related("assessor"))
        self._seated = {seat.assessor_id for seat in seats if seat.released_at is None}
        self._declared = {seat.assessor.person_id for seat in seats if seat.has_interest}
        voted = Ballot.objects.filter(seat__procedure=procedure, seat__released_at__isnull=False)
        self._judged_before = set(voted.values_list("seat__assessor__person", flat=True))

    def ties(self, assessor: Assessor) -> list[str]:
        """Why this person cannot judge: Dutch sentences, empty when there is nothing against it."""
        person = assessor.person
        if not assessor.is_active_on(self._today):
            return ["Is op dit moment geen beoordelaar."]
        found = []
        if person.pk in self._owners:
            found.append("Is eigenaar of vervanger van deze interventie.")
        elif person.pk in self._authors:
            found.append("Heeft aan deze interventie meegeschreven.")
        elif person.pk == self._procedure.applicant_id:
            found.append("Heeft deze erkenning aangevraagd.")
        if is_staff(person):
            found.append("Leidt als redacteur of coördinator deze aanvragen, en ziet de stemmen van anderen.")
        found += self._organisation_ties(person.organisation)
        if person.pk in self._declared:
            found.append("Heeft zelf gezegd dat er een belang is.")
        return found

    def obstacles(self, assessor: Assessor) -> list[str]:
        """Why this person cannot be given a seat: the ties, and what happened in this application."""
        found = self.ties(assessor)
        if assessor.pk in self._seated:
            found.append("Zit er al bij.")
        if assessor.person_id in self._judged_before:
            found.append("Heeft deze aanvraag al eerder beoordeeld.")
        return found

    def _organisation_ties(self, organisation: Organisation | None) -> Iterable[str]:
        if organisation is None:
            return ["Heeft geen organisatie in het profiel. Zonder organisatie weten wij niet of er een belang is."]
        if organisations.current(organisation).pk in self._organisations:
            return ["Werkt bij dezelfde organisatie als de eigenaar."]
        return []
