"""The citizen files online at the counter, under their own account; the officer helps and never confirms.

law.md 6.3: the support person, the filer and the subject are three; whoever helps may not confirm in the filer's place.
"""

import datetime as dt
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import visit_rules
from motcua.dossiers.commands import copies
from motcua.dossiers.commands.accepting import (
    close_form,
    errors_of,
    intake_of,
    reasons_beside_confirming,
    remember_person,
)
from motcua.dossiers.commands.door import submit
from motcua.dossiers.commands.representing import keep_mandate
from motcua.dossiers.commands.visits import fill_wish, locked
from motcua.dossiers.filings import basket_of, digest_of_basket, digest_of_token, helped_by
from motcua.dossiers.models import Dossier, FilingLink, OnlineFiling, Visit, VisitItem
from motcua.dossiers.rules import filing as rules
from motcua.forms import commands as forms
from motcua.forms.models import ConfirmedHow
from motcua.lib.outcomes import Denied
from motcua.people.commands import open_account, remember_said, reopen_account
from motcua.people.models import AccountProof, CitizenAccount

LINK_LASTS = dt.timedelta(minutes=15)


def open_account_for(visit: Visit, *, phone: str, consents: bool, by: Post, at: dt.datetime) -> CitizenAccount:
    """Open the account of the person at the counter, or a closed one again (by the card alone).

    What proves them is the card that was read, or the register.
    The register is asked outside of any transaction: it may be slow.
    """
    proof = _proof_of(visit, by=by, at=at) if consents else AccountProof.CARD
    with transaction.atomic():
        row = locked(visit, by=by)
        if not row.person_data.get("full_name"):
            raise Denied(_("Chưa biết ai đến: quét thẻ căn cước của công dân."))
        person = remember_said(row.person_data, at=at)
        closed = CitizenAccount.objects.filter(person=person).exclude(closed_at=None).first()
        if closed is not None:
            return reopen_account(account=closed, proof=proof, phone=phone, consents=consents, by=by, at=at)
        return open_account(person=person, proof=proof, phone=phone, consents=consents, by=by, at=at)


def _proof_of(visit: Visit, *, by: Post, at: dt.datetime) -> str:
    if visit.person_data.get("source") == "card":
        return AccountProof.CARD
    return AccountProof.POPULATION if forms.population_confirms(visit.person_data, by=by, at=at) else ""


@transaction.atomic
def begin(visit: Visit, *, by: Post, at: dt.datetime) -> OnlineFiling:
    """Let the person at the counter file this basket online; what the officer had confirmed for them falls."""
    row = locked(visit, by=by)
    items = basket_of(row)
    account = rules.check_can_begin(row, items, by=by)
    for item in items:
        forms.unconfirm(item.form)
    filing = OnlineFiling.objects.create(
        account=account,
        filer_name=account.person.full_name,
        **helped_by(by),
        visit=row,
        begun_at=at,
    )
    fill_wish(row, at=at)  # who files online has the result sent online, unless they say otherwise
    return filing


@transaction.atomic
def give_up(visit: Visit, *, by: Post, at: dt.datetime) -> None:
    """Leave the online way before anything was filed: its links are worth nothing, the visit is as it was."""
    row = locked(visit, by=by)
    OnlineFiling.objects.filter(visit=row, submitted_at=None).delete()
    fill_wish(row, at=at)


@transaction.atomic
def new_link(visit: Visit, *, by: Post, at: dt.datetime) -> tuple[FilingLink, str]:
    """Return a link for the citizen's phone and its token, kept nowhere; the links before it end.

    Denied while something is still to be asked: the citizen sees a whole form, or none.
    """
    row = locked(visit, by=by)
    if not visit_rules.is_filed_online(row):
        raise Denied(_("Chưa nộp trực tuyến: bấm «Nộp trực tuyến giúp công dân» trước."))
    items = basket_of(row)
    _check_is_whole(row, items, by=by, at=at)
    token = secrets.token_urlsafe(24)
    row.filing.links.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
    link = FilingLink.objects.create(
        filing=row.filing,
        token_digest=digest_of_token(token),
        seen=digest_of_basket(items),
        made_at=at,
        expires_at=at + LINK_LASTS,
    )
    return link, token


@transaction.atomic
def confirm_by_link(*, token: str, seen: str, at: dt.datetime) -> list[Dossier]:
    """The citizen confirms on their own phone exactly what the link shows (`seen`), and by that files it, once."""
    known = FilingLink.objects.select_for_update(of=("self",)).select_related("filing__account")
    link = known.filter(token_digest=digest_of_token(token)).first()
    rules.check_link(link, seen=seen, at=at)
    assert link is not None
    visit = Visit.objects.select_for_update(of=("self",)).select_related("filing").get(filing=link.filing)
    if visit.ended_at is not None:
        raise Denied(_("Việc này đã khép ở quầy: xin hỏi cán bộ."))
    items = basket_of(visit)
    rules.check_link(link, seen=digest_of_basket(items), at=at)
    for item in items:
        forms.confirm(item.form, how=ConfirmedHow.PHONE, by_name=link.filing.filer_name, at=at)
    link.used_at = at
    link.save(update_fields=["used_at"])
    return file_confirmed(visit, items, how=ConfirmedHow.PHONE, at=at)


def file_confirmed(visit: Visit, items: list[VisitItem], *, how: str, at: dt.datetime) -> list[Dossier]:
    """File a locked visit whose citizen has just confirmed it: dossiers handed in online, each with both names.

    The clock does not run: the one-stop checks them first, then accepts. Denied with the reason, and nothing is filed.
    """
    filing = visit.filing
    helper = filing.helper
    assert helper is not None  # what is begun at the counter has its helper
    _check_is_whole(visit, items, by=helper, at=at)
    person = remember_person(visit, items, at=at)
    rules.check_is_filer(filing, person)
    for item in items:
        close_form(visit, item, at=at)
    mandate = keep_mandate(visit, items, person, at=at)
    filing.confirmed_how, filing.submitted_at = how, at
    filing.save(update_fields=["confirmed_how", "submitted_at"])
    dossiers = [submit(intake=intake_of(visit, item, person, mandate), by=helper, at=at) for item in items]
    copies.follow(items, dossiers, by=helper, at=at)
    visit.person, visit.ended_at, visit.parked_at = person, at, None
    visit.save(update_fields=["person", "ended_at", "parked_at"])
    return dossiers


def _check_is_whole(visit: Visit, items: list[VisitItem], *, by: Post, at: dt.datetime) -> None:
    if reasons := reasons_beside_confirming(visit, items, errors_of(items, at=at), by=by, at=at):
        raise Denied(" ".join(reasons))
