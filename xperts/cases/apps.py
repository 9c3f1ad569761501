from django.apps import AppConfig


class XpertCasesConfig(AppConfig):
    name = "xperts.cases"
    label = "xpert_cases"
    verbose_name = "Advies op maat"
