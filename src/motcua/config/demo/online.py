"""Stories of the demonstration that were filed online at the counter with an officer's help."""

import datetime as dt
from typing import Any

from motcua.accounts.models import Post
from motcua.config.demo.matters import add_matter
from motcua.config.demo.stories import Story, answers, stories
from motcua.dossiers import checklist
from motcua.dossiers.commands import filing, receive, visit_answers, visits
from motcua.dossiers.commands.checking import Answered, answer_checks
from motcua.dossiers.commands.visit_answers import Said, SaidOfItem
from motcua.dossiers.models import Dossier
from motcua.events.record import remember_answer
from motcua.lib.clock import local
from motcua.people.demo import DemoPerson

_PHONE = "0199000565"


def tell(
    story: Story, person: DemoPerson, officer: Post, *, key: str, person_data: dict[str, Any], at: dt.datetime
) -> Dossier:
    """Let the person open an account, confirm on their phone, and (checked) let the one-stop check and accept it."""
    visit = visits.start(person_data=person_data, by=officer, at=at)
    item = add_matter(visit, story.procedure, by=officer, at=at)
    entered = stories().entered.get(story.procedure)
    said = SaidOfItem(
        values=answers(story, person, on=local(at).date()), entered=None if entered is None else str(entered)
    )
    visit_answers.answer(visit, said=Said({item.pk: said}), by=officer, at=at)
    filing.open_account_for(visit, phone=_PHONE, consents=True, by=officer, at=at)
    filing.begin(visit, by=officer, at=at)
    link, token = filing.new_link(visit, by=officer, at=at)
    at += dt.timedelta(minutes=3)
    dossier = filing.confirm_by_link(token=token, seen=link.seen, at=at)[0]
    if story.stage == "online_accepted":
        lines = {line.key: Answered(passed=True) for line in checklist.lines_of(dossier)}
        dossier = answer_checks(dossier=dossier, said=lines, by=officer, at=at)
        dossier = receive(dossier=dossier, by=officer, at=at + dt.timedelta(minutes=2))
    remember_answer(key=key, act="demo", answer=[dossier.code], by=officer, at=at)
    return dossier
