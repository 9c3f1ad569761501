"""The three regions of source 004 in our own words: table 3.1, figures 3.1 to 3.3 and paragraphs 3.1.1 and 3.1.3.

``first`` is the story as it began, ``later`` what changed in it. The scores are invented, and say so.
"""

from network.regions.enums import Box, Element, Phase

REPORT = "RIVM, Het toepassen van brede gezondheidsconcepten (2022)"

FLEVOLAND = {
    "name": "WEL in Flevoland",
    "purpose": "Een bredere kijk op gezondheid in de hele provincie, met gemeenten, zorg, welzijn, sport en cultuur.",
    "start_question": "Hoe houden wij zes verschillende gemeenten verbonden aan één beweging?",
    "areas": ["provincie-flevoland", "ggd-flevoland"],
    "themes": ["mentale-gezondheid", "bewegen", "eenzaamheid"],
    "phase": Phase.IMPLEMENT,
    "profile": {
        "inhabitants": 416_000,
        "commissioner": "Provincie Flevoland",
        "first_year": 2020,
        "last_year": 2023,
        "management": "Programmamanagers van GGD Flevoland en CMO Flevoland (later Flever)",
        "partners": "Provincie Flevoland\nGGD Flevoland\nCMO Flevoland\nIVN Natuureducatie\nKunstlink Flevoland\n"
        "Sportservice Flevoland\nProscoop\nMedrie\nFlevolandse Patiëntenfederatie\nGezondheidscentra",
        "involvement": "Flevolandse Patiëntenfederatie, andere cliëntenorganisaties en ervaringsdeskundigen",
        "source": f"{REPORT}, tabel 3.1 en figuur 3.1",
    },
    "first": {
        Box.REGION: "Meer ouderen en een stijgende zorgvraag\nGrote verschillen\nHet ziekenhuis viel weg",
        Box.PROCESS: "Een jonge provincie\nGemeenten met een eigen cultuur\nInwoners erbij krijgen",
        Box.AMBITIONS: "Eind 2023 kijkt de hele provincie breder naar gezondheid\nMeer professionals en beleidsmakers "
        "werken aan preventie\nMeer inwoners werken aan hun eigen gezondheid",
        Box.APPROACH: "Een programma van jaren met drie thema's\nNatuur en leefomgeving, met IVN\nGezonde leefstijl, "
        "met Sportservice\nGeluk: mentale gezondheid en eenzaamheid, met Kunstlink",
        Box.GROUPS: "Alle inwoners\nProfessionals in zorg en welzijn\nGemeenten",
        Box.EFFECTS: "Gezondere en veerkrachtiger inwoners\nZorg die meer aan preventie doet",
        Box.CONDITIONS: "Scholing van professionals in een eigen academie\nStructureel geld",
    },
    "later": {
        Box.REGION: "Meer ouderen en een stijgende zorgvraag\nGrote verschillen tussen inwoners\nVeel inwoners met een "
        "ongezonde leefstijl\nHet ziekenhuis viel weg",
        Box.PROCESS: "Een jonge provincie\nGemeenten met elk een eigen cultuur\nWisselende programmamanagers\n"
        "Inwoners erbij krijgen",
        Box.GROUPS: "Alle inwoners\nProfessionals in zorg en welzijn\nGemeenten\nOuderen en jeugd\nInwoners met een "
        "psychische kwetsbaarheid",
        Box.EFFECTS: "Gezondere en veerkrachtiger inwoners\nZorg die meer aan preventie doet\nMeer werkplezier en "
        "aandacht voor de gezondheid van medewerkers\nInwoners houden zelf de regie",
        Box.CONDITIONS: "Scholing van professionals in een eigen academie\nVerhalen en initiatieven op een digitaal "
        "platform\nStructureel geld\nRuimte van de eigen organisatie\nPolitiek die het op de agenda zet",
    },
    "scores": ((3, 3, 3, 2, 3, 2, 2), (3, 3, 4, 3, 3, 3, 2), (4, 4, 4, 3, 3, 3, 2)),
}

