"""Digital copies as Lan makes them."""

from typing import Any

from motcua.accounts.models import Role
from motcua.documents import digitising
from motcua.documents.digitising import Page
from motcua.documents.reading import Limits, read
from motcua.dossiers.commands import copies
from motcua.dossiers.commands.copies import Owner
from motcua.dossiers.models import DigitalCopy, Dossier
from motcua.dossiers.queries.copies import Component, components_of
from motcua.exchange.signing.copies import sign_copy
from tests.factories import scans
from tests.factories.dossiers import MORNING, Commune

OLD_CERTIFICATE = "gxn_cu"
"""The single-status certificate given before: handed in, to be scanned."""


def pages(count: int = 1) -> list[Page]:
    """Pages as they come from a scanner, drawn anew and stored."""
    return digitising.keep(read(scans.tiff(count), Limits()), at=MORNING)


def component(owner: Owner, key: str) -> Component:
    """A component of a visit or dossier, as it is now."""
    return next(each for each in components_of(owner) if each.requirement.key == key)


def scanned(owner: Owner, key: str, unit: Commune, *, count: int = 1, paper: int | None = None) -> DigitalCopy:
    """A component scanned and counted, not yet signed."""
    lan: dict[str, Any] = {"by": unit[Role.INTAKE], "at": MORNING}
    copies.add_pages(owner, component(owner, key), pages=pages(count), **lan)
    return copies.count(owner, component(owner, key), paper_pages=paper or count, difference="", **lan)


def signed(owner: Owner, key: str, unit: Commune, *, count: int = 1) -> DigitalCopy:
    """A component scanned, counted and signed by Lan."""
    scanned(owner, key, unit, count=count)
    return sign_copy(owner, component(owner, key), by=unit[Role.INTAKE], at=MORNING)


def fresh(dossier: Dossier) -> Dossier:
    """The dossier as it is now."""
    return Dossier.objects.get(pk=dossier.pk)
