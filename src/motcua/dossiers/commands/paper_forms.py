"""What an authority says of its papers: a circular's numbers and titles, its own signs; each change told."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.accounts.rules import check_can_manage
from motcua.agencies.models import Agency
from motcua.dossiers.legal_sets import SAID, Form, drawn_like, sets_of
from motcua.dossiers.models import OfficeForm
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied

PAGES = ("a4", "a5")


@dataclass(frozen=True, slots=True)
class FormSaid:
    """One paper of a circular ("": of none); a new circular begins on a day."""

    legal_set: str
    valid_from: dt.date | None
    kind: str
    number: str
    title: str
    sign: str
    page: str


@transaction.atomic
def say_form(said: FormSaid, *, by: Post, at: dt.datetime) -> str:
    """Say how a paper is numbered, called, signed and sized from now on: "new", "changed" or "same".

    What was issued stays as it was issued.
    """
    check_can_manage(by.agency, by=by, on=local(at).date())
    authority = Agency.objects.select_for_update(of=("self",)).get(pk=by.authority.pk)
    sets = sets_of(authority)
    held = next((each for each in sets.sets if each.name == said.legal_set), None)
    if said.legal_set and held is None and said.valid_from is None:
        raise Denied(_("«%(set)s» là bộ mẫu mới: ghi ngày bắt đầu có hiệu lực.") % {"set": said.legal_set})
    if held is not None and said.valid_from not in {None, held.valid_from}:
        told = {"set": held.name, "day": f"{held.valid_from:%d/%m/%Y}"}
        raise Denied(_("%(set)s có hiệu lực từ %(day)s: ngày ấy không sửa được.") % told)
    before = (held.papers if held else {} if said.legal_set else sets.others).get(said.kind)
    after = (before or drawn_like(said.kind)).model_copy(update={name: getattr(said, name) for name in SAID})
    if before is not None and _said(before) == _said(after):
        return "same"
    OfficeForm.objects.update_or_create(
        authority=authority,
        legal_set=said.legal_set,
        kind=said.kind,
        defaults=_said(after) | {"valid_from": held.valid_from if held else said.valid_from},
    )
    what = {"paper": said.title, "set": said.legal_set}
    record_change(
        "said", kind="paper", key=authority.code, by=by, at=at, before=_said(before), after=_said(after), **what
    )
    return "changed" if before else "new"


def _said(form: Form | None) -> dict[str, str]:
    return {name: getattr(form, name) for name in SAID} if form else {}
