"""Who may take the result: known by code, by slip, by any number they ever had, or by a written mandate."""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, Proof
from motcua.lib import codes
from motcua.lib.outcomes import Denied
from motcua.people.queries import has_number
from motcua.people.rules import check_is_in_force


def check_can_collect(dossier: Dossier, *, proof: Proof, shown: str, on: dt.date) -> None:
    """Raise Denied unless what the receiver showed belongs to this dossier.

    NĐ 118/2025/NĐ-CP article 6: the applicant collects with the slip, or shows identity papers when it is lost; whoever
    comes instead has a written mandate. Who handed in for another collects while that mandate holds; the principal may
    always come in person.
    """
    digits = "".join(shown.split())
    known = {
        Proof.CODE: codes.normalise(shown) == dossier.pickup_code,
        Proof.SLIP: digits in {dossier.code, dossier.pickup_code} or codes.normalise(shown) == dossier.pickup_code,
        Proof.MANDATE: any(letter.isdigit() for letter in shown),
    }
    if proof == Proof.ID:
        _check_identity(dossier, digits, on=on)
    elif proof == Proof.MANDATE and not known[proof]:
        raise Denied(_("Ghi số, ngày của giấy ủy quyền nhận kết quả, và ai ủy quyền."))
    elif not known[proof]:
        _refuse()


def _check_identity(dossier: Dossier, number: str, *, on: dt.date) -> None:
    mandate = dossier.mandate
    principal = mandate.principal if mandate else None
    if principal is not None and has_number(principal, number):
        return
    kept = bool(dossier.applicant_id_number) and number == dossier.applicant_id_number
    if not kept and not has_number(dossier.submitter, number):
        _refuse()
    if mandate is not None:
        check_is_in_force(mandate.valid_from, mandate.valid_to, on=on)


def _refuse() -> None:
    raise Denied(_("Không khớp với hồ sơ này: xem lại giấy tờ người nhận đưa, hoặc chọn cách xác nhận khác."))
