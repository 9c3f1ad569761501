import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from loket.core import markdown

NASTY = st.lists(
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1))",
            "![b](data:text/html,x)",
            "<svg/onload=alert(1)>",
            "[c]: vbscript:x\n[c]",
            "&lt;script&gt;",
            "`",
            "|",
            "\n\n",
            "# ",
            "- ",
            "> ",
            "<https://example.org>",
            "<style>*{}</style>",
            "\x00",
            '[d](https://example.org" onclick="x)',
            "```html\n<script>\n```",
        ]
    )
    | st.text(max_size=8),
    max_size=8,
).map("".join)
ALLOWED = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "h3",
    "h4",
    "h5",
    "blockquote",
    "code",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
}


@given(NASTY)
def test_to_html_never_yields_anything_that_runs(text):
    tree = html.fragment_fromstring(str(markdown.to_html(text)).replace("\x00", ""), create_parent="div")

    nodes = [node for node in tree.iter() if isinstance(node.tag, str)]
    assert {node.tag for node in nodes} <= ALLOWED
    assert {name for node in nodes for name in node.attrib} <= {"href", "rel"}
    schemes = {href.partition(":")[0].lower() for href in tree.xpath("//@href")}
    assert schemes & {"javascript", "data", "vbscript"} == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n"),
        ("# Kop\n\n### Kop", "<h3>Kop</h3>\n<h4>Kop</h4>\n"),
        ("### Kop\n\n# Kop", "<h4>Kop</h4>\n<h3>Kop</h3>\n"),
        ("###### Kop", "<h3>Kop</h3>\n"),
        ("# A\n## B\n### C\n#### D", "<h3>A</h3>\n<h4>B</h4>\n<h5>C</h5>\n<h5>D</h5>\n"),
        ("**vet** en *schuin*", "<p><strong>vet</strong> en <em>schuin</em></p>\n"),
        ("[site](https://example.org)", '<p><a href="https://example.org" rel="noopener">site</a></p>\n'),
        ("[mail](mailto:a@example.org)", '<p><a href="mailto:a@example.org" rel="noopener">mail</a></p>\n'),
        ("[kwaad](javascript:alert(1))", "<p>[kwaad](javascript:alert(1))</p>\n"),
        ("<b>vet</b>", "<p>&lt;b&gt;vet&lt;/b&gt;</p>\n"),
        ("R&D < 5", "<p>R&amp;D &lt; 5</p>\n"),
        ("", ""),
    ],
)
def test_to_html_shows(text, expected):
    assert markdown.to_html(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**vet** en [site](https://example.org)", "vet en site"),
        ("- een\n- twee", "een\ntwee"),
        ('Roken & drinken < 5 "per week"', 'Roken & drinken < 5 "per week"'),
        ("<b>vet</b>", "<b>vet</b>"),
        ("", ""),
    ],
)
def test_to_text_gives_the_words_alone(text, words):
    assert markdown.to_text(text).split() == words.split()


def test_to_html_of_a_page_of_its_own_starts_right_below_its_title():
    assert markdown.to_html("## Kop", top=2) == "<h2>Kop</h2>\n"
