"""That somebody wrote to a colleague through the portal; the text itself is only in the mail."""

from django.conf import settings
from django.db import models

from loket.catalogue.experiences.models.experience import Experience
from loket.catalogue.experiences.models.use import Use


class ContactMessage(models.Model):
    """A message about an experience or a use, kept to count how many somebody sends."""

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    experience = models.ForeignKey(Experience, models.CASCADE, null=True, blank=True, related_name="+")
    use = models.ForeignKey(Use, models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "bericht aan een collega"
        verbose_name_plural = "berichten aan collega's"
        indexes = [models.Index(fields=["sender", "at"], name="contact_of_sender")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(experience__isnull=True) ^ models.Q(use__isnull=True), name="contact_about_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.experience or self.use}"
