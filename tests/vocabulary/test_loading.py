import pytest
from django.core.management import call_command
from django.db import IntegrityError

from loket.vocabulary import loading, lookup, shipped
from loket.vocabulary.models import Area, AreaName, Term, VocabularyVersion

pytestmark = pytest.mark.usefixtures("vocabulary")


def test_load_brings_in_everything():
    assert Term.objects.count() == len(shipped.terms())
    assert Area.objects.count() == len(shipped.areas())


def test_load_again_changes_nothing():
    stamp = VocabularyVersion.objects.get().stamp

    loaded = loading.load()

    assert loaded == loading.Loaded()
    assert VocabularyVersion.objects.get().stamp == stamp


def test_load_again_asks_a_fixed_number_of_queries(django_assert_num_queries):
    # Savepoint and release, version twice, terms, areas, names.
    with django_assert_num_queries(7):
        loading.load()


def test_load_puts_back_what_was_changed_outside_the_portal():
    Term.objects.filter(scheme="theme", code="roken").update(label="Anders", position=99)
    Area.objects.filter(code="gemeente-tiel").update(ggd_region=Area.objects.get(code="ggd-twente"))

    loaded = loading.load()

    assert loaded == loading.Loaded(updated=2)
    assert Area.objects.get(code="gemeente-tiel").ggd_region.code == "ggd-gelderland-zuid"


def test_load_leaves_what_editors_changed():
    Term.objects.filter(scheme="theme", code="roken").update(label="Rookvrij leven", is_customised=True)

    loaded = loading.load()

    assert loaded == loading.Loaded(kept=1)
    assert Term.objects.get(scheme="theme", code="roken").label == "Rookvrij leven"


def test_load_leaves_names_of_an_area_that_editors_changed():
    tiel = Area.objects.get(code="gemeente-tiel")
    Area.objects.filter(pk=tiel.pk).update(is_customised=True)
    AreaName.objects.create(area=tiel, name="Fruitstad", kind="alternative")

    loading.load()

    assert lookup.resolve_area("Fruitstad") == ["gemeente-tiel"]


def test_load_removes_a_name_that_is_no_longer_shipped():
    AreaName.objects.create(area=Area.objects.get(code="gemeente-tiel"), name="Fruitstad", kind="alternative")

    loaded = loading.load()

    assert loaded == loading.Loaded(removed=1)


def test_load_keeps_a_term_of_the_editors_own():
    Term.objects.create(scheme="theme", code="hitte", label="Hitte", is_customised=True)

    loading.load()

    assert lookup.resolve("theme", "hitte") == "hitte"


def test_load_gives_terms_their_parent():
    assert Term.objects.get(scheme="setting", code="school-po").parent.code == "school"


def test_load_command_says_what_it_did(capsys):
    call_command("load_vocabulary")

    assert capsys.readouterr().out == (
        "Woordenlijsten: 0 nieuw, 0 bijgewerkt, 0 verwijderd, 0 door de redactie aangepast en zo gelaten.\n"
    )


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "municipality"},
        {"kind": "ggd-region"},
        {"kind": "district"},
        {"kind": "planet"},
        {"kind": "province", "tile_x": 1, "tile_y": 1},
    ],
)
def test_area_without_what_its_kind_asks_is_refused(values):
    with pytest.raises(IntegrityError):
        Area.objects.create(code="nergens", name="Nergens", sort_key="nergens", **values)


def test_areas_of_a_kind_are_sorted_without_article():
    names = list(Area.objects.of_kind("municipality").values_list("name", flat=True))

    around = names.index("De Bilt")
    assert names[around - 1 : around + 2] == ["Beverwijk", "De Bilt", "Bladel"]
