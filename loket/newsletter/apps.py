from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "loket.newsletter"
    label = "newsletter"
    verbose_name = "Nieuwsbrief"
