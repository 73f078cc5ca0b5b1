"""Which papers need not be brought because data stand in for them (NĐ 104/2022/NĐ-CP, NĐ 18/2026/NĐ-CP): pure."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from motcua.procedures.definition import Definition, Requirement, RequirementKind

# What the catalogue calls a replacing datum → the source of a form's value that is that datum.
SOURCES = {
    "cccd_qr": "card",
    "vneid": "vneid",
    "csdldc": "population",
    "csdl_ho_tich": "civil_registry",
    "du_lieu_gcs_ky_so": "health",
    "du_lieu_gbt_ky_so": "health",
}


def replaced_by(requirement: Requirement, sources: Iterable[str]) -> str:
    """Return the source that stands in for this paper, or ""."""
    known = set(sources)
    return next((SOURCES[name] for name in requirement.replaceable_by if SOURCES.get(name) in known), "")


def replaced(definition: Definition, sources: Iterable[str]) -> dict[str, str]:
    """Return {requirement key: source} for every paper that data stand in for."""
    known = set(sources)
    found = {requirement.key: replaced_by(requirement, known) for requirement in definition.requirements}
    return {key: source for key, source in found.items() if source}


def forms_met(definition: Definition) -> frozenset[str]:
    """Return the forms among the requirements: the office fills them itself."""
    return frozenset(each.key for each in definition.requirements if each.kind is RequirementKind.FORM)


def no_scan(*, kind: str, replaced: bool, online: bool = False, secret: bool = False, on_paper: bool = True) -> str:
    """Return why a component needs no scan (TT 03/2025/TT-VPCP art. 5.2; law.md 1.11), or "".

    Opinions and replies of agencies are no components (Consultation): they are never asked for here. `on_paper` tells
    whether the applicant signed the form on paper.
    """
    if secret:
        return _("tài liệu mật, không quét")
    if online:
        return _("nộp trực tuyến, đã là bản điện tử")
    if replaced:
        return _("đã có dữ liệu thay giấy, không phải quét")
    if kind == RequirementKind.PRESENT:
        return _("chỉ xuất trình, xem rồi trả lại, không quét")
    if kind == RequirementKind.FORM and not on_paper:
        return _("tờ khai điện tử, không có bản giấy")
    return ""
