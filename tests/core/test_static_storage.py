"""The joined style sheet, and that everything it is made of is there."""

import pathlib

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

from loket import frontend
from loket.core.static_storage import PortalStaticFilesStorage


@pytest.mark.parametrize("name", [*frontend.STYLESHEETS, *frontend.PRELOADED_FONTS])
def test_listed_file_is_found(name):
    assert finders.find(name)


@pytest.fixture
def collected(tmp_path, settings):
    """A storage that has collected our style sheets, letters and scripts, and nothing else."""
    settings.STATIC_ROOT = str(tmp_path)
    scripts = [f"js/{path.name}" for path in pathlib.Path(settings.BASE_DIR, "static/js").glob("*.js")]
    names = [*frontend.STYLESHEETS, *scripts, *_letters()]
    storage = PortalStaticFilesStorage(location=tmp_path)
    paths = {}
    for name in names:
        source = pathlib.Path(finders.find(name))
        with source.open("rb") as file:
            FileSystemStorage(location=tmp_path).save(name, file)
        paths[name] = (storage, name)
    for result in storage.post_process(paths):
        if isinstance(result[2], Exception):
            raise result[2]
    return storage


def _letters():
    folder = pathlib.Path(finders.find(frontend.PRELOADED_FONTS[0])).parent
    return [f"vendor/fira-sans/{path.name}" for path in folder.glob("fira-sans-latin-*-normal.woff2")]


def test_bundle_holds_every_style_sheet_in_order(collected):
    with collected.open(frontend.BUNDLE) as file:
        text = file.read().decode()

    places = [text.index(mark) for mark in ("@font-face", ".voorbeeld-theme", ".utrecht-alert", ".loket", ".hero")]
    assert places == sorted(places)


def test_bundle_asks_for_letters_where_they_are(collected):
    with collected.open(collected.stored_name(frontend.BUNDLE)) as file:
        text = file.read().decode()

    assert 'url("../vendor/fira-sans/fira-sans-latin-400-normal.' in text
    assert "../../vendor" not in text


def test_scripts_import_each_other_by_fingerprinted_name(collected):
    with collected.open(collected.stored_name("js/copy.js")) as file:
        text = file.read().decode()

    assert f'from "./{collected.stored_name("js/dom.js").removeprefix("js/")}"' in text


@pytest.mark.parametrize("name", [name for name in frontend.STYLESHEETS if "/candidate-" in name])
def test_bundle_holds_a_sheet_that_is_one_line_with_a_source_map(collected, name):
    with collected.open(frontend.BUNDLE) as file:
        text = file.read().decode()

    assert f".nl-{pathlib.PurePath(name).stem}" in text
    assert "sourceMappingURL" not in text
