"""Who is on duty on a service day, in whose place, and for what: the same rules that let a post act decide here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from motcua.accounts.models import Delegation, Post, Role
from motcua.accounts.queries import with_both_posts
from motcua.agencies.models import Agency
from motcua.agencies.queries import handling_unit
from motcua.procedures.definition import Definition
from motcua.procedures.queries import competence_on, version_in_force
from motcua.servicedays.gaps import Cover, Gap, gaps
from motcua.servicedays.models import PART_OF_ROLE, Absence, Part, Programme, RosterEntry, moment_of
from motcua.servicedays.spans import Span, merged


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody at their place in a span; `instead_of` is who is away."""

    post: Post
    part: str
    span: Span
    instead_of: Post | None = None


def duties_on(programme: Programme, day: dt.date, *, authority: Agency | None = None) -> list[Duty]:
    """Return who is there on a day: posts that are held, stand-ins for those who are away.

    With an authority only those of the roster who themselves, or whose stand-ins, work for it.
    """
    related = ("post__user", "post__agency", "stand_in__user", "stand_in__agency")
    entries = programme.roster.filter(Q(date=None) | Q(date=day)).select_related(*related)
    if authority is not None:
        entries = entries.filter(Q(post__agency__authority=authority) | Q(stand_in__agency__authority=authority))
    rows = list(entries)
    posts = {row.post_id for row in rows} | {row.stand_in_id for row in rows}
    away = set(
        Absence.objects.filter(post__in=posts - {None}, starts_on__lte=day, ends_on__gte=day).values_list(
            "post", flat=True
        )
    )
    return [duty for row in rows if (duty := _duty(row, day, away)) is not None]


def _duty(row: RosterEntry, day: dt.date, away: set[int]) -> Duty | None:
    span = (moment_of(day, row.opens), moment_of(day, row.closes))
    if _there(row.post, day, away):
        return Duty(row.post, row.part, span)
    if row.stand_in is not None and _there(row.stand_in, day, away):
        return Duty(row.stand_in, row.part, span, row.post)
    return None


def _there(post: Post, day: dt.date, away: set[int]) -> bool:
    return post.pk not in away and post.user.is_active and post.held_on(day)


@dataclass
class Staffing:
    """The duties of one place on one day, asked procedure by procedure; what was looked up once is kept."""

    place: Agency
    day: dt.date
    duties: Sequence[Duty]
    lent: Sequence[Delegation] = ()
    units: dict[str, Agency] = field(default_factory=dict)

    @property
    def authority(self) -> Agency:
        """The people's committee of the place."""
        return self.place.authority or self.place

    def unit_of(self, role: str, definition: Definition) -> Agency:
        """Return the unit whose posts of a role work on a procedure that is taken in here."""
        if role == Role.INTAKE:
            return self.place
        if role not in {Role.CASE, Role.HEAD}:
            return self.authority
        if definition.code not in self.units:
            lent = competence_on(self.authority, definition.code, on=self.day)
            ours = lent is None or lent.to_agency == self.authority
            unit = handling_unit(self.authority, definition.sector, on=self.day) if ours or lent is None else None
            self.units[definition.code] = unit or (lent.to_agency if lent else self.authority)
        return self.units[definition.code]

    def able(self, role: str, definition: Definition) -> list[Duty]:
        """Return who may do a role's step of a procedure: of that role and unit, or lent a signature that covers it."""
        unit, part = self.unit_of(role, definition), PART_OF_ROLE.get(role, Part.HANDLES)
        found = []
        for duty in self.duties:
            if duty.part != part:
                continue
            own = duty.post.role == role and duty.post.agency_id == unit.pk
            if own or (role == Role.APPROVER and self._is_lent(duty, unit, definition)):
                found.append(duty)
        return found

    def _is_lent(self, duty: Duty, unit: Agency, definition: Definition) -> bool:
        return any(
            each.to_post_id == duty.post.pk
            and each.from_post.role == Role.APPROVER
            and each.from_post.agency_id == unit.pk
            and each.covers(sector=definition.sector, procedure=definition.code)
            and each.holds_at(duty.span[0])
            for each in self.lent
        )

    def spans(self, role: str, definition: Definition) -> tuple[Span, ...]:
        """Return when somebody is there who may do a role's step of a procedure."""
        return merged(duty.span for duty in self.able(role, definition))


def staffing_of(programme: Programme, place: Agency, day: dt.date) -> Staffing:
    """Gather who is there at a place on a day: of a district with its communes only those of the place's authority.

    Nobody else could act there: a unit's work is done by its own posts, and a signature is lent inside an authority.
    """
    duties = duties_on(programme, day, authority=place.authority or place)
    lent = Delegation.objects.filter(to_post__in=[duty.post.pk for duty in duties], revoked_at=None)
    keys = list(lent.values_list("pk", flat=True))
    return Staffing(place, day, duties, list(with_both_posts().filter(pk__in=keys)) if keys else [])


def roles_of(definition: Definition) -> list[str]:
    """Return the roles that a procedure's workflow needs until its result is ready, in their order."""
    return list(dict.fromkeys(str(step.role) for step in definition.steps))


def gaps_on(programme: Programme, place: Agency, day: dt.date) -> tuple[Gap, ...]:
    """Return what nobody would do at a place on a day, for every procedure that is offered."""
    staffing = staffing_of(programme, place, day)
    covers = []
    for offer in programme.offers.all():
        version = version_in_force(offer.procedure_code, on=day)
        if version is None:
            continue
        definition = version.definition
        covers += [Cover(definition.code, role, staffing.spans(role, definition)) for role in roles_of(definition)]
    return gaps(programme.spans_on(day), covers)
