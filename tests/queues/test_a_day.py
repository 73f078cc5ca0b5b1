"""A day in the hall as a state machine over the real commands: nobody is lost, no number is given twice."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from motcua.queues import commands, queries, rules
from motcua.queues.models import Origin, Ticket
from motcua.queues.states import TicketState
from tests.factories.queues import hall

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)


class Day(RuleBasedStateMachine):
    """A day in the hall by the real commands: whatever is pressed, every ticket is somewhere, and once."""

    @initialize()
    def opens(self) -> None:
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.here = hall()
        self.minute = 0
        self.taken: list[int] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def later(self) -> dt.datetime:
        self.minute += 1
        return self.here.at(self.minute)

    @rule(to_b=st.booleans(), ground=st.sampled_from(["", "", "ELDERLY"]))
    def comes(self, to_b: bool, ground: str) -> None:
        line = self.here.b if to_b else self.here.a
        self.taken.append(commands.take(line, origin=Origin.KIOSK, ground=ground, at=self.later()).pk)

    @rule(hoa=st.booleans())
    def next(self, hoa: bool) -> None:
        post = self.here.hoa if hoa else self.here.lan
        was = queries.at_counter(post, day=TODAY)
        if was is not None and was.state == TicketState.CALLED:
            return
        waits = queries.waiting(queries.served_by(post), day=TODAY)
        assert commands.call_next(by=post, at=self.later()) == (waits[0] if waits else None)

    @rule(hoa=st.booleans(), verb=st.sampled_from(["recall", "skip", "no_show", "finish", "begin_serving", "cancel"]))
    def acts(self, hoa: bool, verb: str) -> None:
        post = self.here.hoa if hoa else self.here.lan
        ticket = queries.at_counter(post, day=TODAY)
        if ticket is None or not rules.can(verb, ticket, by=post, at=self.here.at(self.minute)).allowed:
            return
        getattr(commands, verb)(ticket, by=post, at=self.later())

    @rule()
    def is_sent_on(self) -> None:
        ticket = queries.at_counter(self.here.lan, day=TODAY)
        if ticket is not None:
            commands.transfer(ticket, line=self.here.b, by=self.here.lan, at=self.later())

    @invariant()
    def everybody_is_somewhere_and_numbers_are_once(self) -> None:
        rows = Ticket.objects.all()
        assert sorted(row.pk for row in rows) == sorted(self.taken)
        assert len({row.label for row in rows}) == len(rows)
        waits = [each.pk for each in queries.waiting([self.here.a, self.here.b], day=TODAY)] if self.taken else []
        assert sorted(waits) == sorted(row.pk for row in rows if row.state == TicketState.WAITING)


def test_a_day_in_the_hall() -> None:
    run_state_machine_as_test(
        Day, settings=settings(max_examples=12, stateful_step_count=25, suppress_health_check=list(HealthCheck))
    )
