"""Promise when a dossier is accepted on a service day, and write down what became of it."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.events.record import record
from motcua.servicedays import sentences
from motcua.servicedays.models import Promise, PromiseState
from motcua.servicedays.promising import NOTHING
from motcua.servicedays.queries.estimates import Matter, Said, Scene, left_out, say, scene_at
from motcua.servicedays.queries.medians import lengths_of, longest_beyond, minutes

# What an event of a dossier does to an open promise: the result decides it, an end without one makes it void.
type Ahead = Callable[[Dossier], dt.timedelta]
_READY, _ENDED = "result_ready", frozenset({"withdrawn", "cancelled", "closed"})


def nobody_ahead(_dossier: Dossier) -> dt.timedelta:
    """Nobody waits in front: where the house has no queue."""
    return NOTHING


def follow(
    dossiers: Sequence[Dossier], name: str, *, by: Post, at: dt.datetime, ahead: Ahead = nobody_ahead
) -> list[Promise]:
    """React to what happened to dossiers, in the same transaction: promise at acceptance, judge at the result.

    Return what was promised, or told why not.
    `ahead` says of a dossier how long those in front of it in the queue will take.
    """
    with override("vi"):  # what is said here is kept
        if name == "received":
            return promise_all(dossiers, by=by, at=at, ahead=ahead)
        if name == _READY or name in _ENDED:
            _settle(dossiers, ready=name == _READY, by=by, at=at)
    return []


def promise_all(
    dossiers: Iterable[Dossier], *, by: Post, at: dt.datetime, ahead: Ahead = nobody_ahead
) -> list[Promise]:
    """Promise what may be promised of dossiers just accepted, one after the other; on any other day nothing."""
    made: list[Promise] = []
    for dossier in dossiers:
        scene = scene_at(dossier.intake_agency, at=at)
        if scene is None:
            return made
        said = say(scene, _matter(dossier, scene), queue=ahead(dossier))
        made.append(_promise(dossier, said, by=by, at=at))
    return made


def _matter(dossier: Dossier, scene: Scene) -> Matter:
    return Matter(
        definition=dossier.procedure_version.definition,
        case=dossier.case,
        quantities=dossier.quantities,
        elsewhere=dossier.elsewhere,
        law=dossier.due_at,
        left_out=left_out(scene, dossier.form_id, dossier.procedure_code),
        dossier=dossier.pk,
    )


def _promise(dossier: Dossier, said: Said, *, by: Post, at: dt.datetime) -> Promise:
    row = Promise.objects.create(
        dossier=dossier,
        programme=said.programme,
        made_at=at,
        promised_at=said.at,
        target_at=said.target,
        law_at=dossier.due_at,
        reason_code=said.why or "",
        reason=said.reason[:300],
        basis=list(said.basis),
        state=PromiseState.NONE if said.at is None else PromiseState.OPEN,
    )
    record(
        stream=dossier.stream,
        name="dossier.service_promised" if said.at else "dossier.service_not_promised",
        by=by,
        at=at,
        programme=said.programme.name,
        promised_at=said.at,
        promised=sentences.shown(said.at),
        reason=said.reason,
    )
    return row


def _settle(dossiers: Sequence[Dossier], *, ready: bool, by: Post, at: dt.datetime) -> None:
    rows = Promise.objects.select_for_update().filter(dossier__in=dossiers, state=PromiseState.OPEN)
    known = {dossier.pk: dossier for dossier in dossiers}
    for row in rows:
        dossier = known[row.dossier_id]
        if not ready:
            row.state, row.why = PromiseState.VOID, _("Hồ sơ kết thúc không có kết quả.")
        elif row.promised_at is not None and at <= row.promised_at:
            row.state = PromiseState.KEPT
        else:
            row.state, row.why = PromiseState.BROKEN, why_broken(row, dossier, at=at)[:400]
        row.ended_at = at
        row.save(update_fields=["state", "why", "ended_at"])
        record(
            stream=dossier.stream, name=f"dossier.service_{row.state.lower()}", by=by, at=at,
            promised_at=row.promised_at, promised=sentences.shown(row.promised_at), why=row.why,
        )  # fmt: skip


def why_broken(row: Promise, dossier: Dossier, *, at: dt.datetime) -> str:
    """Say why a promise was missed: what was asked of the person, or the step that took longest beyond its minutes."""
    late = sentences.minutes_of(at - (row.promised_at or at))
    said = ngettext("Muộn %(n)d phút.", "Muộn %(n)d phút.", late) % {"n": late}
    if SupplementRequest.objects.filter(dossier=dossier, asked_at__gte=row.made_at).exists():
        return said + " " + _("Phải yêu cầu bổ sung sau khi đã hẹn.")
    taken = lengths_of(dossier, until=at)
    worst = longest_beyond(row.basis, taken)
    if worst is None:
        return said
    thought = worst["minutes"] + worst["wait"]
    words = {"name": worst["name"], "took": minutes(taken.get(worst["step"])), "thought": thought}
    return said + " " + _("Lâu nhất ở bước «%(name)s»: %(took)d phút, dự tính %(thought)d phút.") % words
