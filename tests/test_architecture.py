from docs import draw_architecture


def test_picture_of_the_layers_is_up_to_date():
    assert draw_architecture.PICTURE.read_text() == draw_architecture.draw(), "draai: make docs"


def test_no_area_imports_one_above_it():
    areas = [area for layer in draw_architecture.layers() for area in layer]

    pairs = draw_architecture.imports(areas)

    assert {(one, other) for one, other in pairs if areas.index(one) > areas.index(other)} == set()
