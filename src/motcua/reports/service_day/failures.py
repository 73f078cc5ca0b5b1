"""What did not go as promised, and why: grouped by the reason, the most frequent first, each with its dossiers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.reports.service_day.achieved import Achieved, Which
from motcua.reports.service_day.cases import Case, calendars_of
from motcua.servicedays.models import Promise
from motcua.servicedays.queries.medians import lengths_of_all, longest_beyond
from motcua.servicedays.sentences import said_again


@dataclass(frozen=True, slots=True)
class Failure:
    """One kind of failure with one reason: how many, and their codes. `key` finds it again in an address."""

    kind: str
    why: str
    codes: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.codes)

    @property
    def key(self) -> str:
        """What an address calls it: nothing personal."""
        return f"{self.kind}: {self.why}" if self.why else self.kind


def failures(day: Achieved) -> list[Failure]:
    """Return what failed and why: broken promises by where the time went, what was left out by the words said.

    Then what was asked for after acceptance, what is late by law, what was turned away at the door, what was stopped.
    """
    broken, left_out = day.behind(Which.BROKEN), day.behind(Which.NOT_PROMISED)
    faults = _faults(broken, day)
    others = (
        (_("Phải yêu cầu bổ sung sau khi tiếp nhận"), _codes(day.behind(Which.SUPPLEMENTED))),
        (_("Quá hạn theo luật"), _codes(day.behind(Which.LAW_LATE))),
        (_("Chưa nhận được, hướng dẫn bổ sung"), day.door.asked),
        (_("Từ chối tiếp nhận"), day.door.refused),
        (_("Dừng, hủy tiếp nhận"), _codes(day.behind(Which.STOPPED))),
    )
    return [
        *_grouped(_("Lỡ hẹn"), broken, lambda case: faults[case.pk]),
        *_grouped(_("Không hẹn trong ngày"), left_out, _why_not),
        *(Failure(kind, "", codes) for kind, codes in others if codes),
    ]


def _why_not(case: Case) -> str:
    return said_again(case.said.reason) if case.said else ""


def _codes(cases: Iterable[Case]) -> tuple[str, ...]:
    return tuple(case.code for case in cases)


def _grouped(kind: str, cases: Iterable[Case], why: Callable[[Case], str]) -> list[Failure]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(why(case), []).append(case)
    ordered = sorted(found, key=lambda words: (-len(found[words]), words))
    return [Failure(kind, words, _codes(found[words])) for words in ordered]


def _faults(broken: list[Case], day: Achieved) -> dict[int, str]:
    """Return why each promise was broken, without its minutes, so that the same reasons are one."""
    basis = dict(Promise.objects.filter(dossier__in=[case.pk for case in broken]).values_list("dossier_id", "basis"))
    calendars = calendars_of(day.shops)
    found: dict[int, str] = {}
    for calendar in {id(each): each for each in calendars.values()}.values():
        here = [case for case in broken if calendars[case.shop] is calendar]
        taken = lengths_of_all([(case.pk, case.received_at, case.ready_at or day.at) for case in here], calendar)
        for case in here:
            worst = longest_beyond(basis[case.pk], taken[case.pk])
            found[case.pk] = _fault(case, worst["name"] if worst else "")
    return found


def _fault(case: Case, step: str) -> str:
    if case.supplemented:
        return _("phải yêu cầu bổ sung sau khi đã hẹn")
    return _("lâu nhất ở bước «%(step)s»") % {"step": step} if step else _("chậm hơn lời hẹn")
