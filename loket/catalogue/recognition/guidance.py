"""What assessors look for in each field of the sheet, beside the short help of the sheet itself."""

GUIDANCE = {
    "doelgroep_uiteindelijk": "Beoordelaars willen precies weten wie mee kan doen en wie niet: leeftijd, situatie, "
    "en hoe u hen vindt.",
    "doelgroep_intermediair": "Noem iedereen die tussen u en de doelgroep staat, en wat u van hen vraagt.",
    "hoofddoel": "Eén zin die te controleren is: wie doet of weet wat, en wanneer.",
    "subdoelen": "Elk subdoel hoort bij een onderdeel van de aanpak. Een lijst van drie tot zes is meestal genoeg.",
    "opzet": "Iemand die u niet kent moet hiermee een planning kunnen maken: aantal, duur en volgorde.",
    "inhoud": "Vertel per bijeenkomst of stap wat er gebeurt en wie het doet. Verwijs naar het draaiboek waar dat kan.",
    "materialen": "Noem alles wat nodig is, waar het te krijgen is en wat het kost. Voeg het toe als bestand.",
    "locatie_organisatie": "Welke organisaties voeren uit, en wat spreken zij met elkaar af?",
    "competenties_uitvoerders": "Welke opleiding of ervaring is nodig, en hoe controleert u dat?",
    "kwaliteitsbewaking": "Hoe merkt u dat de interventie ergens anders wordt uitgevoerd dan bedoeld?",
    "minimale_schaal": "Onder welk aantal heeft uitvoeren geen zin, en waarom?",
    "randvoorwaarden": "Wat moet er zijn voordat iemand begint: draagvlak, mensen, ruimte, geld?",
    "implementatie": "Gebruikers missen dit het vaakst. Vertel hoe een nieuwe plek begint, en wie daarbij helpt.",
    "kosten": "Geef bedragen: eenmalig, per groep en per deelnemer. Zeg welk prijspeil het is.",
    "uren": "Tel voorbereiding en overleg mee, per rol.",
    "probleem": "Hoe groot is het probleem bij deze doelgroep? Geef cijfers met de bron.",
    "oorzaken": "Noem de oorzaken waarover onderzoek het eens is.",
    "factoren": "Welke van die oorzaken pakt u aan, en welke laat u liggen?",
    "verantwoording": "Leg per onderdeel uit waarom het werkt. Zonder theorie of onderzoek is goed onderbouwd niet "
    "haalbaar.",
    "onderzoek_uitvoering": "Is de interventie uitgevoerd zoals bedoeld, bij hoeveel mensen, en wat vonden zij ervan?",
    "onderzoek_effecten": "Noem opzet, aantallen, meetmomenten en uitkomsten, ook als die tegenvielen.",
    "werkzame_elementen": "Wat moet blijven staan als iemand de interventie aanpast aan de eigen plek?",
    "literatuur": "Alle bronnen waarnaar u verwijst, met jaar.",
    "colofon": "Wie beheert de interventie, en sinds wanneer staat zij zo op papier?",
}
