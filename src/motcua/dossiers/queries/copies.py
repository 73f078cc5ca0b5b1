"""The components of a visit or a dossier, each with its copy and whether it needs one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from motcua.documents.models import StoredFile
from motcua.dossiers.models import Channel, CopyStatus, DigitalCopy, Dossier, SubmittedDocument, Visit, VisitItem
from motcua.dossiers.queries.visits import sources_of
from motcua.dossiers.requirements import no_scan, replaced_by
from motcua.forms.models import ConfirmedHow, FilledForm
from motcua.lib import practice
from motcua.procedures.definition import Requirement


@dataclass(frozen=True, slots=True)
class Component:
    """One component: where a copy of it belongs, the copy there is, and why none is needed."""

    id: str
    requirement: Requirement
    procedure: str
    item: VisitItem | None
    document: SubmittedDocument | None
    copy: DigitalCopy | None
    no_scan: str

    @property
    def status(self) -> CopyStatus:
        """The status that goes into the national data."""
        return CopyStatus.NONE if self.copy is None else CopyStatus(self.copy.status)

    @property
    def owed(self) -> bool:
        """Whether a copy is still to be made."""
        return not self.no_scan and self.status == CopyStatus.NONE


def _signed_on_paper(form: FilledForm | None) -> bool:
    return form is None or form.confirmed_how == ConfirmedHow.PAPER


def files_mentioned() -> Iterator[str]:
    """Yield the checksums of what no foreign key names: pages of copies, a visit's mandate paper; both worlds."""
    for pages in DigitalCopy.objects.exclude(pages=[]).values_list("pages", flat=True).iterator():
        yield from (page[name] for page in pages for name in ("picture", "thumbnail"))
    papers: set[int] = set()
    for world in (False, True):
        with practice.practising(on=world):
            visits = Visit.objects.filter(person_data__behalf__file__isnull=False)
            papers |= set(filter(None, visits.values_list("person_data__behalf__file", flat=True)))
    yield from StoredFile.objects.filter(pk__in=papers).values_list("sha256", flat=True)


def components_of(owner: Visit | Dossier) -> list[Component]:
    """Return the components of everything in the basket, or of the dossier, in the order of the procedure."""
    return _of_visit(owner) if isinstance(owner, Visit) else _of_dossier(owner)


def _current(copies: Iterable[DigitalCopy]) -> dict[str, DigitalCopy]:
    return {copy.key: copy for copy in copies if copy.replaced_at is None}


def _of_visit(visit: Visit) -> list[Component]:
    rows = visit.items.select_related("procedure_version__procedure", "form").prefetch_related(
        "copies__signed_by__user", "copies__reused", "copies__readings"
    )
    return [component for item in rows for component in _of_item(visit, item)]


def _of_item(visit: Visit, item: VisitItem) -> list[Component]:
    known, copies = sources_of(visit, item), _current(item.copies.all())
    return [
        Component(
            id=f"{item.pk}.{each.key}",
            requirement=each,
            procedure=item.procedure_version.definition.short_name,
            item=item,
            document=None,
            copy=copies.get(each.key),
            no_scan=no_scan(
                kind=each.kind,
                replaced=bool(replaced_by(each, known)),
                secret=each.secret,
                on_paper=_signed_on_paper(item.form),
            ),
        )
        for each in item.procedure_version.definition.requirements
        if item.papers.get(each.key, each.required) or each.key in copies
    ]


def _of_dossier(dossier: Dossier) -> list[Component]:
    known = {each.key: each for each in dossier.procedure_version.definition.requirements}
    rows = dossier.documents.order_by("pk").prefetch_related(
        "digital_copies__signed_by__user", "digital_copies__reused", "digital_copies__readings"
    )
    return [
        Component(
            id=str(row.pk),
            requirement=known[row.key],
            procedure=dossier.procedure_name,
            item=None,
            document=row,
            copy=_current(row.digital_copies.all()).get(row.key),
            no_scan=no_scan(
                kind=row.kind,
                replaced=bool(row.replaced_by),
                online=dossier.channel == Channel.ONLINE,
                secret=known[row.key].secret,
                on_paper=_signed_on_paper(dossier.form),
            ),
        )
        for row in rows
        if row.key in known
    ]
