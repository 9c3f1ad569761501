"""Two who ask, answer or undo at the same moment: one of them, and a clear sentence for the other."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from loket.core.workflow import StaleState
from tests.xperts.pool.factory import AT, XpertFactory, asked, desk, granted
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.pool import asking
from xperts.pool.enums import AskState
from xperts.pool.models import Ask

S = AskState


def again(ask: Ask) -> Ask:
    return Ask.objects.select_related("case", "xpert__person").get(pk=ask.pk)


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def _at_the_same_time(*functions) -> list[str]:
    """What each came to: *done*, or the name of what it raised."""
    ends, gate = [], threading.Barrier(len(functions))

    def run(function) -> None:
        gate.wait()
        try:
            function()
            ends.append("done")
        except (StaleState, ValidationError) as error:
            ends.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(ends)


@pytest.mark.django_db(transaction=True)
def test_two_desks_at_once_ask_one_xpert():
    case, first, second, by = granted(), XpertFactory(), XpertFactory(), desk()

    ends = _at_the_same_time(
        *(
            lambda xpert=xpert: asking.choose(case, xpert, by=by, at=AT, seen=0, why_other="Zo")
            for xpert in (first, second)
        )
    )

    assert ends == ["StaleState", "done"]
    assert Ask.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_last_place_of_an_xpert_is_given_to_one_case():
    one, two, by = granted(), granted(), desk()
    xpert = XpertFactory(most_at_once=1)

    ends = _at_the_same_time(
        *(lambda case=case: asking.choose(case, xpert, by=by, at=AT, seen=0) for case in (one, two))
    )

    assert ends == ["ValidationError", "done"]
    assert Ask.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_answer_and_sweep_at_once_end_in_one_way():
    ask = asked()

    _at_the_same_time(
        lambda: asking.accept(ask, by=ask.xpert.person, at=ask.due_at),
        lambda: asking.lapse_past_their_term(at=ask.due_at + timedelta(seconds=1)),
    )

    assert (again(ask).state, state(ask.case)) in {(S.ACCEPTED, State.CONTRACT), (S.LAPSED, State.GRANTED)}


@pytest.mark.django_db(transaction=True)
def test_yes_and_undo_by_the_desk_at_once_end_in_one_way():
    ask, by = asked(), desk()

    _at_the_same_time(
        lambda: asking.accept(ask, by=ask.xpert.person, at=AT),
        lambda: asking.take_back(ask, by=by, at=AT, reason="Verkeerd"),
    )

    assert (again(ask).state, state(ask.case)) == (S.WITHDRAWN, State.GRANTED)
