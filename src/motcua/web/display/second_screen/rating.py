"""After the visit the counter's screen asks one thing: how it was. Once, and never by an officer."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.dossiers.models import Screen
from motcua.lib.clock import now
from motcua.lib.outcomes import Denied
from motcua.surveys.models import Place, Reason
from motcua.web import rated


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose visit is to be rated, in a secret, and whether it is."""

    ref: str
    rated: bool


def asked(screen: Screen) -> Asked | None:
    """Return what the screen asks a moment after somebody was served; None for a screen that practises."""
    if screen.counter is None or screen.training:
        return None
    served = rated.just_served(screen.counter, at=now())
    return Asked(served.ref, served.is_rated) if served else None


def drawn(request: HttpRequest, said: Asked) -> dict[str, Any]:
    """Return what the page needs."""
    picture = "" if said.rated else rated.picture(request, said.ref)
    look = {"ref": said.ref, "rated": said.rated, "picture": picture}
    return {"rating": look, "faces": rated.FACES, "reasons": Reason.choices}


def rate(screen: Screen, request: HttpRequest) -> None:
    """Keep the face that was touched, for the visit that the screen asked about and no other; Denied in a sentence."""
    said = asked(screen)
    served = rated.by_ref(request.POST.get("ref", ""))
    if said is None or served is None or said.ref != request.POST.get("ref"):
        raise Denied(_("Lượt này không còn trên màn hình: xin đánh giá bằng mã trên phiếu, hoặc ở máy lấy số."))
    rated.rate(request, served, Place.SCREEN)
