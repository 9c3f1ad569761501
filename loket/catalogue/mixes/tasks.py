"""Work in the background."""

from celery import shared_task
from django.utils import timezone

from loket.catalogue.mixes import papers


@shared_task
def make_pdf_of_mix(paper_id: int) -> None:
    """Make the PDF of a large mix."""
    papers.make(paper_id, at=timezone.now())
