"""How a paper comes to be: number and data are kept first, drawn afterwards; asked for again, it is what was issued.

The row is made in one short transaction that holds the dossier (or the visit): two who print at the same instant get
one paper, and a number is used or given back, never lost. Drawing happens outside it. Whoever dies while drawing leaves
a row without a file: it is drawn from what was kept the next time it is asked for.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import translation

from motcua import printing
from motcua.accounts.models import Post
from motcua.agencies.commands import next_number
from motcua.agencies.models import Agency
from motcua.documents.commands import store
from motcua.documents.models import StoredFile
from motcua.dossiers.legal_sets import Form, form_on, own_folder, sets_of
from motcua.dossiers.models import Dossier, Paper, PaperKind, Visit
from motcua.lib.clock import local

PDF = "application/pdf"
PRACTICE = "THUCHANH"


@dataclass(frozen=True, slots=True)
class Order:
    """Which paper, about what; `law_day` is the day whose circular holds, `units` who may issue it.

    `number` is given for a paper that has its number already (a payment, a decision).
    """

    kind: PaperKind
    matter: Dossier | Visit
    law_day: dt.date
    intake: Agency
    competent: Agency
    about: int = 0
    version: int = 1
    number: str = ""
    template: str = ""
    training: bool = False

    @property
    def subject(self) -> dict[str, Any]:
        """The fields that say what the paper is about."""
        name = "dossier" if isinstance(self.matter, Dossier) else "visit"
        return {name: self.matter, "kind": self.kind, "about": self.about}

    def hold(self) -> None:
        """Hold the row that the paper is about: who prints the same paper at the same instant waits."""
        if isinstance(self.matter, Dossier):
            Dossier.objects.select_for_update(of=("self",)).get(pk=self.matter.pk)
        else:
            Visit.objects.select_for_update(of=("self",)).get(pk=self.matter.pk)


def of_dossier(dossier: Dossier, kind: PaperKind, **more: Any) -> Order:
    """Return the order for a paper of one dossier: under the circular that held when it was handed in."""
    return Order(
        kind=kind,
        matter=dossier,
        law_day=local(dossier.submitted_at).date(),
        intake=dossier.intake_agency,
        competent=dossier.competent_agency,
        training=dossier.training,
        **more,
    )


def kept(order: Order) -> Paper | None:
    """Return the paper as it was issued before, or None."""
    return Paper.objects.select_related("file").filter(version=order.version, **order.subject).first()


def issue(order: Order, say: Callable[[], dict[str, Any]], *, by: Post, at: dt.datetime) -> Paper:
    """Return the paper, issued now if it was not before; `say` gathers what it says. Denied when its law knows none."""
    return drawn(kept(order) or _number(order, say, by=by, at=at), at=at)


def _number(order: Order, say: Callable[[], dict[str, Any]], *, by: Post, at: dt.datetime) -> Paper:
    held, form = form_on(order.kind, order.law_day, sets_of(order.intake))
    if form.issuer == "COMPETENT":
        held, form = form_on(order.kind, order.law_day, sets_of(order.competent))
    with transaction.atomic():
        order.hold()
        before = kept(order)
        if before is not None:
            return before
        with translation.override("vi"):
            data = say()
        data["form"] = form.model_dump(include={"number", "title", "break_before", "page"}) | {
            "set": held.name if held else "",
            "top_line": held.top_line if held else "",
        }
        data["training"] = order.training
        return Paper.objects.create(
            **order.subject,
            version=order.version,
            legal_set=held.name if held else "",
            template=order.template or form.template,
            data=data,
            issued_at=at,
            issued_by=by,
            **_numbered(order, form, at),
        )


def _numbered(order: Order, form: Form, at: dt.datetime) -> dict[str, Any]:
    """Return the number and its place in the series: last in the transaction, because the series is locked by it.

    Practice is counted apart: it leaves no gap in the numbers of real papers.
    """
    first = Paper.objects.filter(**order.subject).order_by("version").values_list("number", flat=True).first()
    if order.number or first is not None or not form.sign:
        return {"number": order.number or first or ""}
    unit, year = order.competent if form.issuer == "COMPETENT" else order.intake, local(at).year
    series = form.series or str(order.kind)
    if order.training:
        series = f"{series}:{PRACTICE}"
    serial = next_number(scope=f"paper:{unit.code}:{series}", period=str(year))
    number = f"{serial}/{PRACTICE if order.training else form.sign}"
    return {"unit": unit, "year": year, "series": series, "serial": serial, "number": number}


def drawn(paper: Paper, *, at: dt.datetime) -> Paper:
    """Return the paper with its file, drawing it from what was kept if nobody has yet."""
    if paper.file_id is not None:
        return paper
    data = paper.data | {"number": paper.number}
    pictures = {f"qr-{place}": printing.qr_svg(text) for place, text in enumerate(data.get("qrs", ()))}
    if data.get("qr"):
        pictures["qr"] = printing.qr_svg(data["qr"])
    content = printing.render(paper.template, data, pictures, beside=own_folder(), practice=bool(data.get("training")))
    file = store(content, media_type=PDF, at=at)
    # Someone may have drawn it meanwhile: then theirs is the paper.
    Paper.objects.filter(pk=paper.pk, file=None).update(file=file)
    return Paper.objects.select_related("file").get(pk=paper.pk)


def file_of(paper: Paper) -> StoredFile:
    """Return the file of a paper that was drawn."""
    assert paper.file is not None
    return paper.file
