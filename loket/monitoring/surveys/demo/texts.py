"""Invented texts of the demo."""

LETTER = "Met uw antwoorden maken wij de ondersteuning beter. Het invullen kost ongeveer vijf minuten."
# How likely each option is, by what the question counts for; the first moves with how positive somebody is.
WEIGHTS = {
    "kent": (0.8, 0.2),
    "gebruikt": (0.22, 0.38, 0.25, 0.15),
    "wenst": (0.14, 0.3, 0.56),
    "": (0.5, 0.5),
}
WISHES = (
    "Sneller kunnen zien wat in mijn regio al wordt gedaan.",
    "Meer tijd van mijn werkgever om bij te leren.",
    "Voorbeelden van gemeenten die op de mijne lijken.",
    "Iemand die meedenkt als samenwerken stokt.",
    "Korte filmpjes die ik aan bestuurders kan laten zien.",
    "Minder losse mails, en een overzicht per maand.",
    "Een training over gesprekken met ouders.",
    "Materiaal in eenvoudige taal, dat ik meteen kan gebruiken.",
)
GROUP = {
    "title": "Waarom brengen zo weinig: gesprek met coördinatoren",
    "purpose": "Uit de meting blijkt dat velen wel halen en weinig brengen. Wij willen weten wat hen tegenhoudt.",
    "plan": "Kennismaken (10 minuten)\nWanneer deelde u iets? (25 minuten)\nWat hield u tegen? (30 minuten)\n"
    "Wat zou helpen? (20 minuten)\nAfronden (5 minuten)",
    "place": "Utrecht",
    "notes": "Delen kost tijd die niemand krijgt. Men twijfelt of eigen werk goed genoeg is. "
    "Wie het deed, kreeg er reacties op en deed het nog eens.",
    "conclusions": "Maak delen kleiner: een halve bladzijde is genoeg. Vraag gericht. Laat zien wie er iets aan had.",
}
COMING = {
    "title": "Het loket op de telefoon: gesprek met veldwerkers",
    "purpose": "Wij willen zien hoe veldwerkers zoeken terwijl zij onderweg zijn.",
    "plan": "Samen zoeken met de eigen telefoon. Daarna bespreken wat goed ging en wat niet.",
    "place": "Zwolle",
}
