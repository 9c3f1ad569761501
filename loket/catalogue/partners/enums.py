from django.db import models


class TextState(models.TextChoices):
    """The state of what a partner tells about itself; a text never changes, a new one takes its place."""

    SUBMITTED = "submitted", "wacht op de redactie"
    ACCEPTED = "accepted", "geplaatst"
    RETURNED = "returned", "teruggestuurd"
    WITHDRAWN = "withdrawn", "ingetrokken"


class Notice(models.TextChoices):
    """The moments at which followers of a programme are warned."""

    MONTH = "month", "30 dagen vooraf"
    WEEK = "week", "7 dagen vooraf"
