"""Plan a service day: the programme, what it offers and excludes, who stands where, who is away."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.agencies.queries import handling_unit, one_stop_of
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.procedures.queries import version_in_force
from motcua.servicedays import rules
from motcua.servicedays.models import PART_OF_ROLE, Absence, Exclusion, Offer, Programme, RosterEntry
from motcua.servicedays.queries.programmes import neighbours_programmes

KIND = "service_day"


def as_recorded(programme: Programme) -> dict[str, Any]:
    """Return what the history keeps of a programme."""
    return {
        "name": programme.name,
        "slogan": programme.slogan,
        "weekdays": programme.weekdays,
        "dates": programme.dates,
        "places": sorted(programme.places.values_list("short_name", flat=True)) if programme.pk else [],
        "mobile_point": programme.mobile_point,
        "windows": [f"{opens}-{closes}" for opens, closes in programme.windows],
        "capacity": programme.capacity,
        "holds": programme.holds,
        "valid_from": programme.valid_from,
        "valid_to": programme.valid_to,
    }


@transaction.atomic
def plan(
    *, programme: Programme | None = None, places: Sequence[Agency], by: Post, at: dt.datetime, **said: Any
) -> Programme:
    """Announce a programme, or change one of the own authority's; Denied with what is wrong, beside its field."""
    on = local(at).date()
    if programme is None:
        rules.check_can_plan(by=by, on=on)
        row, before = Programme(authority=by.authority), {}
    else:
        row = _locked(programme, by=by, on=on)
        before = as_recorded(row)
    for name, value in said.items():
        setattr(row, name, value)
    rules.check_programme(row)
    kept = frozenset(row.places.values_list("pk", flat=True)) if row.pk else frozenset()
    rules.check_places(places, kept=kept, by=by, on=on)
    same = Programme.objects.filter(authority=row.authority, name=row.name, valid_from=row.valid_from)
    if same.exclude(pk=row.pk).exists():
        raise Denied(_("Đã có chương trình này từ ngày ấy: sửa chương trình đó."), about="name")
    row.version += 0 if row.pk is None else 1
    row.save()
    row.places.set(places)
    verb = "changed" if before else "announced"
    record_change(verb, kind=KIND, key=row.pk, by=by, at=at, before=before, after=as_recorded(row))
    return row


def _locked(programme: Programme, *, by: Post, on: dt.date) -> Programme:
    row = _held(programme)
    rules.check_can_change(row, by=by, on=on)
    return row


def _held(programme: Programme) -> Programme:
    return Programme.objects.select_for_update(of=("self",)).select_related("authority").get(pk=programme.pk)


@transaction.atomic
def join(*, programme: Programme, by: Post, at: dt.datetime) -> None:
    """Open the own one-stop on the days of a programme that an authority beside or above announced."""
    on, row = local(at).date(), _held(programme)
    rules.check_can_plan(by=by, on=on)
    if not neighbours_programmes(by.authority, on=on).filter(pk=row.pk).exists():
        raise Denied(_("Nơi của bạn đã tham gia, hoặc chương trình này không dành cho nơi của bạn."))
    place = one_stop_of(by.authority, on=on)
    row.places.add(place)
    record_change("joined", kind=KIND, key=row.pk, by=by, at=at, place=place.name)


@transaction.atomic
def leave(*, programme: Programme, by: Post, at: dt.datetime) -> None:
    """Take the own places and people out of a programme of another authority; what was promised stays promised."""
    row = _held(programme)
    rules.check_can_leave(row, by=by, on=local(at).date())
    places = list(row.places.filter(authority=by.authority))
    row.places.remove(*places)
    row.roster.filter(post__agency__authority=by.authority).delete()
    record_change("left", kind=KIND, key=row.pk, by=by, at=at, place=", ".join(each.name for each in places))


def no_such(code: str) -> str:
    """Say that a procedure is not in the catalogue."""
    return _("Không có thủ tục %(code)s trong danh mục đang có hiệu lực.") % {"code": code}


@transaction.atomic
def offer(*, programme: Programme, code: str, minutes: int, working: bool = True, by: Post, at: dt.datetime) -> Offer:
    """Offer a procedure with its target, or change the target of one that is offered."""
    row = _locked(programme, by=by, on=local(at).date())
    rules.check_offer(minutes)
    if version_in_force(code, on=local(at).date()) is None:
        raise Denied(no_such(code), about="code")
    old = Offer.objects.filter(programme=row, procedure_code=code).first()
    new, _made = Offer.objects.update_or_create(
        programme=row, procedure_code=code, defaults={"minutes": minutes, "working": working}
    )
    before = {"minutes": old.minutes, "working": old.working} if old else {}
    after = {"minutes": minutes, "working": working}
    record_change("offered", kind=KIND, key=row.pk, by=by, at=at, before=before, after=after, procedure=code)
    return new


@transaction.atomic
def withdraw_offer(*, programme: Programme, code: str, by: Post, at: dt.datetime) -> None:
    """Offer a procedure no more; what was promised stays promised."""
    row = _locked(programme, by=by, on=local(at).date())
    if Offer.objects.filter(programme=row, procedure_code=code).delete()[0]:
        record_change("offer_withdrawn", kind=KIND, key=row.pk, by=by, at=at, procedure=code)


