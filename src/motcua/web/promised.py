"""The promise of a service day in words, beside the law's: before acceptance, after it, and what became of it."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.inbox import lying_before, waiting_for_decision
from motcua.servicedays import sentences
from motcua.servicedays.models import Promise, PromiseState
from motcua.servicedays.promising import NOTHING, Why
from motcua.servicedays.queries.estimates import Matter, Said, Scene, say, scene_at
from motcua.servicedays.queries.lacking import Lacking, lacking
from motcua.servicedays.queries.risks import open_today
from motcua.servicedays.rules import PLANNERS
from motcua.web import words

_CALLS = 5
# From what a step's time is known, the weakest first.
_KNOWN = {
    "norm": gettext_lazy("theo mức đã công bố vì chưa đủ hồ sơ để tính"),
    "others": gettext_lazy("theo trung vị hồ sơ vừa làm ở các nơi cùng ngày này"),
    "median": gettext_lazy("theo trung vị hồ sơ vừa làm ở đây"),
}


@dataclass(frozen=True, slots=True)
class ServicePromise:
    """What is said on a service day: the promise or the reason, where it comes from, how it stands."""

    words: str
    reason: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A promise that waits for somebody, in a sentence that leads to the dossier."""

    words: str
    url: str

    @classmethod
    def of(cls, code: str, sentence: str) -> "Call":
        """Return a call about a dossier."""
        return cls(sentence, reverse("office:dossier", args=[code]))


def called(post: Post, at: dt.datetime) -> list[Call]:
    """Return what this post has in hand and was called for, because its promise will be missed, the earliest first."""
    rows = lying_before(post, at=at).filter(service_promise__in=open_today(at).exclude(called_at=None))
    fields = ("code", "procedure_name", "service_promise__promised_at")
    found = rows.order_by("service_promise__promised_at").values_list(*fields).distinct()[:_CALLS]
    return [Call.of(code, _hurries(code, name, moment, at)) for code, name, moment in found]


def _hurries(code: str, name: str, promised_at: dt.datetime, at: dt.datetime) -> str:
    said = {"procedure": words.named(name), "code": code, "at": words.moment(promised_at, at)}
    return _("%(procedure)s (%(code)s) hẹn %(at)s") % said


def calls_to_sign(post: Post, at: dt.datetime) -> list[Call]:
    """Return what was promised for today and waits for this post's signature, the earliest first."""
    if post.role not in {Role.APPROVER, Role.HEAD}:
        return []
    rows = waiting_for_decision(post, at=at).filter(service_promise__in=open_today(at))
    fields = ("code", "procedure_name", "service_promise__promised_at")
    found = rows.order_by("service_promise__promised_at").values_list(*fields)[:_CALLS]
    return [Call.of(code, _waits(code, name, moment, at)) for code, name, moment in found]


def _waits(code: str, name: str, promised_at: dt.datetime, at: dt.datetime) -> str:
    said = {"procedure": words.named(name), "code": code, "at": words.moment(promised_at, at)}
    return _("%(procedure)s (%(code)s) đang chờ ông/bà ký, hẹn %(at)s") % said


def calls_to_plan(post: Post, at: dt.datetime) -> list[Call]:
    """Return whom the service days of the coming week still lack, to whoever plans them."""
    if post.role not in PLANNERS:
        return []
    found = lacking(post.authority, on=at.date())
    return [Call(_lacks(each), reverse("manage:service_day", args=[each.programme.pk])) for each in found]


def _lacks(each: Lacking) -> str:
    said = f"{each.programme.name}: {sentences.gap(each.gaps[0], brief=True)}"
    more = len(each.gaps) - 1
    if not more:
        return said
    return said + ngettext("; và %(n)d chỗ nữa", "; và %(n)d chỗ nữa", more) % {"n": more}


def scene_of(place: Agency, at: dt.datetime) -> Scene | None:
    """Return the service day at a place now, to ask about several things; None on any other day."""
    return scene_at(place, at=at)


def of_matter(scene: Scene | None, matter: Matter, *, ahead: dt.timedelta = NOTHING) -> ServicePromise | None:
    """Return what would be promised if it were accepted now; `ahead`: what is in front in the queue."""
    if scene is None:
        return None
    said = say(scene, matter, queue=ahead)
    return ServicePromise(_sentence(said, scene.at), _reason(said), "good" if said.at else "")


def _sentence(said: Said, now: dt.datetime) -> str:
    if said.at is not None:
        return in_words(said.at, now)
    if said.why is Why.OUTSIDE:
        return _("Ngoài danh mục của «%(name)s»: theo hạn luật.") % {"name": said.programme.name}
    return said.words


def in_words(promised_at: dt.datetime, now: dt.datetime) -> str:
    """Say a promise: Trả trong buổi này, khoảng 10:40."""
    return words.promise(promised_at, in_visit=True, slip_owed=False, now=now)


def _reason(said: Said) -> str:
    """Say from what it was reckoned: the weakest of what is known of its steps, who came before, what is spared."""
    if not said.basis or said.at is None:
        return said.programme.name
    parts = {each["source"]: each["wait"] for each in said.basis if not each["step"]}
    steps = [each for each in said.basis if each["step"]]
    left = sum(each["minutes"] + each["wait"] for each in steps)
    known = next(words for source, words in _KNOWN.items() if source in {each["source"] for each in steps})
    clauses = [_("việc còn lại khoảng %(n)d phút, %(known)s") % {"n": left, "known": known}]
    if queue := parts.get("queue"):
        clauses.append(_("đợi người đến trước %(n)d phút") % {"n": queue})
    if spare := parts.get("spare"):
        held = {"n": spare, "holds": said.programme.holds}
        clauses.append(_("dự phòng %(n)d phút để %(holds)d%% lời hẹn được giữ") % held)
    return f"{said.programme.name}: {'; '.join(clauses)}."


def of_dossier(dossier: Dossier, *, read_at: dt.datetime | None = None) -> ServicePromise | None:
    """Return what was said of a dossier, and what became of it; read on another day it names its day."""
    return kept(getattr(dossier, "service_promise", None), read_at=read_at)


def kept(row: Promise | None, *, read_at: dt.datetime | None = None) -> ServicePromise | None:
    """Return a promise on record in words."""
    if row is None:
        return None
    name = row.programme.name
    if row.promised_at is None:
        sentence = _("Không trả trong ngày, vì %(reason)s.") % {"reason": sentences.said_again(row.reason)}
        return ServicePromise(sentence, name)
    sentence = words.on_another_day(row.promised_at, read_at or row.promised_at) or in_words(
        row.promised_at, row.made_at
    )
    state = PromiseState(row.state)
    if state is PromiseState.OPEN:
        return ServicePromise(sentence, name)
    tone = {PromiseState.KEPT: "good", PromiseState.BROKEN: "late"}.get(state, "")
    became = f"{name}: {state.label}. {sentences.said_again(row.why)}".strip()
    return ServicePromise(sentence, became, tone)
