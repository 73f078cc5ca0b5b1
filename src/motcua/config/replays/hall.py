"""One hall of the day: tickets taken, people called, served and sent on, results handed out; by the real commands."""

import datetime as dt
from collections import deque
from dataclasses import dataclass

from motcua.accounts.models import Post, Role
from motcua.config.demo.stories import Story, answers, stories
from motcua.config.replays.arrivals import Caller
from motcua.config.replays.people import card_of
from motcua.config.replays.scene import Errand, Handler, Scene
from motcua.config.replays.world import Place
from motcua.dossiers import commands as dossiers
from motcua.dossiers.commands import turning, visit_answers, visits
from motcua.dossiers.commands.accepting import accept
from motcua.dossiers.commands.visit_answers import Said, SaidOfItem
from motcua.dossiers.models import Dossier, Proof, Visit
from motcua.forms.models import ConfirmedHow
from motcua.payments.commands import pay
from motcua.payments.models import Method
from motcua.queues import commands, queries
from motcua.queues.commands.phoning import take_by_phone
from motcua.queues.models import Line, Origin, Ticket
from motcua.servicedays.models import Promise
from motcua.surveys.commands import rate, token_of
from motcua.surveys.models import Place as RatedAt

_BEST, _GOOD, _POOR = 5, 4, 2


@dataclass
class Desk:
    """A counter with its officer; idle while nobody waits and nothing is to be handed out."""

    post: Post
    idle: bool = True


