"""The left column: who stands at the counter."""

from typing import Any

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers.models import Visit, VisitItem
from motcua.forms.queries import definition_of
from motcua.people import addresses, dates, masking
from motcua.people.models import Sex
from motcua.people.queries import number_said
from motcua.web import words
from motcua.web.counter.looks import Option, OtherCard, PersonCard
from motcua.web.shell import scoped_dossiers


def card(visit: Visit, post: Post) -> PersonCard | None:
    """Return the person of a visit in words, or None while nobody is known."""
    data = visit.person_data
    if not data.get("full_name"):
        return None
    resolved = addresses.resolve(data.get("address", ""))
    chosen = data.get("address_today", "")
    today = chosen or resolved.today
    return PersonCard(
        full_name=data["full_name"],
        source=data.get("source", ""),
        born=dates.shown(data.get("date_of_birth", "")),
        sex=_sex(data.get("sex", "")),
        number=masking.id_number(_number(data)),
        address=today,
        old_address=resolved.raw if today != resolved.raw else "",
        last_time=_last_time(data, post),
        candidates=()
        if chosen
        else tuple(Option(unit.code, f"{unit.name}, {unit.province_name}") for unit in resolved.candidates)
        if resolved.ambiguous
        else (),
        others=tuple(other["full_name"] for other in data.get("others", {}).values()),
        warnings=tuple(data.get("warnings", ())),
        notes=_notes(data),
    )


def _number(data: dict[str, Any]) -> str:
    return number_said(data)


def _notes(data: dict[str, Any]) -> tuple[str, ...]:
    """Say quietly what is unusual about someone typed in by hand; nothing of it stands in the way."""
    said = []
    if not _number(data):
        said.append(_("Chưa có số giấy tờ nào: vẫn làm được, lần sau phải hỏi lại."))
    if data.get("source") == "asked" and " " not in data["full_name"]:
        said.append(_("Họ tên chỉ có một chữ."))
    return tuple(said)


def _sex(sex: str) -> str:
    return str(Sex(sex).label) if sex else ""


def _last_time(data: dict[str, Any], post: Post) -> str:
    """Return what this person last came for, here: 12/03 Chứng thực bản sao."""
    number = data.get("id_number")
    if not number:
        return ""
    rows = scoped_dossiers(post).filter(applicant_id_number=number).order_by("-submitted_at")
    last = rows.values_list("submitted_at", "procedure_name").first()
    return f"{last[0]:%d/%m} {words.named(last[1])}" if last else ""


def other_card(visit: Visit, rows: list[VisitItem]) -> OtherCard | None:
    """Return the question whose the second card is, or None when no card waits; the choices are parts of the forms."""
    aside = visit.person_data.get("aside")
    if not aside:
        return None
    parts: dict[str, str] = {}
    for row in rows:
        parts |= definition_of(row.form).card_parts()
    choices = [Option(prefix, words.named(title)) for prefix, title in parts.items()]
    choices.append(Option("next", _("Người khác đến: gác việc này, làm cho người vừa quét")))
    choices.append(Option("", _("Quét nhầm, bỏ qua")))
    return OtherCard(aside["full_name"], tuple(choices))
