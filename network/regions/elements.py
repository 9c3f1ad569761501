"""What source 004 says of each element and each kind of need: ways to reach it, and the questions behind it.

The ways are those of table B1.1 (bijlage 1), the questions those of table 3.2, in our own words. Advice that only held
for the meetings during the corona years is left out.
"""

from dataclasses import dataclass

from loket.catalogue import content as contents
from network.regions.enums import Element, NeedKind

SOURCE = "RIVM, Het toepassen van brede gezondheidsconcepten (2022), tabel B1.1"
SOURCE_NEEDS = "RIVM, Het toepassen van brede gezondheidsconcepten (2022), tabel 3.2"


@dataclass(frozen=True)
class Guide:
    """An element in plain words; ``name`` is what the catalogue calls it, ``kinds`` the needs that it answers."""

    element: Element
    name: str
    meaning: str
    low: str
    high: str
    ways: tuple[str, ...]
    process_themes: tuple[str, ...]
    kinds: tuple[NeedKind, ...]

    @property
    def facet(self) -> str:
        """The code under which the search knows it."""
        return contents.working_element_code(self.name)


GUIDES = {
    guide.element: guide
    for guide in (
        Guide(
            Element.COMMITMENT,
            "breed commitment",
            "Genoeg partijen en bestuurders staan achter de brede kijk op gezondheid en blijven dat doen.",
            "Een paar mensen trekken, de rest kijkt toe.",
            "Partijen binnen en buiten de zorg doen mee, ook als mensen van baan wisselen.",
            (
                "Geef de beweging een naam die mensen aanspreekt, los van één concept.",
                "Laat ruimte voor concepten die partners al gebruiken.",
                "Begin met de mensen en plekken waar energie zit.",
                "Kies trekkers die bij een grote organisatie bekend zijn, zoals de GGD.",
                "Haal bestuurders en strategische partners er vroeg bij.",
                "Sluit aan bij wat partners al doen.",
                "Vraag een partner voor het thema waar die partner iets mee heeft.",
                "Zet interventies in die bewezen werken.",
                "Laat vaker zien wat er gebeurt.",
                "Vertel elkaar wat werkte, met voorbeelden.",
                "Houd inspiratiebijeenkomsten voor organisaties en professionals.",
                "Kies iets waaraan een professional makkelijk kan beginnen.",
                "Neem er de tijd voor: zo'n verandering duurt jaren.",
            ),
            ("bestuurlijk-draagvlak", "samenwerken"),
            (NeedKind.CONCEPTS, NeedKind.SUPPORT),
        ),
        Guide(
            Element.FOCUS,
            "duidelijke focus",
            "U kiest samen wat u wilt bereiken en laat andere dingen liggen.",
            "Er loopt van alles naast elkaar.",
            "Iedereen kan zeggen waar het om gaat en waarom dit gekozen is.",
            (
                "Maak samen een visie.",
                "Kijk geregeld of doelen en ambities nog kloppen.",
                "Herken het als het werk versnippert.",
                "Kies ook welke subsidies, projecten en interventies u níet doet.",
                "Kies thema's mede op cijfers van de wijk of regio.",
                "Begin bij wat inwoners nodig hebben en kunnen.",
                "Laat professionals zelf het gespreksinstrument kiezen.",
                "Kijk per project of een breed concept past, en hoe.",
            ),
            ("planmatig-werken",),
            (NeedKind.BALANCE, NeedKind.CONCEPTS, NeedKind.CHOICES),
        ),
        Guide(
            Element.KNOWING,
            "elkaar kennen en begrijpen",
            "Professionals van verschillende organisaties kennen elkaar en spreken elkaars taal.",
            "Men kent elkaars namen, niet elkaars werk.",
            "Men belt elkaar zomaar en begrijpt wat de ander bedoelt.",
            (
                "Spreek elkaar ook online tussen de bijeenkomsten door.",
                "Zet professionals van verschillende organisaties in één gebouw.",
                "Laat hen samen een activiteit of project doen, over domeinen heen.",
                "Maak bijeenkomsten informeel, of plan een informeel moment.",
                "Leer samen een gemeenschappelijke taal, bijvoorbeeld met scholing.",
            ),
            ("samenwerken", "gesprek-en-motivatie"),
            (NeedKind.YIELDS,),
        ),
        Guide(
            Element.RESIDENTS,
            "vanuit behoeften en mogelijkheden van inwoners",
            "U begint bij wat inwoners willen, nodig hebben en zelf kunnen.",
            "Er wordt voor inwoners bedacht wat goed is.",
            "Inwoners bedenken, kiezen en doen mee.",
            (
                "Stel inwoners centraal in een gezamenlijk project.",
                "Laat inwoners met een campagne zien wat zij zelf aan hun gezondheid kunnen doen.",
                "Geef initiatieven van inwoners een plek.",
                "Vraag niet te veel: inwoners en vrijwilligers hebben weinig tijd en soms weinig ervaring.",
                "School professionals én vrijwilligers.",
                "Vraag inwoners voor wat zij goed kunnen.",
                "Laat professionals het andere gesprek voeren.",
                "Sluit aan bij wat mensen kunnen, ook als lezen of praten lastig is.",
                "Maak de eerste kennismaking laagdrempelig, bijvoorbeeld door studenten.",
            ),
            ("burgerparticipatie", "doelgroepen-bereiken"),
            (NeedKind.YIELDS, NeedKind.CONCEPTS),
        ),
        Guide(
            Element.STRUCTURE,
            "faciliterende organisatiestructuur",
            "De samenwerking is zo ingericht dat besluiten vallen en het werk doorgaat.",
            "Het is onduidelijk wie besluit en wie trekt.",
            "Besluiten, uitvoering en bewaking zijn belegd en het kost weinig overleg.",
            (
                "Werk met een regiegroep en daaronder werkgroepen, waar nodig tijdelijk.",
                "Regel één plek om te overleggen en berichten te delen.",
                "Zoek per fase de projectleider die daarbij past.",
                "Stel procesbewakers aan die signaleren en helpen.",
                "Kies een rechtsvorm die mandaat geeft, zoals een coöperatie.",
                "Neem de brede kijk op in uw personeelsbeleid, samen met medewerkers.",
                "Kies een lichtere rechtsvorm als de administratie te zwaar is, zoals een vereniging.",
                "Overleg minder formeel en aan zo min mogelijk tafels.",
            ),
            ("samenwerken", "planmatig-werken"),
            (NeedKind.YIELDS, NeedKind.BALANCE),
        ),
        Guide(
            Element.MONEY,
            "financiële middelen",
            "Er is genoeg geld om de doelen te halen, ook na de eerste subsidie.",
            "Het hangt aan één subsidie die afloopt.",
            "De bekostiging is voor jaren geregeld.",
            (
                "Praat met zorgverzekeraar en gemeente over bekostiging voor de hele bevolking.",
                "Zet de brede kijk in het gezondheidsbeleid van de gemeente, zodat er gewoon geld voor is.",
                "Maak een overzicht van subsidies.",
                "Vraag hulp bij het aanvragen.",
                "Steek bespaarde zorgkosten weer in preventie.",
                "Ga met provincie en gemeente in gesprek over geld.",
                "Gebruik geld voor organisatie en infrastructuur van de eerste lijn.",
                "Vraag partners om een bijdrage, in geld of in uren.",
            ),
            ("financiering",),
            (NeedKind.LASTING,),
        ),
        Guide(
            Element.EMBEDDING,
            "verduurzaming door inbedding",
            "De brede kijk is gewoon geworden: op school, bij verenigingen, in beleid.",
            "Zonder het programma stopt het.",
            "Het gaat door, ook zonder het programma.",
            (
                "Zet gezondheid in plaats van ziekte voorop in al het beleid.",
                "Zorg dat mensen doorgaan naar het gewone sport- en beweegaanbod.",
                "Sluit aan bij wat bewoners zelf al organiseren.",
                "Geef het een plek in beroepsopleidingen, basisscholen en middelbare scholen.",
                "Maak inwoners bewust van hun eigen invloed op gezondheid.",
                "Moedig inwoners aan om zelf aan hun gezondheid te werken.",
            ),
            ("borging",),
            (NeedKind.LASTING, NeedKind.LEVELS),
        ),
    )
}
# Table B1.1 names no ways for *toepassen op verschillende niveaus*; inbedding comes nearest, our own choice.
OWN_CHOICE = frozenset({NeedKind.LEVELS})

