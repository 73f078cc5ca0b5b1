"""What the counter's pages show: plain shapes, ready in words, with nothing left to decide in a template."""

import datetime as dt
from dataclasses import dataclass, field

from motcua.forms.measures import Measures
from motcua.lib.outcomes import Answer
from motcua.web.filled import Group
from motcua.web.papers_shown import PaperLook
from motcua.web.promised import ServicePromise
from motcua.web.words import Mark


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; `key` is the digit that chooses it."""

    value: str
    label: str
    chosen: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask the person. `kind`: choice, number, text or long; `value` is the text as typed."""

    name: str
    label: str
    kind: str
    value: str = ""
    hint: str = ""
    required: bool = True
    answered: bool = False
    error: str = ""
    options: tuple[Option, ...] = ()
    suggestions: tuple[str, ...] = ()
    wished: bool = False

    @property
    def id(self) -> str:
        """The element's id."""
        return self.name.replace(".", "-")

    @property
    def error_id(self) -> str:
        """The id of its error sentence."""
        return f"{self.id}-error"


@dataclass(frozen=True, slots=True)
class SaidOnScreen:
    """What the citizen said on the second screen: what they want changed (name, label), whether they signed."""

    wanted: tuple[tuple[str, str], ...]
    signed: bool
    tag: str


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """The promise, said first."""

    words: str
    reason: str = ""
    explain_url: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of what is due."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class FeeWords:
    """What is due, why, and who pays nothing."""

    amount: int
    words: str
    lines: tuple[FeeLine, ...] = ()
    exemptions: tuple[Option, ...] = ()
    text: str = ""
    basis: str = ""
    open_lines: tuple[str, ...] = ()
    entered: str = ""


@dataclass(frozen=True, slots=True)
class PaperTick:
    """One paper of the checklist; `by_data` says which data stand in for it."""

    key: str
    name: str
    how: str = ""
    by_data: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Who stands at the counter."""

    full_name: str
    source: str
    born: str
    sex: str = ""
    number: str = ""
    address: str = ""
    old_address: str = ""
    last_time: str = ""
    candidates: tuple[Option, ...] = ()
    others: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """A dossier of the same person that has not ended, and where it stands."""

    code: str
    url: str
    procedure: str
    state: str
    words: str = ""
    take_up_url: str = ""


@dataclass(frozen=True, slots=True)
class SettledBy:
    """Who settles a procedure that may be handed in anywhere, and everybody who may."""

    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemLook:
    """One procedure of the visit, as the middle and the right column show it."""

    id: int
    code: str
    short_name: str
    cases: tuple[Option, ...]
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    promise: PromiseWords
    fee: FeeWords
    papers: tuple[PaperTick, ...]
    measures: Measures = field(default_factory=Measures)
    pending: bool = False
    silences: tuple[str, ...] = ()
    opened: bool = True
    goes_on_with: str = ""
    beside: tuple[OpenDossier, ...] = ()
    duplicate_why: str = ""
    settled_by: SettledBy | None = None
    service: ServicePromise | None = None
    left_out: tuple[Option, ...] = ()

    @property
    def open_count(self) -> int:
        """How many questions are still open."""
        return sum(1 for question in self.questions if question.required and not question.answered)

    @property
    def filled(self) -> int:
        """Fields that hold a value."""
        return self.measures.filled

    @property
    def total(self) -> int:
        """All fields of the form."""
        return self.measures.total


@dataclass(frozen=True, slots=True)
class Found:
    """What a text typed into the box may mean."""

    text: str = ""
    procedures: tuple["FoundProcedure", ...] = ()
    persons: tuple["FoundPerson", ...] = ()
    dossiers: tuple["FoundDossier", ...] = ()

    def __bool__(self) -> bool:
        return bool(self.procedures or self.persons or self.dossiers)


@dataclass(frozen=True, slots=True)
class FoundProcedure:
    """A procedure that fits."""

    code: str
    short_name: str
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person the office has met, masked."""

    id: int
    full_name: str
    born: str
    number: str


@dataclass(frozen=True, slots=True)
class FoundDossier:
    """A dossier that fits."""

    code: str
    name: str
    procedure: str
    url: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A parked visit on every desk of the centre."""

    url: str
    name: str
    what: str
    where: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What is still to be paid, and whether this post may take it."""

    amount: int
    words: str
    in_words: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class OtherCard:
    """The second card that was scanned, and the parts of the form it may fill."""

    name: str
    choices: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class DoneDossier:
    """A dossier just taken in."""

    code: str
    url: str
    pickup_code: str
    procedure: str
    promise: PromiseWords
    slip_words: str
    fee: str
    papers: tuple[PaperLook, ...]
    service: ServicePromise | None = None
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A card of the day's board; `tone` is soon, late, parked or ready."""

    id: str
    url: str
    name: str
    what: str
    promised_at: dt.datetime | None = None
    law_at: dt.datetime | None = None
    code: str = ""
    who: str = ""
    tone: str = ""
    done: bool = False
    by_day: bool = False
    to_hand_over: Mark | None = None
    ticket: str = ""
    risk: bool = False


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column of the board."""

    key: str
    title: str
    empty: str
    cards: tuple[BoardCard, ...]
    count: int
    more: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the day with its words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A dossier that waits before acceptance or for a supplement, masked."""

    code: str
    url: str
    name: str
    number: str
    procedure: str
    state: str
    asked: tuple[str, ...]
    since: str
    until: str
    over: bool
    next_act: str
    take_up_url: str


@dataclass(frozen=True, slots=True)
class Turned:
    """What a person takes home who was not taken in: why, what is asked, when to come back."""

    code: str
    url: str
    name: str
    procedure: str
    refused: bool
    items: tuple[str, ...]
    reason: str
    more: str
    come_back: str
    papers: tuple[PaperLook, ...]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A dossier at the result desk, masked."""

    code: str
    url: str
    deliver_url: str
    name: str
    number: str
    procedure: str
    state: str
    promised_at: dt.datetime | None
    ready: bool
    tone: str = ""
