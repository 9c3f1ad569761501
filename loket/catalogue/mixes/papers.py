"""The PDF of a mix that is too large to wait for in a page: a worker makes it, once for each save."""

from datetime import datetime, timedelta

from django.db import transaction

from loket.catalogue.mixes import pages, pdf
from loket.catalogue.mixes.models import Mix, MixPaper
from loket.core import dispatch
from loket.core.working_days import local_date

MAKE_TASK = "loket.catalogue.mixes.tasks.make_pdf_of_mix"
# A hundred rows take a third of a second, three hundred with much text three: one waits for a page no longer than one.
MOST_AT_ONCE = 100
LOST_AFTER = timedelta(seconds=60)
KEPT = timedelta(days=1)


def paper_of(mix: Mix) -> MixPaper | None:
    """The PDF of what stands there now, if somebody asked for it."""
    return mix.papers.filter(version=mix.version).first()


@transaction.atomic
def ask(mix: Mix, *, address: str, at: datetime) -> None:
    """Have it made. Asking again helps only when the work got lost: after a minute."""
    asked = {"asked_at": at, "address": address}
    paper, is_new = MixPaper.objects.get_or_create(mix=mix, version=mix.version, defaults=asked)
    lost = MixPaper.objects.filter(pk=paper.pk, content=None, asked_at__lte=at - LOST_AFTER)
    if is_new or lost.update(**asked):
        dispatch.after_commit(MAKE_TASK, paper.pk)


def make(paper_id: int, *, at: datetime) -> None:
    """Make it unless that was done, or the mix has changed or gone since."""
    paper = MixPaper.objects.select_related("mix").filter(pk=paper_id, content=None).first()
    if paper is None or paper.version != paper.mix.version:
        return
    today = local_date(at)
    made = pdf.build(pages.read(paper.mix, today), paper.version, today, paper.address)
    MixPaper.objects.filter(pk=paper_id).update(content=made)


def forget(at: datetime) -> int:
    return MixPaper.objects.filter(asked_at__lt=at - KEPT).delete()[0]
