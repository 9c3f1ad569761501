from django.db import models


class Target(models.TextChoices):
    """What one can follow; the values stand in addresses."""

    ENTRY = "ingang", "Ingang"
    THEME = "thema", "Thema"
    PROCESS_THEME = "procesthema", "Procesthema"
    ORGANISATION = "organisatie", "Organisatie"


# The list of the vocabulary, and the key of the content, in which a theme stands.
SCHEMES = {Target.THEME: "theme", Target.PROCESS_THEME: "process-theme"}
CONTENT_KEYS = {Target.THEME: "themes", Target.PROCESS_THEME: "process_themes"}


class What(models.TextChoices):
    """What can happen that followers hear of."""

    PUBLISHED = "published", "nieuw"
    CHANGED = "changed", "gewijzigd"
    ARCHIVED = "archived", "gearchiveerd"
    RESTORED = "restored", "teruggezet"
    TOLD = "told", "bericht"


# News about an entry itself goes to who follows the entry; a new entry to who follows its themes or organisation.
ABOUT_ENTRY = (What.CHANGED, What.ARCHIVED, What.RESTORED, What.TOLD)
