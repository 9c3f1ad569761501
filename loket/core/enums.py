from django.db import models


class MailState(models.TextChoices):
    QUEUED = "queued", "staat klaar"
    SENDING = "sending", "wordt verstuurd"
    SENT = "sent", "verstuurd"
    FAILED = "failed", "mislukt"
    UNSURE = "unsure", "onzeker"
