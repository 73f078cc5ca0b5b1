"""/kiosk/numbers/: a kiosk is given numbers for when the network is gone, and brings what it gave out meanwhile.

One exchange in JSON. What it names as settled the kiosk forgets; sent twice, it is settled twice and happened once.
"""

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import translation
from django.views.decorators.http import require_http_methods
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from motcua.agencies.models import Agency
from motcua.dossiers.models import ScreenKind
from motcua.lib.clock import local, now
from motcua.queues import commands
from motcua.queues.models import Line, TicketBlock
from motcua.web import tickets, words
from motcua.web.display import devices, languages
from motcua.web.display.kiosk.tickets import picture_of

_AT_ONCE = 500
type Number = Annotated[int, Field(ge=1, le=99_999)]


class Taken(BaseModel):
    """One number that the kiosk gave out."""

    block: int
    key: Annotated[str, Field(min_length=8, max_length=60)]
    number: Number
    at: AwareDatetime
    ground: Annotated[str, Field(max_length=20)] = ""


class Said(BaseModel):
    """What the kiosk holds, each block with its next number, and what it gave out."""

    held: Annotated[dict[int, Number], Field(max_length=_AT_ONCE)] = {}
    taken: Annotated[list[Taken], Field(max_length=_AT_ONCE)] = []


@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    """Answer whether the line is there (GET), or exchange numbers; 410 for a device that is tied to no shop."""
    device = devices.device_of(request, ScreenKind.KIOSK)
    if device is None or device.shop is None or device.training:
        return JsonResponse({}, status=410)
    if request.method != "POST":
        return _private({"csrf": get_token(request)})
    try:
        said = Said.model_validate_json(request.POST.get("said", ""))
    except ValidationError:
        return JsonResponse({}, status=422)
    at = now()
    settled = _bring(device.shop, said.taken, at=at)
    held = commands.keep_numbers(device.shop, device=f"kiosk:{device.pk}", held=said.held, at=at)
    return _private({"settled": settled, **_given(device.shop, held, at=at), "blocks": _blocks(request, said, held)})


def _private(said: dict[str, Any]) -> JsonResponse:
    return JsonResponse(said, headers={"Cache-Control": "private, no-store"})


def _bring(shop: Agency, taken: list[Taken], *, at: dt.datetime) -> list[str]:
    """Let what was given out take its place; a number of another shop is left on the kiosk."""
    blocks = TicketBlock.objects.filter(line__shop=shop).select_related("line").in_bulk({each.block for each in taken})
    for pk, block in blocks.items():
        offline = [
            commands.TakenOffline(f"kiosk:{each.key}", each.number, min(each.at, at), each.ground)
            for each in taken
            if each.block == pk
        ]
        commands.reconcile(block, offline, at=at)
    return [each.key for each in taken if each.block in blocks]


def _given(shop: Agency, held: list[commands.Held], *, at: dt.datetime) -> dict[str, Any]:
    begins = local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = {each.block.line_id: each.block.line for each in held}
    return {
        "office": shop.name,
        "now": _milliseconds(at),
        "from": _milliseconds(begins),
        "until": _milliseconds(begins + dt.timedelta(days=1)),
        "lines": [_line(line) for line in sorted(lines.values(), key=lambda line: line.letter)],
    }


def _blocks(request: HttpRequest, said: Said, held: list[commands.Held]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.block.pk,
            "line": each.block.line_id,
            "following": each.following,
            "first": each.block.first,
            "last": each.block.last,
            **({} if each.block.pk in said.held else {"papers": _papers(request, each.block)}),
        }
        for each in held
    ]


def _papers(request: HttpRequest, block: TicketBlock) -> list[dict[str, str]]:
    """Return what each number's paper bears beside the number: drawn once, when the kiosk gets the block."""
    tokens = [block.token_of(number) for number in range(block.first, block.last + 1)]
    pictures = (tickets.picture_of(request, token, many=True) for token in tokens)
    return [
        {"code": tickets.code_of(token), "picture": picture} for token, picture in zip(tokens, pictures, strict=True)
    ]


def _milliseconds(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)


def _line(line: Line) -> dict[str, Any]:
    names = {}
    for each in languages.spoken_here():
        with translation.override(each.code):
            names[each.code] = words.line(line)
    return {"id": line.pk, "letter": line.letter, "names": names, "picture": picture_of(line)}
