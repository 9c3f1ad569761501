"""With whom a mix is shared, until it is revoked."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from loket.catalogue.mixes import sharing
from loket.catalogue.mixes.models import Mix
from loket.core import retention
from loket.core.models import OutgoingMail
from tests.catalogue.mixes.factory import LinkFactory, MemberFactory, MixFactory, RowFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def seen_by(user) -> list[tuple[int, str]]:
    return [(mix.pk, mix.right) for mix in Mix.objects.visible_to(user)]


def test_mix_is_its_owners_alone():
    mix = MixFactory()

    assert (seen_by(mix.owner), seen_by(UserFactory())) == ([(mix.pk, "own")], [])


def test_editors_do_not_see_the_mixes_of_others():
    MixFactory()

    assert seen_by(UserFactory(editor=True)) == []


def test_invited_person_sees_the_mix_also_when_the_account_comes_later(at):
    mix = MixFactory()
    sharing.invite(mix, "Nieuw@Example.org", "view", by=mix.owner, at=at)

    assert seen_by(UserFactory(email="nieuw@example.org")) == [(mix.pk, "view")]


def test_inviting_says_the_same_with_and_without_an_account(client_for):
    mix, known = MixFactory(), UserFactory()
    browser, url = client_for(mix.owner), reverse("mix_share", args=[mix.pk])

    answers = []
    for address in (known.email, "niemand@example.org"):
        page = browser.post(url, {"email": address, "right": "edit"}, follow=True)
        answers.append(page.content.decode().replace(address, "ADRES"))

    shown = [page.partition("<main")[2].count("ADRES") for page in answers]
    mails = [(mail.subject, mail.text) for mail in OutgoingMail.objects.order_by("pk")]
    assert (shown, known.name in answers[0], mails[0]) == ([2, 2], False, mails[1])


def test_inviting_again_changes_the_right_and_sends_no_second_mail(at):
    mix = MixFactory()

    for right in ("view", "edit"):
        sharing.invite(mix, "collega@example.org", right, by=mix.owner, at=at)

    assert [member.right for member in mix.members.all()] == ["edit"]
    assert OutgoingMail.objects.count() == 1


def test_own_address_and_a_crowd_get_a_sentence(at, monkeypatch):
    monkeypatch.setattr(sharing, "MOST_MEMBERS", 1)
    mix = MemberFactory().mix

    with pytest.raises(ValidationError, match="eigen adres"):
        sharing.invite(mix, mix.owner.email.upper(), "edit", by=mix.owner, at=at)
    with pytest.raises(ValidationError, match="hooguit 1 mensen"):
        sharing.invite(mix, "te-veel@example.org", "edit", by=mix.owner, at=at)


def test_link_to_view_needs_no_account(visitor):
    row = RowFactory(title="Wandelen")
    link = LinkFactory(mix=row.mix)

    page = visitor.get(link.get_absolute_url())

    assert "Wandelen" in page.content.decode()
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")


def test_link_to_view_opens_no_editing(client_as):
    link = LinkFactory()

    assert client_as("professional").post(reverse("mix_join", args=[link.token])).status_code == 404


def test_link_to_edit_asks_to_sign_in_and_then_one_press(visitor, client_as):
    link = LinkFactory(right="edit")
    url = reverse("mix_join", args=[link.token])

    assert visitor.post(url).url.startswith(reverse("account_login"))
    browser = client_as("professional")
    assert browser.get(url).url == link.get_absolute_url()
    for _ in range(2):
        assert browser.post(url).url == link.mix.get_absolute_url()

    assert [(member.right, member.via) for member in link.mix.members.all()] == [("edit", link)]


def test_revoked_link_says_so_and_shuts_out_who_came_by_it(visitor, at):
    link = LinkFactory(right="edit")
    user = UserFactory()
    sharing.join(link, by=user, at=at)

    sharing.revoke_link(link.mix, link.pk, by=link.mix.owner, at=at)

    page = visitor.get(link.get_absolute_url())
    assert (page.status_code, link.mix.title in page.content.decode(), seen_by(user)) == (410, False, [])
    with pytest.raises(ValidationError, match="ingetrokken"):
        sharing.join(link, by=user, at=at)


def test_new_link_is_another_one(at):
    link = LinkFactory()
    sharing.revoke_link(link.mix, link.pk, by=link.mix.owner, at=at)

    new = sharing.open_link(link.mix, "view", by=link.mix.owner, at=at)

    assert new.token != link.token
    assert len(new.token) == 32


def test_who_viewed_and_joins_by_the_link_works_along(at):
    member = MemberFactory(right="view")
    link = LinkFactory(mix=member.mix, right="edit")

    sharing.join(link, by=member.user, at=at)

    assert seen_by(member.user) == [(member.mix_id, "edit")]


def test_sharing_revoked_while_open_shows_what_was_typed(client_for, at):
    member = MemberFactory()
    row = RowFactory(mix=member.mix)
    browser, url = client_for(member.user), reverse("mix_row", args=[row.mix_id, row.pk])
    assert browser.get(url).status_code == 200
    sharing.revoke_member(row.mix, member.pk, by=row.mix.owner, at=at)

    page = browser.post(url, {"seen": 1, "title": "Wandelen", "goal": "Iedere week een uur"})

    text = page.content.decode()
    assert (page.status_code, row.mix.title in text) == (403, False)
    assert "Deze interventiemix wordt niet meer met u gedeeld." in text
    assert "Iedere week een uur" in text


def test_right_that_became_viewing_shows_what_was_typed_and_the_way_back(client_for, at):
    member = MemberFactory()
    sharing.invite(member.mix, member.email, "view", by=member.mix.owner, at=at)

    page = client_for(member.user).post(reverse("mix_row_new", args=[member.mix_id]), {"title": "Wandelen"})

    text = page.content.decode()
    assert (page.status_code, "Wandelen" in text, member.mix.get_absolute_url() in text) == (403, True, True)


def test_question_in_the_background_after_revoking_opens_the_page_anew(client_for, at):
    member = MemberFactory(revoked_at=at)

    answer = client_for(member.user).get(member.mix.get_absolute_url(), headers={"HX-Request": "true"})

    assert answer["HX-Refresh"] == "true"


def test_outsider_finds_nothing_at_any_address(client_as):
    row = RowFactory()
    browser, pk = client_as("redactie"), row.mix_id
    names = ("mix", "mix_profile", "mix_settings", "mix_add", "mix_row_new", "mix_share", "mix_versions", "mix_print")
    names += ("mix_pdf", "mix_ods", "mix_delete", "mix_compare", "mix_edit_profile", "mix_priority_new")

    found = {browser.get(reverse(name, args=[pk])).status_code for name in names}

    assert found == {404}
    assert browser.get(reverse("mix_row", args=[pk, row.pk])).status_code == 404
    assert browser.post(reverse("mix_move", args=[pk]), {"rij": row.pk}).status_code == 404


def test_who_works_along_does_not_share_or_throw_away(client_for):
    member = MemberFactory()
    browser = client_for(member.user)

    found = [browser.get(reverse(name, args=[member.mix_id])).status_code for name in ("mix_share", "mix_delete")]

    assert found == [403, 403]


def test_leaving_is_at_once(client_for):
    member = MemberFactory(right="view")

    client_for(member.user).post(reverse("mix_leave", args=[member.mix_id]))

    assert seen_by(member.user) == []


def test_revoked_sharing_is_forgotten_after_ninety_days(at):
    MemberFactory(revoked_at=at - timedelta(days=91))
    kept = MemberFactory(revoked_at=at - timedelta(days=89))

    retention.run(at=at)

    assert list(type(kept).objects.all()) == [kept]
