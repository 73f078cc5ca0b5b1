"""A whole service day behind the demonstration, from ticket to result: the page of that day has much to tell."""

import datetime as dt
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.config.demo.days import Day, post_of
from motcua.config.demo.dossiers import card_of, main_way
from motcua.config.demo.matters import add_matter
from motcua.config.demo.stories import COMMUNES, Stage, Story, answers, residents, stories
from motcua.dossiers.commands import visit_answers
from motcua.dossiers.commands.accepting import accept
from motcua.dossiers.commands.visit_answers import Said, SaidOfItem
from motcua.dossiers.models import Dossier, Visit
from motcua.events.record import answered
from motcua.forms.models import ConfirmedHow
from motcua.lib.clock import local
from motcua.people.demo import DemoPerson
from motcua.queues import commands as queue
from motcua.queues.models import Line, Origin, Ticket
from motcua.servicedays.models import moment_of
from motcua.servicedays.queries.programmes import programme_at
from motcua.surveys.commands import rate, token_of
from motcua.surveys.models import Place
from motcua.worktime.calendars import working_calendar

DATA = Path(__file__).parents[1] / "data" / "demo_filled_day.yaml"
_AT_THE_COUNTER, _LOOKED_BACK = dt.timedelta(minutes=3), 30
_KEY = "demo-filled-day-1"


class Caller(BaseModel):
    """One person of the day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: str
    procedure: str
    waited: int
    pace: int
    score: int
    stage: Stage = "delivered"


def callers() -> list[Caller]:
    """Return who came that day."""
    return [Caller.model_validate(each) for each in yaml.safe_load(DATA.read_text(encoding="utf-8"))["people"]]


def load_filled_day(*, now: dt.datetime) -> int:
    """Let the day pass; return how many came, none when it has passed already or no service day lies behind."""
    committee = Agency.objects.get(code=next(iter(COMMUNES)), valid_to=None)
    shop = Agency.objects.get(authority=committee, kind="CENTRE", valid_to=None)
    line = Line.objects.filter(shop=shop, letter="A").first()
    day = _last_service_day(shop, now)
    if line is None or day is None or answered(key=_KEY) is not None:
        return 0
    people, coming = residents(committee.code), callers()
    for number, caller in enumerate(coming, 1):
        person = next(each for each in people if _may_come(each, caller, committee))
        people.remove(person)
        people.append(person)
        _come(caller, person, line, moment_of(day, caller.at), key=f"demo-filled-day-{number}")
    return len(coming)


def _may_come(person: DemoPerson, caller: Caller, authority: Agency) -> bool:
    """Tell whether this matter fits a person who has no such matter open."""
    open_ = Dossier.objects.open_of(person.id_number, procedure_code=caller.procedure, authority=authority)
    return (caller.procedure != "1.004873" or person.marital != "married") and not open_.exists()


def _last_service_day(shop: Agency, now: dt.datetime) -> dt.date | None:
    """Return the last working day before today on which a programme ran."""
    calendar, today = working_calendar(shop.calendar_code()), local(now).date()
    past = (today - dt.timedelta(days=back) for back in range(1, _LOOKED_BACK))
    return next(
        (day for day in past if calendar.is_working_day(day) and programme_at(shop, at=moment_of(day, "12:00"))), None
    )


def _come(caller: Caller, person: DemoPerson, line: Line, at: dt.datetime, *, key: str) -> None:
    called = at + dt.timedelta(minutes=caller.waited)
    officer = post_of(line.shop, Role.INTAKE, at)
    queue.take(line, origin=Origin.KIOSK, at=at)
    ticket = queue.call_next(by=officer, at=called)
    assert ticket is not None
    ticket, visit = queue.begin_serving(ticket, person_data=card_of(person, at), by=officer, at=called)
    accepted = called + _AT_THE_COUNTER
    dossier = _accepted(caller, person, visit, officer, accepted, key=key)
    ticket = queue.finish(ticket, by=officer, at=accepted)
    later = accepted + dt.timedelta(hours=8)
    calendar = working_calendar(line.shop.calendar_code())
    day = Day(calendar, accepted, later, pace=dt.timedelta(minutes=caller.pace))
    main_way(caller.stage, dossier, officer, day)
    if caller.score:
        _rate(caller, ticket, line.shop, day.at)


def _accepted(caller: Caller, person: DemoPerson, visit: Visit, officer: Post, at: dt.datetime, *, key: str) -> Dossier:
    item = add_matter(visit, caller.procedure, by=officer, at=at)
    story = Story(procedure=caller.procedure, hours_ago=1, stage=caller.stage)
    values = answers(story, person, on=local(at).date())
    about = SaidOfItem(values=values, entered=str(stories().entered.get(caller.procedure, 0)))
    said = Said({item.pk: about}, confirmed_how=ConfirmedHow.IN_PERSON, keys=len(values))
    visit_answers.answer(visit, said=said, by=officer, at=at)
    return accept(visit, key=key, by=officer, at=at)[0]


def _rate(caller: Caller, ticket: Ticket, shop: Agency, at: dt.datetime) -> None:
    reasons = ["WAIT"] if caller.score < 4 else []
    rate(
        token_of(f"visit:{ticket.visit_id}"), shop=shop, score=caller.score, reasons=reasons, place=Place.KIOSK,
        served=True, staff=False, at=at,
    )  # fmt: skip
