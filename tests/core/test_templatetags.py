"""Tags and filters that every template has."""

import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string

from loket.core.templatetags import controls, formats, icons, links, loket_tags

NO_BREAK = "\N{NO-BREAK SPACE}"


def test_icon_without_label_is_hidden():
    html = icons.icon("search")

    assert 'class="icon"' in html
    assert 'aria-hidden="true"' in html


def test_icon_with_label_is_an_image_with_that_name():
    html = icons.icon("check", label='"Klaar" & klaar')

    assert 'role="img" aria-label="&quot;Klaar&quot; &amp; klaar"' in html
    assert "aria-hidden" not in html


def test_icon_with_unknown_name_is_an_error():
    with pytest.raises(TemplateSyntaxError, match="no icon 'bestaat-niet'"):
        icons.icon("bestaat-niet")


def test_icon_tag_needs_no_load():
    html = Template('{% icoon "x" "chip__cross" %}').render(Context())

    assert html.startswith('<svg class="icon chip__cross"')


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime.datetime(2026, 11, 22, 13, 3, tzinfo=datetime.UTC), "22 november 2026, 14.03 uur"),
        (datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC), "2 juli 2026, 0.30 uur"),
        (datetime.datetime(2026, 3, 29, 3, 0, tzinfo=ZoneInfo("Europe/Amsterdam")), "29 maart 2026, 3.00 uur"),
        (None, ""),
    ],
)
def test_moment_is_written_in_dutch_and_local_time(moment, expected):
    assert formats.moment(moment) == expected


def test_long_date_of_a_moment_just_before_midnight_utc_is_the_local_day():
    late = datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC)

    assert formats.long_date(late) == "1 januari 2027"


def test_short_date_has_no_full_stop_after_the_month():
    assert formats.short_date(datetime.date(2026, 10, 5)) == "5 okt 2026"


def test_iso_of_a_date_and_of_a_moment():
    assert formats.iso(datetime.date(2026, 11, 22)) == "2026-11-22"
    assert formats.iso(datetime.datetime(2026, 11, 22, 13, 3, tzinfo=datetime.UTC)) == "2026-11-22T14:03+01:00"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234, 0, "1.234"),
        (1234567.891, 1, "1.234.567,9"),
        (0.5, 0, "1"),
        (-1200, 0, "-1.200"),
        (0, 0, "0"),
        (None, 0, ""),
    ],
)
def test_number_has_dutch_separators(value, decimals, expected):
    assert formats.number(value, decimals) == expected


@pytest.mark.parametrize(
    ("amount", "expected"), [(1250, "1.250"), (Decimal("12.50"), "12,50"), (Decimal("12.00"), "12"), (0, "0")]
)
def test_euro_shows_cents_only_where_there_are_any(amount, expected):
    assert formats.euro(amount) == f"€{NO_BREAK}{expected}"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (840_400, "840 kB"),
        (999_600, "1 MB"),
        (1_240_000, "1,2 MB"),
        (20_000_000, "20 MB"),
        (3_000_000_000, "3 GB"),
    ],
)
def test_file_size_is_rounded_to_what_people_say(size, expected):
    assert formats.file_size(size) == expected.replace(" ", NO_BREAK)


def test_query_with_keeps_the_search_and_drops_the_page():
    params = QueryDict(f"q=vallen+ouderen&thema=roken&thema=alcohol&{links.PAGE}=4")

    assert links.query_with(params, sort="nieuwste") == "?q=vallen+ouderen&thema=roken&thema=alcohol&sort=nieuwste"


def test_query_with_none_takes_the_name_away():
    assert links.query_with("q=vallen&sort=nieuwste", sort=None) == "?q=vallen"


def test_query_without_takes_one_value_of_several():
    params = QueryDict("thema=roken&thema=alcohol")

    assert links.query_without(params, "thema", "roken") == "?thema=alcohol"
    assert params.getlist("thema") == ["roken", "alcohol"]


def test_query_without_value_takes_the_whole_name():
    assert links.query_without("q=x&thema=roken&thema=alcohol", "thema") == "?q=x"


