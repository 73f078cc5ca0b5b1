"""What a page asks for, done once for the key that the page sent; what the rules deny comes back to be drawn."""

from collections.abc import Callable

from django.forms import Form

from motcua.dossiers.commands.once import once
from motcua.lib.outcomes import Denied
from motcua.web.shell import PostRequest


def attempt(request: PostRequest, act: Callable[[], object], *, name: str, key: str = "") -> Denied | None:
    """Do `act` once, however often its page sends it; return what was denied (then nothing has changed), or None.

    `key`: where one page asks for several things, the key of this one.
    """
    try:
        once(act, name=name, key=key or request.POST.get("key", ""), by=request.post, at=request.at)
    except Denied as denied:
        return denied
    return None


def beside(form: Form, denied: Denied) -> None:
    """Say what was denied beside the field that it is about, or above the form."""
    form.add_error(denied.about if denied.about in form.fields else None, denied.reason)
