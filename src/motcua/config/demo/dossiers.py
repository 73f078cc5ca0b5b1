"""Dossiers for the demonstration, made by the same commands that the desks use, at moments of the last working days."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.config.demo import door, moves, online, vault
from motcua.config.demo.days import Day, post_of
from motcua.config.demo.stories import COMMUNES, Story, answers, deal, stories
from motcua.dossiers import commands
from motcua.dossiers.commands.at_once import TakenAtOnce, take_in_at_once
from motcua.dossiers.duplicates import open_beside
from motcua.dossiers.models import Dossier, Handover, Proof, ReturnWay
from motcua.events.record import answered
from motcua.forms.models import ConfirmedHow
from motcua.lib.clock import local
from motcua.payments.commands import pay
from motcua.payments.models import Method
from motcua.people import demo
from motcua.people.demo import DemoPerson
from motcua.people.id_card import parse
from motcua.procedures.queries import version_in_force
from motcua.web.office.drafts import lines_of
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import Limit, LimitKind, latest_receipt, next_working_moment

# Whose act brings a dossier to its stage; whoever is not named comes before the last, the records clerk.
_LAST = {
    "sent": None,
    "working": Role.CASE,
    "signing": Role.CASE,
    "returned": Role.APPROVER,
    "signed": Role.APPROVER,
}


def how_many(communes: Sequence[str] = COMMUNES) -> int:
    """Return how many dossiers the demonstration has, or these communes of it."""
    return sum(len(deal(commune)) for commune in communes)


def load_dossiers(*, now: dt.datetime, communes: Sequence[str] = COMMUNES) -> Iterator[Dossier | None]:
    """Make the dossiers that are not there, one by one, for a progress bar; None for one that is there."""
    for commune in communes:
        for number, (story, person) in enumerate(deal(commune), 1):
            key = f"demo-{commune}-{number}"
            if answered(key=key) is not None:
                yield None
                continue
            dossier = tell(commune, story, person, key=key, now=now)
            if story.kept:
                vault.keep_result(dossier, at=now)
            if story.scanned:
                vault.keep_copies(dossier, at=now)
            yield dossier


@transaction.atomic
def tell(commune: str, story: Story, person: DemoPerson, *, key: str, now: dt.datetime) -> Dossier:
    """Make one dossier and take it as far as its story goes."""
    committee = Agency.objects.get(code=commune, valid_to=None)
    centre = Agency.objects.get(authority=committee, kind="CENTRE", valid_to=None)
    calendar = working_calendar(committee.calendar_code())
    received = latest_receipt(calendar, now, Limit(LimitKind.WORKING_HOURS, story.hours_ago))
    day = Day(calendar, next_working_moment(calendar, received), now)
    officer = post_of(centre, Role.INTAKE, day.at)
    if story.stage in {"online", "online_accepted"}:
        return online.tell(story, person, officer, key=key, person_data=card_of(person, day.at), at=day.at)
    if story.stage in {"asked", "refused"}:
        return door.tell(story, person, officer, key=key, person_data=card_of(person, day.at), at=day.at)
    dossier = take_in_at_once(what=_taken(story, person, officer, day.at), key=key, by=officer, at=day.at)
    if dossier.fee_due and story.stage != "cancelled" and story.hours_ago % 2 == 0:
        _pay(dossier, day)
    dossier = main_way(moves.AFTER.get(story.stage, story.stage), dossier, officer, day)
    return moves.go_on(story.stage, dossier, day) if story.stage in moves.AFTER else dossier


def main_way(stage: str, dossier: Dossier, officer: Post, day: Day) -> Dossier:
    """Take an accepted dossier as far as its stage."""
    if stage == "cancelled":
        return commands.cancel(dossier=dossier, reason="Chọn nhầm thủ tục.", by=officer, at=day.later())
    if stage != "received":
        dossier = commands.hand_over(dossier=dossier, by=officer, at=day.later())
        dossier = _work(dossier, stage, day)
    return _deliver(dossier, officer, day) if stage == "delivered" else dossier


def card_of(person: DemoPerson, at: dt.datetime) -> dict[str, Any]:
    """Return what the person's card says, as a visit keeps it."""
    return {**parse(demo.qr_text(person), local(at).date(), synthetic=True).as_json(), "source": "card"}


