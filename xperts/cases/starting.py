"""The criteria and the rules of the game to start with (domain.md §4); the coordinator makes newer versions of them."""

CRITERIA = (
    (
        "complex",
        "De vraag is complex",
        "Er spelen meerdere oorzaken, partijen of belangen, en een standaardaanpak is niet genoeg.",
    ),
    (
        "eigen-middelen",
        "Eigen middelen zijn gebruikt",
        "De vrager zette eerst eigen kennis, mensen en geld in, en dat was niet voldoende.",
    ),
    (
        "laag-1-en-2",
        "Laag 1 en laag 2 zijn toegepast",
        "Uit beide lagen is iets geraadpleegd én toegepast, en het is duidelijk wat ervan kwam.",
    ),
    (
        "themas",
        "De vraag past bij de thema's van het programma",
        "Het gaat over een gezondheidsthema of een procesthema van dit loket.",
    ),
    (
        "effect",
        "Er is effect te verwachten",
        "Het is aannemelijk dat enkele uren advies de vrager echt verder brengen.",
    ),
    (
        "eigen-inzet",
        "De vrager zet zich zelf in",
        "De vrager maakt uren vrij en voert het werk zelf uit; de Xpert helpt.",
    ),
    (
        "meer-mensen",
        "Meer mensen hebben er iets aan",
        "Wat het oplevert, kunnen anderen ook gebruiken.",
    ),
)
"""Code, title and explanation, in order."""

RULES = """\
### Wat u van ons krijgt

- U hoort binnen veertien dagen na de diagnose en uw aanvraag wat het kernteam besluit, en waarom.
- Een Xpert helpt u: met advies, bemiddeling, coaching of een audit. De Xpert neemt uw werk niet over.
- Vooraf maakt u samen afspraken over doel, uren, planning en kosten. Die staan in een contract.

### Wat wij van u vragen

- U maakt zelf uren vrij. Hoeveel, schrijft u in uw aanvraag. Bij een groep heeft ieder eigen uren.
- U betrekt de mensen die u nodig hebt, en zorgt dat uw leidinggevende ervan weet.
- U draagt de kosten die in het besluit bij u zijn gelegd.
- U laat het ons weten als er iets verandert, ook als u stopt.

### Na afloop

- U bespreekt met de Xpert en met ons hoe het ging, en een half jaar later nog eens.
- Wat u leerde, kan een praktijkvoorbeeld worden op dit loket. U ziet de tekst eerst en geeft toestemming.
- Er staan geen persoonlijke of vertrouwelijke gegevens in.
"""
