"""/danh-gia/…: rate on one's own phone what the picture on the counter's screen stood for; no ticket is needed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from motcua.lib.outcomes import Denied
from motcua.surveys.models import Place
from motcua.web import rated
from motcua.web.display import languages


@require_http_methods(["GET", "HEAD", "POST"])
@languages.spoken
def rate(request: HttpRequest, ref: str) -> HttpResponse:
    """Show five faces; one touch is all."""
    served = rated.by_ref(ref)
    if served is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            rated.rate(request, served, Place.PHONE)
        except Denied as denied:
            problem = denied.reason
        else:
            return redirect("ticket:rate_visit", ref)
    context = {
        "office": served.shop.name,
        "languages": languages.spoken_here(),
        "larger": languages.is_larger(request),
        "rated": served.is_rated,
        "problem": problem,
        **rated.asked(request, served),
    }
    answer = render(request, "display/phone/rate.html", context, status=422 if problem else 200)
    patch_cache_control(answer, private=True, no_store=True)
    return answer
