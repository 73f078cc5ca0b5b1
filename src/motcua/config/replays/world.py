"""The district of those years, ready for a day: one-stops, staff, lines, programme; planned by the real commands."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from motcua.accounts.models import Post, Role, User
from motcua.agencies.models import Agency, AgencyKind, Counter
from motcua.agencies.queries import agency_on
from motcua.agencies.seed import load_agencies
from motcua.config.replays.numbers import Numbers, Staff, Tier
from motcua.forms.seed import load_form
from motcua.lib.clock import TZ
from motcua.people.gazetteer import gazetteer
from motcua.procedures.load import load_definition
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.shipped import shipped_definitions
from motcua.queues.commands import LineSaid, say_line
from motcua.queues.models import Line
from motcua.servicedays import commands as service_days
from motcua.servicedays.models import PART_OF_ROLE, ExclusionKind, Programme
from motcua.servicedays.seed import Shipped, shipped
from motcua.worktime.seed import load_calendars

_LEVEL: dict[Tier, str] = {"district": "Cấp huyện", "commune": "Cấp xã"}
_DIVISIONS = (AgencyKind.CENTRE, AgencyKind.RECEPTION_POINT)


@dataclass
class Place:
    """One authority with its one-stop; `posts` by role."""

    tier: Tier
    authority: Agency
    shop: Agency
    posts: dict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class World:
    """Everything that stands before the first person comes."""

    day: dt.date
    programme: Programme
    places: tuple[Place, ...]
    versions: dict[str, ProcedureVersion]
    away: Post


def build(numbers: Numbers, *, day: dt.date, communes: int, away: int) -> World:
    """Make the world on an empty database; in place number `away` the signer is away that day."""
    at = dt.datetime.combine(day - dt.timedelta(days=1), dt.time(15), tzinfo=TZ)
    load_calendars()
    load_agencies()
    versions = {version.definition.code: version for version in _catalogue(numbers)}
    for version in versions.values():
        load_form(version, on=numbers.first_day)
    gazetteer()  # as in a house that has been open for days: what is read once has been read
    places = tuple(_places(numbers, day=day, communes=communes))
    for place in places:
        _open_lines(place, numbers, at=at)
    programme = _announce(numbers, places, day=day, at=at)
    absent = _put_down(programme, places, away=places[away % len(places)], at=at)
    return World(day, programme, places, versions, absent)


def _catalogue(numbers: Numbers) -> Iterator[ProcedureVersion]:
    """Let today's procedures have held then, by whoever was competent then."""
    for definition in shipped_definitions():
        codes = {tier: {each.procedure for each in matters} for tier, matters in numbers.matters.items()}
        levels = tuple(level for tier, level in _LEVEL.items() if definition.code in codes[tier])
        if levels:
            then = definition.model_copy(update={"valid_from": numbers.first_day, "levels": levels})
            load_definition(then, on=numbers.first_day)
    codes_all = numbers.procedures()
    yield from ProcedureVersion.objects.filter(procedure__code__in=codes_all).select_related("procedure")


def _places(numbers: Numbers, *, day: dt.date, communes: int) -> Iterator[Place]:
    district = agency_on(numbers.district, on=day)
    assert district is not None, "the district of the replay is among the shipped units"
    below = Agency.objects.valid_on(day).filter(parent=district, kind=AgencyKind.COMMUNE).order_by("code")
    tiers: list[tuple[Tier, Agency]] = [("district", district), *(("commune", each) for each in below[:communes])]
    for tier, authority in tiers:
        place = Place(tier, authority, _shop(authority, numbers, tier))
        for staff in (*numbers.staff[tier], _stand_in(numbers, tier)):
            _fill(place, staff, numbers)
        yield place


