"""The way of working to start with; the coordinator makes newer versions of it."""

FIRST_TEXT = """\
## Zetels

Het kernteam heeft vier zetels: CGL, partner, praktijk en onafhankelijk. Partner en praktijk hebben een achterwacht.
Wie de onafhankelijke zetel heeft, is geen Xpert.

## Belang

Ieder lid zegt eerst of er een belang is. Wie een belang heeft, ziet de aanvraag niet. De achterwacht neemt het over;
is die er niet, dan blijft de zetel voor deze aanvraag leeg. Zijn er minder dan drie zetels over, dan wijst de
coördinator voor deze ene aanvraag een vervanger aan.

## Oordeel

Elke zetel geeft één oordeel: toekennen, afwijzen, collectief of bespreken, met een motivering en een oordeel per
criterium. Wie nog niet heeft geoordeeld, ziet niets van de anderen. Een oordeel kan later veranderen; wat er stond,
blijft bewaard.

## Besluit

Met drie oordelen is er genoeg om te besluiten. De meerderheid van de oordelen die iets kiezen, telt. Is er geen
meerderheid, of wil iemand bespreken, dan volgt eerst een gesprek. Is het daarna nog gelijk, dan geeft de zetel die
hieronder staat de doorslag. Het portaal rekent en stelt voor; een mens besluit.

## Leden die er niet zijn

Vanaf dag 9 vragen wij ook de achterwacht. Een besluit valt altijd binnen veertien dagen.
"""
