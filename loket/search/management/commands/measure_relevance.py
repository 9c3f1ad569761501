"""Print how good the order of results is over a judged set, beside PostgreSQL's own Dutch configuration."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from loket.search import evaluation

DEFAULT = settings.BASE_DIR / "tests" / "search" / "judged.jsonl"


class Command(BaseCommand):
    help = "Meet de volgorde van zoekresultaten op beoordeelde zoekvragen, naast de eigen instelling van PostgreSQL."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
        parser.add_argument("--half", choices=evaluation.HALVES, help="alleen deze helft")
        parser.add_argument("--each", action="store_true", help="ook het cijfer van elke zoekvraag")

    def handle(self, file: Path, half: str | None, each: bool, **options) -> None:
        judged = evaluation.load(file)
        for name in (half,) if half else evaluation.HALVES:
            chosen = [one for one in judged if one.half == name]
            self.stdout.write(f"{name}: {len(chosen)} zoekvragen")
            for label, ranker in (("loket", evaluation.engine), ("postgres dutch", evaluation.postgres_dutch)):
                figures = evaluation.measure(chosen, ranker)
                ndcg, recall, success = f"{figures.ndcg:.3f}", f"{figures.recall:.3f}", f"{figures.success:.3f}"
                self.stdout.write(f"  {label:15} nDCG@10 {ndcg}  recall@20 {recall}  success@3 {success}")
            for query, ours, theirs in evaluation.losses(chosen):
                self.stdout.write(f"  slechter dan postgres: {query} ({ours:.2f} tegen {theirs:.2f})")
            if each:
                self._write_each(chosen)

    def _write_each(self, chosen: list[evaluation.Judged]) -> None:
        scored = sorted((evaluation.ndcg(evaluation.engine(one.query), one.judgements), one.query) for one in chosen)
        for figure, query in scored:
            self.stdout.write(f"  {figure:.3f}  {query}")
