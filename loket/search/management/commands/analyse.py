"""Show what the search makes of Dutch text; needs no database."""

import io
import json
import os
import sys
from collections.abc import Iterable

from django.core.management.base import BaseCommand

from loket.search import dutch


class Command(BaseCommand):
    """Print one JSON list for each text or, without text, for each line of standard input."""

    help = "Prints for each text (or line of standard input) a JSON list of its lexemes."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("text", nargs="*", help="a text; without one, lines are read from standard input")
        parser.add_argument("--query", action="store_true", help="what a query would look for")
        parser.add_argument("--explain", action="store_true", help="each lexeme with its word and the reason")

    def handle(self, *args, text: list[str], query: bool, explain: bool, **options):
        terms_of = dutch.query_terms if query else dutch.index_terms
        show = explained if explain else unexplained
        try:
            for line in text or standard_input():
                self.stdout.write(json.dumps(show(terms_of(line)), ensure_ascii=False))
                self.stdout.flush()
        except BrokenPipeError:  # who reads has seen enough (| head)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def standard_input() -> Iterable[str]:
    """The lines of standard input as they come; bytes that are not UTF-8 become replacement characters."""
    stream = getattr(sys.stdin, "buffer", None)
    return io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n") if stream else sys.stdin


def unexplained(terms: Iterable[dutch.Term]) -> list[str]:
    """Each lexeme once, in order of appearance."""
    return list(dict.fromkeys(lexeme.text for term in terms for lexeme in term.lexemes))


def explained(terms: Iterable[dutch.Term]) -> list[dict[str, str]]:
    """Each lexeme with the word it comes from and why."""
    return [
        {"lexeme": lexeme.text, "word": term.surface, "why": lexeme.reason} for term in terms for lexeme in term.lexemes
    ]
