"""The pages of the portal as a whole, in the menus."""

from loket.core.menus import ABOUT, CONTACT, MAIN, SITE, Page
from loket.core.menus import register as in_menu


def register() -> None:
    for page in _PAGES:
        in_menu(page)


_PAGES = (
    Page(MAIN, "Home", "home", "house", 0),
    Page(MAIN, "Catalogus", "search", "search", 10),
    Page(MAIN, "Thema's", "themes", "tag", 20),
    Page(MAIN, "Hulp", "help", "circle-question-mark", 70),
    Page(CONTACT, "Hulp bij het loket", "help", "circle-question-mark", 20),
    Page(ABOUT, "Over het loket", "about", "info", 0),
    Page(ABOUT, "Uitleg over erkenning", "recognition_help", "award", 10),
    Page(ABOUT, "Open data en API", "open_data", "database", 20),
    Page(SITE, "Toegankelijkheid", "accessibility", "accessibility", 10),
    Page(SITE, "Privacy", "privacy", "lock", 20),
    Page(SITE, "Kwetsbaarheid melden", "security_policy", "shield", 30),
)
