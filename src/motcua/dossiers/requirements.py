"""Which papers need not be brought because data stand in for them (NĐ 104/2022/NĐ-CP, NĐ 18/2026/NĐ-CP): pure."""

from collections.abc import Iterable

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
