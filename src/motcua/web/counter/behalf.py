"""«Đi thay cho…»: the person or organisation whose matter it is, when somebody else stands at the counter."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.models import Role
from motcua.documents import taking_in
from motcua.documents.models import StoredFile
from motcua.dossiers.commands import visits
from motcua.dossiers.models import Visit
from motcua.lib.outcomes import Denied
from motcua.people import dates, id_card, mrz
from motcua.people.models import Organisation
from motcua.people.queries import data_of, organisations
from motcua.web import files
from motcua.web.counter import page
from motcua.web.counter.behalf_form import ORGANISATION, PERSON, MandateForm, OrganisationForm
from motcua.web.counter.reading import Kind, read
from motcua.web.person_form import PersonForm
from motcua.web.shell import PostRequest, at_desk, scoped_persons


@dataclass(frozen=True, slots=True)
class _Forms:
    mandate: MandateForm
    person: PersonForm
    organisation: OrganisationForm

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by the name of the field."""
        forms = [self.mandate] if self.mandate.errors else [self.meant]
        return {form.add_prefix(name): str(errors[0]) for form in forms for name, errors in form.errors.items()}

    def are_valid(self) -> bool:
        """Only the half that is meant is asked for: a person or an organisation."""
        if not self.mandate.is_valid():
            return False
        return self.meant.is_valid()

    @property
    def meant(self) -> PersonForm | OrganisationForm:
        return self.organisation if self.mandate["kind"].value() == ORGANISATION else self.person

    def said(self) -> dict[str, Any]:
        kept = self.mandate.said()
        if kept["kind"] == ORGANISATION:
            return kept | {ORGANISATION: self.organisation.said()}
        return kept | {PERSON: self.person.person_data()}


def _forms(behalf: dict[str, Any], *, today: dt.date) -> _Forms:
    days = {name: behalf.get(name) or None for name in ("valid_from", "valid_to")}
    shown = {name: dates.shown(day) if day else "" for name, day in days.items()}
    return _Forms(
        MandateForm(initial={"kind": PERSON} | behalf | shown),
        PersonForm(initial=PersonForm.initial_from(behalf.get(PERSON, {})), prefix="p", today=today),
        OrganisationForm(initial=behalf.get(ORGANISATION, {}), prefix="o"),
    )


def forms_of(data: Mapping[str, Any], *, today: dt.date) -> _Forms:
    """Return what was sent about whom the visitor came for."""
    return _Forms(MandateForm(data), PersonForm(data, prefix="p", today=today), OrganisationForm(data, prefix="o"))


@require_http_methods(["GET", "POST"])
@at_desk(Role.INTAKE)
def behalf(request: PostRequest, pk: UUID) -> HttpResponse:
    """Say for whom the visitor comes, or that the matter is their own after all."""
    visit = page.own_visit(request, pk)
    kept = visit.person_data.get("behalf") or {}
    if request.method == "GET":
        return _draw(request, visit, _forms(kept, today=request.at.date()))
    if request.POST.get("find", "").strip() or request.POST.get("pick"):
        return _found(request, visit)
    forms = forms_of(request.POST, today=request.at.date())
    own = request.POST.get("act") == "own"
    if not own and not forms.are_valid():
        return _draw(request, visit, forms, status=422)
    try:
        said = None if own else forms.said() | _scanned(request, kept)
        visits.set_behalf(visit, behalf=said, by=request.post, at=request.at)
    except Denied as denied:
        return _draw(request, visit, forms, problem=denied.reason, status=409)
    return redirect(page.url(visit))


def _scanned(request: PostRequest, kept: dict[str, Any]) -> dict[str, Any]:
    """Return the paper as it was scanned, now or before; it is a scan of a paper, so which one must be said."""
    uploads = request.FILES.getlist("scan")
    if not request.POST.get("paper"):
        if uploads:
            raise Denied(_("Có bản quét giấy ủy quyền mà chưa chọn đó là giấy nào: chọn loại giấy rồi ghi lại."))
        return {}
    if uploads:
        scans = [(upload.name or "", files.sent(upload)) for upload in uploads]
        return {"file": taking_in.one_pdf(scans, title=_("Giấy ủy quyền"), at=request.at).pk}
    return {"file": kept["file"]} if kept.get("file") else {}


