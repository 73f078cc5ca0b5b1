"""Open promises, and those that will be missed unless somebody acts: seen while they can still be saved."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, Handover
from motcua.dossiers.rules import on_its_way
from motcua.dossiers.rules.basics import step_of
from motcua.lib import practice
from motcua.lib.clock import local
from motcua.servicedays import sentences
from motcua.servicedays.models import Promise, PromiseState
from motcua.servicedays.queries.estimates import Matter, Scene, say, scene_at

MOST = 60
RELATED = (
    "dossier__procedure_version__procedure", "dossier__holder__user", "dossier__holder_agency",
    "dossier__intake_agency", "programme",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A promise that will be missed as things stand: with whom it lies, since when, when it would be ready.

    `called_at`: when whoever has it was told so.
    """

    code: str
    procedure: str
    promised_at: dt.datetime
    expected_at: dt.datetime | None
    role: str
    who: str
    since: dt.datetime
    called_at: dt.datetime | None = None

    @property
    def words(self) -> str:
        """Say who is stuck where."""
        said = {
            "code": self.code,
            "procedure": _(self.procedure),
            "at": f"{local(self.promised_at):%H:%M}",
            "who": self.who,
            "does": sentences.does(self.role),
            "since": f"{local(self.since):%H:%M}",
        }
        words = _("%(procedure)s (%(code)s) hẹn %(at)s: đang chờ %(who)s %(does)s từ %(since)s") % said
        return words + (_(", đã gọi lúc %(at)s") % {"at": f"{local(self.called_at):%H:%M}"} if self.called_at else "")


def open_today(at: dt.datetime) -> QuerySet[Promise]:
    """Return the open promises of today: one of a day that is over can no longer be saved."""
    midnight = local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return Promise.objects.filter(state=PromiseState.OPEN, promised_at__gte=midnight)


def promises_by_code(codes: Iterable[str]) -> Mapping[str, Promise]:
    """Return what was said of these dossiers, by their codes: one query."""
    rows = Promise.objects.filter(dossier__code__in=list(codes)).select_related("dossier")
    return {row.dossier.code: row for row in rows}


def at_risk(place: Agency, *, at: dt.datetime) -> list[AtRisk]:
    """Return today's open promises of a place that will be missed as things stand, the earliest promised first."""
    rows = open_today(at).filter(dossier__intake_agency=place)
    rows = rows.filter(dossier__training=practice.is_on()).select_related(*RELATED)
    rows = rows.prefetch_related("dossier__handovers__to_post__user", "dossier__handovers__to_agency")
    open_ = list(rows.order_by("promised_at", "pk")[:MOST])
    scene = scene_at(place, at=at) if open_ else None
    return [risk for row in open_ if (risk := _risk(row, scene, at)) is not None]


def risk_of(row: Promise, *, at: dt.datetime) -> AtRisk | None:
    """Return an open promise if it will be missed as things stand."""
    return _risk(row, scene_at(row.dossier.intake_agency, at=at), at)


def _risk(row: Promise, scene: Scene | None, at: dt.datetime) -> AtRisk | None:
    promised = row.promised_at
    if promised is None:
        return None
    expected = _expected(row, scene, at)
    if promised >= at and expected is not None and expected <= promised:
        return None
    handover = on_its_way(row.dossier)
    last = handover or max(row.dossier.handovers.all(), key=lambda each: each.sent_at, default=None)
    role = row.dossier.holder_role if handover is None else handover.to_role
    return AtRisk(
        code=row.dossier.code,
        procedure=row.dossier.procedure_name,
        promised_at=promised,
        expected_at=expected,
        role=role,
        who=_who(row.dossier, handover),
        since=row.made_at if last is None else last.sent_at,
        called_at=row.called_at if row.called_role == role else None,
    )


def _who(dossier: Dossier, handover: Handover | None) -> str:
    post = dossier.holder if handover is None else handover.to_post
    unit = dossier.holder_agency if handover is None else handover.to_agency
    return post.user.full_name if post is not None else unit.short_name


def _expected(row: Promise, scene: Scene | None, at: dt.datetime) -> dt.datetime | None:
    """Return when a promised dossier will be ready as things stand; None when no longer today."""
    if scene is None:
        return None
    return say(scene, matter_of(row.dossier, promised_at=row.promised_at, at=at)).at


def matter_of(dossier: Dossier, *, promised_at: dt.datetime | None, at: dt.datetime) -> Matter:
    """Return a dossier as what is asked about, at the step where it lies since so long."""
    step = step_of(dossier)
    sent = [each.sent_at for each in dossier.handovers.all() if each.step == step]
    since = max(sent, default=dossier.received_at or at)
    return Matter(
        definition=dossier.procedure_version.definition,
        case=dossier.case,
        quantities=dossier.quantities,
        elsewhere=dossier.elsewhere,
        law=None,
        step=step,
        passed=max(at - since, dt.timedelta(0)),
        dossier=dossier.pk,
        promised_at=promised_at,
    )
