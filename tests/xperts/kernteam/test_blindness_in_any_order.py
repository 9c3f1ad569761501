"""Whatever members do and in whatever order: nothing of a ballot is readable before one's own is frozen."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from loket.accounts import my_loket, privacy
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.xperts.factory import AT
from tests.xperts.kernteam.factory import case, judging, kernteam
from xperts.kernteam import appointing, reading, voting
from xperts.kernteam.counting import QUORUM
from xperts.kernteam.enums import Choice
from xperts.kernteam.models import Absence

SECRET = "Zevenslapersgeheim"
# What the rules refuse is no step; what matters is what can be read after it.
REFUSED = (PermissionDenied, StaleState, voting.VotingClosed)
WHO = st.integers(0, 5)


class Judging(RuleBasedStateMachine):
    """Six members on four seats who declare, judge, change their mind, go away and come back; and the coordinator."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    @initialize()
    def begin(self) -> None:
        self.at = AT
        self.crew, self.case = kernteam(), case()
        self.people = [*self.crew.holders.values(), *self.crew.stand_ins.values()]
        self.judged: set[int] = set()

    def _try(self, act) -> bool:
        self.at += timedelta(minutes=10)
        try:
            with transaction.atomic():
                act()
        except REFUSED:
            return False
        return True

    @rule(who=WHO, has_conflict=st.sampled_from([False, False, False, True]))
    def declare(self, who: int, has_conflict: bool) -> None:
        told = {"has_conflict": has_conflict, "note": "", "by": self.people[who].person, "at": self.at}
        self._try(lambda: voting.declare(self.case, self.people[who], **told))

    @rule(who=WHO, choice=st.sampled_from(Choice.values))
    def judge(self, who: int, choice: str) -> None:
        told = judging(self.case, choice, motivation=f"{SECRET} {uuid.uuid4()}")
        if self._try(lambda: voting.cast(self.case, self.people[who], told, by=self.people[who].person, at=self.at)):
            self.judged.add(who)

    @rule(who=WHO)
    def go_away(self, who: int) -> None:
        day = self.at.date()
        if not Absence.objects.filter(member=self.people[who]).exists():
            told = {"starts_on": day, "ends_on": day, "by": self.people[who].person, "at": self.at}
            self._try(lambda: appointing.report_absence(self.people[who], **told))

    @rule(who=WHO)
    def come_back(self, who: int) -> None:
        for absence in Absence.objects.filter(member=self.people[who]):
            self._try(lambda row=absence: appointing.end_absence(row, by=self.people[who].person, at=self.at))

    @invariant()
    def who_did_not_judge_reads_nothing(self) -> None:
        for number, member in enumerate(self.people if hasattr(self, "people") else ()):
            if number not in self.judged:
                assert self._read(member.person) == []

    @invariant()
    def coordinator_reads_from_quorum_on(self) -> None:
        if hasattr(self, "people"):
            votes = reading.read(self.crew.lead, self.case, at=self.at).votes
            assert bool(self._read(self.crew.lead)) == (len(votes) >= QUORUM)

    def _read(self, person) -> list[str]:
        """The motivations of others that are there for this person."""
        try:
            shown = reading.read(person, self.case, at=self.at)
        except Http404:
            return []
        return [row.motivation for row in reading.ballots(shown)]

    def teardown(self) -> None:
        """At last: nor did a mail, a task or an export tell anything."""
        blind = [member.person for number, member in enumerate(self.people) if number not in self.judged]
        texts = [str(my_loket.tasks_of(person)) + str(privacy.export_of(person)) for person in blind[:1]]
        is_told = OutgoingMail.objects.filter(text__contains=SECRET).exists()
        transaction.get_connection().set_rollback(True)
        self.atomic.__exit__(None, None, None)
        assert not is_told
        assert SECRET not in " ".join(texts)


@pytest.mark.django_db
def test_nothing_of_a_ballot_is_readable_before_the_own_one_in_any_order():
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    Judging.TestCase.settings = settings(
        max_examples=4, stateful_step_count=10, deadline=None, suppress_health_check=quiet
    )
    Judging.TestCase("runTest").runTest()
