"""What is said at the counter, kept as it is typed; what registers say; the person's own confirmation."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.dossiers import visit_rules
from motcua.dossiers.commands.visits import fill, locked, want
from motcua.dossiers.models import ReturnWay, Visit, VisitItem
from motcua.dossiers.queries import earlier
from motcua.dossiers.rules import elsewhere
from motcua.forms import commands as forms
from motcua.forms.models import BY_OFFICER, ConfirmedHow
from motcua.forms.registers import Answers
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied

_MOST_COPIES = 10_000
_MOST_FEE = 100_000_000


@dataclass(slots=True)
class SaidOfItem:
    """What was said about one procedure; None: nothing was said about that."""

    values: dict[str, str] = field(default_factory=dict)
    case: str | None = None
    papers: set[str] | None = None
    exemption: str | None = None
    entered: str | None = None
    duplicate_why: str | None = None
    competent: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What one request says about a whole basket; `version` is the visit's as the page knew it."""

    items: dict[int, SaidOfItem]
    confirmed_how: str = ""
    keys: int = 0
    version: int | None = None
    # How the results are wanted, and where to by post
    return_way: str | None = None
    return_address: str | None = None


@transaction.atomic
def answer(visit: Visit, *, said: Said, by: Post, at: dt.datetime) -> Visit:
    """Keep everything that was said, also what cannot be understood yet: nothing typed is lost.

    Raises Denied when another desk has taken the visit over, or for a case or exemption that does not exist.
    """
    row = locked(visit, by=by, version=said.version)
    items = _items(row)
    confirmed = bool(items) and all(item.form.confirmed_how for item in items.values())
    if _want(row, items, said, at=at):
        items = _items(row)
    for place, (key, about) in enumerate(sorted(said.items.items())):
        if key in items:
            _keep(row, items[key], about, keys=said.keys if place == 0 else 0, at=at)
    # A correction takes the confirmation away: what was confirmed before it must be confirmed anew, by the person.
    if said.confirmed_how not in {"", ConfirmedHow.SCREEN, ConfirmedHow.PHONE} and not confirmed:
        confirm(row, how=said.confirmed_how, by=by, at=at)
    return row


def _items(visit: Visit) -> dict[int, VisitItem]:
    return {item.pk: item for item in visit.items.select_related("procedure_version", "form__version")}


def _want(visit: Visit, items: Mapping[int, VisitItem], said: Said, *, at: dt.datetime) -> bool:
    """Keep how the results are wanted, wherever that was said: in its question, or in a form that says it too."""
    way, address = said.return_way, said.return_address
    for key in said.items.keys() & items.keys():
        about = said.items[key]
        about.values, place, where = forms.said_of_return(items[key].form, about.values)
        way = ReturnWay.values[place - 1] if place else way
        address = where if where is not None else address
    return want(visit, way=way, address=address, at=at)


def _keep(visit: Visit, item: VisitItem, said: SaidOfItem, *, keys: int, at: dt.datetime) -> None:
    definition = item.procedure_version.definition
    if said.case is not None:
        if said.case and said.case not in {case.key for case in definition.cases}:
            raise Denied(_("Thủ tục này không có trường hợp đã chọn."))
        item.case = said.case
    if said.exemption is not None:
        if said.exemption and said.exemption not in definition.fees.exemptions:
            raise Denied(_("Thủ tục này không có diện miễn đã chọn."))
        item.exemption = said.exemption
    if said.papers is not None:
        item.papers = {requirement.key: requirement.key in said.papers for requirement in definition.requirements}
    if said.duplicate_why is not None:
        item.duplicate_why = said.duplicate_why.strip()[:400]
    item.keys_typed += keys
    competent = item.competent_id
    if said.competent is not None:
        item.competent = _competent(visit, item, said.competent, at=at)
    if said.values:
        _answer(item, said.values, at=at)
    if said.values or item.competent_id != competent:
        fill(visit, item, at=at)
    item.quantities = _quantities(item, said.entered)
    said_of = ["case", "exemption", "papers", "quantities", "keys_typed", "duplicate_why", "competent", "change_asked"]
    item.save(update_fields=said_of)