def _behalf(name: str, at: dt.datetime) -> dict[str, Any]:
    """Return for whom somebody came, as a visit keeps it."""
    said = stories().behalves[name]
    person = demo.find(said.get("person", ""))
    return {**said, "person": card_of(person, at)} if person else {**said}


def _taken(story: Story, person: DemoPerson, by: Post, at: dt.datetime) -> TakenAtOnce:
    on = local(at).date()
    version = version_in_force(story.procedure, on=on)
    assert version is not None, f"procedure {story.procedure} is not in the catalogue"
    person_data = {**stories().strangers[story.stranger]} if story.stranger else card_of(person, at)
    if story.behalf:
        person_data["behalf"] = _behalf(story.behalf, at)
    spouse = demo.find(person.spouse)
    if story.others and spouse is not None:
        person_data["others"] = {story.others: card_of(spouse, at)}
    competent = Agency.objects.filter(code=story.settled_by, valid_to=None).first()
    number = person_data.get("id_number") or ""
    beside = open_beside(number, procedure_code=story.procedure, own=by.authority, competent=competent)
    return TakenAtOnce(
        version=version,
        person_data=person_data,
        values=answers(story, person, on=on),
        entered=stories().entered.get(story.procedure),
        confirmed_how=ConfirmedHow.IN_PERSON,
        competent=competent,
        duplicate_why="Việc khác, giấy tờ khác: không trùng." if beside else "",
        return_way=story.wanted,
    )


def _pay(dossier: Dossier, day: Day) -> None:
    cashier = post_of(dossier.intake_agency, Role.CASHIER, day.at)
    pay(dossiers=[dossier], method=Method.CASH, by=cashier, at=day.later())


def _open_handover(dossier: Dossier) -> Handover | None:
    waiting = dossier.handovers.filter(confirmed_at=None)
    return waiting.select_related("to_agency__authority", "to_post__agency__authority", "to_post__user").first()


def _work(dossier: Dossier, stage: str, day: Day) -> Dossier:
    """Let each side receive the dossier and do its step until the story's stage is reached."""
    last = _LAST.get(stage, Role.RECORDS)
    while last is not None and (handover := _open_handover(dossier)) is not None:
        post = handover.to_post or post_of(handover.to_agency, handover.to_role, day.at)
        dossier = commands.confirm_handover(dossier=dossier, by=post, at=day.later())
        if stage == "working" or (stage == "returned" and handover.to_post is not None):
            break
        dossier = _step(dossier, stage, post, day)
        if post.role == last and stage != "returned":
            break
    return dossier


def _step(dossier: Dossier, stage: str, post: Post, day: Day) -> Dossier:
    match post.role:
        case Role.CASE:
            dossier = commands.draft(dossier=dossier, content=_draft(dossier), by=post, at=day.later())
        case Role.APPROVER if stage == "returned":
            words = "Ghi thêm thời điểm cư trú ở nơi cũ rồi trình lại."
            return commands.return_for_correction(dossier=dossier, reason=words, by=post, at=day.later())
        case Role.APPROVER if stage == "rejected":
            words = "Người yêu cầu đang có vợ, chồng theo cơ sở dữ liệu hộ tịch."
            return commands.reject(dossier=dossier, reasons=words, by=post, at=day.later())
        case Role.APPROVER:
            return commands.approve(dossier=dossier, by=post, at=day.later())
        case Role.RECORDS:
            return commands.number(dossier=dossier, by=post, at=day.later())
    return commands.hand_over(dossier=dossier, by=post, at=day.later())


def _draft(dossier: Dossier) -> dict[str, Any]:
    words = f"{dossier.applicant_name}: đủ điều kiện theo hồ sơ và dữ liệu đã đối chiếu."
    return {"lines": lines_of(dossier), "text": words}


def _deliver(dossier: Dossier, officer: Post, day: Day) -> Dossier:
    if dossier.fee_due and not hasattr(dossier, "payment"):
        _pay(dossier, day)
    name, code = dossier.applicant_name, dossier.pickup_code
    if dossier.return_way == ReturnWay.POST:
        number = f"EP{dossier.pk:09}VN"
        way = ReturnWay.POST
        return commands.deliver(dossier=dossier, to_name=name, way=way, reference=number, by=officer, at=day.later())
    return commands.deliver(dossier=dossier, to_name=name, proof=Proof.CODE, shown=code, by=officer, at=day.later())
