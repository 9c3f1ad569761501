from django.db import models


class Role(models.TextChoices):
    """What somebody does here; one person can have several. Everybody with an account is a professional."""

    PROFESSIONAL = "professional", "Professional"
    PARTNER = "partner", "Partner"
    SERVICEDESK = "servicedesk", "Servicedesk"
    REDACTIE = "redactie", "Redactie"
    KERNTEAM = "kernteam", "Kernteam"
    XPERT = "xpert", "Xpert GB"
    COORDINATOR = "coordinator", "Coördinator"


# These roles see or decide about other people's work: they sign in with a second factor (BIO2, conventions 8).
STAFF_ROLES = frozenset({Role.SERVICEDESK, Role.REDACTIE, Role.KERNTEAM, Role.COORDINATOR})


class ShownField(models.TextChoices):
    """What somebody can choose to show to colleagues."""

    ORGANISATION = "organisation", "mijn organisatie"
    JOB_TITLE = "job_title", "mijn functie"
    THEMES = "themes", "mijn thema's"
    AREAS = "areas", "mijn regio"
    EXPERTISE = "expertise", "mijn deskundigheid"


# What a role is for, as the page shows it on which roles are given; docs/roles.md has the whole table.
ROLE_EXPLANATIONS = {
    Role.PROFESSIONAL: "Zoeken, downloaden, bewaren en zelf materiaal bijdragen.",
    Role.PARTNER: "De bijdragen van de eigen organisatie bijhouden en zien hoe vaak zij worden gebruikt.",
    Role.SERVICEDESK: "Vragen van professionals beantwoorden en doorverwijzen.",
    Role.REDACTIE: "Bijdragen beoordelen, wijzigen, plaatsen en archiveren; synoniemen beheren.",
    Role.KERNTEAM: "Aanvragen voor advies op maat beoordelen.",
    Role.XPERT: "Adviestrajecten aannemen, uren schrijven en evalueren.",
    Role.COORDINATOR: "Rollen geven en intrekken; bereik, gebruik en budget inzien.",
}
