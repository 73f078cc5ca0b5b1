"""Who may take the result: known by code, by slip, by any number they ever had, or by a written mandate; or by post."""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier, Proof, ReturnWay
from motcua.dossiers.rules.basics import check_is_intake, check_move
from motcua.lib import codes
from motcua.lib.outcomes import Denied
from motcua.lib.vietnamese import fold
from motcua.people.queries import has_number
from motcua.people.rules import check_is_in_force


def check_can_change_return(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Change how the result is wanted, at the applicant's wish: where it was handed in, until it is handed over."""
    check_move("change_return", dossier, by=by, at=at)
    check_is_intake(dossier, by=by)


def check_can_send(dossier: Dossier, *, way: str, reference: str) -> None:
    """Raise Denied unless the applicant wants the result sent so, and it can be followed where it went.

    Whoever comes to the counter may always have it there, whatever was asked for before.
    """
    if way != dossier.return_way:
        said = {"way": str(ReturnWay(dossier.return_way).label).lower()}
        raise Denied(_("Người dân đăng ký nhận %(way)s: đổi cách nhận kết quả theo ý họ trước.") % said)
    if not reference.strip():
        post = way == ReturnWay.POST
        raise Denied(_("Ghi số hiệu bưu gửi.") if post else _("Ghi bản điện tử được gửi đến đâu."))


def check_can_collect(dossier: Dossier, *, proof: str, shown: str, on: dt.date) -> None:
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
    elif proof == Proof.MANDATE and not known[Proof.MANDATE]:
        raise Denied(_("Ghi số, ngày của giấy ủy quyền nhận kết quả, và ai ủy quyền."))
    elif proof not in Proof.values or not known[Proof(proof)]:
        _refuse()


def check_who(dossier: Dossier, *, to_name: str, relation: str, proof: str) -> None:
    """Raise Denied unless it is said what somebody else is to the applicant; the principal is nobody else.

    Whose mandate names the receiver has said so already.
    """
    own = {fold(dossier.applicant_name), *([fold(dossier.mandate.principal_name)] if dossier.mandate else [])}
    if proof != Proof.MANDATE and fold(to_name) not in own and not relation.strip():
        raise Denied(_("Người nhận không phải người nộp: ghi họ là gì của người nộp."))


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
