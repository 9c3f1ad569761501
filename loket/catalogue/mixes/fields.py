"""Form fields of a mix: chosen and own words, lists by the line, and rows of places, numbers, costs and figures."""

from decimal import Decimal, InvalidOperation

from django import forms

from loket.catalogue.mixes.enums import MOST_CENTS, MOST_NUMBER
from loket.catalogue.rows import RowsField
from loket.catalogue.sheets import Column
from loket.vocabulary import lookup

LONGEST_WORD = 80
_YEARS = range(2000, 2101)


class WordsWidget(forms.MultiWidget):
    """Tick boxes for the vocabulary and a line for words of one's own."""

    template_name = "catalogue/mixes/widgets/words.html"
    use_fieldset = True

    def __init__(self, scheme: str, own_label: str, attrs: dict | None = None) -> None:
        self.scheme, self.own_label = scheme, own_label
        super().__init__({"codes": forms.CheckboxSelectMultiple(), "own": forms.TextInput()}, attrs)

    def decompress(self, value: list[str] | None) -> list:
        known = [code for code in value or [] if lookup.term(self.scheme, code)]
        return [known, ", ".join(code for code in value or [] if code not in known)]

    def get_context(self, name: str, value, attrs: dict | None) -> dict:
        chosen, own = value if isinstance(value, list) and _is_pair(value) else self.decompress(value)
        context = super().get_context(name, [chosen, own], attrs)
        context["widget"] |= {
            "choices": [(code, label, code in (chosen or [])) for code, label in lookup.choices(self.scheme)],
            "own": own or "",
            "own_label": self.own_label,
        }
        return context

    def id_for_label(self, id_: str) -> str:
        return ""


def _is_pair(value: list) -> bool:
    """What was sent comes as (codes, words), what is kept as a flat list of words."""
    return len(value) == 2 and (value[0] is None or isinstance(value[0], list))


class WordsField(forms.Field):
    """Codes of a list of the vocabulary, and words of one's own behind them, each once."""

    def __init__(self, *, scheme: str, most: int, own_label: str, **options) -> None:
        self.scheme, self.most = scheme, most
        super().__init__(widget=WordsWidget(scheme, own_label), **options)

    def clean(self, value) -> list[str]:
        codes, own = value or ([], "")
        known = [code for code in codes or [] if lookup.term(self.scheme, code)]
        typed = [" ".join(word.replace("\x00", "").split()) for word in (own or "").split(",")]
        # Who types a word of the vocabulary means that word.
        typed = [lookup.resolve(self.scheme, word) or word for word in typed if word]
        words = list(dict.fromkeys([*known, *typed]))
        if self.required and not words:
            raise forms.ValidationError("Kies er ten minste één, of vul een eigen woord in.")
        if len(words) > self.most:
            raise forms.ValidationError(f"Kies er hooguit {self.most}. U hebt er nu {len(words)}.")
        if any(len(word) > LONGEST_WORD for word in words):
            raise forms.ValidationError(f"Een eigen woord heeft hooguit {LONGEST_WORD} tekens.")
        return words


class LinesField(forms.CharField):
    """A list, one item on each line."""

    def __init__(self, *, most: int, longest: int, **options) -> None:
        self.most, self.longest = most, longest
        super().__init__(widget=forms.Textarea({"rows": 4}), **options)

    def prepare_value(self, value) -> str:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        lines = list(dict.fromkeys(filter(None, lines)))
        if len(lines) > self.most:
            raise forms.ValidationError(f"Vul hooguit {self.most} regels in. U hebt er nu {len(lines)}.")
        if any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(f"Een regel heeft hooguit {self.longest} tekens.")
        return lines


class PlacesField(RowsField):
    """Places with how many of them: *basisscholen, 6*; without a number it is one."""

    def __init__(self, **options) -> None:
        super().__init__(columns=(Column("name", "Naam of soort plek"), Column("count", "Aantal")), **options)

    def clean(self, value: list[dict]) -> list[dict]:
        rows = super().clean(value)
        for number, row in enumerate(rows, 1):
            if not row["name"]:
                raise forms.ValidationError(f"Schrijf in rij {number} wat voor plek het is.")
            row["count"] = _whole(row["count"], f"het aantal in rij {number}", 10_000) if row["count"] else 1
        return rows


