"""The form that somebody who was asked fills in; made from the questions."""

from collections.abc import Iterator

from django import forms

from loket.monitoring.surveys.answering import Given
from loket.monitoring.surveys.enums import SCALE_LABELS, Dimension, QuestionKind
from loket.monitoring.surveys.models import Question

LONGEST_ANSWER = 2000
_WRONG = "Kies een van de antwoorden die er staan."


class AnswerForm(forms.Form):
    """Every question may be left open; to send, one answer is enough."""

    def __init__(self, *args, questions: list[Question], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._questions = questions
        for question in questions:
            self.fields[question.code] = _field(question)

    def given(self) -> Given:
        """What was answered, by the code of the question; what was left open is absent."""
        return {code: value for code, value in self.cleaned_data.items() if value not in ("", None, [])}

    def groups(self) -> Iterator[tuple[str, list]]:
        """The fields under their headings, in the order of the questionnaire."""
        for dimension in Dimension:
            fields = [self[row.code] for row in self._questions if row.dimension == dimension]
            if fields:
                yield str(dimension.label), fields


def _field(question: Question) -> forms.Field:
    told = {"label": question.text, "required": False}
    options = [(str(number), text) for number, text in enumerate(question.options, 1)]
    if question.kind == QuestionKind.OPEN:
        widget = forms.Textarea({"rows": 4})
        return forms.CharField(max_length=LONGEST_ANSWER, widget=widget, **told)
    if question.kind == QuestionKind.SEVERAL:
        widget, wrong = forms.CheckboxSelectMultiple, {"invalid_choice": _WRONG}
        return forms.TypedMultipleChoiceField(
            choices=options, coerce=int, empty_value=[], widget=widget, error_messages=wrong, **told
        )
    if question.kind == QuestionKind.SCALE:
        options = [(str(score), f"{score}. {text}") for score, text in SCALE_LABELS]
    return forms.TypedChoiceField(
        choices=options,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _WRONG},
        **told,
    )
