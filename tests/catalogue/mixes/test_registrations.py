"""What mixes add elsewhere, and what is kept and erased of a person."""

import pytest
from django.urls import reverse

from loket.accounts import privacy
from loket.catalogue import related
from loket.catalogue.mixes import pages, workflow
from loket.catalogue.mixes.models import Mix, MixMember
from tests.catalogue.mixes.factory import MemberFactory, MixFactory, RowFactory
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_my_loket_shows_own_and_shared_mixes(client_for):
    mix = MixFactory(title="Eigen plan")
    MemberFactory(mix=MixFactory(title="Plan van een ander"), user=mix.owner)

    page = client_for(mix.owner).get(reverse("my_loket")).content.decode()

    assert all(word in page for word in ("Mijn interventiemixen", "Eigen plan", "Plan van een ander", "U werkt mee"))


def test_footer_leads_to_the_start_page(visitor):
    assert f'href="{reverse("mixes")}"' in visitor.get("/").content.decode().partition("<footer")[2]


def test_export_has_own_mixes_and_what_is_shared():
    row = RowFactory(mix=MixFactory(title="Eigen plan"))
    user = row.mix.owner
    MemberFactory(mix=MixFactory(title="Van een ander"), user=user)

    told = privacy.export_of(user)["interventiemixen"]

    assert [(mix["title"], mix["rijen"][0]["title"]) for mix in told["eigen"]] == [("Eigen plan", row.title)]
    assert told["gedeeld_met_u"] == [{"titel": "Van een ander", "recht": "edit"}]
    assert len(told["bewaard_op"]) == 1


def test_erasing_throws_away_what_nobody_else_works_in(at):
    mix = MixFactory()
    MemberFactory(mix=mix, right="view")

    privacy.erase(mix.owner, at=at)

    assert not Mix.objects.exists()


def test_erasing_gives_a_shared_mix_to_who_works_along(at):
    member = MemberFactory()

    privacy.erase(member.mix.owner, at=at)

    mix = Mix.objects.get()
    assert (mix.owner, mix.members.count(), mix.history.first().act) == (member.user, 0, "handed_over")
    assert mix.history.last().by is None


def test_erasing_forgets_where_somebody_was_invited(at):
    user = UserFactory()
    MemberFactory(user=None, email=user.email)

    privacy.erase(user, at=at)

    assert not MixMember.objects.exists()


def test_two_shared_mixes_are_a_reason_to_be_related_and_one_is_not():
    one, twice, once = (EntryFactory(published=True, title=name) for name in ("Alfa", "Beta", "Gamma"))
    for others in ((twice, once), (twice,)):
        mix = MixFactory()
        for entry in (one, *others):
            RowFactory(mix=mix, entry=entry)

    found = list(pages.together(one))
    told = {row.entry: row.reason for row in related.to(one)}

    assert found == [(twice.pk, 1.0, "samen in 2 interventiemixen")]
    assert "samen in 2 interventiemixen" in told[twice]


def test_putting_an_entry_in_makes_what_is_related_new(at, django_capture_on_commit_callbacks):
    one, other = (EntryFactory(published=True, title=name) for name in ("Alfa", "Beta"))
    related.to(one)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            mix = MixFactory()
            for entry in (one, other):
                workflow.add_entry(mix, entry, by=mix.owner, at=at)

    assert [row.reason for row in related.to(one) if row.entry == other][0].endswith("samen in 2 interventiemixen")
