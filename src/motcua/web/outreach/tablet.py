"""What the tablet asks and sends, as JSON; what is refused is a sentence (422), and the tablet keeps what it has."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.dossiers.numbering import shown_pickup_code
from motcua.lib.outcomes import Denied
from motcua.outreach import commands, rules
from motcua.outreach.commands.devices import digest_of
from motcua.outreach.models import Device, IntakeState, NumberBlock, OfflineIntake
from motcua.outreach.queries import unused
from motcua.printing import qr_data
from motcua.web.outreach import offer, reading
from motcua.web.shell import PostRequest, at_desk, current_post

COOKIE = "motcua_device"
_ASKED = 200
_LASTS = 60 * 60 * 24 * 365


def device_of(request: HttpRequest) -> Device | None:
    """Return the device that asks, also one that was taken out of use."""
    token = request.COOKIES.get(COOKIE, "")
    known = Device.objects.select_related("agency__authority")
    return known.filter(token_digest=digest_of(token)).first() if token else None


@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Say who is signed in here, which device this is, and give a token for the next request."""
    post, device = current_post(request), device_of(request)
    intake = post is not None and post.role == Role.INTAKE
    said = {
        "csrf": get_token(request),
        "post": {"id": post.pk} if post is not None and intake else None,
        "device": None if device is None else {"name": device.name},
    }
    return JsonResponse(said, headers={"Cache-Control": "private, no-store"})


type Asked = Callable[[PostRequest, Device], dict[str, Any]]


def _answers(view: Asked) -> Callable[[PostRequest], HttpResponse]:
    """Let a view speak for a known device; what is denied is said as a sentence."""

    @wraps(view)
    def answer(request: PostRequest) -> HttpResponse:
        device = device_of(request)
        if device is None:
            return JsonResponse(
                {"sentence": _("Máy này chưa được ghi là máy lưu động: nhờ quản trị cấp mã.")}, status=422
            )
        try:
            rules.check_can_use(device, by=request.post)
            commands.see(device=device, at=request.at)
            return JsonResponse(view(request, device))
        except Denied as denied:
            return JsonResponse({"sentence": denied.reason}, status=422)

    return answer


@require_POST
@at_desk(Role.INTAKE)
def join(request: PostRequest) -> HttpResponse:
    """Become the device whose code was typed here."""
    try:
        device, token = commands.join(code=request.POST.get("code", ""), by=request.post, at=request.at)
    except Denied as denied:
        return JsonResponse({"sentence": denied.reason}, status=422)
    answer = JsonResponse({"name": device.name})
    answer.set_cookie(
        COOKIE, token, max_age=_LASTS, path=reverse("outreach:tablet"), httponly=True, samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return answer


@require_safe
@at_desk(Role.INTAKE)
@_answers
def offered(request: PostRequest, device: Device) -> dict[str, Any]:
    """Return the procedures of the point with their forms."""
    rules.check_is_in_use(device)
    return offer.of(device, by=request.post, at=request.at)


def _numbers(block: NumberBlock) -> list[dict[str, str]]:
    until = block.valid_until.isoformat()
    pairs = [pair for code in unused(block) if (pair := block.find(code)) is not None]
    return [
        {"code": code, "pickup": shown_pickup_code(pickup), "qr": qr_data(pickup), "until": until}
        for code, pickup in pairs
    ]


@require_POST
@at_desk(Role.INTAKE)
@_answers
def numbers(request: PostRequest, device: Device) -> dict[str, Any]:
    """Reserve what the device lacks, and return what it may give out."""
    blocks = commands.reserve_block(device=device, by=request.post, at=request.at)
    return {"numbers": [number for block in blocks for number in _numbers(block)]}


@require_POST
@at_desk(Role.INTAKE)
@_answers
def give_back(request: PostRequest, device: Device) -> dict[str, Any]:
    """Take numbers back that the device will not give out."""
    codes = request.POST.getlist("code")
    return {"count": commands.give_back(device=device, codes=codes, by=request.post, at=request.at)}


@require_POST
@at_desk(Role.INTAKE)
@_answers
def submit(request: PostRequest, device: Device) -> dict[str, Any]:
    """Take in what the device kept, or keep it for a person to look at: acknowledged either way."""
    if request.POST.get("owner") != str(request.post.pk):
        raise Denied(_("Hồ sơ trên máy do vị trí khác tiếp nhận: đăng nhập bằng vị trí đó để gửi."))
    known = OfflineIntake.objects.filter(key=request.POST.get("key", ""), device=device).first()
    if known is None or known.state in commands.STILL_OPEN:
        known = commands.submit(device=device, said=reading.said_by(request, device), by=request.post, at=request.at)
    return _answer(known)


@require_POST
@at_desk(Role.INTAKE)
@_answers
def became(request: PostRequest, device: Device) -> dict[str, Any]:
    """Say what the office ended meanwhile of what came back to the tablet: nobody sets it right in vain."""
    asked = OfflineIntake.objects.filter(device=device, post=request.post, key__in=request.POST.getlist("key")[:_ASKED])
    ended = asked.exclude(state__in=commands.STILL_OPEN).select_related("dossier")
    return {"answers": [{"key": row.key} | _answer(row) for row in ended]}


def _answer(row: OfflineIntake) -> dict[str, str]:
    return {"state": row.state, "code": row.code, "sentence": _sentence(row)}


def _sentence(row: OfflineIntake) -> str:
    said = {"code": row.code, "words": row.words, "why": row.settlement}
    if row.dossier is not None:
        return _("%(code)s: đã tiếp nhận ở cơ quan.") % said
    if row.state == IntakeState.SETTLED:
        return _("%(code)s: cơ quan đã xem và không nhận. %(why)s") % said
    if row.state == IntakeState.RETURNED:
        return row.words
    return _("%(code)s: cơ quan đã nhận, cần cán bộ xem. %(words)s") % said
