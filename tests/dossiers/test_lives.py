"""A thousand legal lives of a dossier, from the door to the shelf; after every step what must always hold is looked at.

The walks (test_walks.py) try what is forbidden as well; here only what the table and the rules allow is done, so that a
life goes far: supplements, opinions, payments, apologies, wrong handovers, stops, results, deliveries, reopenings.
"""

import datetime as dt
import os
from collections import defaultdict
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from motcua.accounts.models import Post, Role
from motcua.dossiers import commands, papers, rules
from motcua.dossiers.models import Dossier, Paper, Proof
from motcua.dossiers.queries.due_times import due_time_of, explained
from motcua.dossiers.states import ENDED, OWNERS, Move, State, moves_from
from motcua.events.chain import Link, first_break
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.procedures.definition import SupplementClock
from motcua.procedures.models import ProcedureVersion
from motcua.reports import register
from motcua.reports.register import Book
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import next_working_moment
from tests.dossiers.test_walks import WORDS
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later

# In portions, so that several processes share the thousand.
PORTIONS, STEPS = 20, 14
# All of them where there is time (CI, on the database of most offices); some at every desk.
_MANY = 1000 if connection.vendor == "sqlite" else 200
LIVES = int(os.environ.get("MOTCUA_LIVES") or (_MANY if os.environ.get("CI") else 100))


