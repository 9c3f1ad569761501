"""The expert group with three members, one question that waits for their advice and one that was advised on."""

from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from servicedesk.consulting import workflow
from servicedesk.consulting.models import Consultation
from servicedesk.models import Question
from servicedesk.models.queue import SCHOOL

MEMBERS = ("Esmee Schoolvoorbeeld", "Tarik Denkbeeld", "Wilma Verzonnen")
PUT = (
    ("Kleine school, groot vignet?", "Een school met drie klassen wil beginnen. Welk onderdeel eerst, en waarom?"),
    ("Gezonde kantine en sponsors", "Mag een sportclub met sponsor in de school staan? Wat zeggen andere scholen?"),
)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Does nothing when something was put before the group. ``at``: the moment that counts as now."""
    if Consultation.objects.exists():
        return
    staff = User.objects.get(email=address(Role.SERVICEDESK))
    people = [_person(number, name, at=at) for number, name in enumerate(MEMBERS)]
    people.append(User.objects.get(email=address(Role.PROFESSIONAL)))
    for person in people:
        workflow.let_in(person, by=staff, at=at - timedelta(days=90))
    questions = Question.objects.open().filter(queue__slug=SCHOOL).select_related("queue").order_by("pk")[:2]
    for number, question in enumerate(questions):
        title, text = PUT[number]
        moment = at - timedelta(days=1 + 2 * number)
        made = workflow.put(question, title=title, text=text, days=5, waits=False, by=staff, at=moment)
        if number:
            advice = "Maak er een gesprek van met ouders en leerlingen, en leg vast wat u afspreekt."
            workflow.advise(made, advice, by=people[0], at=at - timedelta(days=1))
    say(f"{Consultation.objects.count()} vragen bij de expertgroep.")


def _person(number: int, name: str, *, at: datetime) -> User:
    email = f"expertgroep{number}@voorbeeld.nl"
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, name=name, date_joined=at - timedelta(days=200))
