"""A search as an address has it: what was asked, which facets, in what order, which page."""

from dataclasses import dataclass, field, replace

from django.http import QueryDict

from loket.search import facets as registry
from loket.search.enums import Sort

MAX_QUERY = 300
PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
LAST_PAGE = 50
CAP = 1_000
"""So many results are counted, faceted and paged; beyond it the page says *meer dan 1.000*."""

TEXT, SORT, PAGE, SIZE, UNFOLDED = "q", "sort", "pagina", "pageSize", "alle"
_OTHER_NAMES = ("page", "sortering", "page_size", "csrfmiddlewaretoken")
MAX_VALUES = 50  # of one facet
_KNOWN = frozenset((TEXT, SORT, PAGE, SIZE, UNFOLDED, *_OTHER_NAMES))


@dataclass(frozen=True)
class SearchRequest:
    """A search; ``facets`` has per group the chosen codes, ``unfolded`` is the group shown with all its options.

    ``notices`` are Dutch sentences about what was ignored.
    """

    text: str = ""
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = Sort.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE
    unfolded: str = ""
    notices: tuple[str, ...] = ()

    @classmethod
    def from_params(cls, params: QueryDict) -> "SearchRequest":
        """Read an address; whatever is wrong in it is put right or left out, and told in ``notices``."""
        notices: list[str] = []
        text = _text(params.get(TEXT, ""), notices)
        typed_size, typed_page = params.get(SIZE) or params.get("page_size"), params.get(PAGE) or params.get("page")
        size = _number(typed_size, PAGE_SIZE, MAX_PAGE_SIZE, notices, "het aantal per pagina")
        page = _number(typed_page, 1, min(LAST_PAGE, CAP // size), notices, "de pagina")
        unfolded = registry.group_named(params.get(UNFOLDED, "")) or ""
        sort = _sort(params.get("sortering") or params.get(SORT, ""), notices)
        return cls(text, _facets(params, notices), sort, page, size, unfolded, tuple(notices))

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Every chosen facet as (group, code)."""
        return [(group, code) for group, codes in self.facets.items() for code in codes]

    def to_params(self, **changes) -> QueryDict:
        """The one address of this search, with fields changed; defaults are left out, and so is page one."""
        state = replace(self, **({"page": 1} | changes))
        params = QueryDict(mutable=True)
        if state.text:
            params[TEXT] = state.text
        for group in registry.GROUPS:
            if codes := state.facets.get(group):
                params.setlist(group, sorted(codes))
        if state.sort != Sort.RELEVANCE:
            params[SORT] = state.sort
        if state.page_size != PAGE_SIZE:
            params[SIZE] = str(state.page_size)
        if state.unfolded:
            params[UNFOLDED] = state.unfolded
        if state.page > 1:
            params[PAGE] = str(state.page)
        return params

    def url(self, **changes) -> str:
        """``?…`` for a link to this search with fields changed; ``?`` alone when nothing is asked."""
        return "?" + self.to_params(**changes).urlencode()

    def without(self, group: str, code: str) -> dict[str, tuple[str, ...]]:
        """The chosen facets less one, to hand to ``url(facets=…)``."""
        return self.facets | {group: tuple(kept for kept in self.facets.get(group, ()) if kept != code)}


def _text(typed: str, notices: list[str]) -> str:
    text = " ".join(typed.replace("\x00", " ").split())
    if len(text) <= MAX_QUERY:
        return text
    notices.append(f"Uw zoekvraag was langer dan {MAX_QUERY} tekens. Wij zochten met het begin ervan.")
    return text[:MAX_QUERY].rsplit(" ", 1)[0]


def _number(typed: str | None, default: int, highest: int, notices: list[str], name: str) -> int:
    if not typed:
        return default
    try:
        number = int(typed[:20])
    except ValueError:
        notices.append(f"“{typed[:20]}” is geen geldig getal voor {name}. U ziet {default}.")
        return default
    if 1 <= number <= highest:
        return number
    nearest = max(1, min(number, highest))
    notices.append(f"Voor {name} kunt u kiezen uit 1 tot en met {highest}. U ziet {nearest}.")
    return nearest


def _sort(typed: str, notices: list[str]) -> str:
    if typed and typed not in Sort.values:
        notices.append("Deze volgorde kennen wij niet. De resultaten staan op relevantie.")
    return typed if typed in Sort.values else Sort.RELEVANCE


def _facets(params: QueryDict, notices: list[str]) -> dict[str, tuple[str, ...]]:
    chosen = {}
    for name in params:
        group = registry.group_named(name)
        codes = tuple(dict.fromkeys(code.strip()[:80] for code in params.getlist(name) if code.strip("\x00 ")))
        if group and len(codes) > MAX_VALUES:
            name = registry.GROUPS[group].lower()
            notices.append(f"Bij {name} koos u {len(codes)} opties. Wij zochten met de eerste {MAX_VALUES}.")
        if group and codes:
            chosen[group] = tuple(code.replace("\x00", "").replace(" ", "-") for code in codes[:MAX_VALUES])
        elif not group and name not in _KNOWN:
            notices.append(f"Het filter “{name[:40]}” kennen wij niet. Wij zochten zonder dat filter.")
    return chosen
