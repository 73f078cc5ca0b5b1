"""The receipt of a payment, with the amount in words; its number is the payment's own (NĐ 123/2020/NĐ-CP)."""

import datetime as dt
from typing import Any

from motcua.accounts.models import Post
from motcua.dossiers import issuing
from motcua.dossiers.models import Paper, PaperKind
from motcua.dossiers.paper_parts import heading, matter, moment
from motcua.lib.money import in_words, vnd
from motcua.payments.models import Payment


def receipt_data(payment: Payment) -> dict[str, Any]:
    """Return what the fee receipt says: who paid what for which matter, in figures and in words, how and when."""
    return {
        **heading(payment.dossier, payment.at),
        **matter(payment.dossier),
        "amount": vnd(payment.amount),
        "in_words": in_words(payment.amount),
        "method": str(payment.get_method_display()),
        "paid": moment(payment.at),
        "taken_by": payment.by.user.full_name,
    }


def issue(*, payment: Payment, by: Post, at: dt.datetime) -> Paper:
    """Return the receipt as it was issued, issuing it the first time it is asked for."""
    order = issuing.of_dossier(payment.dossier, PaperKind.FEE_RECEIPT, number=payment.number)
    return issuing.issue(order, lambda: receipt_data(payment), by=by, at=at)
