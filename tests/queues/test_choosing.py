"""Nobody is called twice, nobody is forgotten, and precedence never starves the others."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from motcua.lib.clock import TZ
from motcua.queues.choosing import Turn, Waiting, called, choose, order
from motcua.queues.states import AT_COUNTER, ENDED, MOVES, TicketState, after

MORNING = dt.datetime(2026, 11, 25, 8, tzinfo=TZ)


def one(key: int, *, first: bool = False, rests_until: int = 0) -> Waiting:
    """Somebody who took the ticket at minute `key`."""
    return Waiting(key, MORNING + dt.timedelta(minutes=key), first, rests_until)


def test_the_oldest_goes_first_and_nobody_is_nobody() -> None:
    assert choose([], Turn(share=2)) is None
    assert order([one(3), one(1), one(2)], Turn(share=2)) == [1, 2, 3]


def test_precedence_goes_first_but_every_third_is_somebody_else() -> None:
    crowd = [one(1), one(2), *(one(key, first=True) for key in range(3, 9))]
    assert order(crowd, Turn(share=2)) == [3, 4, 1, 5, 6, 2, 7, 8]


def test_who_was_skipped_lets_others_go_and_then_has_the_old_place() -> None:
    crowd = [one(1, rests_until=2), one(2), one(3), one(4)]
    assert order(crowd, Turn(share=2)) == [2, 3, 1, 4]
    assert order([one(1, rests_until=99)], Turn(share=2)) == [1]


PEOPLE = st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=25)


@given(PEOPLE, st.integers(1, 4), st.integers(0, 5))
def test_everybody_is_called_once_and_only_once(people: list[tuple[bool, int]], share: int, calls: int) -> None:
    crowd = [one(key, first=first, rests_until=rests) for key, (first, rests) in enumerate(people)]
    assert sorted(order(crowd, Turn(share=share, calls=calls))) == list(range(len(crowd)))


class Hall(RuleBasedStateMachine):
    """People come, are called, are skipped, go away, for as long as Hypothesis likes."""

    @initialize(share=st.integers(1, 4))
    def opens(self, share: int) -> None:
        self.turn = Turn(share=share)
        self.waiting: list[Waiting] = []
        self.called: list[int] = []
        self.gone: set[int] = set()
        self.row = 0
        self.last: Waiting | None = None
        self.taken = 0

    @rule(first=st.booleans())
    def comes(self, first: bool) -> None:
        self.waiting.append(one(self.taken, first=first))
        self.taken += 1

    @precondition(lambda self: self.waiting)
    @rule()
    def calls(self) -> None:
        chosen = choose(self.waiting, self.turn)
        assert chosen is not None
        others = any(not each.first for each in self.waiting)
        self.row = self.row + 1 if chosen.first and others else 0
        self.turn = called(chosen, self.waiting, self.turn)
        self.waiting.remove(chosen)
        self.called.append(chosen.key)
        self.last = chosen

    @precondition(lambda self: self.last is not None)
    @rule()
    def is_skipped(self) -> None:
        assert self.last is not None
        self.called.remove(self.last.key)
        self.waiting.append(Waiting(self.last.key, self.last.place, self.last.first, self.turn.calls + 3))
        self.last = None

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def goes_away(self, data: st.DataObject) -> None:
        left = data.draw(st.sampled_from(self.waiting))
        self.waiting.remove(left)
        self.gone.add(left.key)

    @invariant()
    def nobody_twice_and_nobody_forgotten(self) -> None:
        known = [*self.called, *(each.key for each in self.waiting), *self.gone]
        assert sorted(known) == list(range(self.taken))

    @invariant()
    def precedence_never_starves(self) -> None:
        ready = [each for each in self.waiting if not each.first and each.rests_until <= self.turn.calls]
        if self.row >= self.turn.share and ready:
            chosen = choose(self.waiting, self.turn)
            assert chosen is not None
            assert not chosen.first

    @invariant()
    def the_order_foretold_begins_with_the_next(self) -> None:
        chosen = choose(self.waiting, self.turn)
        assert order(self.waiting, self.turn)[:1] == ([chosen.key] if chosen else [])


TestHall = Hall.TestCase


def test_a_ticket_ends_in_three_ways_and_every_state_is_reached() -> None:
    assert {move.target for move in MOVES.values()} == set(TicketState)
    assert {state for state in TicketState if not any(state in move.sources for move in MOVES.values())} == {
        TicketState.DONE,
        TicketState.CANCELLED,
    }
    assert frozenset(TicketState) - ENDED - AT_COUNTER == {TicketState.WAITING}
    assert after("finish", TicketState.SERVING) is TicketState.DONE
    assert after("finish", TicketState.WAITING) is None
