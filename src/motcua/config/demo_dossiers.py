"""Dossiers for the demonstration, made by the same commands that the desks use, at moments of the last working days."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.dossiers import commands
from motcua.dossiers.commands import Intake
from motcua.dossiers.models import Dossier, Handover, Proof
from motcua.events.record import answered
from motcua.lib.clock import local
from motcua.people import demo
from motcua.people.commands import remember_card, remember_contact
from motcua.people.id_card import parse
from motcua.procedures.queries import version_in_force
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import Limit, LimitKind, WorkingCalendar, latest_receipt, next_working_moment

# How far a dossier has come: taken in, sent on, being worked on, drafted and sent for signing, returned with words,
# signed, ready to be handed over, handed over.
STAGES = ("received", "sent", "working", "signing", "returned", "signed", "ready", "delivered")
PACE = dt.timedelta(minutes=11)


@dataclass(frozen=True, slots=True)
class Story:
    """One dossier: whose, which procedure, how many working hours ago, how far it has come."""

    commune: str
    person: str
    procedure: str
    hours_ago: int
    stage: str
    quantities: dict[str, int] = field(default_factory=dict)


STORIES = (
    Story("00565", "005097002401", "1.004873", 20, "signing", {"entered": 15_000}),
    Story("00565", "009099002302", "1.004873", 30, "working", {"entered": 15_000}),
    Story("00565", "009301002303", "2.000635", 3, "ready", {"copies": 1}),
    Story("00565", "003092002102", "2.000635", 2, "signed", {"copies": 1}),
    Story("00565", "007096002202", "1.004873", 12, "returned", {"entered": 15_000}),
    Story("00565", "009197002301", "1.004873", 8, "working", {"entered": 15_000}),
    Story("00565", "007145002501", "2.000635", 1, "sent", {"copies": 1}),
    Story("00565", "003178002601", "1.004873", 26, "ready", {"entered": 15_000}),
    Story("00565", "009190002701", "2.000815", 2, "signing", {"pages": 3, "copies": 2}),
    Story("00565", "005085002801", "2.000815", 4, "delivered", {"pages": 2, "copies": 5}),
    Story("00565", "007203002901", "1.001612", 14, "working", {"entered": 100_000}),
    Story("00565", "003188003001", "1.001612", 22, "signing", {"entered": 100_000}),
    Story("00565", "005080003201", "1.004873", 1, "received", {"entered": 15_000}),
    Story("00565", "005080003202", "2.000635", 10, "delivered", {"copies": 1}),
    Story("00577", "003180003301", "1.004873", 9, "working", {"entered": 15_000}),
    Story("00577", "003180003301", "2.000635", 2, "sent", {"copies": 1}),
    Story("00103", "005190123456", "1.004873", 16, "signing", {"entered": 15_000}),
    Story("30001", "007070003401", "1.004873", 6, "working", {"entered": 15_000}),
)


@dataclass(slots=True)
class _Day:
    """The clock of one story: every act a few working minutes after the one before, never later than now."""

    calendar: WorkingCalendar
    at: dt.datetime
    now: dt.datetime

    def later(self) -> dt.datetime:
        self.at = min(next_working_moment(self.calendar, self.at + PACE), self.now)
        return self.at


def load_dossiers(*, now: dt.datetime) -> Iterator[Dossier]:
    """Make the dossiers that are not there, one by one, for a progress bar."""
    for number, story in enumerate(STORIES, 1):
        key = f"demo-{number}"
        if answered(key=key) is None:
            yield tell(story, key=key, now=now)


def _post(agency: Agency, role: str, at: dt.datetime) -> Post:
    held = Post.objects.current(local(at).date()).filter(agency=agency, role=role)
    return held.select_related("user", "agency__authority").order_by("pk")[0]


@transaction.atomic
def tell(story: Story, *, key: str, now: dt.datetime) -> Dossier:
    """Make one dossier and take it as far as its story goes."""
    committee = Agency.objects.get(code=story.commune, valid_to=None)
    centre = Agency.objects.get(authority=committee, kind="CENTRE", valid_to=None)
    calendar = working_calendar(committee.calendar_code())
    received = latest_receipt(calendar, now, Limit(LimitKind.WORKING_HOURS, story.hours_ago))
    day = _Day(calendar, next_working_moment(calendar, received), now)
    officer = _post(centre, Role.INTAKE, day.at)
    dossier = commands.receive(intake=_intake(story, day.at), by=officer, at=day.at, key=key)
    reached = STAGES.index(story.stage)
    if reached >= STAGES.index("sent"):
        dossier = commands.hand_over(dossier=dossier, by=officer, at=day.later())
        dossier = _work(dossier, story.stage, day)
    if story.stage == "delivered":
        dossier = _deliver(dossier, officer, day)
    return dossier


def _intake(story: Story, at: dt.datetime) -> Intake:
    person = next(each for each in demo.everyone() if each.id_number == story.person)
    met = remember_card(parse(demo.qr_text(person), local(at).date(), synthetic=True), at=at)
    met = remember_contact(met, phone=person.phone, at=at)
    version = version_in_force(story.procedure, on=local(at).date())
    assert version is not None, f"procedure {story.procedure} is not in the catalogue"
    papers = frozenset(each.key for each in version.definition.requirements if each.required)
    return Intake(
        version=version, submitter=met, papers=papers, quantities=story.quantities, subject_name=met.full_name
    )


def _open_handover(dossier: Dossier) -> Handover | None:
    return dossier.handovers.filter(confirmed_at=None).select_related("to_agency", "to_post__agency").first()


def _work(dossier: Dossier, stage: str, day: _Day) -> Dossier:
    """Let each side receive the dossier and do its step until the story's stage is reached."""
    last_role = {
        "sent": None,
        "working": Role.CASE,
        "signing": Role.CASE,
        "returned": Role.APPROVER,
        "signed": Role.APPROVER,
    }.get(stage, Role.RECORDS)
    while last_role is not None and (handover := _open_handover(dossier)) is not None:
        post = handover.to_post or _post(handover.to_agency, handover.to_role, day.at)
        dossier = commands.confirm_handover(dossier=dossier, by=post, at=day.later())
        if stage == "working" or (stage == "returned" and handover.to_post is not None):
            break
        dossier = _step(dossier, stage, post, day)
        if post.role == last_role and stage != "returned":
            break
    return dossier


