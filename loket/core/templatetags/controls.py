"""The classes of NL Design System that go with each form widget of Django."""

from django import forms
from django.forms import BoundField

# Without the "--html-…" classes where those colour a required field red before anything was typed.
_CLASSES = (
    (forms.Textarea, "utrecht-textarea"),
    (forms.CheckboxSelectMultiple, "utrecht-checkbox utrecht-checkbox--custom"),
    (forms.RadioSelect, "utrecht-radio-button"),
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--custom"),
    (forms.SelectMultiple, "utrecht-select utrecht-select--html-select utrecht-select--multiple"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.FileInput, "file-input"),
    (forms.MultiWidget, "utrecht-textbox utrecht-textbox--html-input textbox--part"),
    (forms.widgets.Input, "utrecht-textbox utrecht-textbox--html-input"),
)
COUNTED_UP_TO = 4000
_NUMBERS = (forms.NumberInput, forms.DateInput, forms.TimeInput)


def control_class(field: BoundField) -> str:
    """The classes for the input of a field; with ``--invalid`` when it has errors, narrow for numbers and dates."""
    widget = field.field.widget
    found = next((names for kind, names in _CLASSES if isinstance(widget, kind)), "")
    if isinstance(widget, _NUMBERS):
        found += " textbox--narrow"
    if field.errors and found:
        found += f" {found.split()[0]}--invalid"
    return found


def wants_counter(field: BoundField) -> bool:
    """Whether a text field says how many characters are left: where people may well meet the limit."""
    most = getattr(field.field, "max_length", None)
    return isinstance(field.field.widget, forms.Textarea) and most is not None and most <= COUNTED_UP_TO


def error_line(field: BoundField, error: str) -> str:
    """A line of the error summary: the label and what is wrong; a label that asks needs no colon."""
    label = str(field.label)
    return f"{label}{'' if label.endswith(('?', '.', ':')) else ':'} {error}"


def error_target(field: BoundField) -> str:
    """The id that a link in the error summary leads to: the control, or the first of a group."""
    if isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