def _shop(authority: Agency, numbers: Numbers, tier: Tier) -> Agency:
    """Return the one-stop: the recorded one, or for a commune one made like it."""
    shop = Agency.objects.filter(authority=authority, kind__in=_DIVISIONS).first()
    if shop is None:
        shop = Agency.objects.create(
            code=f"{authority.code}.01",
            valid_from=authority.valid_from,
            valid_to=authority.valid_to,
            name=f"Bộ phận tiếp nhận và trả kết quả {authority.short_name}",
            short_name=f"Một cửa {authority.short_name}",
            kind=AgencyKind.RECEPTION_POINT,
            parent=authority,
            authority=authority,
            code_qd20=f"{authority.code}.01",
            codes_confirmed=False,
            province_code=authority.province_code,
        )
    desks = sum(each.number for each in numbers.staff[tier] if each.role == Role.INTAKE)
    for number in range(1, desks + 1):
        Counter.objects.get_or_create(centre=shop, number=number, defaults={"name": f"Quầy {number}"})
    return shop


def _stand_in(numbers: Numbers, tier: Tier) -> Staff:
    return Staff(unit="U", role=Role.APPROVER, title=numbers.stand_in[tier], number=1)


def _fill(place: Place, staff: Staff, numbers: Numbers) -> None:
    units = {"S": place.shop, "U": place.authority}
    unit = units.get(staff.unit) or Agency.objects.get(authority=place.authority, code__endswith=f".{staff.unit}")
    counters = {each.number: each for each in place.shop.counters.all()}
    for number in range(1, staff.number + 1):
        name = f"{place.authority.code}-{staff.role}-{len(place.posts[staff.role]) + 1}".lower()
        user = User.objects.create(username=name, full_name=f"{staff.title} {number}, {place.authority.short_name}")
        counter = counters[number] if staff.role == Role.INTAKE else None
        post = Post.objects.create(
            user=user, agency=unit, role=staff.role, title=staff.title, starts_on=numbers.first_day, counter=counter
        )
        place.posts[staff.role].append(post)


def _open_lines(place: Place, numbers: Numbers, *, at: dt.datetime) -> None:
    by = place.posts[Role.ADMIN][0]
    for each in numbers.lines[place.tier]:
        place.lines.append(say_line(place.shop, LineSaid(**each.model_dump()), by=by, at=at))


def _announce(numbers: Numbers, places: tuple[Place, ...], *, day: dt.date, at: dt.datetime) -> Programme:
    known: Shipped = next(each for each in shipped() if each.name == numbers.programme)
    by = places[0].posts[Role.SUPERVISOR][0]
    said = known.model_dump(include={"name", "slogan", "weekdays", "windows", "capacity", "holds"})
    row = service_days.plan(
        places=[place.shop for place in places], dates=[day.isoformat()], valid_from=numbers.first_day,
        by=by, at=at, **said,
    )  # fmt: skip
    offered = known.offers | numbers.offers
    for code in sorted(offered.keys() & numbers.procedures()):
        service_days.offer(programme=row, code=code, minutes=offered[code], by=by, at=at)
    for left_out in known.exclusions:
        if left_out.kind != ExclusionKind.VERIFICATION:
            service_days.exclude(programme=row, by=by, at=at, **left_out.model_dump())
    return row


def _put_down(row: Programme, places: tuple[Place, ...], *, away: Place, at: dt.datetime) -> Post:
    """Put everybody down for the day; the second who signs stands in for the first, who in one place is away."""
    by = places[0].posts[Role.SUPERVISOR][0]
    opens, closes = dt.time.fromisoformat(row.windows[0][0]), dt.time.fromisoformat(row.windows[-1][1])
    for place in places:
        signer, stand_in = place.posts[Role.APPROVER]
        on_duty = [post for role in PART_OF_ROLE if role != Role.APPROVER for post in place.posts[role]]
        for post in (*on_duty, signer):
            service_days.roster(
                programme=row, post=post, part=PART_OF_ROLE[post.role], opens=opens, closes=closes,
                stand_in=stand_in if post is signer else None, by=by, at=at,
            )  # fmt: skip
    absent = away.posts[Role.APPROVER][0]
    day = (at + dt.timedelta(days=1)).date()
    planner = next((post for role in (Role.SUPERVISOR, Role.ADMIN) for post in away.posts[role]), by)
    service_days.set_away(post=absent, starts_on=day, ends_on=day, reason="Đi họp huyện", by=planner, at=at)
    return absent
