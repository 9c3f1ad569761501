"""What there is and what is asked, by two lists at once."""

import io

import pytest
import tablib
from django.http import QueryDict
from django.urls import reverse

from loket.catalogue.gaps import matrix
from loket.catalogue.gaps.matrix import Choice
from loket.search import index
from loket.search.models import Findable
from tests.catalogue.gaps.factory import asked
from tests.search.documents import document

pytestmark = pytest.mark.django_db


def put(title: str, uses: int = 0, **told) -> None:
    """An entry with these facets, used so often."""
    told = {"kind": "praktijkvoorbeeld"} | told
    own = {key: told.pop(key) for key in ("kind", "recognition_rank", "audience") if key in told}
    made = document(title, facets=told, **own)
    index.put(made)
    Findable.objects.filter(subject_id=made.subject_id).update(use_count=uses)


def cell(row: str, column: str, address: str = "", subject=matrix.CATALOGUE) -> matrix.Cell:
    choice = Choice.read(subject, QueryDict(address))
    found = next(each for each in matrix.build(choice) if each.code == row)
    return found.cells[[code for code, _ in choice.columns.terms].index(column)]


def figures(one: matrix.Cell) -> tuple[int, int, int, int]:
    return one.entries, one.recognised, one.uses, one.in_vain


def test_cell_counts_what_has_both():
    put("Een", uses=3, theme=["roken", "alcohol"], setting=["wijk"])
    put("Twee", uses=4, theme=["roken"], setting=["wijk", "sport"], kind="interventie", recognition_rank=3)
    put("Drie", theme=["roken"])
    put("Vier", theme=["roken"], setting=["wijk"], audience=["role:redactie"])

    assert (figures(cell("roken", "wijk")), figures(cell("alcohol", "sport"))) == ((2, 1, 7, 0), (0, 0, 0, 0))


def test_cell_counts_searches_in_vain_that_name_both():
    asked("roken sport", "stoppen met roken sport", "roken")

    row = next(row for row in matrix.build(Choice.read(matrix.CATALOGUE, QueryDict())) if row.code == "roken")

    assert (cell("roken", "sport").in_vain, row.in_vain) == (2, 3)


@pytest.mark.parametrize(
    ("entries", "uses", "vain", "is_white"),
    [(0, 0, 0, False), (0, 0, 1, True), (2, 90, 0, True), (2, 0, 0, False), (3, 90, 1, False)],
)
def test_white_spot_is_little_and_much_asked(entries, uses, vain, is_white):
    for number in range(entries):
        put(f"Dag {number}", uses=uses, theme=["roken"], setting=["sport"])
    put("Ergens anders", uses=10, theme=["alcohol"], setting=["wijk"])
    for _ in range(vain):
        asked("roken sport")

    assert cell("roken", "sport").is_white_spot is is_white


def test_axes_are_of_choice_and_the_third_narrows():
    put("Een", theme=["roken"], setting=["wijk"], target_group=["ouderen"])
    put("Twee", theme=["roken"], setting=["sport"], target_group=["ouderen"])

    turned = cell("ouderen", "roken", "rijen=target_group&kolommen=theme&setting=wijk")

    assert (turned.entries, turned.url) == (1, "/catalogus/?target_group=ouderen&theme=roken&setting=wijk")


@pytest.mark.parametrize(
    "address", ["rijen=theme&kolommen=theme", "rijen=x&kolommen=%00", "target_group=bestaat-niet", "rijen=&kolommen="]
)
def test_odd_choice_is_the_default(address):
    choice = Choice.read(matrix.CATALOGUE, QueryDict(address))

    assert (choice.rows.facet, choice.columns.facet, choice.code) == ("theme", "setting", "")


def test_trainings_count_trainings_alone():
    put("Cursus", competence=["assessment"], level=["2"], kind="opleiding")
    put("Folder", competence=["assessment"], level=["2"], kind="materiaal")
    code = matrix.TRAININGS.axes["competence"].terms[0][0]
    put("Andere cursus", competence=[code], level=["2"], kind="opleiding")

    assert cell(code, "2", subject=matrix.TRAININGS).entries == 1 + (code == "assessment")


def test_overlap_names_the_trainings():
    code = matrix.TRAININGS.axes["competence"].terms[0][0]
    for name in ("Drie", "Een", "Twee"):
        put(name, competence=[code], level=["2"], sector=["ggd"], kind="opleiding")
    put("Alleen", competence=[code], level=["3"], sector=["ggd"], kind="opleiding")

    (overlap,) = matrix.overlaps()

    assert (overlap.count, [title for title, _ in overlap.trainings]) == (3, ["Drie", "Een", "Twee"])


def test_overlaps_are_counted_once_in_five_minutes(django_assert_num_queries, steady_vocabulary):
    matrix.overlaps()

    with django_assert_num_queries(0):
        matrix.overlaps()


def test_matrix_costs_two_queries_whatever_its_size(django_assert_num_queries, steady_vocabulary):
    with django_assert_num_queries(2):
        matrix.build(Choice.read(matrix.CATALOGUE, QueryDict()))
    with django_assert_num_queries(1):
        matrix.build(Choice.read(matrix.CATALOGUE, QueryDict()))


@pytest.mark.parametrize("name", ["white_spot_matrix", "training_matrix"])
def test_page_is_for_who_may_look(name, client_as):
    found = [client_as(role).get(reverse(name)).status_code for role in ("redactie", "coordinator", "professional")]

    assert found == [200, 200, 403]


def test_file_has_a_line_for_each_cell(client_as):
    put("Een", theme=["roken"], setting=["wijk"])

    file = client_as("coordinator").get(reverse("matrix_file", args=["matrix", "csv"]))

    lines = tablib.Dataset().load(io.StringIO(file.content.decode("utf-8-sig")), format="csv", delimiter=";")
    filled = [line[:4] for line in lines if line[3] != "0"]
    assert filled == [("Roken", "Wijk", "alle", "1")]


def test_file_of_nothing_is_not_found(client_as):
    client, names = client_as("redactie"), ("matrix.exe", "x.csv", "matrix.ods")

    found = [client.get(f"/redactie/witte-vlekken/{name}").status_code for name in names]

    assert found == [404, 404, 200]
