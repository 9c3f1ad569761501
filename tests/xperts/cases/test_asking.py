"""What the asker does: applying in pieces, filing, withdrawing; and what the desk does not read of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.xperts.factory import drafted_application, prepared, staff
from xperts.cases.enums import State
from xperts.cases.models import Application, Case

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def filled_in(case: Case, **changes) -> dict:
    told = {"help_asked": "Denk mee", "own_share": "Alles", "costs": "Geen", "euros": "0", "helps_report": "1"}
    told |= {f"hours-{row.pk}": "7,5" for row in case.applicants.all()}
    return told | {"accepted": "on", "version": "1"} | changes


def test_asker_applies(client_for):
    case = prepared(at=now())

    client_for(case.contact).post(reverse("case_apply", args=[case.number]), filled_in(case, euros="99,50"))

    found = Application.objects.get()
    assert (found.minutes, found.cents, found.rules.version) == (450, 9950, 1)
    assert Case.objects.get().applied_at is not None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"accepted": ""}, "vink aan dat u ermee akkoord gaat"),
        ({"version": "7"}, "vink aan dat u ermee akkoord gaat"),
        ({"euros": "veel"}, "Vul een bedrag in"),
        ({"helps_report": ""}, "Kies of u meehelpt"),
    ],
)
def test_incomplete_application_is_kept_and_not_filed(client_for, changes, sentence):
    case = prepared(at=now())

    answer = client_for(case.contact).post(reverse("case_apply", args=[case.number]), filled_in(case, **changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Case.objects.get().applied_at is None


def test_application_is_kept_while_typing(client_for):
    case = prepared(at=now())

    answer = client_for(case.contact).post(
        reverse("case_apply_save", args=[case.number]), {"help_asked": "Denk", "euros": "veel"}
    )

    assert list(answer.json()["errors"]) == ["euros"]
    assert Application.objects.get().help_asked == "Denk"


def test_draft_of_the_asker_is_not_read_by_the_desk(client_for):
    case = drafted_application(prepared(at=now()), at=now(), help_asked="Nog geheim")

    page = client_for(staff()).get(reverse("case_application", args=[case.number])).content.decode()

    assert "Nog geheim" not in page


def test_withdrawing_asks_first_and_then_does_it(client_for):
    case = prepared(at=now())
    client, address = client_for(case.contact), reverse("case_withdraw", args=[case.number])
    assert "niet terugdraaien" in client.get(address).content.decode()

    client.post(address, {"note": "Opgelost"})

    assert Case.objects.get().state == State.WITHDRAWN