@require_safe
@at_desk(Role.INTAKE)
def scan(request: PostRequest, pk: UUID) -> HttpResponse:
    """Return the scan of the mandate's paper."""
    kept = page.own_visit(request, pk).person_data.get("behalf") or {}
    file = get_object_or_404(StoredFile, pk=kept.get("file"))
    return files.attached(file.read(), "giay-uy-quyen")


def _draw(request: PostRequest, visit: Visit, forms: _Forms, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "visit": visit,
        "mandate": forms.mandate,
        "person": forms.person,
        "organisation": forms.organisation,
        "meant": forms.meant,
        "back": page.url(visit),
        "kept": bool(visit.person_data.get("behalf")),
        "scanned": bool((visit.person_data.get("behalf") or {}).get("file")),
    }
    return render(request, "counter/behalf.html", context | more, status=status)


def _found(request: PostRequest, visit: Visit) -> HttpResponse:
    """Fill in whom a card, a number or a name means; what was typed elsewhere stays, nothing is kept yet."""
    data = request.POST.copy()
    text = data.pop("find", [""])[-1]
    several: list[Organisation] = []
    try:
        fields, several = _meant(request, text, str(data.get("pick", "")))
    except (id_card.CardUnreadable, mrz.MrzUnreadable) as unreadable:
        return _again(request, visit, data, problem=unreadable.sentence)
    if not fields and not several:
        sentence = _("Chưa gặp người hay tổ chức này ở đây: xin gõ tay những ô dưới.")
        return _again(request, visit, data, problem=sentence, text="" if "|" in text else text)
    data.update(fields)
    return _again(request, visit, data, several=several, status=200)


def _again(request: PostRequest, visit: Visit, data: QueryDict, *, status: int = 422, **more: Any) -> HttpResponse:
    """Draw what was typed, with no mistakes marked: it has not been sent yet."""
    said = {name: str(value) for name, value in data.items()}
    part = {prefix: {name[2:]: value for name, value in said.items() if name.startswith(prefix)} for prefix in "po"}
    forms = _Forms(
        MandateForm(initial=said),
        PersonForm(initial=part["p"], prefix="p", today=request.at.date()),
        OrganisationForm(initial=part["o"], prefix="o"),
    )
    return _draw(request, visit, forms, status=status, **more)


def _meant(request: PostRequest, text: str, code: str) -> tuple[dict[str, str], list[Organisation]]:
    """Return the fields of the one that is meant, or the organisations to choose among."""
    reading = read(text)
    if reading.kind == Kind.CARD:
        card = id_card.parse(reading.text, request.at.date(), synthetic=settings.MOTCUA_DEMO)
        return _of_person({**card.as_json(), "source": "card"}), []
    if reading.kind == Kind.PASSPORT:
        return _of_person(mrz.parse(reading.text, request.at.date()).person_data()), []
    met = scoped_persons(request.post).with_number(text).first()
    if met is not None:
        return _of_person(data_of(met)), []
    found = list(organisations(code or text))
    exact = [each for each in found if each.code == code]
    if exact or len(found) == 1:
        return _of_organisation((exact or found)[0]), []
    return {}, found


def _of_person(card: dict[str, Any]) -> dict[str, str]:
    return {"kind": PERSON} | {f"p-{name}": str(value) for name, value in PersonForm.initial_from(card).items()}


def _of_organisation(row: Organisation) -> dict[str, str]:
    names = ("code", "name", "address", "representative_title")
    return {"kind": ORGANISATION} | {f"o-{name}": str(getattr(row, name)) for name in names}
