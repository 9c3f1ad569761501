"""What an area hands over to be found."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Document:
    """One findable thing in plain values.

    ``body`` is Markdown; ``passages`` are texts from its files as (where, text), such as
    ``("plan.pdf, pagina 3", "…")``. ``facets`` gives codes per group; kind, language and year are added when
    absent. ``audience`` holds the tokens of who may find it. ``is_priority``: has a priority theme.
    """

    subject_type: str
    subject_id: int
    external_id: str
    kind: str
    title: str
    url: str
    published_on: date
    changed_on: date
    summary: str = ""
    body: str = ""
    passages: list[tuple[str, str]] = field(default_factory=list)
    facets: dict[str, list[str]] = field(default_factory=dict)
    audience: list[str] = field(default_factory=lambda: ["public"])
    is_priority: bool = False
    recognition_rank: int = 0
    check_due: date | None = None
    owner_id: int | None = None
    language: str = "nl"
    year: int | None = None
    keywords: list[str] = field(default_factory=list)