class Hall:
    """The counters of one place; `send` takes what was accepted and handed over."""

    def __init__(self, scene: Scene, place: Place, officers: list[Post], send: Handler) -> None:
        self.scene, self.place, self.send = scene, place, send
        self.desks = [Desk(post) for post in officers]
        self.cashier = place.posts[Role.CASHIER][0]
        self.callers: dict[int, Caller] = {}
        self.results: deque[Errand] = deque()
        self.serves = {line.pk: set(line.counters.values_list("pk", flat=True)) for line in place.lines}

    # Coming in.

    def arrive(self, caller: Caller, at: dt.datetime) -> None:
        """Let somebody take a ticket."""
        line = self._line(caller)
        if caller.by_phone:
            ticket = take_by_phone(line, device=caller.person.id_number, ground=caller.ground, at=at)
        else:
            ticket = commands.take(line, origin=Origin.KIOSK, ground=caller.ground, at=at)
        self.callers[ticket.pk] = caller
        self._wake(at, line)

    def _line(self, caller: Caller) -> Line:
        sector = self.scene.world.versions[caller.matter.procedure].definition.sector
        line = queries.line_for(self.place.shop, sector)
        assert line is not None, "a hall of the replay has a line for everything"
        return line

    def _wake(self, at: dt.datetime, line: Line | None = None) -> None:
        """Let one idle desk look: one that serves the line, or any."""
        counters = None if line is None else self.serves[line.pk]
        for desk in self.desks:
            if desk.idle and (counters is None or desk.post.counter_id in counters):
                desk.idle = False
                self._free(desk, at)
                return

    def _free(self, desk: Desk, at: dt.datetime) -> None:
        """Put down when a desk looks what is next: now, or after lunch; after closing until nobody waits."""
        spans = self.scene.with_overtime()
        opens = next((start for start, _end in spans if start > at), None)
        at_work = opens is None or any(start <= at < end for start, end in spans)
        self.scene.agenda.put(at if at_work or opens is None else opens, lambda now: self._next(desk, now))

    # At the counter.

    def _next(self, desk: Desk, at: dt.datetime) -> None:
        if self.results:
            errand, length = self.results.popleft(), self.scene.length("hand_out")
            self.scene.agenda.put(at + length, lambda now: self._hand_out(desk, errand, now))
            return
        ticket = commands.call_next(by=desk.post, at=at)
        if ticket is None:
            desk.idle = True
            return
        caller, how = self.callers[ticket.pk], self.scene.numbers.people
        if caller.absent:
            self.scene.agenda.put(_after(at, how.recall_seconds), lambda now: self._call_again(desk, ticket, now))
        else:
            self.scene.agenda.put(_after(at, how.sit_down_seconds), lambda now: self._begin(desk, ticket, now))

    def _call_again(self, desk: Desk, ticket: Ticket, at: dt.datetime) -> None:
        seconds = self.scene.numbers.people.recall_seconds
        if ticket.calls < ticket.line.calls_before_no_show:
            called = commands.recall(ticket, by=desk.post, at=at)
            self.scene.agenda.put(_after(at, seconds), lambda now: self._call_again(desk, called, now))
            return
        commands.no_show(ticket, by=desk.post, at=at)
        self._free(desk, at)

    def _begin(self, desk: Desk, ticket: Ticket, at: dt.datetime) -> None:
        caller = self.callers[ticket.pk]
        served, visit = commands.begin_serving(ticket, person_data=card_of(caller.person), by=desk.post, at=at)
        length = self.scene.length(self.scene.kind(caller).counter)
        self.scene.agenda.put(at + length, lambda now: self._serve(desk, served, visit, now))

    def _serve(self, desk: Desk, ticket: Ticket, visit: Visit, at: dt.datetime) -> None:
        caller = self.callers[ticket.pk]
        item_id = self._say(visit, caller, by=desk.post, at=at)
        if caller.lacks_paper:
            turning.ask_for_more(
                visit, item_id=item_id, items=["Giấy tờ tùy thân còn giá trị"], reason="Thẻ mang theo đã hết hạn.",
                guidance="Mang thẻ còn hạn.", by=desk.post, at=at,
            )  # fmt: skip
            self._leave(caller, commands.finish(ticket, by=desk.post, at=at), at)
        else:
            dossier = accept(visit, key=f"replay-{ticket.token}", by=desk.post, at=at)[0]
            self._send_on(Errand(caller, ticket, dossier), desk, at)
        self._free(desk, at)

    def _say(self, visit: Visit, caller: Caller, *, by: Post, at: dt.datetime) -> int:
        """Fill the form as the person says; they confirm it at the counter. One key an answer is assumed."""
        code, on = caller.matter.procedure, self.scene.world.day
        item = visits.add_item(visit, procedure_version=self.scene.world.versions[code], by=by, at=at)
        said = answers(Story(procedure=code, hours_ago=1, stage="received"), caller.person, on=on)
        said |= self.scene.numbers.answers.get(code, {})
        more = self.scene.numbers.many_pages if caller.many_pages else {}
        said |= {key: value for key, value in more.items() if key in said}
        about = SaidOfItem(values=said, entered=str(stories().entered.get(code, 0)))
        words = Said({item.pk: about}, confirmed_how=ConfirmedHow.IN_PERSON, keys=len(said))
        visit_answers.answer(visit, said=words, by=by, at=at)
        return item.pk

    def _send_on(self, errand: Errand, desk: Desk, at: dt.datetime) -> None:
        dossier = errand.dossier
        if dossier.fee_due:
            pay(dossiers=[dossier], method=Method.CASH, by=self.cashier, at=at)
        promise = Promise.objects.filter(dossier=dossier).values_list("promised_at", flat=True)
        errand.promised_at = promise.first()
        errand.dossier = dossiers.hand_over(dossier=dossier, by=desk.post, at=at)
        errand.ticket = commands.finish(errand.ticket, by=desk.post, at=at)
        if not errand.waits_here:
            self._leave(errand.caller, errand.ticket, at)
        self.send(errand, at)

    # Going out.

    def ready(self, errand: Errand, at: dt.datetime) -> None:
        """Let whoever waits, or comes back today, fetch a result."""
        comes = at if errand.waits_here else at + self.scene.length("come_back")
        if errand.waits_here or comes < self.scene.closes:
            self.scene.agenda.put(comes, lambda now: self._fetch(errand, now))

    def _fetch(self, errand: Errand, at: dt.datetime) -> None:
        self.results.append(errand)
        self._wake(at)

    def _hand_out(self, desk: Desk, errand: Errand, at: dt.datetime) -> None:
        row: Dossier = errand.dossier
        name, code = row.applicant_name, row.pickup_code
        dossiers.deliver(dossier=row, to_name=name, proof=Proof.CODE, shown=code, by=desk.post, at=at)
        if errand.waits_here:
            self._leave(errand.caller, errand.ticket, at)
        self._free(desk, at)

    def bring(self, errand: Errand, at: dt.datetime) -> None:
        """Take the paper that was asked for; the dossier goes back to where it was."""
        by = self.desks[0].post
        errand.dossier = dossiers.supplement(dossier=errand.dossier, answer="Người nộp mang đến quầy.", by=by, at=at)
        self.send(errand, at)

    def _leave(self, caller: Caller, ticket: Ticket, at: dt.datetime) -> None:
        if not caller.rates or ticket.called_at is None:
            return
        how, chance = self.scene.numbers.people, self.scene.chance
        waited = ticket.called_at - ticket.taken_at > dt.timedelta(minutes=how.long_wait)
        content = chance.random() < (how.content_after_long_wait if waited else how.content)
        score = (_BEST if chance.random() < how.content else _GOOD) if content else _POOR
        rate(
            token_of(f"visit:{ticket.visit_id}"), shop=self.place.shop, score=score,
            reasons=["WAIT"] if waited and not content else [], place=RatedAt.SCREEN, served=True, staff=False, at=at,
        )  # fmt: skip


def _after(at: dt.datetime, seconds: int) -> dt.datetime:
    return at + dt.timedelta(seconds=seconds)
