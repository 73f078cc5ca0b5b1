"""An online filing: who filed and who helped, in words; and what stands for exactly what a citizen confirms."""

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.accounts.models import Post
from motcua.dossiers import returning
from motcua.dossiers.models import Channel, Dossier, OnlineFiling, Visit, VisitItem
from motcua.forms.commands import digest_of_values


def helped_by(post: Post) -> dict[str, Any]:
    """Return who helps, as a filing keeps it: the post, and the name as it is on that day."""
    return {"helper": post, "helper_name": f"{post.user.full_name}, {post.title}"[:200]}


def sentence(filing: OnlineFiling) -> str:
    """Return who filed and who helped, both by name, always."""
    if filing.helper_id is None:
        return _("Nộp trực tuyến; người nộp: %(filer)s; không có người hỗ trợ.") % {"filer": filing.filer_name}
    said = {"filer": filing.filer_name, "helper": filing.helper_name}
    return _("Nộp trực tuyến; người nộp: %(filer)s; người hỗ trợ: %(helper)s.") % said


def sentence_of(dossier: Dossier) -> str:
    """Return how a dossier was filed online; "" for one that came another way."""
    if dossier.filing is not None:
        return sentence(dossier.filing)
    if dossier.channel != Channel.ONLINE:
        return ""
    return _("Nộp trực tuyến; người nộp: %(filer)s; không có người hỗ trợ.") % {"filer": dossier.applicant_name}


def written(dossier: Dossier) -> str:
    """Return the same sentence for what is printed: Vietnamese, whatever language the officer's screen speaks."""
    with override("vi"):
        return sentence_of(dossier)


def told(filing: OnlineFiling | None) -> dict[str, Any]:
    """Return what the event of a submission says of an online filing: both persons, and how it was confirmed."""
    if filing is None:
        return {}
    with override("vi"):
        said = sentence(filing)
    names = {"filer": filing.filer_name, "helper": filing.helper_name}
    return {"filing": said, "confirmed_how": filing.confirmed_how, **names}


def digest_of_token(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def digest_of_basket(items: list[VisitItem]) -> str:
    """Return what stands for all that the citizen confirms: values, what is filed with them, how the result comes."""
    wish = returning.wish_of(items[0].visit) if items else returning.Wish()
    rows: list[tuple[Any, ...]] = [
        (item.pk, digest_of_values(item.form), item.case, item.exemption, item.quantities, item.papers)
        for item in items
    ]
    rows.append((wish.way, wish.address))
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def basket_of(visit: Visit) -> list[VisitItem]:
    """Return the procedures of a visit with all that a filing looks at, in order."""
    return list(visit.items.select_related("procedure_version__procedure", "form__version", "dossier", "competent"))
