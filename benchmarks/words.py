"""Dutch-like text with a Zipf spread: about twenty thousand words, health words and compounds among them."""

import random
from itertools import accumulate

RARE = "kwartelhof"
"""Stands in one of every thousand texts."""
COMMON = "vergunning"
"""Stands in three of every ten texts."""

_FUNCTION_WORDS = (
    "de het een van en in op te dat die is voor met zijn niet aan er om ook als dan maar bij nog uit naar door over "
    "tot kan wordt worden heeft deze dit zo wel al meer geen hun"
).split()
_HEALTH_WORDS = (
    "gezondheid preventie leefstijl bewegen voeding roken alcohol overgewicht diabetes depressie eenzaamheid slaap "
    "valpreventie jongeren ouderen kinderen ouders mantelzorger gezin leerling student werknemer bewoner vrijwilliger "
    "wijk buurt dorp school kinderopvang sportclub werkplek huisarts wijkverpleegkundige leefstijlcoach gemeente "
    "beleid nota akkoord coalitie wethouder ambtenaar beleidsmedewerker projectleider adviseur partner netwerk "
    "samenwerking draagvlak financiering subsidie borging evaluatie monitor onderzoek effect resultaat doelgroep "
    "doel aanpak interventie methodiek programma project training cursus handreiking werkblad handleiding toolkit "
    "campagne boodschap folder gesprek motivatie vaardigheid kennis houding gedrag gewoonte omgeving speelplek "
    "fietspad park moestuin kantine tapwater schoolplein beweegtuin sportaanbod zwemles wandelgroep kookles "
    "groente fruit suiker frisdrank gewicht conditie stress weerbaarheid somberheid veerkracht welbevinden "
    "opvoeding hechting puberteit pesten gamen telefoon seksualiteit relatie anticonceptie zwangerschap borstvoeding "
    "gehoor tandarts mondzorg vaccinatie hygiëne hitte geluid luchtkwaliteit armoede schulden taal laaggeletterd "
    "migratie cultuur vertrouwen bereik deelname uitval begeleiding nazorg verwijzing zorgpad ketenaanpak "
    "positief duurzaam structureel lokaal landelijk regionaal haalbaar kansrijk bewezen effectief praktisch "
    "opzetten uitvoeren begeleiden verwijzen signaleren bespreken stimuleren ondersteunen betrekken meten leren"
).split()
_FIRST_PARTS = (
    "gezondheid zorg school wijk buurt jeugd ouder gezin sport beweeg voeding eet rook drank alcohol gewicht slaap "
    "stress val leef werk huis stad dorp water tuin groen speel fiets taal kennis kracht hulp steun net les groep "
    "maat bos"
).split()
_LAST_PARTS = (
    "beleid plan aanpak dienst raad kaart team coach les groep programma project training advies gesprek test meting "
    "kamer loket huis plek tuin pad dag week maand zorg taal kring punt lijn stand vorm tijd boek krant gids markt"
).split()
_ENDINGS = ("", "en", "s", "je", "er", "lijk", "loos", "elijke")


def _vocabulary() -> list[str]:
    """Frequent words first; the made ones are compounds with the endings of real words."""
    chance = random.Random(4711)
    made = sorted(
        first + link + last + ending
        for first in _FIRST_PARTS
        for link in ("", "s")
        for last in _LAST_PARTS
        for ending in _ENDINGS
    )
    chance.shuffle(made)
    health = list(_HEALTH_WORDS)
    chance.shuffle(health)
    return _FUNCTION_WORDS + health + made[:20_000]


VOCABULARY = _vocabulary()
_WEIGHTS = list(accumulate(1.0 / (place + 3) for place in range(len(VOCABULARY))))


def some(chance: random.Random, count: int) -> list[str]:
    """``count`` words, the first of the vocabulary far more often than the last."""
    return chance.choices(VOCABULARY, cum_weights=_WEIGHTS, k=count)


def sentences(chance: random.Random, count: int, planted: list[str]) -> str:
    """``count`` words in sentences, each planted word in the place of one of them."""
    words = some(chance, count)
    for place, word in zip(chance.sample(range(count), len(planted)), planted, strict=True):
        words[place] = word
    lines, start = [], 0
    while start < count:
        end = start + chance.randint(7, 16)
        lines.append(" ".join(words[start:end]).capitalize() + ".")
        start = end
    return " ".join(lines)
