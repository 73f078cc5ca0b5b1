"""What the office's pages show: plain shapes, ready in words."""

import datetime as dt
from dataclasses import dataclass, field

from django import forms

from motcua.lib.outcomes import Answer


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier of a list."""

    code: str
    url: str
    name: str
    procedure: str
    state: str
    step: str
    due_at: dt.datetime | None
    done: bool
    tone: str
    from_words: str
    by_day: bool = True
    still: bool = False
    handover: int | None = None
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A verb: possible, with its small form if it needs words; or not, and why."""

    name: str
    label: str
    icon: str
    kind: str
    url: str
    answer: Answer
    form: forms.Form | None = None
    opened: bool = False
    key: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class PromiseLook:
    """The promise said first, and how much of its time is used; `first` is what was said before an apology."""

    words: str
    left: str
    tone: str
    share: int | None
    reason: str
    explain_url: str
    first: str = ""


@dataclass(frozen=True, slots=True)
class WaitLook:
    """What a dossier waits for, since when, and what that does to its time; `late`: the answer is overdue."""

    words: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class DecisionLook:
    """The draft result: lines (label, value, what it was before), its state, words of who returned it."""

    title: str
    state: str
    tone: str
    lines: tuple[tuple[str, str, str], ...] = ()
    reasons: str = ""
    returned: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class DocumentLook:
    """A paper handed in, shown, or replaced by data."""

    name: str
    how: str
    icon: str


@dataclass(frozen=True, slots=True)
class EventLook:
    """What happened, in a sentence."""

    words: str
    at: dt.datetime
    who: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """A dossier that waits for a signature."""

    code: str
    url: str
    name: str
    procedure: str
    due_at: dt.datetime | None
    decision: DecisionLook
    dossier: object
    key: str
    by_day: bool = True
    behalf: str = ""
    acts: tuple[Act, ...] = field(default=())