class Life(RuleBasedStateMachine):
    """One dossier in its commune; `nga` is a second case officer to assign to."""

    unit: Commune
    nga: Post
    version: ProcedureVersion

    def __init__(self) -> None:
        super().__init__()
        self.at = next_working_moment(working_calendar(self.unit.centre.calendar_code()), MORNING)
        self.dossier: Dossier | None = None

    @property
    def born(self) -> Dossier:
        assert self.dossier is not None
        return self.dossier

    @precondition(lambda self: self.dossier is None)
    @rule(accepted=st.booleans())
    def begins(self, *, accepted: bool) -> None:
        begin = make.received if accepted else make.submitted
        self.dossier = begin(self.unit, at=self.at, version=self.version)

    def words(self, verb: str, dossier: Dossier) -> dict[str, Any]:
        said = dict(WORDS.get(verb, {}))
        if verb == "deliver":
            said = {"to_name": "TRẦN THỊ TÁM", "proof": Proof.CODE, "shown": dossier.pickup_code}
        if verb in {"assign", "correct_handover"}:
            said["to"] = self.nga
        if verb in {"record_reply", "go_on_without_reply"}:
            waiting = dossier.consultations.filter(closed_at=None, replies=None).last()
            said["consultation"] = waiting or dossier.consultations.last()
        if verb == "propose_apology" and dossier.due_at is not None:
            said |= {"reason": "Mưa lũ.", "new_due_at": later(dossier.due_at, days=7)}
        return said

    @precondition(lambda self: self.dossier is not None)
    @rule(data=st.data(), minutes=st.sampled_from([3, 40, 200, 60 * 24, 60 * 24 * 9]))
    def goes_on(self, data: st.DataObject, minutes: int) -> None:
        """Somebody does something that may be done; what is on the table is tried until a rule allows one."""
        self.at = next_working_moment(
            working_calendar(self.unit.centre.calendar_code()), self.at + dt.timedelta(minutes=minutes)
        )
        now = Dossier.objects.get(pk=self.born.pk)
        accepted = now.received_at is not None
        ways = [move for move in moves_from(State(now.state)) if move.accepted in {None, accepted}]
        for move in data.draw(st.permutations([way for way in ways if way.verb in rules.CHECKS])):
            if self._does(move, now):
                return

    def _does(self, move: Move, dossier: Dossier) -> bool:
        for role in sorted(move.roles & self.unit.posts.keys()):
            by = self.unit[role]
            if rules.can(move.verb, dossier, by=by, at=self.at).allowed:
                try:
                    said = self.words(move.verb, dossier)
                    getattr(commands, move.verb)(dossier=dossier, by=by, at=self.at, **said)
                except Denied:
                    continue  # the rule allows it, what this life says with it does not fit
                return True
        return False

    @precondition(lambda self: self.dossier is not None)
    @rule(place=st.integers(0, 30))
    def a_paper_is_printed(self, place: int) -> None:
        now = Dossier.objects.get(pk=self.born.pk)
        offered = papers.offers(now)
        if offered:
            chosen = offered[place % len(offered)]
            first, again = (
                papers.issue(dossier=now, kind=chosen.kind, about=chosen.about, by=self.unit[Role.INTAKE], at=self.at)
                for _ in range(2)
            )
            assert (first.pk, first.number) == (again.pk, again.number)

    @precondition(lambda self: self.dossier is not None)
    @invariant()
    def the_chain_is_whole(self) -> None:
        events = list(Event.objects.filter(stream=self.born.stream).order_by("seq"))
        links = [Link(e.stream, e.seq, e.name, e.post_id, e.actor, e.at, e.details, e.previous_hash) for e in events]
        assert first_break(zip(links, [e.hash for e in events], strict=True)) is None

    @precondition(lambda self: self.dossier is not None)
    @invariant()
    def the_due_time_is_explained(self) -> None:
        now = Dossier.objects.get(pk=self.born.pk)
        told = explained(now)
        if now.received_at is None or now.limit is None:
            assert (told, now.due_at) == (None, None)
        else:
            assert told is not None
            assert now.due_at == due_time_of(now) == told.due_at

    @precondition(lambda self: self.dossier is not None)
    @invariant()
    def exactly_one_owes_the_next_step(self) -> None:
        now = Dossier.objects.get(pk=self.born.pk)
        assert (now.ended_at is not None) == (State(now.state) in ENDED)
        assert (OWNERS.get(State(now.state)) is None) == (State(now.state) in ENDED)
        asked = now.supplement_requests.filter(answered_at=None, lapsed_at=None).count()
        assert asked == (now.state == State.AWAITING_SUPPLEMENT)
        # What is on its way to the case officer waits on while the head asks for something.
        moving = {State.IN_PROGRESS, State.AWAITING_SUPPLEMENT, State.PAUSED}
        assert now.handovers.filter(confirmed_at=None).count() <= (State(now.state) in moving)
        if now.state == State.PAUSED:
            assert now.pauses.filter(ends_at=None).count() == 1
        assert bool(now.holder_role)

    @precondition(lambda self: self.dossier is not None)
    @invariant()
    def routing_slip_and_register_agree_with_the_events(self) -> None:
        now = Dossier.objects.get(pk=self.born.pk)
        moments = set(Event.objects.filter(stream=now.stream).values_list("at", flat=True))
        handovers = list(now.handovers.all())
        passed = {each.sent_at for each in handovers} | {each.confirmed_at for each in handovers if each.confirmed_at}
        assert passed <= moments
        assert len(papers.routing_data(now, at=self.at)["rows"]) == len(handovers) + now.consultations.count()
        accepted = Event.objects.filter(stream=now.stream, name="dossier.received").values_list("at", flat=True)
        assert [now.received_at] * (now.received_at is not None) == list(accepted)
        if now.received_at is not None:
            assert now.book_year is not None
            line = register.told(now)
            assert (line.received, line.code) == (now.received_at, now.code)
            given = now.deliveries.order_by("at").last()
            assert line.delivered == (given.at if given else None)

    def teardown(self) -> None:
        """At the end of a life: no number was left out, in no series of papers and in no book."""
        series: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        rows = Paper.objects.filter(serial__isnull=False).values_list("unit", "year", "series", "serial")
        for unit, year, name, serial in rows:
            assert serial is not None
            series[unit, year, name].append(serial)
        for numbers in series.values():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))
        books: dict[Book, list[int]] = defaultdict(list)
        kept = Dossier.objects.filter(book_ordinal__isnull=False)
        for year, sector, ordinal in kept.values_list("book_year", "book_sector", "book_ordinal"):
            assert year is not None
            assert ordinal is not None
            books[Book(year, sector)].append(ordinal)
        for ordinals in books.values():
            assert sorted(ordinals) == list(range(1, len(ordinals) + 1))


@pytest.mark.slow
@pytest.mark.no_cover  # what is covered is shown by tests that say why; these are quicker uncounted
@pytest.mark.django_db
@pytest.mark.parametrize("portion", range(PORTIONS))
def test_a_thousand_legal_lives_keep_what_must_always_hold(portion: int) -> None:
    Life.unit = make.gia_lam()
    Life.nga = make.post(Life.unit.department, Role.CASE, "Cao Thị Nga")
    clocks = list(SupplementClock)
    policy = {"clock": clocks[portion % len(clocks)].value, "close_after": 3, "legal_basis": "luật của ngành"}
    Life.version = make.version_with(supplement=policy, financial_pause="luật của ngành")

    lives = settings(
        max_examples=max(1, LIVES // PORTIONS),
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
    )
    run_state_machine_as_test(seed(portion)(Life), settings=lives)