QUESTIONS = {
    NeedKind.CONCEPTS: (
        "Hoe gaat u om met verschillende concepten en met weerstand?",
        "Hoe brengt u domeinen bij elkaar die elk anders naar gezondheid kijken?",
    ),
    NeedKind.SUPPORT: (
        "Hoe krijgt u bestuurders mee?",
        "Hoe betrekt u zorgprofessionals, ziekenhuis en onderwijs?",
        "Hoe sluit u aan bij wat inwoners willen?",
        "Hoe overtuigt u gemeente en zorgverzekeraar om mee te betalen?",
    ),
    NeedKind.CHOICES: (
        "Hoe kiest u thema's en interventies met weinig middelen?",
        "Hoe regelt u de coördinatie?",
    ),
    NeedKind.BALANCE: (
        "Hoeveel legt u vast en hoeveel laat u groeien?",
        "Wat komt van boven en wat van onderop?",
        "Hoe worden partners en inwoners eigenaar?",
    ),
    NeedKind.YIELDS: (
        "Hoe meet u wat het oplevert?",
        "Wat merken organisaties, professionals en inwoners?",
        "Hoe laat u nieuwe partners zien wat het waard is?",
        "Hoe regelt u geld voor onderzoek naar opbrengsten?",
    ),
    NeedKind.LASTING: (
        "Hoe komt u van inspireren naar implementeren en inbedden?",
        "Hoe voorkomt u dat iedereen steeds opnieuw begint?",
        "Hoe maakt u het deel van een leefbare samenleving?",
        "Hoe houdt u oude en nieuwe partners betrokken?",
    ),
    NeedKind.LEVELS: (
        "Hoe werkt u op het niveau van inwoner, wijk én regio?",
        "Hoe verbindt u die niveaus?",
    ),
}


def elements_for(kind: str) -> list[Guide]:
    """The elements whose row in table B1.1 names this kind of need, in the order of the table."""
    return [guide for guide in GUIDES.values() if kind in guide.kinds]
