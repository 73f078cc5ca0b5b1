"""Which moves exist: eleven states, each with an owner, and a table of every move between them (law.md 1.3). No Django.

Late, approved, rejected and paid are not states: they are computed, or rows of their own.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a dossier stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    AWAITING_SUPPLEMENT = "AWAITING_SUPPLEMENT"
    RECEIVED = "RECEIVED"
    IN_PROGRESS = "IN_PROGRESS"
    PAUSED = "PAUSED"
    RESULT_READY = "RESULT_READY"
    DELIVERED = "DELIVERED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    CANCELLED = "CANCELLED"


ENDED = frozenset({State.DELIVERED, State.REFUSED, State.WITHDRAWN, State.CANCELLED})
LIVE = frozenset(State) - ENDED

# Who owes the next move.
OWNERS: dict[State, str] = {
    State.DRAFT: "APPLICANT",
    State.SUBMITTED: "INTAKE",
    State.AWAITING_SUPPLEMENT: "APPLICANT",
    State.RECEIVED: "INTAKE",
    State.IN_PROGRESS: "HOLDER",
    State.PAUSED: "APPLICANT",
    State.RESULT_READY: "INTAKE",
}

# The ten codes of the national portal (QĐ 766 data, law.md 1.3).
NATIONAL_CODES: dict[State, int] = {
    State.DRAFT: 1,
    State.SUBMITTED: 1,
    State.AWAITING_SUPPLEMENT: 5,
    State.RECEIVED: 2,
    State.IN_PROGRESS: 4,
    State.PAUSED: 6,
    State.RESULT_READY: 9,
    State.DELIVERED: 10,
    State.REFUSED: 3,
    State.WITHDRAWN: 7,
    State.CANCELLED: 8,
}


@dataclass(frozen=True, slots=True)
class Move:
    """A verb that takes a dossier from a state to a state; `roles` are the posts that may do it.

    `accepted` says on which side of acceptance the move stands where a state lies on both (None: where there is no
    question): a supplement asked for before acceptance knows no clock, one in processing does.
    """

    verb: str
    source: State
    target: State
    roles: frozenset[str]
    accepted: bool | None = None


def _moves(
    verb: str, sources: tuple[State, ...], target: State | None, *roles: str, accepted: bool | None = None
) -> list[Move]:
    """Return the moves of a verb; without a target the dossier stays where it is."""
    return [Move(verb, source, target or source, frozenset(roles), accepted) for source in sources]


_UNDER_WAY = (State.RECEIVED, State.IN_PROGRESS)
_WAITING = (State.AWAITING_SUPPLEMENT, State.PAUSED)
_ENDED_IN_PROCESSING = (State.DELIVERED, State.WITHDRAWN, State.CANCELLED)

MOVES: tuple[Move, ...] = (
    *_moves("submit", (State.DRAFT,), State.SUBMITTED, "APPLICANT", "INTAKE"),
    *_moves("receive", (State.DRAFT, State.SUBMITTED), State.RECEIVED, "INTAKE"),
    *_moves("ask_supplement", (State.SUBMITTED,), State.AWAITING_SUPPLEMENT, "INTAKE"),
    *_moves("ask_supplement", (State.IN_PROGRESS,), State.AWAITING_SUPPLEMENT, "CASE", "HEAD"),
    *_moves("supplement", (State.AWAITING_SUPPLEMENT,), State.SUBMITTED, "APPLICANT", "INTAKE", accepted=False),
    *_moves("supplement", (State.AWAITING_SUPPLEMENT,), State.IN_PROGRESS, "APPLICANT", "INTAKE", accepted=True),
    *_moves("close", (State.AWAITING_SUPPLEMENT,), State.CANCELLED, "INTAKE"),
    *_moves("refuse", (State.SUBMITTED,), State.REFUSED, "INTAKE"),
    *_moves("refuse", (State.AWAITING_SUPPLEMENT,), State.REFUSED, "INTAKE", accepted=False),
    *_moves("discard", (State.DRAFT,), State.CANCELLED, "APPLICANT", "INTAKE"),
    *_moves("hand_over", (State.RECEIVED,), State.IN_PROGRESS, "INTAKE"),
    *_moves("hand_over", (State.IN_PROGRESS,), None, "CASE", "HEAD", "APPROVER", "RECORDS"),
    *_moves("confirm_handover", (State.IN_PROGRESS,), None, "CASE", "HEAD", "APPROVER", "RECORDS"),
    *_moves("assign", (State.IN_PROGRESS,), None, "HEAD"),
    *_moves("draft", (State.IN_PROGRESS,), None, "CASE"),
    *_moves("return_for_correction", (State.IN_PROGRESS,), None, "HEAD", "APPROVER"),
    *_moves("approve", (State.IN_PROGRESS,), None, "APPROVER"),
    *_moves("reject", (State.IN_PROGRESS,), None, "APPROVER"),
    *_moves("number", (State.IN_PROGRESS,), State.RESULT_READY, "RECORDS"),
    *_moves("request_payment", (State.IN_PROGRESS,), State.PAUSED, "CASE", "HEAD"),
    *_moves("confirm_payment", (State.PAUSED,), State.IN_PROGRESS, "CASE", "HEAD", "INTAKE"),
    *_moves("consult", (State.IN_PROGRESS,), None, "CASE", "HEAD"),
    *_moves("record_reply", (State.IN_PROGRESS, *_WAITING), None, "CASE", "HEAD"),
    *_moves("go_on_without_reply", (State.IN_PROGRESS, *_WAITING), None, "HEAD"),
    *_moves("propose_apology", (*_UNDER_WAY, *_WAITING), None, "CASE", "HEAD", accepted=True),
    *_moves("approve_apology", (*_UNDER_WAY, *_WAITING), None, "APPROVER", accepted=True),
    *_moves("decline_apology", (*_UNDER_WAY, *_WAITING), None, "APPROVER", accepted=True),
    *_moves("correct_handover", (State.IN_PROGRESS,), None, "INTAKE", "CASE", "HEAD", "APPROVER", "RECORDS"),
    *_moves("withdraw", (*_UNDER_WAY, *_WAITING, State.SUBMITTED), State.WITHDRAWN, "INTAKE"),
    *_moves("change_return", (State.SUBMITTED, *_UNDER_WAY, *_WAITING, State.RESULT_READY), None, "INTAKE"),
    *_moves("cancel", _UNDER_WAY, State.CANCELLED, "INTAKE"),
    *_moves("deliver", (State.RESULT_READY,), State.DELIVERED, "INTAKE"),
    *_moves("reopen", _ENDED_IN_PROCESSING, State.IN_PROGRESS, "HEAD", "APPROVER", accepted=True),
)


def moves_from(state: State) -> tuple[Move, ...]:
    """Return every move out of (or within) a state."""
    return tuple(move for move in MOVES if move.source is state)


def find_move(verb: str, state: State, *, accepted: bool) -> Move | None:
    """Return the move of `verb` from `state` on this side of acceptance, or None when there is none."""
    fits = (move for move in moves_from(state) if move.verb == verb)
    return next((move for move in fits if move.accepted in {None, accepted}), None)


def diagram() -> str:
    """Return the table as a Mermaid picture for the documents."""
    lines = ["stateDiagram-v2", "    [*] --> DRAFT", "    [*] --> RECEIVED: receive"]
    between: dict[tuple[State, State], list[str]] = {}
    for move in MOVES:
        between.setdefault((move.source, move.target), []).append(move.verb)
    lines += [f"    {source} --> {target}: {', '.join(verbs)}" for (source, target), verbs in between.items()]
    lines += [f"    {state} --> [*]" for state in State if state in ENDED]
    return "\n".join(lines)


def table() -> str:
    """Return every move as a row of a Markdown table."""
    rows = ["| Verb | From | To | Who |", "| --- | --- | --- | --- |"]
    side = {None: "", False: " (before acceptance)", True: " (accepted)"}
    for move in MOVES:
        target = "stays" if move.target is move.source else move.target
        who = ", ".join(sorted(move.roles))
        rows.append(f"| {move.verb} | {move.source}{side[move.accepted]} | {target} | {who} |")
    return "\n".join(rows)
