import pytest
from django.contrib.admin import site
from django.http import HttpRequest

from loket.vocabulary import loading, lookup
from loket.vocabulary.admin import AreaAdmin, TermAdmin
from loket.vocabulary.models import Area, Term

pytestmark = pytest.mark.usefixtures("vocabulary")


def save(editor, obj, **changes):
    """What the change form of the admin does with an object, without its page."""
    for name, value in changes.items():
        setattr(obj, name, value)
    form = editor.get_form(HttpRequest(), obj, fields=[])({}, instance=obj)
    form.is_valid()
    form.save(commit=False)
    editor.save_model(HttpRequest(), obj, form, change=True)
    editor.save_related(HttpRequest(), form, [], change=True)


def test_term_that_an_editor_changes_is_in_force_and_stays():
    term = Term.objects.get(scheme="theme", code="gehoor")

    save(TermAdmin(Term, site), term, alternatives=["vuurwerk"])

    assert lookup.resolve("theme", "vuurwerk") == "gehoor"
    assert loading.load() == loading.Loaded(kept=1)


def test_area_that_an_editor_renames_is_sorted_by_its_new_name():
    save(AreaAdmin(Area, site), Area.objects.get(code="gemeente-tiel"), name="De Waalstad")

    assert Area.objects.get(code="gemeente-tiel").sort_key == "waalstad"
    assert lookup.area_label("gemeente-tiel") == "De Waalstad"


def test_terms_and_areas_are_never_deleted_and_keep_their_code():
    editors = [TermAdmin(Term, site), AreaAdmin(Area, site)]

    assert not any(editor.has_delete_permission(HttpRequest()) for editor in editors)
    assert [editor.get_readonly_fields(HttpRequest(), Term()) for editor in editors] == [
        ("scheme", "code"),
        ("code", "kind"),
    ]
