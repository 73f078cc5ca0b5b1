"""Accounts of citizens: opened at the counter, closed at their wish, following the person when two rows become one."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.events.record import in_record, record
from motcua.lib.outcomes import Denied
from motcua.people import account_rules as rules
from motcua.people.models import CitizenAccount, Person

_MERGED = gettext_lazy("Gộp hai dòng của một người: dùng tài khoản của dòng được giữ.")


@transaction.atomic
def open_account(
    *, person: Person, proof: str, phone: str, consents: bool, by: Post, at: dt.datetime
) -> CitizenAccount:
    """Open the one account of a person who showed who they are and consents; Denied with the reason otherwise."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    rules.check_can_open_account(row, proof=proof, phone=phone, consents=consents, by=by)
    account = CitizenAccount.objects.create(
        person=row,
        phone=rules.bare_phone(phone),
        proof=proof,
        card_issued_on=row.card_issued_on,
        opened_by=by,
        opened_at=at,
    )
    record(stream=row.stream, name="person.account_opened", by=by, at=at, proof=proof)
    return account


@transaction.atomic
def reopen_account(
    *, account: CitizenAccount, proof: str, phone: str, consents: bool, by: Post, at: dt.datetime
) -> CitizenAccount:
    """Open a closed account again, for the same person who showed their card; why it was closed stays in the event."""
    row = CitizenAccount.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    rules.check_can_reopen_account(row, proof=proof, phone=phone, consents=consents, by=by)
    was = row.close_reason
    row.closed_by, row.closed_at, row.close_reason = None, None, ""
    row.phone, row.proof, row.card_issued_on = rules.bare_phone(phone), proof, row.person.card_issued_on
    row.save()
    record(stream=row.person.stream, name="person.account_reopened", by=by, at=at, proof=proof, closed_because=was)
    return row


@transaction.atomic
def close_account(*, account: CitizenAccount, reason: str, by: Post, at: dt.datetime) -> CitizenAccount:
    """Close an account: nothing more is filed under it; what was filed stays."""
    row = CitizenAccount.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    rules.check_can_close_account(row, by=by)
    if not reason.strip():
        raise Denied(_("Ghi vì sao đóng tài khoản: công dân yêu cầu, hay vì điều gì."), about="reason")
    _close(row, reason=reason.strip(), by=by, at=at)
    return row


def _close(account: CitizenAccount, *, reason: str, by: Post, at: dt.datetime) -> None:
    account.closed_by, account.closed_at, account.close_reason = by, at, reason[:400]
    account.save(update_fields=["closed_by", "closed_at", "close_reason"])
    record(stream=account.person.stream, name="person.account_closed", by=by, at=at, reason=reason)


def follow_merge(*, kept: Person, gone: Person, by: Post, at: dt.datetime) -> dict[str, int]:
    """Let the account follow the person when `gone` becomes `kept`; return what has to be undone if they are parted.

    With an account on both rows the kept one's serves on and the other is closed: one person, one account.
    """
    theirs = CitizenAccount.objects.filter(person=gone).first()
    if theirs is None:
        return {}
    if not CitizenAccount.objects.filter(person=kept).exists():
        CitizenAccount.objects.filter(pk=theirs.pk).update(person=kept)
        return {"account": theirs.pk}
    if not theirs.is_active:
        return {}
    _close(theirs, reason=in_record(_MERGED), by=by, at=at)
    return {"account_closed": theirs.pk}


def follow_parting(*, gone: Person, moved: dict[str, int]) -> None:
    """Give back what follow_merge moved or closed: they were two people after all."""
    if "account" in moved:
        CitizenAccount.objects.filter(pk=moved["account"]).update(person=gone)
    if "account_closed" in moved:
        again = {"closed_by": None, "closed_at": None, "close_reason": ""}
        CitizenAccount.objects.filter(pk=moved["account_closed"]).update(**again)