def _competent(visit: Visit, item: VisitItem, name: str, *, at: dt.datetime) -> Agency | None:
    """Return the other authority of this name that it may be taken in for; None for the centre's own, and for ""."""
    own, on = visit.centre.authority or visit.centre, local(at).date()
    competent = elsewhere.named(name, own=own, on=on) if name.strip() else own
    if competent is None:
        raise Denied(_("Không rõ nơi giải quyết «%(name)s»: chọn một nơi trong danh sách.") % {"name": name.strip()})
    if why := elsewhere.reason_against(item.procedure_version.definition, competent, own=own, on=on):
        raise Denied(why)
    return None if competent == own else competent


def _answer(item: VisitItem, values: Mapping[str, str], *, at: dt.datetime) -> None:
    """Keep what the form says; what the citizen wanted changed is asked for until that very field is said anew."""
    before = {name: item.form.values.get(name, {}).get("value") for name in item.change_asked}
    if forms.answer(item.form, answers=values, at=at):
        now = item.form.values
        item.change_asked = [name for name in before if now.get(name, {}).get("value") == before[name]]


def _quantities(item: VisitItem, entered: str | None) -> dict[str, int]:
    """Return pages and copies as the form says them, and the fee amount typed at the counter."""
    kept = {name: min(number, _MOST_COPIES) for name, number in forms.quantities(item.form).items()}
    if entered is None:
        return kept | {name: item.quantities[name] for name in ("entered",) if name in item.quantities}
    digits = "".join(letter for letter in entered if letter.isascii() and letter.isdigit())
    return kept | ({"entered": min(int(digits), _MOST_FEE)} if digits else {})


@transaction.atomic
def confirm(visit: Visit, *, how: str, by: Post, at: dt.datetime) -> None:
    """Record that the person confirmed the forms of the basket: signed on paper, or in person at the counter."""
    row = locked(visit, by=by)
    if how not in BY_OFFICER:
        raise Denied(_("Xin chọn: ký trên giấy, hay trực tiếp tại quầy."))
    visit_rules.check_may_confirm_for(row, how=how)
    name = row.person_data.get("full_name", "")
    if not name:
        raise Denied(_("Chưa biết ai đến: quét thẻ hoặc nhập tay."))
    for item in row.items.select_related("form__version"):
        forms.confirm(item.form, how=how, by_name=name, at=at)


def ask_registers(visit: Visit, *, by: Post, at: dt.datetime) -> None:
    """Ask the registers for everything the basket needs; the calls are made outside any transaction."""
    visit_rules.check_can_work(visit, by=by)
    answers = {
        item.pk: forms.ask_registers(item.form, person_data=visit.person_data, by=by, at=at)
        for item in visit.items.select_related("form__version")
        if forms.asks_registers(item.form, person_data=visit.person_data)
    }
    used = {key: earlier.births_taken_in(said.births, authority=by.authority) for key, said in answers.items()}
    with transaction.atomic():
        row = locked(visit, by=by)
        items = list(row.items.select_related("procedure_version", "form__version"))
        for item in (each for each in items if each.pk in answers):
            taken = _taken(answers[item.pk], used[item.pk], [other for other in items if other.pk != item.pk])
            said = answers[item.pk].without_births(taken)
            why = taken.values() if not said.births else ()
            item.registers_asked_at, item.silences = at, [*said.silent.values(), *why]
            item.save(update_fields=["registers_asked_at", "silences"])
            fill(row, item, registers=said, at=at)


def _taken(answers: Answers, used: Mapping[str, str], others: Iterable[VisitItem]) -> dict[str, str]:
    """Return {certificate: where it was used, in a sentence}: in an earlier dossier here, or for a twin beside it."""
    in_dossier = _("Giấy chứng sinh %(number)s đã dùng ở hồ sơ %(code)s: xem lại để không đăng ký hai lần.")
    beside = _("Giấy chứng sinh %(number)s đã dùng cho một việc khác trong giỏ.")
    said = {number: in_dossier % {"number": number, "code": code} for number, code in used.items()}
    values = {kept.get("value") for other in others for kept in other.form.values.values()}
    return {each.number: beside % {"number": each.number} for each in answers.births if each.number in values} | said
