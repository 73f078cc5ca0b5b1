"""May an account be opened for this person, by this post, on what was shown? A refusal is a sentence."""

import re

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role, User
from motcua.lib.outcomes import Answer, Denied
from motcua.lib.vietnamese import fold
from motcua.people.models import AccountProof, CitizenAccount, Person

PHONE = re.compile(r"0\d{8,10}")


def bare_phone(text: str) -> str:
    """Return a telephone number as digits, +84 as 0; what is none comes back as it is, to be refused."""
    digits = "".join(letter for letter in text if not (letter.isspace() or letter in ".-()"))
    return f"0{digits[3:]}" if digits.startswith("+84") else digits


def is_the_official(user: User, *, full_name: str, phone: str) -> bool:
    """Tell whether a citizen is, as far as is known, the official who would help.

    A user has no identity number here: the same telephone is the same person; the same name too, unless both
    telephones are known and differ. A namesake is helped by a colleague.
    """
    own, theirs = bare_phone(user.phone), bare_phone(phone)
    if own and own == theirs:
        return True
    return fold(user.full_name) == fold(full_name) and not (own and theirs)


def check_helps_another(*, by: Post, full_name: str, phone: str) -> None:
    """Raise Denied when the official would be their own helper (law.md 6.3: helper and filer are two people)."""
    if is_the_official(by.user, full_name=full_name, phone=phone):
        raise Denied(_("Người nộp trùng với cán bộ hỗ trợ: hai việc này của hai người, nhờ đồng nghiệp hỗ trợ."))


def _check_may_be_opened(person: Person, *, phone: str, consents: bool, by: Post) -> None:
    if by.role != Role.INTAKE:
        raise Denied(_("Tài khoản của công dân do cán bộ tiếp nhận mở tại quầy."))
    if not consents:
        raise Denied(_("Hỏi công dân có đồng ý mở tài khoản không, rồi đánh dấu «đồng ý»."), about="consents")
    if not PHONE.fullmatch(bare_phone(phone)):
        raise Denied(_("Ghi số điện thoại của công dân: 9 đến 11 chữ số, bắt đầu bằng 0."), about="phone")
    check_helps_another(by=by, full_name=person.full_name, phone=phone)


def check_can_open_account(person: Person, *, proof: str, phone: str, consents: bool, by: Post) -> None:
    """Open an account: at the counter, on a card that was read or a register that confirmed, with consent, once."""
    if by.role != Role.INTAKE:
        raise Denied(_("Tài khoản của công dân do cán bộ tiếp nhận mở tại quầy."))
    if proof not in AccountProof.values:
        raise Denied(_("Chưa có gì chứng minh là đúng người: quét thẻ căn cước của công dân rồi mở tài khoản."))
    if not person.id_number:
        raise Denied(_("Mở tài khoản cần số định danh cá nhân: quét thẻ căn cước của công dân."))
    _check_may_be_opened(person, phone=phone, consents=consents, by=by)
    account = CitizenAccount.objects.filter(person=person).first()
    if account is not None:
        raise Denied(
            _("Công dân này đã có tài khoản: dùng tài khoản đó.")
            if account.is_active
            else _("Tài khoản của công dân này đã đóng: mở lại tài khoản đó bằng thẻ căn cước của công dân.")
        )


def check_can_reopen_account(account: CitizenAccount, *, proof: str, phone: str, consents: bool, by: Post) -> None:
    """Open a closed account again: for the same person, with their consent, on their card; nothing else will do."""
    if account.is_active:
        raise Denied(_("Công dân này đã có tài khoản: dùng tài khoản đó."))
    if proof != AccountProof.CARD:
        raise Denied(_("Tài khoản đã đóng chỉ mở lại bằng thẻ căn cước của chính công dân: quét thẻ rồi mở lại."))
    _check_may_be_opened(account.person, phone=phone, consents=consents, by=by)


def can_close_account(account: CitizenAccount, *, by: Post) -> Answer:
    """Ask the same rule for a page."""
    try:
        check_can_close_account(account, by=by)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def check_can_close_account(account: CitizenAccount, *, by: Post) -> None:
    """Close an account: by the intake desk or the head, while it is open."""
    if by.role not in {Role.INTAKE, Role.HEAD, Role.SUPERVISOR}:
        raise Denied(_("Việc này của cán bộ tiếp nhận, trưởng đơn vị hoặc người giám sát."))
    if not account.is_active:
        raise Denied(_("Tài khoản này đã đóng."))