@transaction.atomic
def exclude(*, programme: Programme, kind: str, words: str, by: Post, at: dt.datetime, **said: Any) -> Exclusion:
    """Leave dossiers of a kind out of the promise, with the words that the citizen hears."""
    row = _locked(programme, by=by, on=local(at).date())
    if not words.strip():
        raise Denied(_("Ghi lời nói với người dân."), about="words")
    code = said.get("procedure_code", "")
    version = version_in_force(code, on=local(at).date()) if code else None
    if code and version is None:
        raise Denied(no_such(code), about="procedure_code")
    definition = version.definition if version else None
    rules.check_exclusion(kind, definition=definition, cases=said.get("cases", ()), limit=said.get("limit", 0))
    new = Exclusion.objects.create(programme=row, kind=kind, words=words.strip(), **said)
    record_change("excluded", kind=KIND, key=row.pk, by=by, at=at, words=new.words)
    return new


@transaction.atomic
def include(*, exclusion: Exclusion, by: Post, at: dt.datetime) -> None:
    """Leave them out no more."""
    row = _locked(exclusion.programme, by=by, on=local(at).date())
    record_change("included", kind=KIND, key=row.pk, by=by, at=at, words=exclusion.words)
    exclusion.delete()


@transaction.atomic
def roster(
    *,
    programme: Programme,
    post: Post,
    part: str,
    opens: dt.time,
    closes: dt.time,
    stand_in: Post | None = None,
    date: dt.date | None = None,
    by: Post,
    at: dt.datetime,
) -> RosterEntry:
    """Put somebody down for a part of the day, with who stands in for them."""
    row = _held(programme)
    rules.check_can_staff(row, post, stand_in, by=by, on=local(at).date())
    rules.check_is_ours(row, post, stand_in)
    rules.check_roster(post, part, stand_in, opens=opens, closes=closes)
    new = RosterEntry.objects.create(
        programme=row, post=post, part=part, opens=opens, closes=closes, stand_in=stand_in, date=date
    )
    record_change("rostered", kind=KIND, key=row.pk, by=by, at=at, **_entry(new))
    return new


def _entry(entry: RosterEntry) -> dict[str, Any]:
    return {"who": str(entry.post), "hours": f"{entry.opens:%H:%M}-{entry.closes:%H:%M}"}


@transaction.atomic
def roster_everybody(*, programme: Programme, authority: Agency, by: Post, at: dt.datetime) -> list[RosterEntry]:
    """Put down for the whole day everybody of an authority who has a part in it and is not there yet.

    Those at the counter, in the units that handle what is offered, who sign and who keep the seal; a colleague of the
    same role in the same unit stands in. Denied where all of them are there.
    """
    there = set(programme.roster.filter(date=None).values_list("post", flat=True))
    posts = _with_a_part(programme, authority, on=local(at).date())
    new = [post for post in posts if post.pk not in there]
    if posts and not new:
        raise Denied(_("Ai có việc trong những ngày này đã ở trong bảng."))
    opens, closes = (dt.time.fromisoformat(programme.windows[which][which]) for which in (0, -1))
    return [
        roster(
            programme=programme, post=post, part=PART_OF_ROLE[post.role], opens=opens, closes=closes,
            stand_in=_colleague(post, posts), by=by, at=at,
        )
        for post in new
    ]  # fmt: skip


def _with_a_part(programme: Programme, authority: Agency, *, on: dt.date) -> list[Post]:
    versions = [version_in_force(offer.procedure_code, on=on) for offer in programme.offers.all()]
    sectors = {version.definition.sector for version in versions if version is not None}
    units = {authority.pk, *(handling_unit(authority, sector, on=on).pk for sector in sectors)}
    held = Post.objects.current(on).filter(agency__authority=authority, role__in=PART_OF_ROLE)
    rows = held.select_related("user", "agency").order_by("pk")
    return [post for post in rows if post.role == Role.INTAKE or post.agency_id in units]


def _colleague(post: Post, posts: Sequence[Post]) -> Post | None:
    same = (each for each in posts if (each.role, each.agency_id) == (post.role, post.agency_id))
    return next((each for each in same if each.user_id != post.user_id), None)


@transaction.atomic
def take_off(*, entry: RosterEntry, by: Post, at: dt.datetime) -> None:
    """Take somebody off the roster."""
    row = _held(entry.programme)
    rules.check_can_staff(row, entry.post, by=by, on=local(at).date())
    record_change("taken_off", kind=KIND, key=row.pk, by=by, at=at, **_entry(entry))
    entry.delete()


@transaction.atomic
def set_away(*, post: Post, starts_on: dt.date, ends_on: dt.date, reason: str, by: Post, at: dt.datetime) -> Absence:
    """Write down that somebody of the own authority is away: their stand-ins take over on these days."""
    rules.check_can_plan(by=by, on=local(at).date())
    if post.authority != by.authority:
        raise Denied(_("Người này không thuộc cơ quan của bạn."), about="post")
    if ends_on < starts_on:
        raise Denied(_("Ngày kết thúc phải sau ngày bắt đầu."), about="ends_on")
    row = Absence.objects.create(post=post, starts_on=starts_on, ends_on=ends_on, reason=reason.strip())
    record_change(
        "away", kind="absence", key=post.pk, by=by, at=at, who=str(post), starts_on=starts_on, ends_on=ends_on
    )
    return row


@transaction.atomic
def take_back(*, absence: Absence, by: Post, at: dt.datetime) -> None:
    """They are there after all."""
    rules.check_can_plan(by=by, on=local(at).date())
    if absence.post.authority != by.authority:
        raise Denied(_("Người này không thuộc cơ quan của bạn."))
    record_change("back", kind="absence", key=absence.post_id, by=by, at=at, who=str(absence.post))
    absence.delete()