@pytest.mark.parametrize(
    ("number", "total", "expected"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 20, [1, 2, 0, 20]),
        (3, 20, [1, 2, 3, 4, 0, 20]),
        (4, 20, [1, 2, 3, 4, 5, 0, 20]),
        (10, 20, [1, 0, 9, 10, 11, 0, 20]),
        (17, 20, [1, 0, 16, 17, 18, 19, 20]),
        (20, 20, [1, 0, 19, 20]),
    ],
)
def test_page_window_never_hides_one_page_alone(number, total, expected):
    assert [link.number for link in links.page_window(number, total)] == expected


def test_page_window_marks_this_page_and_keeps_the_search():
    first, second = links.page_window(2, 2, QueryDict("q=a%26b"))

    assert (first.url, first.is_current) == (f"?q=a%26b&{links.PAGE}=1", False)
    assert second.is_current


@pytest.mark.parametrize(
    ("code", "step", "label"),
    [
        ("sterke-aanwijzingen", 5, "Sterke aanwijzingen"),
        ("goed-beschreven", 1, "Goed beschreven"),
        ("erkend-niveau-onbekend", 0, "Erkend, niveau niet in bron"),
        ("", 0, "Geen erkenning"),
        ("verzonnen", 0, "Geen erkenning"),
        (None, 0, "Geen erkenning"),
    ],
)
def test_recognition_step_invents_no_level(code, step, label):
    rung = loket_tags.recognition_step(code)

    assert (rung.step, rung.short_label) == (step, label)


def test_undo_url_comes_from_the_extra_tags_alone():
    assert loket_tags.undo_url(Message(25, "Weg.", "undo:/mijn/terug/")) == "/mijn/terug/"
    assert loket_tags.undo_url(Message(25, "Weg.", "anders")) == ""
    assert loket_tags.undo_url(Message(25, "Weg.")) == ""


@pytest.mark.parametrize(("value", "total", "expected"), [(1, 3, 33), (3, 3, 100), (5, 3, 100), (1, 0, 0)])
def test_percent_of_stays_between_nothing_and_all(value, total, expected):
    assert loket_tags.percent_of(value, total) == expected


def test_paired_lists_of_unequal_length_are_an_error():
    with pytest.raises(ValueError, match="shorter"):
        loket_tags.paired([1, 2], [1])


class ExampleForm(forms.Form):
    title = forms.CharField()
    text = forms.CharField(widget=forms.Textarea, max_length=400)
    year = forms.IntegerField()
    kinds = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    one = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


def test_control_class_follows_the_widget():
    form = ExampleForm()

    assert controls.control_class(form["year"]).split()[-1] == "textbox--narrow"
    assert controls.control_class(form["kinds"]) == "utrecht-checkbox utrecht-checkbox--custom"
    assert controls.control_class(form["one"]) == "utrecht-radio-button"


def test_control_class_of_a_field_with_errors_says_invalid():
    form = ExampleForm({"title": ""})

    assert controls.control_class(form["title"]).endswith(" utrecht-textbox--invalid")


def test_error_target_of_a_group_is_its_first_option():
    form = ExampleForm(prefix="p")

    assert controls.error_target(form["kinds"]) == "id_p-kinds_0"
    assert controls.error_target(form["title"]) == "id_p-title"


def test_error_line_of_a_question_has_no_colon():
    form = ExampleForm()
    form.fields["title"].label = "Hoe heet het?"

    assert controls.error_line(form["title"], "Dit veld is verplicht.") == "Hoe heet het? Dit veld is verplicht."
    assert controls.error_line(form["text"], "Te lang.") == f"{form['text'].label}: Te lang."


def test_counter_is_for_long_texts_with_a_limit():
    form = ExampleForm()

    assert controls.wants_counter(form["text"])
    assert not controls.wants_counter(form["title"])


@pytest.mark.parametrize(("phone", "told"), [("088 000 00 00", " of bel 088 000 00 00."), ("", "</a>.")])
def test_contact_comes_from_the_settings(phone, told, settings):
    settings.SERVICEDESK_EMAIL, settings.SERVICEDESK_PHONE = "desk@example.org", phone

    page = render_to_string("home/_contact.html", {"portal": {"is_demo": False}})

    assert ('href="mailto:desk@example.org"' in page, told in page) == (True, True)