def _step(dossier: Dossier, stage: str, post: Post, day: _Day) -> Dossier:
    match post.role:
        case Role.CASE:
            dossier = commands.draft(dossier=dossier, content=_draft(dossier), by=post, at=day.later())
            return commands.hand_over(dossier=dossier, by=post, at=day.later())
        case Role.APPROVER if stage == "returned":
            words = "Ghi thêm thời điểm cư trú ở nơi cũ rồi trình lại."
            return commands.return_for_correction(dossier=dossier, reason=words, by=post, at=day.later())
        case Role.APPROVER:
            return commands.approve(dossier=dossier, by=post, at=day.later())
        case Role.RECORDS:
            return commands.number(dossier=dossier, by=post, at=day.later())
    return commands.hand_over(dossier=dossier, by=post, at=day.later())


def _draft(dossier: Dossier) -> dict[str, str]:
    results = dossier.procedure_version.definition.results
    return {
        "result": results[-1].name if results else dossier.procedure_name,
        "content": f"{dossier.applicant_name}: đủ điều kiện theo hồ sơ và dữ liệu hộ tịch.",
        "note": "Đã đối chiếu giấy tờ với cơ sở dữ liệu.",
    }


def _deliver(dossier: Dossier, officer: Post, day: _Day) -> Dossier:
    if dossier.fee_due:
        return dossier
    name, code = dossier.applicant_name, dossier.pickup_code
    return commands.deliver(dossier=dossier, to_name=name, proof=Proof.CODE, shown=code, by=officer, at=day.later())
