"""Sign a digital copy: drawn, ordered, signed and checked outside any write transaction, then kept."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import asdict

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.documents.commands import store
from motcua.documents.models import DamagedFile, StoredFile
from motcua.dossiers.commands import copies
from motcua.dossiers.commands.copies import Owner
from motcua.dossiers.models import DigitalCopy
from motcua.dossiers.queries.copies import Component
from motcua.dossiers.rules.copies import unreadable
from motcua.exchange.models import SigningRequest
from motcua.exchange.signing.checking import check
from motcua.exchange.signing.service import Order, Service, order_for, service
from motcua.lib.outcomes import Answer, Denied
from motcua.lib.turns import others_pass


def can_sign_here() -> Answer:
    """Tell whether a signing service is connected."""
    if service() is None:
        return Answer(allowed=False, reason=_("Chưa nối dịch vụ ký số: báo quản trị. Bản quét vẫn được giữ."))
    return Answer(allowed=True)


def sign_copy(owner: Owner, component: Component, *, by: Post, at: dt.datetime) -> DigitalCopy:
    """Let the officer sign the copy; asked again, the same signature is kept. Denied with a sentence."""
    signing = service()
    if signing is None:
        raise Denied(can_sign_here().reason)
    copy = copies.drawn(owner, component, by=by, at=at)
    assert copy.file is not None
    request = _request(copy.file, by=by, at=at)
    try:
        order = order_for(copy.file.read(), request.correlation, by=by, at=at)
        signed = request.signed.read() if request.signed else _answer(signing, request, order)
    except DamagedFile:
        raise Denied(unreadable(copy.name)) from None
    verdict = check(signed, order, signing.roots())
    if not verdict.valid:
        _failed(request, "INVALID")
        raise Denied(_("Chữ ký số trả về không hợp lệ, không dùng: bấm ký lại, và báo quản trị nếu còn lặp lại."))
    file = store(signed, media_type="application/pdf", at=at)
    SigningRequest.objects.filter(pk=request.pk, signed=None).update(signed=file, answered_at=at, failure="")
    signature = asdict(verdict) | {"for_show": signing.for_show, "checked_at": at.isoformat()}
    return copies.keep_signed(owner, component, drawn_file=copy.file, signed=file, signature=signature, by=by, at=at)


def files_mentioned() -> Iterator[str]:
    """Yield the checksums of what somebody was asked to sign: an answer that comes late still finds its content."""
    yield from SigningRequest.objects.values_list("content", flat=True).iterator()


def _request(file: StoredFile, *, by: Post, at: dt.datetime) -> SigningRequest:
    correlation = hashlib.sha256(f"{file.sha256}:{by.user_id}".encode()).hexdigest()
    request, _new = SigningRequest.objects.select_related("signed").get_or_create(
        correlation=correlation, defaults={"content": file.sha256, "post": by, "asked_at": at}
    )
    return request


def _answer(signing: Service, request: SigningRequest, order: Order) -> bytes:
    """Wait for the service while others pass; whether its answer is worth anything is seen afterwards."""
    try:
        with others_pass():
            return signing.sign(order)
    except (OSError, ValueError) as failure:
        _failed(request, type(failure).__name__)
        raise Denied(
            _("Dịch vụ ký số chưa trả lời: bấm ký lại. Nếu đã ký rồi thì chữ ký đó được dùng, không ký hai lần.")
        ) from None


def _failed(request: SigningRequest, why: str) -> None:
    SigningRequest.objects.filter(pk=request.pk).update(failure=why[:40])
