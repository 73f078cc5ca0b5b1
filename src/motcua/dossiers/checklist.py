"""What is checked of a dossier filed online before it is accepted: a list per procedure, each line answered.

Derived from what the procedure asks for, with the lines of its own that the catalogue has (`Definition.checks`).
Validity and completeness are checked by the one-stop before acceptance (NĐ 118/2025/NĐ-CP art. 17 as amended).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, IntakeCheck
from motcua.procedures.definition import Requirement, RequirementKind


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list, with the answer that counts: None while nobody has answered."""

    key: str
    words: str
    answer: IntakeCheck | None = None

    @property
    def passed(self) -> bool:
        """Whether it was answered, and well."""
        return self.answer is not None and self.answer.passed

    @property
    def failed(self) -> bool:
        """Whether it was answered, and not well."""
        return self.answer is not None and not self.answer.passed


def lines_of(dossier: Dossier) -> tuple[Line, ...]:
    """Return the list of a dossier, in the order it is gone through, with the latest answers."""
    answers = {each.key: each for each in dossier.checks.order_by("pk")}
    return tuple(Line(key, words, answers.get(key)) for key, words in _asked(dossier))


def open_lines(dossier: Dossier) -> tuple[Line, ...]:
    """Return what has no answer yet."""
    return tuple(line for line in lines_of(dossier) if line.answer is None)


def failed_lines(dossier: Dossier) -> tuple[Line, ...]:
    """Return what was answered not well: what is asked for, or why it is refused."""
    return tuple(line for line in lines_of(dossier) if line.failed)


def reason_of(line: Line) -> str:
    """Return a failed line as the citizen reads it: what, and why."""
    return f"{line.words}: {line.answer.why}" if line.answer is not None and line.answer.why else line.words


def _asked(dossier: Dossier) -> Iterator[tuple[str, str]]:
    definition = dossier.procedure_version.definition
    have = set(dossier.documents.values_list("key", flat=True))
    yield "place", _("Đúng thủ tục, đúng cơ quan có thẩm quyền")
    for each in definition.requirements:
        if each.required or each.key in have:
            yield f"paper.{each.key}"[:70], _paper(each)
    for number, words in enumerate(definition.checks, start=1):
        yield f"own.{number}", _(words)


def _paper(requirement: Requirement) -> str:
    said = {"name": _(requirement.name)}
    if requirement.kind == RequirementKind.FORM:
        return _("%(name)s: khai đủ, khớp với giấy tờ và dữ liệu") % said
    return _("%(name)s: có đủ, đọc được, còn giá trị") % said
