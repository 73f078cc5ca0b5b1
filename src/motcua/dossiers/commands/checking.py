"""The one-stop checks a dossier filed online, line by line; the answers stay with it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.accounts.models import Post
from motcua.dossiers import checklist, filings
from motcua.dossiers.checklist import Line
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.models import Dossier, IntakeCheck
from motcua.dossiers.rules import filing as rules
from motcua.lib.outcomes import Denied


@dataclass(frozen=True, slots=True)
class Answered:
    """What an officer said of one line; what did not pass has its reason."""

    passed: bool
    why: str = ""


@transaction.atomic
def answer_checks(
    *, dossier: Dossier, said: Mapping[str, Answered], by: Post, at: dt.datetime, version: int | None = None
) -> Dossier:
    """Keep the answers to lines of the list; what is said again as it stands is not written twice.

    Denied for a line that is not on the list, and for one that did not pass without saying why.
    """
    dossier = locked(dossier, version=version)
    rules.check_can_check(dossier, by=by, at=at)
    with override("vi"):  # what is kept is Vietnamese, whatever language the officer's screen speaks
        lines = {line.key: line for line in checklist.lines_of(dossier)}
    if said.keys() - lines.keys():
        raise Denied(_("Có mục không còn trong danh sách kiểm tra: xem lại trang."))
    new = [
        _row(dossier, lines[key], answer, by=by, at=at) for key, answer in said.items() if _is_new(lines[key], answer)
    ]
    if not new:
        return dossier
    IntakeCheck.objects.bulk_create(new)
    failed = [f"{row.words}: {row.why}" for row in new if not row.passed]
    passed = sum(row.passed for row in new)
    told = filings.told(dossier.filing)
    return changed(dossier, "checked", by=by, at=at, fields=[], passed=passed, failed=failed, **told)


def _is_new(line: Line, said: Answered) -> bool:
    before = line.answer
    return before is None or (before.passed, before.why) != (said.passed, _why(said))


def _why(said: Answered) -> str:
    return "" if said.passed else said.why.strip()[:400]


def _row(dossier: Dossier, line: Line, said: Answered, *, by: Post, at: dt.datetime) -> IntakeCheck:
    why = _why(said)
    if not said.passed and not why:
        raise Denied(_("Ghi vì sao chưa đạt: %(line)s.") % {"line": line.words}, about=line.key)
    return IntakeCheck(dossier=dossier, key=line.key, words=line.words[:500], passed=said.passed, why=why, by=by, at=at)
