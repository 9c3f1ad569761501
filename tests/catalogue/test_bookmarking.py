import pytest
from django.urls import reverse

from loket.catalogue.models import Bookmark
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db


def test_keep_twice_keeps_once(client_as):
    client, entry = client_as("professional"), EntryFactory(published=True)

    for _press in range(2):
        client.post(reverse("keep_bookmark", args=[entry.slug]))

    assert list(Bookmark.objects.values_list("user", "entry")) == [(client.user.pk, entry.pk)]


def test_drop_leaves_what_others_keep(client_as):
    mine, theirs, entry = client_as("professional"), client_as("professional"), EntryFactory(published=True)
    for client in (mine, theirs):
        client.post(reverse("keep_bookmark", args=[entry.slug]))

    mine.post(reverse("drop_bookmark", args=[entry.slug]))

    assert Bookmark.objects.get().user == theirs.user


def test_my_bookmarks_are_mine_alone(client_as):
    mine, theirs, entry = client_as("professional"), client_as("professional"), EntryFactory(published=True)
    theirs.post(reverse("keep_bookmark", args=[entry.slug]))

    assert list(mine.get(reverse("bookmarks")).context["page"]) == []
