"""The table of kinds holds together."""

import itertools

from loket.core.files import kinds


def test_extensions_belong_to_one_kind_or_group():
    everywhere = [*kinds.ALLOWED, *kinds.FORBIDDEN]

    extensions = list(itertools.chain.from_iterable(row.extensions for row in everywhere))

    assert sorted(extensions) == sorted(set(extensions))


def test_forbidden_sentences_speak_to_the_reader():
    assert [group.code for group in kinds.FORBIDDEN if not group.sentence.endswith(".")] == []


def test_accept_lists_every_extension_with_its_dot():
    assert kinds.ACCEPT.startswith(".pdf,.docx,") and kinds.ACCEPT.count(".") == len(kinds.BY_EXTENSION)


def test_limit_sentence_names_the_limits():
    assert kinds.LIMIT_SENTENCE.startswith("Documenten mogen 50 MB zijn, afbeeldingen 20 MB, video en geluid 200 MB")
