"""Behind the counters: who handles, signs and numbers, each with what lies before them; by the real commands."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count

from motcua.accounts.models import Post, Role
from motcua.config.replays.scene import Errand, Handler, Scene
from motcua.dossiers import commands
from motcua.dossiers.models import Dossier
from motcua.servicedays.queries.staffing import Duty
from motcua.servicedays.spans import Span, done_after, meet

_DECISION = {"text": "Đủ điều kiện theo hồ sơ và dữ liệu đã đối chiếu."}


@dataclass
class Worker:
    """Somebody on duty in these spans; one thing at a time."""

    post: Post
    spans: tuple[Span, ...]
    busy: bool = False


@dataclass
class Pool:
    """Those who share one kind of work in one unit, and what lies before them."""

    workers: list[Worker] = field(default_factory=list)
    work: list[tuple[tuple[bool, dt.datetime], int, Errand]] = field(default_factory=list)


class Offices:
    """The back offices of one place; `ready` takes what has a result, `brought` what somebody came back with."""

    ready: Handler
    brought: Handler

    def __init__(self, scene: Scene, duties: Iterable[Duty]) -> None:
        self.scene, self.numbers = scene, count()
        self.pools: dict[tuple[str, int], Pool] = {}
        for duty in duties:
            pool = self.pools.setdefault((duty.post.role, duty.post.agency_id), Pool())
            pool.workers.append(Worker(duty.post, self._spans(duty)))

    def _spans(self, duty: Duty) -> tuple[Span, ...]:
        """Return when somebody works: while on duty in the windows, and the overtime after each."""
        more = dt.timedelta(minutes=self.scene.numbers.people.overtime)
        return tuple((opens, closes + more) for opens, closes in meet(self.scene.windows, [duty.span]))

    def send(self, errand: Errand, at: dt.datetime) -> None:
        """Lay a dossier before those whose step is next."""
        handover = errand.dossier.handovers.filter(confirmed_at=None).first()
        if handover is None:
            row = errand.dossier
            role, agency, errand.bound = row.holder_role, row.holder_agency_id, row.holder_id
        else:
            role, agency, errand.bound = handover.to_role, handover.to_agency_id, handover.to_post_id
        pool = self.pools[role, agency]
        if role == Role.CASE and self.scene.kind(errand.caller).work is None:
            self._lay_aside(errand, pool, at)
            return
        errand.length = self._length(errand, role)
        pool.work.append((errand.urgency, next(self.numbers), errand))
        self._look(pool, at)

    def _lay_aside(self, errand: Errand, pool: Pool, at: dt.datetime) -> None:
        """Confirm that it arrived; it needs days."""
        post = pool.workers[next(self.numbers) % len(pool.workers)].post
        commands.confirm_handover(dossier=errand.dossier, by=post, at=at)

    def _look(self, pool: Pool, at: dt.datetime) -> None:
        """Give work to whoever is free."""
        for worker in pool.workers:
            mine = [each for each in pool.work if each[2].bound in {None, worker.post.pk}]
            if worker.busy or not mine:
                continue
            first = min(mine)
            end = done_after(worker.spans, at, first[2].length)
            # What can no longer be finished today stays where it is, and its promise with it.
            if end is not None:
                pool.work.remove(first)
                worker.busy = True
                self.scene.agenda.put(end, self._done(pool, worker, first[2]))

    def _length(self, errand: Errand, role: str) -> dt.timedelta:
        work = self.scene.kind(errand.caller).work if role == Role.CASE else None
        return self.scene.length(work or role)

    def _done(self, pool: Pool, worker: Worker, errand: Errand) -> Callable[[dt.datetime], None]:
        def act(at: dt.datetime) -> None:
            worker.busy = False
            _ACTS[Role(worker.post.role)](self, errand, worker.post, at)
            self._look(pool, at)

        return act

    def handle(self, errand: Errand, by: Post, at: dt.datetime) -> None:
        """Draft and pass on; or ask, once, for what is missing."""
        if errand.caller.asked_later and not errand.asked:
            self._ask(errand, by, at)
            return
        dossier = commands.draft(dossier=errand.dossier, content=_DECISION, by=by, at=at)
        self._on(errand, commands.hand_over(dossier=dossier, by=by, at=at), at)

    def _ask(self, errand: Errand, by: Post, at: dt.datetime) -> None:
        errand.asked = True
        errand.dossier = commands.ask_supplement(
            dossier=errand.dossier, items=["Bản chính để đối chiếu"], reason="Bản chụp bị mờ.", by=by, at=at
        )
        brought = at + self.scene.length("bring_paper")
        if errand.caller.brings_it and brought < self.scene.closes:
            self.scene.agenda.put(brought, lambda now: self.brought(errand, now))

    def look_over(self, errand: Errand, by: Post, at: dt.datetime) -> None:
        """Look a draft over and pass it on."""
        self._on(errand, commands.hand_over(dossier=errand.dossier, by=by, at=at), at)

    def sign(self, errand: Errand, by: Post, at: dt.datetime) -> None:
        """Sign."""
        self._on(errand, commands.approve(dossier=errand.dossier, by=by, at=at), at)

    def number(self, errand: Errand, by: Post, at: dt.datetime) -> None:
        """Number and seal: the result is ready."""
        errand.dossier = commands.number(dossier=errand.dossier, by=by, at=at)
        self.ready(errand, at)

    def _on(self, errand: Errand, dossier: Dossier, at: dt.datetime) -> None:
        errand.dossier = dossier
        self.send(errand, at)


_ACTS: dict[Role, Callable[[Offices, Errand, Post, dt.datetime], None]] = {
    Role.CASE: Offices.handle,
    Role.HEAD: Offices.look_over,
    Role.APPROVER: Offices.sign,
    Role.RECORDS: Offices.number,
}
