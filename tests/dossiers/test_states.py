"""The table of states and moves."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.models import Role
from motcua.dossiers.rules import CHECKS
from motcua.dossiers.states import (
    ENDED,
    LIVE,
    MOVES,
    NATIONAL_CODES,
    OWNERS,
    State,
    diagram,
    find_move,
    moves_from,
    table,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "states.md"


def reachable(start: State) -> set[State]:
    seen, left = {start}, [start]
    while left:
        for move in moves_from(left.pop()):
            if move.target not in seen:
                seen.add(move.target)
                left.append(move.target)
    return seen


def test_states_there_are_eleven_seven_live_and_four_ended() -> None:
    assert (len(State), len(LIVE)) == (11, 7)
    assert sorted(ENDED) == ["CANCELLED", "DELIVERED", "REFUSED", "WITHDRAWN"]


@pytest.mark.parametrize("state", sorted(ENDED))
def test_ended_state_is_left_by_reopening_only(state: State) -> None:
    assert {move.verb for move in moves_from(state)} == (set() if state is State.REFUSED else {"reopen"})


@pytest.mark.parametrize("state", sorted(LIVE))
def test_live_state_has_an_owner_and_a_way_to_an_end(state: State) -> None:
    assert OWNERS[state] in {"APPLICANT", "INTAKE", "HOLDER"}
    assert any(move.target is not state for move in moves_from(state))
    assert reachable(state) & ENDED


@pytest.mark.parametrize("state", sorted(LIVE - {State.DRAFT}))
def test_live_state_can_be_reached_from_the_beginning(state: State) -> None:
    assert state in reachable(State.DRAFT)


def test_moves_a_verb_has_one_meaning_in_a_state() -> None:
    places = [
        (move.verb, move.source, side) for move in MOVES for side in (True, False) if move.accepted in {None, side}
    ]

    assert len(places) == len(set(places))


def test_moves_are_made_by_known_roles() -> None:
    assert {role for move in MOVES for role in move.roles} <= {*Role.values, "APPLICANT"}


def test_moves_duties_are_kept_apart() -> None:
    may = {role: {move.verb for move in MOVES if role in move.roles} for role in Role.values}

    assert may["INTAKE"] & {"draft", "approve", "reject", "number"} == set()
    assert may["CASE"] & {"receive", "approve", "reject", "number", "deliver"} == set()
    assert may["RECORDS"] & {"receive", "draft", "approve", "reject", "deliver"} == set()
    assert may["APPROVER"] & {"receive", "draft", "number", "deliver"} == set()
    assert (may["ADMIN"], may["SUPERVISOR"], may["CASHIER"]) == (set(), set(), set())


@given(st.sampled_from(sorted(CHECKS)), st.sampled_from(sorted(State)), st.booleans())
def test_find_move_gives_the_row_of_the_table_or_nothing(verb: str, state: State, accepted: bool) -> None:
    rows = [move for move in MOVES if (move.verb, move.source) == (verb, state) and move.accepted in {None, accepted}]

    assert find_move(verb, state, accepted=accepted) == (rows[0] if rows else None)


def test_checks_every_verb_offered_stands_in_the_table() -> None:
    assert set(CHECKS) <= {move.verb for move in MOVES}


def test_national_codes_every_state_has_one_of_the_ten() -> None:
    assert set(NATIONAL_CODES) == set(State)
    assert set(NATIONAL_CODES.values()) <= set(range(1, 11))


def test_document_shows_the_picture_and_the_table_as_they_are() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    assert f"```mermaid\n{diagram()}\n```" in text
    assert text.endswith(table() + "\n")
