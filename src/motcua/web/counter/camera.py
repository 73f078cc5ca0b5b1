"""POST /counter/camera/: a frame of the camera, or a photograph; the code in it counts as if it had been scanned.

The picture is read in memory and forgotten (web/pictures.py).
"""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.accounts.models import Role
from motcua.dossiers.models import Visit
from motcua.lib.outcomes import Denied
from motcua.people import id_card
from motcua.people.id_card.reading import NO_CARD
from motcua.procedures import scanner_codes
from motcua.web import pictures
from motcua.web.counter import box, look, page
from motcua.web.counter.reading import Kind, read
from motcua.web.shell import PostRequest, at_desk


@require_POST
@at_desk(Role.INTAKE)
def camera(request: PostRequest) -> HttpResponse:
    """Read a picture and go on with what its code says.

    The page's own script asks for JSON: 204 while no code is seen, then where to go, or a sentence. The form without
    it gets a page.
    """
    visit = page.visit_named(request, request.POST.get("visit", ""))
    by_script = request.accepts("application/json") and not request.accepts("text/html")
    try:
        text = pictures.text_in(request)
        if not text and by_script:
            return HttpResponse(status=204)
        answer = _taken(request, visit, text)
    except (Denied, id_card.CardUnreadable) as said:
        sentence = said.reason if isinstance(said, Denied) else said.sentence
        return JsonResponse({"sentence": sentence}, status=422) if by_script else look.say(request, visit, sentence)
    return JsonResponse({"go": answer.headers["location"]}) if by_script else answer


def _taken(request: PostRequest, visit: Visit | None, text: str) -> HttpResponse:
    if not text:
        raise Denied(
            _("Chưa thấy mã QR trong ảnh. Đưa mã QR cho đầy một phần ba khung hình, giữ yên, tránh bóng và chói.")
        )
    if _is_something_else(request, text):
        raise id_card.CardUnreadable(NO_CARD)
    return look.understood(request, visit, text)


def _is_something_else(request: PostRequest, text: str) -> bool:
    """Words in a code are searched for by nobody, and a bare number is no card."""
    if scanner_codes.command(text) or scanner_codes.decode(text):
        return False
    kind = read(text).kind
    return kind is not Kind.CARD and (kind is not Kind.WORDS or box.dossier_of(text, request.post) is None)
