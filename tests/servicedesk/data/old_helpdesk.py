"""Three hundred questions of an old helpdesk for schools, invented, as a table and as a mailbox; always the same.

``python -m tests.servicedesk.data.old_helpdesk FOLDER`` writes ``old_helpdesk.csv`` and ``old_helpdesk.mbox``.
"""

import csv
import io
import pathlib
import random
import sys
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from zoneinfo import ZoneInfo

QUESTIONS = 300
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_DAY = datetime(2024, 9, 2, 9, 0, tzinfo=AMSTERDAM)
DESK = "gezonde-school@example.org"
COLUMNS = (
    "nummer",
    "datum",
    "soort",
    "onderwerp",
    "tekst",
    "naam",
    "email",
    "organisatie",
    "behandelaar",
    "stand",
    "thema",
)
SUBJECTS = (
    ("Waterbeleid op school", "voeding", "Hoe voeren wij waterdrinken in zonder ruzie met ouders?"),
    ("Rookvrij schoolplein", "roken", "Ons plein grenst aan de openbare weg. Wat mogen wij regelen?"),
    ("Vignet aanvragen", "bewegen", "Welke onderdelen moeten klaar zijn voor wij het vignet aanvragen?"),
    ("Lessen over gamen", "mentale-gezondheid", "Is er lesmateriaal over gamen voor groep acht?"),
    ("Pesten in de pauze", "mentale-gezondheid", "Welke aanpak past bij een kleine school?"),
    ("Alcohol op schoolfeesten", "alcohol", "Hoe maken wij afspraken die ook na afloop gelden?"),
    ("Ouders meekrijgen", "gezond-opgroeien", "Op een ouderavond komt bijna niemand. Wat werkt wel?"),
    ("Bewegend leren", "bewegen", "Kost bewegend leren niet te veel lestijd?"),
)
ANSWERS = (
    "Begin met een gesprek met de medezeggenschapsraad, en kies één onderdeel om mee te starten.",
    "Kijk eerst wat de GGD in uw regio al aanbiedt. Wij sturen de handleiding mee.",
    "Dat hangt af van het soort school. Kunt u vertellen hoeveel leerlingen u hebt?",
)
NAMES = ("Noor Voorbeeld", "Sem Proefman", "Yara Verzonnen", "Luuk Denkbeeld", "Fenna Monster", "Idris Testers")
STAFF = ("Medewerker Een", "Medewerker Twee")


def questions(count: int = QUESTIONS) -> list[dict]:
    """Each with its messages in order: (moment, kind, text)."""
    chance = random.Random(4)
    return [_question(number, chance) for number in range(1, count + 1)]


def _question(number: int, chance: random.Random) -> dict:
    subject, theme, text = SUBJECTS[number % len(SUBJECTS)]
    name = NAMES[number % len(NAMES)]
    at = FIRST_DAY + timedelta(days=number * 1.7, minutes=chance.randint(0, 400))
    messages = [(at, "vraag", f"Beste helpdesk,\n\n{text}\n\nGroet, {name} ({number})")]
    for turn in range(chance.choice((1, 1, 1, 2, 3)) if number % 9 else 0):
        at += timedelta(hours=chance.randint(2, 60))
        messages.append((at, "antwoord", f"{ANSWERS[(number + turn) % len(ANSWERS)]} ({number}.{turn})"))
        if chance.random() < 0.4:
            at += timedelta(hours=chance.randint(1, 90))
            messages.append((at, "reactie", f"Dank u. Nog één ding: geldt dit ook voor het mbo? ({number}.{turn})"))
    return {
        "number": f"HGS-{number:05}",
        "subject": subject,
        "theme": theme,
        "name": name,
        "email": f"{name.split()[0].lower()}{number % 40}@school.example",
        "organisation": f"Basisschool {number % 25} (voorbeeld)",
        "staff": STAFF[number % 2],
        "is_open": number > QUESTIONS - 5,
        "messages": messages,
    }


def as_csv(count: int = QUESTIONS) -> bytes:
    """Semicolons and Dutch dates, as spreadsheet programs here write them."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=";")
    rows.writerow(COLUMNS)
    for row in questions(count):
        last = len(row["messages"]) - 1
        for position, (at, kind, text) in enumerate(row["messages"]):
            is_ours = kind == "antwoord"
            state = ("open" if row["is_open"] else "gesloten") if position == last else ""
            who = ("", "", "", row["staff"]) if is_ours else (row["name"], row["email"], row["organisation"], "")
            head = (row["number"], f"{at:%d-%m-%Y %H:%M}", kind, row["subject"], text)
            rows.writerow((*head, *who, state, row["theme"] if position == 0 else ""))
    return out.getvalue().encode("utf-8-sig")


def as_mbox(count: int = QUESTIONS) -> bytes:
    """The helpdesk put its number in the subject of its answers; the first mail of an asker has none."""
    mails = [mail for row in questions(count) for mail in _mails(row)]
    return b"".join(b"From helpdesk@example.org Mon Sep  2 09:00:00 2024\n" + raw + b"\n" for raw in mails)


def _mails(row: dict) -> list[bytes]:
    found, named = [], []
    for position, (at, kind, text) in enumerate(row["messages"]):
        mail = EmailMessage()
        is_ours = kind == "antwoord"
        own = f"<{row['number'].lower()}.{position}@school.example>"
        mail["From"] = f"{row['staff']} <{DESK}>" if is_ours else f"{row['name']} <{row['email']}>"
        mail["To"] = row["email"] if is_ours else DESK
        mark = f"[{row['number']}] " if position else ""
        mail["Subject"] = f"{'Re: ' if position else ''}{mark}{row['subject']}"
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = own
        if named:
            mail["In-Reply-To"] = named[-1]
            mail["References"] = " ".join(named)
        named.append(own)
        mail.set_content(text)
        found.append(mail.as_bytes())
    return found


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    (folder / "old_helpdesk.csv").write_bytes(as_csv())
    (folder / "old_helpdesk.mbox").write_bytes(as_mbox())
