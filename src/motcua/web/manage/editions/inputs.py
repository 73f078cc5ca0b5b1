"""The inputs of an edition's forms: each with its label, its hint and its bounds."""

from typing import Any

from django import forms

# A word or a lazy one; the stubs of forms name lazy words by a class of their own.
Label = Any


def a_day(**said: Any) -> forms.DateField:
    """Return an input for a day."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **said)


def a_number(label: Label, *, least: int = 0, most: int = 1000, required: bool = False) -> forms.IntegerField:
    """Return an input for a whole number."""
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=required)


def a_line(label: Label, *, required: bool = False, most: int = 600, hint: Label = "") -> forms.CharField:
    """Return an input for a line of text."""
    return forms.CharField(label=label, required=required, max_length=most, help_text=hint)


def some_lines(label: Label, *, hint: Label = "", rows: int = 3) -> forms.CharField:
    """Return an input for several lines of text."""
    return forms.CharField(
        label=label, required=False, max_length=4000, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


def a_choice(label: Label, choices: Any, *, required: bool = True) -> forms.ChoiceField:
    """Return an input for one of several."""
    return forms.ChoiceField(label=label, choices=choices, required=required, initial=choices[0][0])


def a_tick(label: Label) -> forms.BooleanField:
    """Return an input for yes or no."""
    return forms.BooleanField(label=label, required=False)


def hidden() -> forms.CharField:
    """Return an input for what the page only carries."""
    return forms.CharField(required=False, widget=forms.HiddenInput)


def split(text: str, mark: str) -> list[str]:
    """Return the parts of a text between marks, without empty ones."""
    return [each.strip() for each in text.split(mark) if each.strip()]
