"""Invented answers for the demo, by where something is used; ``{count}`` and ``{place}`` are filled in."""

SCHOOL = {
    "used_for": (
        "Op {count} basisscholen in {place}, in groep 5 tot en met 8. De leerkracht deed zelf mee.",
        "Voor twee kinderopvanglocaties in {place}. Ongeveer {count} kinderen en hun ouders.",
        "Op een vmbo-school in {place}: {count} leerlingen uit het tweede leerjaar.",
        "Bij {count} klassen in {place}, vooral op scholen met veel gezinnen met weinig geld.",
    ),
    "worked": (
        "Leerkrachten konden meteen beginnen. Na zes weken deden kinderen de oefeningen uit zichzelf.",
        "De koppeling met de gymles. Toen de vakleerkracht meedeed, werd het vanzelf een vast moment.",
        "Ouders kwamen wél toen wij het op het schoolplein deden in plaats van op een avond.",
        "Kinderen vertelden er thuis over. Dat hoorden wij terug bij het ouderspreekuur.",
    ),
    "failed": (
        "Het team wisselde halverwege het jaar. Nieuwe leerkrachten kenden het materiaal niet.",
        "De lessen duurden langer dan er stond. In een combinatiegroep paste het niet.",
        "De brief voor ouders was te moeilijk. Bijna niemand gaf de strook terug.",
        "Na de eerste periode zakte het in, omdat niemand op school er uren voor had.",
    ),
    "adapted": (
        "Wij deden de acht lessen in vijf. De opdrachten voor thuis bleven, want daar begint het gesprek.",
        "De voorbeelden in het materiaal pasten niet bij onze kinderen. Wij namen foto's uit de eigen buurt.",
        "Niets aan de inhoud. Wel hebben wij de ouderbijeenkomst in twee talen gedaan.",
        "Wij begonnen met één groep in plaats van de hele school, en breidden daarna uit.",
    ),
    "costs": (
        "Materiaal voor ongeveer 250 euro per school. En twaalf uur per school; wij rekenden op zes.",
        "Geen aanschaf. Wel vier uur per klas voor de leerkracht en acht uur begeleiding van ons.",
        "De training kostte 400 euro voor het hele team. Het plannen kostte meer tijd dan het uitvoeren.",
        "Ongeveer 15 euro per kind, en een halve dag per week voor wie het trok.",
    ),
    "advice": (
        "Spreek vooraf met de directie af wie het volgend jaar doet. Zonder die naam stopt het.",
        "Kom zelf kijken bij de eerste les. Daarna durft de leerkracht het alleen.",
        "Begin na de herfstvakantie. In september zit elke school vol.",
        "Vraag twee ouders om mee te denken over de uitnodiging.",
    ),
}
CARE = {
    "used_for": (
        "In twee huisartsenpraktijken in {place}. In het eerste jaar {count} mensen verwezen.",
        "Voor volwassenen met een chronische ziekte in {place}, via de praktijkondersteuner.",
        "Bij een wijkteam in {place}. Van de {count} mensen die begonnen, maakte ruim de helft het af.",
        "Voor gezinnen die al zorg kregen in {place}. Wij zagen {count} gezinnen.",
    ),
    "worked": (
        "De warme overdracht: de verwijzer belde, terwijl de deelnemer erbij zat. Toen kwam bijna iedereen.",
        "Eén vast gezicht voor de deelnemer. Mensen belden zelf als zij een keer niet konden.",
        "Het gesprek aan het begin. Wij vroegen niet wat iemand moest, maar wat iemand miste.",
        "De praktijkondersteuners zagen resultaat en bleven verwijzen.",
    ),
    "failed": (
        "De registratie. Drie systemen, en geen van drie gaf een overzicht.",
        "Huisartsen vergaten het aanbod na een paar maanden. Wij moesten blijven langskomen.",
        "Mensen met weinig geld haakten af toen er een eigen bijdrage kwam.",
        "De wachttijd tussen verwijzing en start. Na vier weken was de motivatie weg.",
    ),
    "adapted": (
        "Wij deden het eerste gesprek thuis als iemand daarom vroeg. Dat kost tijd, maar het scheelt uitval.",
        "De groep was bij ons kleiner: acht in plaats van vijftien. De zaal liet niet meer toe.",
        "De vragenlijst vooraf is ingekort. De vragen over motivatie lieten wij staan.",
        "Wij voegden een tolk toe. Zonder tolk bereik je hier de helft.",
    ),
    "costs": (
        "Per deelnemer ongeveer zes uur. Het overleg met verwijzers kwam daar nog bij: twee uur per week.",
        "Wij betaalden het uit drie potjes. Reken op een halve dag per maand om dat bij elkaar te houden.",
        "Zaal en koffie: 60 euro per keer. De uren van de begeleider waren begroot, die van de planning niet.",
        "In het eerste jaar 0,3 fte voor {count} mensen. Daarna minder.",
    ),
    "advice": (
        "Maak één iemand verantwoordelijk voor het contact met verwijzers.",
        "Spreek af wat er gebeurt na afloop. Anders staat iemand na twaalf weken weer alleen.",
        "Laat een deelnemer van een eerdere groep vertellen. Dat werkt beter dan een folder.",
        "Begin klein, met één praktijk die echt wil.",
    ),
}
NEIGHBOURHOOD = {
    "used_for": (
        "In twee wijken van {place}, met bewoners van allerlei leeftijden. Er deden {count} mensen mee.",
        "Voor mensen met weinig geld in {place}. Wij werkten vanuit het buurthuis.",
        "In {place}, samen met de woningcorporatie en het sportbedrijf. Bereik: {count} bewoners.",
        "In een dorp bij {place}. Een kleine groep, {count} mensen, die elkaar al kenden.",
    ),
    "worked": (
        "Bewoners die zelf meededen als begeleider. Zij kregen buren mee die wij nooit bereiken.",
        "Een vaste dag en een vaste plek. Na drie maanden wist iedereen het.",
        "Het eten na afloop. Dat klinkt klein, maar daar ontstonden de contacten.",
        "De samenwerking met de sportclub. Wij hadden de mensen, zij de zaal.",
    ),
    "failed": (
        "Mannen bereikten wij nauwelijks.",
        "Toen de subsidie stopte, stopte ook de coördinator. Een half jaar lag het stil.",
        "De flyer deed niets. Wie kwam, kwam omdat iemand het had verteld.",
        "Wij wilden te veel wijken tegelijk. Met één wijk was het beter gegaan.",
    ),
    "adapted": (
        "Wij hebben het onderwerp gezondheid uit de titel gehaald. Bewoners kwamen voor de gezelligheid.",
        "Overdag in plaats van 's avonds, want veel mensen gaan in het donker de deur niet uit.",
        "De oefeningen aangepast voor mensen met een rollator. De opbouw in weken bleef dezelfde.",
        "Wij combineerden het met een bestaande koffieochtend. Zo hoefden wij niet te werven.",
    ),
    "costs": (
        "Ongeveer 3.000 euro per jaar voor de wijk, vooral uren. Vrijwilligers kregen een kleine vergoeding.",
        "Vier uur per week voor de buurtsportcoach. Het werven in de eerste maanden kostte het dubbele.",
        "De zaal was gratis via de gemeente. Koffie en materiaal: 40 euro per keer.",
        "Moeilijk te zeggen. Wij deden het binnen bestaande uren, en dat wrong.",
    ),
    "advice": (
        "Ga eerst een maand koffiedrinken in de wijk. Begin daarna pas met plannen.",
        "Regel het geld voor het tweede jaar voordat u aan het eerste begint.",
        "Vraag bewoners wat het moet heten.",
        "Tel niet alleen hoeveel mensen er komen, maar ook wie er terugkomt.",
    ),
}
OLDER_PEOPLE = {
    "used_for": (
        "Voor thuiswonende ouderen in {place}. In drie groepen samen {count} deelnemers.",
        "Bij ouderen die alleen wonen, in twee dorpen bij {place}.",
        "In {place}, in een serviceflat. {count} mensen tussen 72 en 91 jaar.",
        "Voor ouderen met een kleine beurs in {place}. Wij werkten samen met de thuiszorg.",
    ),
    "worked": (
        "De oefeningen waren te doen voor bijna iedereen. Mensen merkten na een paar weken dat zij steviger liepen.",
        "Deelnemers bleven komen nadat de cursus was afgelopen. Een groep wandelt nog steeds.",
        "Persoonlijk uitnodigen door de wijkverpleegkundige. Op een brief reageerde bijna niemand.",
        "Het samen doen. Voor veel mensen was dit het uitje van de week.",
    ),
    "failed": (
        "Vervoer. Wie slecht ter been is, komt niet, en voor die mensen is het juist bedoeld.",
        "De groep liep uiteen: voor de een te licht, voor de ander te zwaar.",
        "Mannen vonden het niets voor hen, tot er een man voor de groep stond.",
        "In de zomer liep het leeg. Daarna moesten wij opnieuw werven.",
    ),
    "adapted": (
        "Twee begeleiders op twaalf mensen in plaats van één. Anders was het niet veilig.",
        "Het laatste deel thuis gedaan, met een kaart met plaatjes in plaats van tekst.",
        "Wij spraken niet van vallen, maar van sterk en zeker op de been.",
        "De bijeenkomsten korter gemaakt, met langer koffie. De oefeningen bleven alle staan.",
    ),
    "costs": (
        "Ongeveer 120 euro per deelnemer. De ouderen betaalden zelf 25 euro.",
        "Een fysiotherapeut voor twaalf keer anderhalf uur, plus vier uur werving per groep.",
        "De zaal en het vervoer waren duurder dan het programma zelf.",
        "Zes uur per week in de startperiode, daarna twee.",
    ),
    "advice": (
        "Regel het vervoer vooraf. Dat is geen bijzaak.",
        "Zoek aansluiting bij wat er al is, zoals een eetclub.",
        "Plan meteen wat er na de laatste keer komt.",
        "Neem de tijd voor de eerste kennismaking. Vertrouwen gaat voor.",
    ),
}
INSTRUMENT = {
    "used_for": (
        "Bij het maken van het lokale gezondheidsplan van {place}, met {count} partners aan tafel.",
        "In een werkgroep van vijf gemeenten rond {place}.",
        "Voor onszelf, bij het opzetten van een nieuw project in {place}.",
        "In een studiemiddag met {count} collega's van GGD, welzijn en sport in {place}.",
    ),
    "worked": (
        "Het gaf ons een gezamenlijke taal. Voordien bedoelde iedereen iets anders met preventie.",
        "De stappen zijn helder. Wij wisten steeds wat wij nog moesten uitzoeken.",
        "De voorbeelden. Daarmee kregen wij de wethouder mee.",
        "Het dwong ons om te kiezen. Onze lijst ging van veertien naar vier plannen.",
    ),
    "failed": (
        "Voor bewoners is het te veel tekst. Wij hebben hun deel apart gedaan.",
        "Het kost meer tijd dan een werkgroep heeft. Wij haalden niet alles.",
        "Sommige begrippen zijn verouderd. Die moesten wij zelf vertalen.",
        "Invullen ging goed, maar er later op terugkomen deden wij niet.",
    ),
    "adapted": (
        "Wij hebben er één bladzijde van gemaakt voor het bestuur. De rest gebruikten wij als achtergrond.",
        "De volgorde omgedraaid: eerst het gesprek over wat wij belangrijk vinden, dan pas de cijfers.",
        "Niets. Wel hebben wij er een begeleider bij gezocht.",
        "De scores weggelaten. Het gesprek erover was genoeg.",
    ),
    "costs": (
        "Twee dagdelen met de hele groep en een dag voorbereiding.",
        "Geen geld, wel ongeveer twintig uur van een beleidsmedewerker.",
        "Een begeleider voor één middag: 600 euro.",
        "Reken op drie bijeenkomsten in plaats van één.",
    ),
    "advice": (
        "Doe het niet alleen. Het gesprek is de opbrengst.",
        "Vul het na een jaar opnieuw in, en leg beide naast elkaar.",
        "Kies twee onderdelen en doe die goed.",
        "Zorg dat iemand met mandaat aan tafel zit.",
    ),
}
FAMILIES = {
    "school": SCHOOL,
    "kinderopvang": SCHOOL,
    "zorg": CARE,
    "wijk": NEIGHBOURHOOD,
    "gemeente": NEIGHBOURHOOD,
    "ouderen": OLDER_PEOPLE,
}