TEXEL = {
    "name": "Gezond Texel 2030",
    "purpose": "Een eiland met veerkrachtige gemeenschappen en vitale inwoners, door inwoners zelf gedragen.",
    "start_question": "Hoe houden wij de beweging gaande met weinig mensen en tijdelijk geld?",
    "areas": ["gemeente-texel", "ggd-hollands-noorden"],
    "themes": ["bewegen", "gezond-ouder-worden", "mentale-gezondheid"],
    "phase": Phase.IMPLEMENT,
    "profile": {
        "inhabitants": 13_000,
        "commissioner": "Coalitie Positieve Gezondheid Texel",
        "first_year": 2020,
        "last_year": 2024,
        "management": "Stuurgroep, tot augustus 2021 met een zelfstandig adviseur als programmamanager",
        "partners": "Gemeente Texel\nTexels Welzijn\nTexel Samen Beter\nOmring\nNovalishoeve\nWoontij\n"
        "Sportstichting Texel\nStaatsbosbeheer\nFysiotherapeuten en apotheek",
        "involvement": "Texel Samen Beter, de zorgvereniging van inwoners",
        "source": f"{REPORT}, tabel 3.1 en figuur 3.2",
    },
    "first": {
        Box.REGION: "Meer ouderen en een stijgende zorgvraag\nMinder jongeren: te weinig personeel en mantelzorgers",
        Box.PROCESS: "Te weinig mensen\nFinanciers meekrijgen\nLaten zien wat het oplevert",
        Box.AMBITIONS: "In 2030 is Texel een eiland met vitale inwoners\nMensen weten dat zij gezond kunnen blijven en "
        "helpen elkaar\nIedereen draagt eraan bij",
        Box.APPROACH: "Een programma van jaren met drie actielijnen\nInwoners: onder meer het IJslands preventiemodel "
        "en de wijk De Tuunen\nProfessionals: samenwerken, met Welzijn op Recept\nNetwerk: werkgevers, scholen, natuur",
        Box.GROUPS: "Alle inwoners\nJeugd op school\nVrijwilligers en mantelzorgers\nProfessionals",
        Box.EFFECTS: "Meer veerkracht en een betere leefstijl\nMinder zorg en medicijnen",
        Box.CONDITIONS: "Eén visie op gezondheid\nBestuurders vroeg erbij\nStructurele bekostiging",
    },
    "later": {
        Box.PROCESS: "Te weinig mensen en veel wisselingen\nEen vaste projectleider vinden\nFinanciers meekrijgen\n"
        "Laten zien wat het oplevert: welke cijfers?\nHet blijvend maken",
        Box.APPROACH: "Een slanker programma met drie actielijnen\nInwoners: de wijk De Tuunen en de gezondheidsbeurs "
        "op basisscholen\nProfessionals: samenwerken rond het Gezondheidsplein\nNetwerk: werkgevers, scholen, natuur\n"
        "Het IJslands preventiemodel doet nu de gemeente",
        Box.EFFECTS: "Meer veerkracht en een betere leefstijl\nVan medisch naar sociaal: de omgeving helpt mee\n"
        "Zorg die meer aan preventie doet\nMinder zorg en medicijnen",
        Box.CONDITIONS: "Eén visie op gezondheid\nBestuurders vroeg erbij\nProfessionals die het zelf willen\nScholing "
        "vroeg in het traject\nStructurele bekostiging door gemeente of zorgverzekeraar",
    },
    "scores": ((4, 2, 3, 4, 2, 1, 2), (3, 2, 3, 4, 2, 2, 3), (4, 3, 4, 4, 3, 2, 4)),
}

LEIDSCHE_RIJN = {
    "name": "Gezonde Wijkalliantie Leidsche Rijn en Vleuten-De Meern",
    "purpose": "Gezondheid en welbevinden van alle wijkbewoners vergroten, met bewoners zelf aan het roer.",
    "start_question": "Hoe verdelen wij de coördinatie zonder dat het van bovenaf wordt?",
    "areas": ["gemeente-utrecht", "wijk-utrecht-leidsche-rijn", "wijk-utrecht-vleuten-de-meern"],
    "themes": ["eenzaamheid", "mentale-gezondheid", "gezond-opgroeien"],
    "phase": Phase.INSPIRE,
    "profile": {
        "inhabitants": 93_000,
        "commissioner": "Geen: begonnen vanuit de wijk zelf",
        "first_year": 2019,
        "last_year": 2023,
        "management": "Drie lijnbewakers uit verschillende domeinen, op weg geholpen door ROS Raedelijn",
        "partners": "Leidsche Rijn Julius Gezondheidscentra\nIndekerngezond\nStichting Gezond Vleuten\nDOCK\nCareyn\n"
        "Lister\nSportUtrecht\nGemeente Utrecht\nBuurtteam\nDe Rijnhoven",
        "involvement": "Indekerngezond, een platform en ontmoetingsplek van bewoners, en welzijnsorganisatie DOCK",
        "source": f"{REPORT}, tabel 3.1 en figuur 3.3",
    },
    "first": {
        Box.REGION: "Snelle groei van de wijk\nVeel meer jongeren\nVeel bewoners voelen zich eenzaam",
        Box.PROCESS: "Verschil van inzicht over het concept\nOnduidelijk wie coördineert",
        Box.AMBITIONS: "De gezondste wijk van Nederland\nNieuwe bewoners vinden snel hun weg\nDe juiste zorg op de "
        "juiste plek",
        Box.APPROACH: "Van Wijkdata naar Wijkdoen: elk jaar thema's kiezen op cijfers\nEenzaamheid, met Wij(k)bouwen\n"
        "Leefstijl, met gesprekken en de GLI",
        Box.GROUPS: "Alle wijkbewoners\nOuderen\nNieuwe bewoners\nJeugd van 10 tot 14 jaar",
        Box.EFFECTS: "Meer sociale veerkracht en zelfredzaamheid\nMinder verwijzingen naar het ziekenhuis",
        Box.CONDITIONS: "Wijkdata als basis\nBewoners denken en doen mee\nStructureel geld",
    },
    "later": {
        Box.PROCESS: "Verschil van inzicht over het concept\nDomeinen en niveaus beter verbinden\n"
        "Evenwicht tussen boven en onderop\nAfspreken wie het proces bewaakt",
        Box.APPROACH: "Van Wijkdata naar Wijkdoen: elk jaar thema's kiezen op cijfers\nEenzaamheid, met Wij(k)bouwen\n"
        "Leefstijl, met gesprekken en de GLI\nMentale gezondheid van jongeren\nEen themaweek per thema, door een team",
        Box.GROUPS: "Alle wijkbewoners\nOuderen\nNieuwe bewoners\nJeugd van 10 tot 14 jaar\nOuders en mantelzorgers\n"
        "Professionals in zorg en welzijn",
        Box.CONDITIONS: "Wijkdata als basis\nBewoners denken en doen mee\nDuidelijk wie trekt\nWerken volgens onze "
        "principes van samenwerken\nStructureel geld",
    },
    "scores": ((2, 2, 3, 3, 1, 2, 2), (3, 3, 4, 4, 2, 2, 2), (3, 4, 4, 4, 4, 1, 3)),
}

REGIONS = (FLEVOLAND, TEXEL, LEIDSCHE_RIJN)
ELEMENTS = tuple(Element)
