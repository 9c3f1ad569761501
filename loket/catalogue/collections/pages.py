"""What the pages of lists show, and which entries and lists stand together; read-only."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.urls import reverse

from loket.catalogue import findable
from loket.catalogue.collections import permissions
from loket.catalogue.collections.enums import Access, Act
from loket.catalogue.collections.models import Collection, CollectionHistory, Item
from loket.catalogue.models import Entry
from loket.search import audience, engine
from loket.search.query import SearchRequest

PAGE_SIZE = 50
_LISTS_LOOKED_AT = 500
_FEWEST_PEOPLE = 2


@dataclass(frozen=True)
class Reached:
    """A list, by what somebody came to it (its number or a token), and what they may do with it."""

    collection: Collection
    access: Access
    key: str

    @property
    def can_change(self) -> bool:
        return permissions.can_change(self.access)

    @property
    def can_share(self) -> bool:
        return permissions.can_share(self.access)

    @property
    def url(self) -> str:
        return reverse("collection", args=[self.key])


def reach(key: str, user) -> Reached | None:
    """The list behind an address; None when there is none for this person, or the link was taken back."""
    collection = Collection.objects.reached_by(key.replace("\x00", "")).select_related("owner").first()
    access = permissions.access_by(user, collection, key) if collection else None
    return Reached(collection, access, key) if access else None


def collection_page(reached: Reached, number: str | None, user, site: str) -> dict:
    """The page of a list. ``site`` makes the links to share whole."""
    page = Paginator(reached.collection.items.with_entries(), PAGE_SIZE).get_page(number)
    collection = reached.collection
    return {
        "reached": reached,
        "collection": collection,
        "page": page,
        "rows": _rows(collection, page),
        "links": _links(collection, site) if reached.can_share else [],
        "asks_sign_in": reached.key == collection.edit_token and not user.is_authenticated,
    }


def _rows(collection: Collection, page: Page) -> list[dict]:
    """Each item with its number, and before which item it goes when it moves up or down (0: to the end)."""
    order = list(collection.items.order_by("position").values_list("pk", flat=True))
    rows = []
    for number, item in enumerate(page.object_list, start=page.start_index()):
        after = order[number + 1] if number + 1 < len(order) else 0
        is_last = number >= len(order)
        rows.append(
            {
                "item": item,
                "number": number,
                "up": order[number - 2] if number > 1 else None,
                "down": None if is_last else after,
            }
        )
    return rows


def _links(collection: Collection, site: str) -> list[dict]:
    """The two links that can be shared, each with its address when there is one."""
    told = (
        ("view_token", "Om te bekijken", "Wie deze link heeft, kan de lijst zien. Inloggen hoeft niet."),
        ("edit_token", "Om mee te schrijven", "Wie deze link heeft en inlogt, kan de lijst ook wijzigen."),
    )
    return [
        {
            "name": name,
            "title": title,
            "text": text,
            "url": f"{site}{reverse('collection', args=[token])}" if (token := getattr(collection, name)) else "",
        }
        for name, title, text in told
    ]


def own(user) -> QuerySet[Collection]:
    """Somebody's lists, with how many entries each has."""
    return Collection.objects.visible_to(user).annotate(size=Count("items")).order_by("-changed_at", "-pk")


def page_of_item(item: Item) -> int:
    """The number of the page on which an item stands."""
    before = Item.objects.filter(collection=item.collection, position__lt=item.position).count()
    return before // PAGE_SIZE + 1


def found(params: QueryDict, user) -> list[Entry]:
    """The entries that an address names: by their slugs (``ingang``), else the results of the search in it."""
    if slugs := params.getlist("ingang"):
        slugs = [slug[:140].replace("\x00", "") for slug in dict.fromkeys(slugs[:1000])]
        named = Entry.objects.published().defer("content").in_bulk(slugs, field_name="slug")
        return [named[slug] for slug in slugs if slug in named]
    hits = engine.search(SearchRequest.from_params(params), audience.tokens_of(user)).hits
    numbers = [hit.subject_id for hit in hits if hit.subject_type == findable.SUBJECT_TYPE]
    known = Entry.objects.published().defer("content").in_bulk(numbers)
    return [known[number] for number in numbers if number in known]


def history(collection: Collection, number: str | None) -> dict:
    """The steps, the newest first; what was taken off and is not back can be put back."""
    rows = CollectionHistory.objects.filter(subject=collection).select_related("by", "entry")
    page = Paginator(rows.defer("entry__content"), PAGE_SIZE).get_page(number)
    here = set(collection.items.values_list("entry_id", flat=True))
    steps = [
        {
            "step": step,
            "label": Act(step.act).label,
            "can_put_back": step.act == Act.TAKEN_OFF and step.entry_id is not None and step.entry_id not in here,
        }
        for step in page.object_list
    ]
    return {"page": page, "steps": steps}


def together_with(entry: Entry) -> list[tuple[int, float, str]]:
    """What stands on lists with an entry, for *related*: only what different people put together, and how often."""
    recent = Item.objects.filter(entry=entry, collection__removed_at=None).order_by("-pk")[:_LISTS_LOOKED_AT]
    others = Item.objects.filter(collection__in=list(recent.values_list("collection", flat=True))).exclude(entry=entry)
    counted = others.values_list("entry").annotate(
        lists=Count("collection"), people=Count("collection__owner", distinct=True)
    )
    kept = counted.filter(people__gte=_FEWEST_PEOPLE).order_by("-lists", "entry")[:PAGE_SIZE]
    return [(number, min(1.0, lists / 10), f"samen op {lists} lijsten") for number, lists, _ in kept]


def panel(entry: Entry, user) -> dict | None:
    """The button on the page of an entry."""
    return {"slug": entry.slug} if entry.is_published else None
