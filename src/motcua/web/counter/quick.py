"""POST /counter/intake/: a whole intake in one request, for tablets that were offline, for tests and for measuring.

Form fields: `card` (the text of the QR code) or the person's own fields (PersonForm), `procedure`, `case`,
`f.<field id>`, `paper` (repeated; absent: every required one), `exemption`, `entered`, `confirmed_how`, `key`, `keys`;
`duplicate` is why it is taken in beside an open one, `return.way` and `return.address` how the result is wanted, and
`behalf.<field>` (as on the page «Đi thay cho») for whom the person came.
Answers 303 to what came of it, or with `Accept: application/json` its JSON; 422 with sentences, and nothing is written.
"""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.accounts.models import Role
from motcua.dossiers.commands.accepting import Incomplete
from motcua.dossiers.commands.at_once import TakenAtOnce, take_in_at_once
from motcua.dossiers.models import Dossier
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.people import id_card
from motcua.procedures import queries as catalogue
from motcua.web import words
from motcua.web.counter import behalf, page, start
from motcua.web.person_form import PersonForm
from motcua.web.shell import PostRequest, at_desk


class _Unclear(Exception):  # noqa: N818 - it reads as what happened
    """What was sent cannot be understood; `errors` is {field: sentence}."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(errors)
        self.errors = errors


@require_POST
@at_desk(Role.INTAKE)
def intake(request: PostRequest) -> HttpResponse:
    """Take one person's one procedure in."""
    try:
        dossier = take_in_at_once(what=_read(request), key=request.POST.get("key", ""), by=request.post, at=request.at)
    except _Unclear as unclear:
        return _refuse(request, "; ".join(unclear.errors.values()), unclear.errors)
    except Incomplete as incomplete:
        errors = {field: said for item in incomplete.errors.values() for field, said in item.items()}
        return _refuse(request, incomplete.reason, errors)
    except Denied as denied:
        return _refuse(request, denied.reason, {})
    if not _wants_json(request):
        return redirect("counter:done", dossier.visit_id)
    return JsonResponse(_answer(dossier, request))


def _wants_json(request: PostRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _answer(dossier: Dossier, request: PostRequest) -> dict[str, Any]:
    said = words.promise_of(dossier, now=request.at)
    return {
        "code": dossier.code,
        "pickup_code": dossier.pickup_code,
        "due_at": dossier.due_at and local(dossier.due_at),
        "promised_at": dossier.promised_at and local(dossier.promised_at),
        "promise": said,
        "slip_owed": dossier.slip_owed,
        "reason": words.named(dossier.slip_reason),
        "fee_due": dossier.fee_due,
    }


def _refuse(request: PostRequest, sentence: str, errors: dict[str, str]) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"sentence": sentence, "errors": errors}, status=422)
    return start.page(request, problem=sentence, status=422)


def _read(request: PostRequest) -> TakenAtOnce:
    code = request.POST.get("procedure", "")
    version = catalogue.version_in_force(code, on=request.at.date())
    if version is None:
        raise _Unclear({"procedure": _("Không có thủ tục mã %(code)s đang có hiệu lực.") % {"code": code}})
    entered = request.POST.get("entered", "")
    return TakenAtOnce(
        version=version,
        person_data=_person(request) | _behalf(request),
        case=request.POST.get("case", ""),
        values={name.removeprefix("f."): str(value) for name, value in request.POST.items() if name.startswith("f.")},
        papers=frozenset(request.POST.getlist("paper")) if "paper" in request.POST else None,
        exemption=request.POST.get("exemption", ""),
        entered=int(entered) if entered.isascii() and entered.isdigit() else None,
        confirmed_how=request.POST.get("confirmed_how", ""),
        keys_typed=page.count(request.POST.get("keys")),
        duplicate_why=request.POST.get("duplicate", "")[:400],
        return_way=request.POST.get("return.way", ""),
        return_address=request.POST.get("return.address", ""),
    )


def _behalf(request: PostRequest) -> dict[str, Any]:
    """Return for whom the person came, as a visit keeps it; nothing in their own matter."""
    said = {name.removeprefix("behalf."): value for name, value in request.POST.items() if name.startswith("behalf.")}
    if not said:
        return {}
    forms = behalf.forms_of(said, today=request.at.date())
    if not forms.are_valid():
        raise _Unclear({f"behalf.{name}": sentence for name, sentence in forms.errors.items()})
    return {"behalf": forms.said()}


def _person(request: PostRequest) -> dict[str, Any]:
    if text := request.POST.get("card"):
        try:
            card = id_card.parse(text, request.at.date(), synthetic=settings.MOTCUA_DEMO)
        except id_card.CardUnreadable as unreadable:
            raise _Unclear({"card": unreadable.sentence}) from None
        return {**card.as_json(), "source": "card"}
    form = PersonForm(request.POST, today=request.at.date())
    if not form.is_valid():
        raise _Unclear({name: " ".join(form.errors[name].as_text().split("* ")).strip() for name in form.errors})
    return form.person_data()
