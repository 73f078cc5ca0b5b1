"""The draft result as it is shown, and the lines a new draft begins with."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from motcua.dossiers.models import Decision, Dossier, Outcome
from motcua.web import delegations, words
from motcua.web.filled import groups_of
from motcua.web.office.looks import DecisionLook

# Groups of a form that speak of the request, not of what the result certifies.
_NOT_THE_MATTER = ("nguoi_yeu_cau", "nyc", "ket", "ban_sao")


def lines_of(dossier: Dossier) -> list[list[str]]:
    """Return what the form says of the matter, as the lines of a draft: [label, value]."""
    if dossier.form is None:
        return []
    # What is kept and printed is Vietnamese, whatever language the screen speaks.
    with translation.override("vi"):
        groups = groups_of(dossier.form, missing=False)
    return [[cell.label, cell.shown] for group in groups if group.key not in _NOT_THE_MATTER for cell in group.cells]


def shown(decisions: Sequence[Decision], title: str) -> DecisionLook | None:
    """Return the latest draft; where a former one was returned, each line says what it was before."""
    if not decisions:
        return None
    latest, former = decisions[-1], decisions[-2] if len(decisions) > 1 else None
    before = dict(former.draft.get("lines", [])) if former else {}
    lines = [(label, value, _was(before, label, value)) for label, value in latest.draft.get("lines", [])]
    if text := latest.draft.get("text"):
        old = former.draft.get("text", "") if former else ""
        lines.append((_("Nội dung"), text, old if old and old != text else ""))
    state, tone = _state(latest)
    returned = latest if latest.returned_at else former if former and former.returned_at else None
    return DecisionLook(
        title=title,
        state=state,
        tone=tone,
        lines=tuple(lines),
        reasons=latest.reasons,
        returned=_returned(returned),
        by=_by(latest),
    )


def _was(before: dict[str, str], label: str, value: str) -> str:
    old = before.get(label, "")
    return old if old and old != value else ""


def _state(decision: Decision) -> tuple[str, str]:
    if decision.outcome:
        return str(Outcome(decision.outcome).label), "good" if decision.outcome == Outcome.APPROVED else "soon"
    if decision.returned_at:
        return _("Đã trả lại để sửa"), "soon"
    return _("Dự thảo, lần %(n)s") % {"n": decision.version}, "calm"


def _returned(decision: Decision | None) -> str:
    if decision is None or decision.returned_by is None:
        return ""
    said = {"who": decision.returned_by.user.full_name, "why": decision.return_reason}
    return _("%(who)s đã trả lại: %(why)s") % said


def _by(decision: Decision) -> str:
    drafted = _("%(who)s soạn lúc %(at)s") % {
        "who": decision.drafted_by.user.full_name,
        "at": words.moment(decision.drafted_at, decision.drafted_at),
    }
    if decision.decided_by is None or decision.decided_at is None:
        return drafted
    signed = {"who": decision.decided_by.user.full_name, "at": words.moment(decision.decided_at, decision.decided_at)}
    number = f" · {decision.number}" if decision.number else ""
    for_whom = f" {delegations.behalf(decision.delegation)}" if decision.delegation else ""
    return drafted + " · " + _("%(who)s ký lúc %(at)s") % signed + for_whom + number
