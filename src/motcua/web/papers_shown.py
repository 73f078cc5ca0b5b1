"""A dossier's papers as pages name them: what each is called, where it is opened, when and by whom it was issued."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers import papers
from motcua.dossiers.models import Dossier, Paper, PaperKind
from motcua.lib.clock import local
from motcua.worktime.explanation import moment_in_words

# Kind → its name in an address.
NAMES: dict[PaperKind, str] = {
    PaperKind.RECEIPT: "receipt",
    PaperKind.SUPPLEMENT: "supplement",
    PaperKind.REFUSAL: "refusal",
    PaperKind.APOLOGY: "apology",
    PaperKind.STOP_NOTICE: "stop",
    PaperKind.FORM: "form",
    PaperKind.ROUTING_SLIP: "routing",
    PaperKind.RESULT: "result",
    PaperKind.DELIVERY_NOTE: "delivery",
    PaperKind.FEE_RECEIPT: "fee",
}


@dataclass(frozen=True, slots=True)
class PaperLook:
    """A paper to open or print; `issued` says its number, when and by whom, once it was."""

    name: str
    url: str
    issued: str = ""


def looks(dossier: Dossier, *, kinds: Collection[PaperKind] = NAMES) -> list[PaperLook]:
    """Return a dossier's papers to open: number, when and by whom of each that was issued; none before its time."""
    offers = papers.offers(dossier)
    if hasattr(dossier, "payment"):
        offers.append(papers.offer_of(dossier, PaperKind.FEE_RECEIPT))
    return [_look(dossier, offer) for offer in offers if offer.kind in kinds]


def _look(dossier: Dossier, offer: papers.Offer) -> PaperLook:
    about = [offer.about] if offer.about else []
    url = reverse("office:paper", args=[dossier.code, NAMES[offer.kind], *about])
    return PaperLook(_name(offer), url, issued(offer.paper))


def _name(offer: papers.Offer) -> str:
    """Return what a paper is called; of several of one kind, which one it is."""
    if not offer.ordinal or offer.since is None:
        return offer.title
    said = {"title": offer.title, "n": offer.ordinal, "day": f"{local(offer.since):%d/%m/%Y}"}
    return _("%(title)s, lần %(n)s, ngày %(day)s") % said


def issued(paper: Paper | None) -> str:
    """Return number, moment and issuer of a paper; "" for one that was not issued yet."""
    if paper is None:
        return ""
    said = {"number": paper.number, "when": moment_in_words(paper.issued_at), "who": paper.issued_by.user.full_name}
    return _("Số %(number)s, %(when)s, %(who)s") % said if paper.number else _("In %(when)s, %(who)s") % said
