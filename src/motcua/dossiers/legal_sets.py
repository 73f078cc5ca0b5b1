"""Which circular's papers hold on a day: data and templates, because they will change again (law.md 1.1, trap 28).

A dossier keeps the set that held when it was handed in, whenever its papers are printed: like its procedure version,
its papers belong to the law it came under, name one another by that law's numbers (form 05 is a routing slip under
TT 01/2018, a stop notice under TT 03/2025) and read as one file. A register is printed under the set of the last day
it tells of. An installation replaces or adds sets and templates
in the folder named by MOTCUA_PAPERS_DIR; each authority says numbers, titles, signs and pages on its page of papers.
"""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from motcua.agencies.models import Agency
from motcua.dossiers.models.papers import OfficeForm, PaperKind
from motcua.lib.outcomes import Denied
from motcua.printing.render import TEMPLATES

DATA = Path(__file__).parent / "data" / "legal_sets.yaml"
REGISTER = "REGISTER"
# What an authority says itself; how a paper is drawn, and whose numbers it shares, comes with its kind.
SAID = ("number", "title", "sign", "page")
KNOWN = frozenset(PaperKind.values) | {REGISTER}


class Form(BaseModel):
    """One paper of a set; see the head of the data file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str = ""
    title: str
    break_before: str = ""
    sign: str = ""
    page: Literal["a4", "a5"] = "a4"
    template: str = ""
    issuer: Literal["INTAKE", "COMPETENT"] = "INTAKE"
    series: str = ""


class LegalSet(BaseModel):
    """A circular's papers, from a day to a day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    top_line: str = ""
    papers: dict[str, Form]


class Sets(BaseModel):
    """Every set, the earliest first, and the papers that belong to none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sets: tuple[LegalSet, ...] = ()
    others: dict[str, Form] = {}

    @field_validator("sets")
    @classmethod
    def in_order(cls, sets: tuple[LegalSet, ...]) -> tuple[LegalSet, ...]:
        """Order them by their first day."""
        return tuple(sorted(sets, key=lambda each: each.valid_from))


def own_folder() -> Path | None:
    """Return the folder of an office's own sets and templates, if one is named."""
    return Path(settings.MOTCUA_PAPERS_DIR) if settings.MOTCUA_PAPERS_DIR else None


def _read(path: Path) -> Sets:
    return Sets.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})


@cache
def _all_sets(own: Path | None) -> Sets:
    shipped = _read(DATA)
    path = own / DATA.name if own else None
    if path is None or not path.is_file():
        return shipped
    ours = _read(path)
    sets = {each.name: each for each in (*shipped.sets, *ours.sets)}
    return Sets(sets=tuple(sets.values()), others=shipped.others | ours.others)


def all_sets() -> Sets:
    """Return what holds at this installation: the sets that come along, replaced or joined by the office's own."""
    return _all_sets(own_folder())


def sets_of(unit: Agency) -> Sets:
    """Return what holds for a unit: the sets of the installation, with what its authority says of papers itself."""
    found = all_sets()
    sets, others = {each.name: each for each in found.sets}, dict(found.others)
    for row in OfficeForm.objects.filter(authority=unit.authority_id):
        held = sets.get(row.legal_set)
        known = (held.papers if held else others).get(row.kind) or drawn_like(row.kind)
        said = {name: getattr(row, name) for name in SAID}
        ours = known.model_copy(update=said | ({} if known.break_before in row.title else {"break_before": ""}))
        if not row.legal_set:
            others[row.kind] = ours
        elif held is not None:
            sets[row.legal_set] = held.model_copy(update={"papers": held.papers | {row.kind: ours}})
        elif row.valid_from is not None:
            sets[row.legal_set] = LegalSet(name=row.legal_set, valid_from=row.valid_from, papers={row.kind: ours})
    return Sets(sets=tuple(sets.values()), others=others)


def drawn_like(kind: str) -> Form:
    """Return the latest form of a paper that came along: a new circular's is drawn like it."""
    found = all_sets()
    return next((each.papers[kind] for each in reversed(found.sets) if kind in each.papers), None) or found.others[kind]


def legal_set_on(day: dt.date, sets: Sets | None = None) -> LegalSet:
    """Return the set that holds on a day: the latest begun; the earliest one for days before it."""
    known = (sets or all_sets()).sets
    held = [each for each in known if each.valid_from <= day]
    return held[-1] if held else known[0]


def form_on(kind: str, day: dt.date, sets: Sets | None = None) -> tuple[LegalSet | None, Form]:
    """Return a paper's form on a day, with the set it stands in (None: it belongs to no circular).

    `sets` are those of who issues it. Denied when the circular of that day knows no such paper: TT 01/2018 has no stop
    notice.
    """
    held = legal_set_on(day, sets)
    if kind in held.papers:
        return held, held.papers[kind]
    other = (sets or all_sets()).others.get(kind)
    if other is None:
        said = {"set": held.name, "paper": PaperKind(kind).label if kind != REGISTER else _("Sổ theo dõi hồ sơ")}
        raise Denied(_("%(set)s, theo đó hồ sơ được nộp, không có %(paper)s: báo người dân bằng văn bản.") % said)
    return None, other


def faults() -> list[str]:
    """Return what is wrong with the sets and templates of this installation: a sentence each."""
    own = own_folder()
    if own is not None and not own.is_dir():
        return [f"Không có thư mục {own}: tạo thư mục hoặc bỏ MOTCUA_PAPERS_DIR."]
    try:
        found = all_sets()
    except (ValidationError, yaml.YAMLError) as error:
        return [f"Không đọc được bộ mẫu giấy tờ của đơn vị ({DATA.name}): {error}"]
    places = [(f"{held.name}: ", held.papers) for held in found.sets] + [("", found.others)]
    wrong = []
    for where, forms in places:
        wrong += [f"{where}không có loại giấy «{kind}»: sửa tên." for kind in sorted(forms.keys() - KNOWN)]
        wrong += [
            f"{where}thiếu mẫu {form.template}: đặt tệp vào thư mục giấy tờ của đơn vị."
            for form in forms.values()
            if form.template and not _template_stands(form.template, own)
        ]
    return wrong


def _template_stands(template: str, own: Path | None) -> bool:
    return any((folder / template).is_file() for folder in (TEMPLATES, own) if folder)
