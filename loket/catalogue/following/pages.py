"""What the pages about following show; read-only."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from loket.catalogue.following import news, workflow
from loket.catalogue.following.enums import CONTENT_KEYS, Target
from loket.catalogue.following.models import Follow, Notice
from loket.catalogue.following.workflow import Followed
from loket.catalogue.models import Entry

PAGE_SIZE = 25
NEWS = "nieuws"
_FACETS = {Target.THEME: "theme", Target.PROCESS_THEME: "process_theme"}


def page_of(kind: str, key: str) -> str:
    """The page of what is followed: the entry, or the search on a theme or organisation."""
    if kind == Target.ENTRY:
        return reverse("entry", args=[key])
    asked = {"owner": f"org-{key}"} if kind == Target.ORGANISATION else {_FACETS[kind]: key}
    return f"{reverse('search')}?{urlencode(asked)}"


def existing(followed: Followed, user) -> Follow | None:
    """How this person follows it, if they do."""
    return Follow.objects.visible_to(user).of(followed.kind, **followed.fields).first()


def mine(user, part: str, number: str | None) -> dict:
    """The page *volgend*: what somebody follows, or the news about it."""
    is_news = part == NEWS
    rows = Notice.objects.filter(user=user).showable().select_related(*news.RELATED).order_by("-happening__at", "-pk")
    if not is_news:
        rows = Follow.objects.visible_to(user).select_related("entry", "organisation")
    page = Paginator(rows, PAGE_SIZE).get_page(number)
    here = reverse("following")
    tabs = [
        {"label": "Wat ik volg", "url": here, "is_current": not is_news},
        {"label": "Nieuws", "url": f"{here}?deel={NEWS}", "is_current": is_news},
    ]
    items = news.items(page.object_list) if is_news else []
    return {"tabs": tabs, "page": page, "is_news": is_news, "items": items, "rows": [] if is_news else lines(page)}


def lines(follows) -> list[dict]:
    """What somebody follows, each with its page; what was archived says so."""
    return [
        {"follow": row, "url": page_of(row.kind, row.key), "is_gone": bool(row.entry and not row.entry.is_published)}
        for row in follows
    ]


def related_targets(entry: Entry) -> list[Followed]:
    """What else can be followed from an entry: its themes and its organisation."""
    found = [workflow.target(kind, code) for kind, key in CONTENT_KEYS.items() for code in entry.content.get(key, [])]
    if entry.organisation:
        found.append(workflow.of_organisation(entry.organisation))
    return [followed for followed in found if followed]


def panel(entry: Entry, user) -> dict | None:
    """The button on the page of an entry."""
    return {"follow": existing(workflow.of_entry(entry), user)} if entry.is_published else None
