"""What may be promised now: the work really left, who is on duty, what lies before them, how long it lately took."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from typing import Any

from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.lib import practice
from motcua.lib.clock import local
from motcua.procedures.definition import Definition, Step
from motcua.servicedays import rules, sentences
from motcua.servicedays.models import Exclusion, ExclusionKind, LeftOut, Offer, Programme, Promise, PromiseState
from motcua.servicedays.promising import NOTHING, Estimate, StepLeft, Why, estimate
from motcua.servicedays.queries.claims import Claim, Desk, claims_of
from motcua.servicedays.queries.medians import Known, Took, known_at
from motcua.servicedays.queries.programmes import programme_at
from motcua.servicedays.queries.staffing import Staffing, staffing_of
from motcua.servicedays.spans import Span, done_after

# A step that already took its usual time is not done yet: so much of that time is still to be reckoned with.
STILL = 0.25


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked about: a procedure in a case, at a step of its workflow since so long, due by law at a moment.

    A dossier that was promised already is asked about to see whether that will hold.
    """

    definition: Definition
    case: str = ""
    quantities: Mapping[str, Any] = field(default_factory=dict)
    elsewhere: bool = False
    law: dt.datetime | None = None
    step: int = 1
    passed: dt.timedelta = NOTHING
    dossier: int | None = None
    promised_at: dt.datetime | None = None
    # The key of the exclusion that the officer said of it
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What may be said: the moment or the reason, the programme's own target, and each step with its minutes."""

    programme: Programme
    at: dt.datetime | None
    why: Why | None = None
    reason: str = ""
    target: dt.datetime | None = None
    basis: tuple[dict[str, Any], ...] = ()
    stuck: StepLeft | None = None

    @property
    def words(self) -> str:
        """Why it is not returned today; nothing where it is."""
        return sentences.not_today(self.reason) if self.at is None else ""


@dataclass
class Scene:
    """One place on one service day at one moment: what every question about it shares is looked up once."""

    programme: Programme
    place: Agency
    at: dt.datetime
    staffing: Staffing
    offers: dict[str, Offer]
    exclusions: list[Exclusion]
    windows: tuple[Span, ...]
    lengths: dict[str, Known] = field(default_factory=dict)
    claims: list[Claim] | None = None

    def known(self, definition: Definition, target: dt.timedelta) -> Known:
        """Return how long each step of a procedure takes here."""
        if definition.code not in self.lengths:
            self.lengths[definition.code] = known_at(
                self.place, definition, programme=self.programme, target=target, at=self.at
            )
        return self.lengths[definition.code]

    def claimed(self, desk: Desk, matter: Matter, *, usual: dt.timedelta) -> dt.timedelta:
        """Return the work of a desk that comes before a matter; `usual` is how long what nobody reckoned takes."""
        if self.claims is None:
            self.claims = claims_of(self.place, self.windows[-1][1])
        before = (each for each in self.claims if each.comes_before(matter.dossier, matter.promised_at))
        return sum((each.of(desk, usual=usual) for each in before), NOTHING)


def scene_at(place: Agency, *, at: dt.datetime) -> Scene | None:
    """Return the service day that runs at a place now; None on any other day."""
    programme = programme_at(place, at=at)
    day = local(at).date()
    if programme is None or not programme.windows:
        return None
    return Scene(
        programme,
        place,
        at,
        staffing_of(programme, place, day),
        {offer.procedure_code: offer for offer in programme.offers.all()},
        list(programme.exclusions.all()),
        programme.spans_on(day),
    )


def say(scene: Scene, matter: Matter, *, queue: dt.timedelta = NOTHING) -> Said:
    """Say what may be promised of a matter; `queue` is how long those in front of it in the house will take."""
    offer = scene.offers.get(matter.definition.code)
    if offer is None:
        return Said(scene.programme, None, Why.OUTSIDE, _("thủ tục này ngoài danh mục của ngày hôm nay"))
    if excluded := exclusion_of(scene, matter):
        return Said(scene.programme, None, Why.EXCLUDED, excluded.words)
    if matter.promised_at is None and is_full(scene):
        return Said(scene.programme, None, Why.FULL, _("đã nhận đủ số hồ sơ hẹn trả trong ngày"))
    length = dt.timedelta(minutes=offer.minutes)
    target = done_after(scene.windows, scene.at, length) if offer.working else scene.at + length
    known = scene.known(matter.definition, length)
    steps = [
        _left(scene, matter, step, known.steps[step.number]) for step in steps_left(matter.definition, matter.step)
    ]
    # What was promised with time to spare is at risk once that is used up.
    holds = scene.programme.holds if matter.promised_at is None else 0
    spare = known.spare([step.number for step in steps], holds=holds) if holds else NOTHING
    found = estimate(now=scene.at, windows=scene.windows, steps=steps, queue=queue, spare=spare, law=matter.law)
    said = _said(scene.programme, found, target, steps, known)
    around = (_beside(_("Người đến trước"), queue, "queue"), said.basis, _beside(_("Dự phòng"), spare, "spare"))
    return replace(said, basis=tuple(chain.from_iterable(around)))


