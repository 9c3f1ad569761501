from django.db import models

from loket.catalogue.enums import RecognitionLevel


class ProcedureState(models.TextChoices):
    """Where an application for recognition stands; the path is in domain.md §2.1."""

    APPLIED = "applied", "in quickscan"
    RETURNED = "returned", "terug bij de aanvrager"
    SHEET = "sheet", "werkblad invullen"
    FEEDBACK_1 = "feedback_1", "eerste feedbackronde"
    REVISION_1 = "revision_1", "eerste verbetering"
    FEEDBACK_2 = "feedback_2", "tweede feedbackronde"
    REVISION_2 = "revision_2", "tweede verbetering"
    READY = "ready", "klaar voor beoordeling"
    ADVICE = "advice", "bij de deelcommissie"
    JUDGING = "judging", "in beoordeling"
    TO_DECIDE = "to_decide", "besluit wordt geschreven"
    UNDECIDED = "undecided", "geen meerderheid"
    DECIDED = "decided", "besloten, bezwaar kan nog"
    OBJECTED = "objected", "bezwaar gemaakt"
    RECOGNISED = "recognised", "erkend"
    REFUSED = "refused", "niet erkend"
    WITHDRAWN = "withdrawn", "ingetrokken"


CLOSED_STATES = (ProcedureState.RECOGNISED, ProcedureState.REFUSED, ProcedureState.WITHDRAWN)
OPEN_STATES = tuple(state for state in ProcedureState if state not in CLOSED_STATES)
# The applicant writes in these, the editors and assessors comment in those.
SHEET_STATES = (ProcedureState.SHEET, ProcedureState.REVISION_1, ProcedureState.REVISION_2)
FEEDBACK_STATES = (ProcedureState.FEEDBACK_1, ProcedureState.FEEDBACK_2)
# A decision stands in these; nobody votes any more.
DECIDED_STATES = (ProcedureState.DECIDED, ProcedureState.RECOGNISED, ProcedureState.REFUSED)
# The feedback round that a comment belongs to, by the state in which it is made.
ROUND_OF = {
    ProcedureState.FEEDBACK_1: 1,
    ProcedureState.REVISION_1: 1,
    ProcedureState.FEEDBACK_2: 2,
    ProcedureState.REVISION_2: 2,
}


class Party(models.TextChoices):
    """Who has to do something now."""

    APPLICANT = "applicant", "de aanvrager"
    DESK = "desk", "de redactie"
    ASSESSORS = "assessors", "de beoordelaars"
    NOBODY = "", "niemand"


WAITS_FOR = {
    ProcedureState.APPLIED: Party.DESK,
    ProcedureState.RETURNED: Party.APPLICANT,
    ProcedureState.SHEET: Party.APPLICANT,
    ProcedureState.FEEDBACK_1: Party.DESK,
    ProcedureState.REVISION_1: Party.APPLICANT,
    ProcedureState.FEEDBACK_2: Party.DESK,
    ProcedureState.REVISION_2: Party.APPLICANT,
    ProcedureState.READY: Party.DESK,
    ProcedureState.ADVICE: Party.ASSESSORS,
    ProcedureState.JUDGING: Party.ASSESSORS,
    ProcedureState.TO_DECIDE: Party.DESK,
    ProcedureState.UNDECIDED: Party.DESK,
    ProcedureState.DECIDED: Party.APPLICANT,
    ProcedureState.OBJECTED: Party.DESK,
}


class Phase(models.TextChoices):
    """The steps of the path as the owner sees them."""

    SCAN = "scan", "Aanvraag en quickscan"
    SHEET = "sheet", "Werkblad"
    FEEDBACK = "feedback", "Feedback"
    JUDGING = "judging", "Beoordeling"
    DECISION = "decision", "Besluit"
    DONE = "done", "Afgerond"


PHASE_OF = {
    ProcedureState.APPLIED: Phase.SCAN,
    ProcedureState.RETURNED: Phase.SCAN,
    ProcedureState.SHEET: Phase.SHEET,
    ProcedureState.FEEDBACK_1: Phase.FEEDBACK,
    ProcedureState.REVISION_1: Phase.FEEDBACK,
    ProcedureState.FEEDBACK_2: Phase.FEEDBACK,
    ProcedureState.REVISION_2: Phase.FEEDBACK,
    ProcedureState.READY: Phase.JUDGING,
    ProcedureState.ADVICE: Phase.JUDGING,
    ProcedureState.JUDGING: Phase.JUDGING,
    ProcedureState.TO_DECIDE: Phase.DECISION,
    ProcedureState.UNDECIDED: Phase.JUDGING,
    ProcedureState.DECIDED: Phase.DECISION,
    ProcedureState.OBJECTED: Phase.DECISION,
    ProcedureState.RECOGNISED: Phase.DONE,
    ProcedureState.REFUSED: Phase.DONE,
    ProcedureState.WITHDRAWN: Phase.DONE,
}


class Outcome(models.TextChoices):
    NONE = "", "nog niet besloten"
    RECOGNISED = "recognised", "erkend"
    REFUSED = "refused", "niet erkend"


class Vote(models.TextChoices):
    RECOGNISE = "erkennen", "Erkennen"
    REFUSE = "niet-erkennen", "Niet erkennen"
    ANOTHER_ROUND = "nog-een-ronde", "Nog een ronde"


class Body(models.TextChoices):
    """Who judges: three people from practice for *goed beschreven*, a committee for what is above it."""

    PANEL = "praktijkpanel", "Praktijkpanel"
    COMMITTEE = "commissie", "Erkenningscommissie"
    SUB_COMMITTEE = "deelcommissie", "Deelcommissie"


class PanelSector(models.TextChoices):
    """Where an assessor works (source 000 names these for the practice panel)."""

    GGD = "ggd", "GGD"
    GGZ = "ggz", "GGZ"
    HOME_CARE = "thuiszorg", "Thuiszorg"
    INSTITUTE = "instituut", "Instituut"
    OTHER = "anders", "Anders"


class SeatRole(models.TextChoices):
    JUDGE = "judge", "beoordelaar"
    ADVISER = "adviser", "adviseur"


class Origin(models.TextChoices):
    PROCEDURE = "procedure", "Aangevraagd via dit loket"
    IMPORT = "import", "Overgenomen uit de bron"


# What can be asked for; *erkend, niveau niet in bron* is only what sources say.
ASKED_LEVELS = (
    RecognitionLevel.WELL_DESCRIBED,
    RecognitionLevel.WELL_FOUNDED,
    RecognitionLevel.FIRST_EVIDENCE,
    RecognitionLevel.GOOD_EVIDENCE,
    RecognitionLevel.STRONG_EVIDENCE,
)
ASKED_CHOICES = [(level.value, level.label) for level in ASKED_LEVELS]
