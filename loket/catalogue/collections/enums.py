from django.db import models


class Access(models.TextChoices):
    """What somebody may do with a list; shared by two links, each with a token of its own."""

    OWNER = "owner", "maker"
    EDITOR = "editor", "mag meeschrijven"
    READER = "reader", "mag bekijken"


class Act(models.TextChoices):
    """What happens to a list, as its history tells it."""

    CREATED = "created", "Lijst gemaakt"
    COPIED = "copied", "Overgenomen van een andere lijst"
    DESCRIBED = "described", "Naam of beschrijving gewijzigd"
    ADDED = "added", "Op de lijst gezet"
    NOTED = "noted", "Notitie gewijzigd"
    MOVED = "moved", "Verplaatst"
    TAKEN_OFF = "taken-off", "Van de lijst gehaald"
    PUT_BACK = "put-back", "Teruggezet"
    SHARED = "shared", "Nieuwe link gemaakt"
    UNSHARED = "unshared", "Link ingetrokken"