def _beside(name: str, length: dt.timedelta, source: str) -> Iterable[dict[str, Any]]:
    """Return what a promise is made of beside its steps: those in front in the queue, the time to spare."""
    wait = sentences.minutes_of(length)
    return [{"step": 0, "name": name, "minutes": 0, "wait": wait, "source": source, "known": 0}] if wait else []


def _said(
    programme: Programme, found: Estimate, target: dt.datetime | None, steps: list[StepLeft], known: Known
) -> Said:
    basis = tuple(
        {
            "step": step.number,
            "name": step.name,
            "role": step.role,
            "unit": step.unit,
            "minutes": sentences.minutes_of(step.work),
            "wait": sentences.minutes_of(wait),
            "source": known.steps[step.number].source,
            "known": known.steps[step.number].known,
        }
        for step, wait in zip(steps, chain(found.waits, repeat(NOTHING)), strict=False)
    )
    reason = sentences.why_not(found) if found.at is None else ""
    return Said(programme, found.at, found.why, reason, target, basis, found.step)


def steps_left(definition: Definition, since: int) -> Iterator[Step]:
    """Return the steps of the workflow that are still to be done, from step `since` on."""
    step = next((each for each in definition.steps if each.number == since), None)
    while step is not None:
        yield step
        step = definition.step_after(step.number)


def _left(scene: Scene, matter: Matter, step: Step, took: Took) -> StepLeft:
    role, definition = str(step.role), matter.definition
    able, unit = scene.staffing.able(role, definition), scene.staffing.unit_of(role, definition)
    work = took.length
    if step.number == matter.step:
        work = max(work - matter.passed, work * STILL)
    return StepLeft(
        number=step.number,
        name=step.name,
        role=role,
        unit=unit.pk,
        work=work,
        ahead=scene.claimed((role, unit.pk), matter, usual=took.length),
        people=len({duty.post.pk for duty in able}),
        duty=scene.staffing.spans(role, definition),
    )


def is_full(scene: Scene) -> bool:
    """Tell whether as many dossiers were promised for the day, at this place, as the programme can bear."""
    if not scene.programme.capacity:
        return False
    midnight = local(scene.at).replace(hour=0, minute=0, second=0, microsecond=0)
    made = Promise.objects.filter(programme=scene.programme, made_at__gte=midnight, promised_at__isnull=False)
    made = made.filter(dossier__intake_agency=scene.place, dossier__training=practice.is_on())
    return made.exclude(state=PromiseState.VOID).count() >= scene.programme.capacity


def exclusion_of(scene: Scene, matter: Matter) -> Exclusion | None:
    """Return what leaves a matter out of the promise, if anything does: the officer's word or what is known of it."""
    return next((each for each in scene.exclusions if each.pk == matter.left_out or _applies(each, matter)), None)


def may_be_said(scene: Scene, code: str) -> list[Exclusion]:
    """Return the reasons for which an officer may leave a procedure out of the promise today."""
    return [each for each in scene.exclusions if rules.may_be_said(each, code)]


def left_out(scene: Scene, form: int | None, code: str) -> int:
    """Return the key of what the officer said of a matter, by its form; no query where nothing may be said of it."""
    if form is None or not may_be_said(scene, code):
        return 0
    return LeftOut.objects.filter(item__form=form).values_list("exclusion", flat=True).first() or 0


def _applies(exclusion: Exclusion, matter: Matter) -> bool:
    if exclusion.procedure_code and exclusion.procedure_code != matter.definition.code:
        return False
    if exclusion.kind == ExclusionKind.OTHER_AGENCY:
        return matter.elsewhere
    if exclusion.kind == ExclusionKind.MANY:
        return any(_number(matter.quantities.get(name)) > exclusion.limit for name in ("pages", "copies"))
    return bool(matter.case) and matter.case in exclusion.cases


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
