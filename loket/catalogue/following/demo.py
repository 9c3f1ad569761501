"""What the demo's people follow and which searches they keep, with a mail about what happened."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.http import QueryDict

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.catalogue.following import fanning, telling, workflow
from loket.catalogue.following.enums import Target, What
from loket.catalogue.following.models import Follow, Happening
from loket.core.telling import Rhythm, next_monday
from loket.search.query import SearchRequest
from loket.search.saved import workflow as saved_searches

THEMES = (("eenzaamheid", Rhythm.WEEKLY), ("roken", Rhythm.AT_ONCE), ("overgewicht", Rhythm.NEVER))
SEARCHES = (
    ("Ouderen en bewegen", "target_group=ouderen&theme=bewegen", Rhythm.WEEKLY),
    ("Valpreventie", "q=valpreventie", Rhythm.AT_ONCE),
    ("Erkende interventies voor jongeren", "kind=interventie&target_group=jongeren", Rhythm.NEVER),
)
ENTRIES = 3


def load(*, at: datetime, say: Callable[[str], None] = lambda sentence: None) -> None:
    """Follow and keep as people would have over the last weeks; does nothing when somebody follows something."""
    if Follow.objects.exists():
        return
    person = User.objects.get(email=address(Role.PROFESSIONAL))
    _follow(person, at=at - timedelta(days=45))
    for days, (name, params, rhythm) in enumerate(SEARCHES, start=20):
        asked = SearchRequest.from_params(QueryDict(params))
        saved_searches.save(asked, name=name, rhythm=rhythm, by=person, at=at - timedelta(days=days))
    fanning.fan_out(at=at - timedelta(days=7))
    # The mail of a Monday that is past, so that the box of the demo has one.
    telling.tell(at=next_monday(at - timedelta(days=7)))
    say(f"{person.follows.count()} dingen gevolgd, {person.saved_searches.count()} zoekvragen bewaard.")


def _follow(person: User, *, at: datetime) -> None:
    """Some themes, and entries that changed since, with their organisation."""
    for code, rhythm in THEMES:
        if theme := workflow.target(Target.THEME, code):
            workflow.follow(theme, rhythm=rhythm, by=person, at=at)
    changed = Happening.objects.filter(what=What.CHANGED, at__gt=at).exclude(by=person).select_related("entry")
    entries = {row.entry_id: row.entry for row in changed.order_by("pk") if row.entry.is_published}
    for entry in list(entries.values())[:ENTRIES]:
        workflow.follow(workflow.of_entry(entry), rhythm=Rhythm.WEEKLY, by=person, at=at)
        if entry.organisation:
            workflow.follow(workflow.of_organisation(entry.organisation), rhythm=Rhythm.WEEKLY, by=person, at=at)