class NumbersField(RowsField):
    """People planned and reached in each year, or without a year; a line without a number falls away."""

    def __init__(self, **options) -> None:
        columns = (Column("year", "Jaar"), Column("planned", "Gepland"), Column("reached", "Bereikt"))
        super().__init__(columns=columns, **options)

    def clean(self, value: list[dict]) -> list[dict]:
        rows = [row for row in super().clean(value) if row["planned"] or row["reached"]]
        for number, row in enumerate(rows, 1):
            row["year"] = _year(row["year"], number) if row["year"] else None
            for key in ("planned", "reached"):
                row[key] = _whole(row[key], f"het aantal in rij {number}") if row[key] else None
        if len({row["year"] for row in rows}) < len(rows):
            raise forms.ValidationError("Een jaar staat er twee keer in. Tel die aantallen bij elkaar op.")
        return sorted(rows, key=lambda row: row["year"] or _YEARS.stop)


class CostsField(RowsField):
    """Amounts in cents, with the year and who bears them where that is known."""

    def __init__(self, **options) -> None:
        columns = (Column("year", "Jaar"), Column("cents", "Bedrag in euro's"), Column("bearer", "Wie betaalt het?"))
        super().__init__(columns=columns, **options)

    def prepare_value(self, value):
        """Kept cents as euros; what was typed as it was typed."""
        if not isinstance(value, list):
            return value
        return [row | {"cents": _euros(row["cents"]), "year": row["year"] or ""} for row in value]

    def clean(self, value: list[dict]) -> list[dict]:
        rows = [row for row in super().clean(value) if row["cents"] or row["bearer"]]
        for number, row in enumerate(rows, 1):
            row["cents"] = _cents(row["cents"], number)
            row["year"] = _year(row["year"], number) if row["year"] else None
        return rows


class FiguresField(RowsField):
    """Figures of an area: what, how much, whence and of which year."""

    def __init__(self, **options) -> None:
        columns = (
            Column("label", "Wat"),
            Column("value", "Cijfer"),
            Column("source", "Bron"),
            Column("year", "Jaar"),
        )
        super().__init__(columns=columns, **options)

    def clean(self, value: list[dict]) -> list[dict]:
        rows = super().clean(value)
        for number, row in enumerate(rows, 1):
            if not (row["label"] and row["value"]):
                raise forms.ValidationError(f"Vul in rij {number} in wat u telt en hoeveel het is.")
            row["year"] = _year(row["year"], number) if row["year"] else None
        return rows


def _whole(text: str, what: str, most: int = MOST_NUMBER) -> int:
    plain = text.replace(".", "").replace(" ", "")
    if not (plain.isdecimal() and len(plain) <= 9 and int(plain) <= most):
        raise forms.ValidationError(f"Gebruik voor {what} een heel getal van 0 tot en met {most}.")
    return int(plain)


def _year(text: str, number: int) -> int:
    if not (text.isdecimal() and len(text) == 4 and int(text) in _YEARS):
        raise forms.ValidationError(f"Het jaar in rij {number} heeft vier cijfers, bijvoorbeeld 2027.")
    return int(text)


def _cents(text: str, number: int) -> int:
    """*1.250,50* or *1250.5* in cents."""
    plain = text.replace("€", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "").removesuffix(",-")
    if "," in plain or plain.count(".") > 1 or plain[-4:-3] == ".":
        plain = plain.replace(".", "").replace(",", ".")
    try:
        cents = Decimal(plain) * 100
    except InvalidOperation:
        cents = None
    if cents is None or not cents.is_finite() or not 0 <= cents <= MOST_CENTS or cents != cents.to_integral_value():
        raise forms.ValidationError(f"Het bedrag in rij {number} is geen geldig bedrag. Schrijf bijvoorbeeld 1.250,50.")
    return int(cents)


def _euros(cents) -> str:
    """Cents as they are typed; what is no number is what somebody typed before."""
    if not isinstance(cents, int):
        return cents
    return f"{cents // 100},{cents % 100:02}" if cents % 100 else str(cents // 100)
