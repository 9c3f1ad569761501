"""The words of a learning region: phases, boxes, elements and kinds of learning needs (004; domain.md §3)."""

from django.db import models


class Phase(models.TextChoices):
    """How far a region is with its change (004, hoofdstuk 4)."""

    INSPIRE = "inspireren", "Inspireren"
    IMPLEMENT = "implementeren", "Implementeren"
    EMBED = "inbedden", "Inbedden"


class Box(models.TextChoices):
    """The seven boxes of a veranderverhaal (004, figuren 3.1 tot en met 3.3)."""

    REGION = "uitdagingen-regio", "Uitdagingen van de regio"
    PROCESS = "uitdagingen-proces", "Uitdagingen van het proces"
    AMBITIONS = "ambities", "Ambities"
    APPROACH = "aanpak", "Aanpak en focusthema's"
    GROUPS = "doelgroepen", "Doelgroepen"
    EFFECTS = "hogere-effecten", "Hogere effecten"
    CONDITIONS = "randvoorwaarden", "Randvoorwaarden"


BOX_QUESTIONS = {
    Box.REGION: "Wat speelt er bij de inwoners en in het gebied?",
    Box.PROCESS: "Wat maakt het veranderen lastig?",
    Box.AMBITIONS: "Wat is er anders als het lukt, en wanneer?",
    Box.APPROACH: "Wat doet u, en rond welke thema's?",
    Box.GROUPS: "Voor wie doet u het, en met wie?",
    Box.EFFECTS: "Waar draagt het op den duur aan bij?",
    Box.CONDITIONS: "Wat moet er geregeld zijn om vol te houden?",
}


class Element(models.TextChoices):
    """The seven *werkzame elementen* (004 §3.1.3), under the names that the catalogue has for them."""

    COMMITMENT = "breed-commitment", "Breed commitment"
    FOCUS = "duidelijke-focus", "Duidelijke focus"
    KNOWING = "elkaar-kennen", "Elkaar kennen en begrijpen"
    RESIDENTS = "vanuit-inwoners", "Vanuit behoeften en mogelijkheden van inwoners"
    STRUCTURE = "organisatiestructuur", "Faciliterende organisatiestructuur"
    MONEY = "financiele-middelen", "Financiële middelen"
    EMBEDDING = "inbedding", "Verduurzaming door inbedding"


ELEMENT_SHORT = {
    Element.COMMITMENT: "Breed commitment",
    Element.FOCUS: "Duidelijke focus",
    Element.KNOWING: "Elkaar kennen",
    Element.RESIDENTS: "Vanuit inwoners",
    Element.STRUCTURE: "Organisatiestructuur",
    Element.MONEY: "Financiële middelen",
    Element.EMBEDDING: "Inbedding",
}
"""Names that fit beside a chart."""


class NeedKind(models.TextChoices):
    """The seven kinds of learning needs (004, tabel 3.2)."""

    CONCEPTS = "diversiteit-concepten", "Diversiteit van concepten"
    SUPPORT = "motivatie-draagvlak", "Motivatie en draagvlak"
    CHOICES = "keuzes-maken", "Keuzes maken"
    BALANCE = "balans-zoeken", "Balans zoeken"
    YIELDS = "opbrengsten", "Opbrengsten inzichtelijk maken"
    LASTING = "duurzaam-maken", "Duurzaam maken"
    LEVELS = "verschillende-niveaus", "Toepassen op verschillende niveaus"


class NeedState(models.TextChoices):
    OPEN = "open", "Open"
    IN_SESSION = "session", "In een sessie"
    ANSWERED = "answered", "Beantwoord"
    LAPSED = "lapsed", "Vervallen"


UNANSWERED = (NeedState.OPEN, NeedState.IN_SESSION)


class ConsentKind(models.TextChoices):
    """What a region agrees to; each is given and taken back on its own."""

    STORY = "verhaal", "Iedereen mag ons profiel en ons veranderverhaal lezen"
    SCANS = "scores", "Andere regio's mogen onze scores naast die van henzelf zien"
    HELP = "helpen", "Wij willen een andere regio helpen waar wij verder zijn"
    LEARN = "leren", "Wij willen leren van een regio die verder is"


class ScanState(models.TextChoices):
    OPEN = "open", "Open om in te vullen"
    CLOSED = "closed", "Gesloten"


class SessionState(models.TextChoices):
    PLANNED = "planned", "Gepland"
    HARVESTED = "harvested", "Geoogst"
    CANCELLED = "cancelled", "Gaat niet door"


class CaseStep(models.TextChoices):
    """The steps of *progressiegerichte intervisie*; each case of a session goes through them."""

    CASE = "casus", "Casus"
    QUESTIONS = "vragen", "Verhelderende vragen"
    TIPS = "tips", "Tips"
    TAKEN = "meenemen", "Wat neem ik mee"
    DONE = "klaar", "Klaar"


class SaidKind(models.TextChoices):
    QUESTION = "vraag", "Vraag"
    TIP = "tip", "Tip"
    TAKEN = "meenemen", "Neem ik mee"


class YieldRole(models.TextChoices):
    """For whom something became noticeable (004 §3.2.2)."""

    RESIDENT = "inwoner", "Inwoner"
    PROFESSIONAL = "professional", "Professional"
    POLICY = "beleid", "Beleidsmedewerker"
    BOARD = "bestuur", "Bestuurder"
    OTHER = "anders", "Anders"


class CouplingState(models.TextChoices):
    PROPOSED = "proposed", "Voorgesteld"
    APPROVED = "approved", "Goedgekeurd, wacht op beide regio's"
    AGREED = "agreed", "Beide regio's doen mee"
    PLANNED = "planned", "Eerste gesprek staat vast"
    MET = "met", "Gesprek is geweest"
    CLOSED = "closed", "Afgerond"
    REFUSED = "refused", "Niet goedgekeurd"
    DECLINED = "declined", "Een regio doet niet mee"
    STOPPED = "stopped", "Gestopt"


RUNNING = (CouplingState.PROPOSED, CouplingState.APPROVED, CouplingState.AGREED, CouplingState.PLANNED)
"""These count for the most that one helper has at once."""


class Side(models.TextChoices):
    HELPER = "helper", "Helpt"
    LEARNER = "learner", "Leert"


class Helped(models.TextChoices):
    YES = "ja", "Ja, wij kunnen verder"
    PARTLY = "deels", "Voor een deel"
    NO = "nee", "Nee"
