from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "loket.vocabulary"
    label = "vocabulary"
    verbose_name = "Woordenlijsten"
