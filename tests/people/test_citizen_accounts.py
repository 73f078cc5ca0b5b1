"""Accounts of citizens: on what they are opened, one a person, and whose they are when two rows become one."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.people.account_queries import history, latest, with_number
from motcua.people.account_rules import bare_phone, is_the_official
from motcua.people.commands import (
    answer_merge,
    close_account,
    open_account,
    propose_merge,
    remember_card,
    remember_said,
    reopen_account,
    undo_merge,
)
from motcua.people.models import AccountProof, CitizenAccount, Person, PersonMerge
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import MORNING, Commune

pytestmark = pytest.mark.django_db
LATER = MORNING + dt.timedelta(hours=1)


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.fixture
def tam() -> Person:
    return remember_card(people.card(), at=people.MOMENT)


def opened(person: Person, unit: Commune, **changes: Any) -> CitizenAccount:
    said: dict[str, Any] = {"proof": AccountProof.CARD, "phone": "0199 123 456", "consents": True}
    said |= {"by": unit[Role.INTAKE], "at": MORNING}
    return open_account(person=person, **(said | changes))


def test_an_account_says_who_opened_it_on_which_proof_and_with_which_phone(unit: Commune, tam: Person) -> None:
    account = opened(tam, unit)
    assert (account.person, account.phone, account.proof) == (tam, "0199123456", AccountProof.CARD)
    assert (account.card_issued_on, account.opened_by, account.opened_at) == (
        dt.date(2021, 3, 1),
        unit[Role.INTAKE],
        MORNING,
    )
    event = Event.objects.get(stream=tam.stream)
    assert (event.name, event.details) == ("person.account_opened", {"proof": "CARD"})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"proof": ""}, "quét thẻ căn cước"),
        ({"consents": False}, "đồng ý mở tài khoản"),
        ({"phone": ""}, "Ghi số điện thoại"),
        ({"phone": "12345"}, "Ghi số điện thoại"),
        ({"phone": "0199 12x 456"}, "Ghi số điện thoại"),
    ],
)
def test_without_proof_consent_or_phone_nothing_is_opened(
    unit: Commune, tam: Person, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Denied, match=sentence):
        opened(tam, unit, **changes)
    assert not CitizenAccount.objects.exists()


def test_only_the_intake_desk_opens_one(unit: Commune, tam: Person) -> None:
    for role in set(unit.posts) - {Role.INTAKE}:
        with pytest.raises(Denied, match="cán bộ tiếp nhận"):
            opened(tam, unit, by=unit[role])


def test_who_has_no_identity_number_cannot_be_proved(unit: Commune) -> None:
    old = remember_said(people.card(id_number="", old_id_number="012345678").as_json(), at=people.MOMENT)
    with pytest.raises(Denied, match="số định danh"):
        opened(old, unit)


def test_one_account_a_person_closed_or_not(unit: Commune, tam: Person) -> None:
    account = opened(tam, unit)
    with pytest.raises(Denied, match="đã có tài khoản"):
        opened(tam, unit)
    close_account(account=account, reason=" Công dân yêu cầu ", by=unit[Role.HEAD], at=LATER)
    account.refresh_from_db()
    assert (account.is_active, account.closed_by, account.close_reason) == (False, unit[Role.HEAD], "Công dân yêu cầu")
    with pytest.raises(Denied, match="đã đóng"):
        opened(tam, unit)
    with pytest.raises(Denied, match="đã đóng"):
        close_account(account=account, reason="Lại", by=unit[Role.HEAD], at=LATER)


CARD: dict[str, Any] = {"proof": AccountProof.CARD, "phone": "0199 765 432", "consents": True}


def closed(person: Person, unit: Commune) -> CitizenAccount:
    return close_account(account=opened(person, unit), reason="Đổi ý", by=unit[Role.INTAKE], at=LATER)


def test_a_closed_account_is_opened_again_by_the_card_and_its_history_tells(unit: Commune, tam: Person) -> None:
    account, again = closed(tam, unit), LATER + dt.timedelta(hours=1)
    back = reopen_account(account=account, **CARD, by=unit[Role.INTAKE], at=again)
    assert (back.pk, back.is_active, back.phone, back.opened_at) == (account.pk, True, "0199765432", MORNING)
    assert [(each.name, each.at, each.details) for each in history(back)] == [
        ("person.account_opened", MORNING, {"proof": "CARD"}),
        ("person.account_closed", LATER, {"reason": "Đổi ý"}),
        ("person.account_reopened", again, {"proof": "CARD", "closed_because": "Đổi ý"}),
    ]
    with pytest.raises(Denied, match="đã có tài khoản"):
        reopen_account(account=back, **CARD, by=unit[Role.INTAKE], at=again)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"proof": AccountProof.POPULATION}, "chỉ mở lại bằng thẻ"),
        ({"proof": ""}, "chỉ mở lại bằng thẻ"),
        ({"consents": False}, "đồng ý"),
        ({"phone": "12"}, "Ghi số điện thoại"),
        ({"by": Role.HEAD}, "cán bộ tiếp nhận"),
    ],
)
def test_without_the_card_consent_or_the_desk_it_stays_closed(
    unit: Commune, tam: Person, changes: dict[str, Any], sentence: str
) -> None:
    account = closed(tam, unit)
    said = CARD | {"by": Role.INTAKE} | changes
    with pytest.raises(Denied, match=sentence):
        reopen_account(account=account, **said | {"by": unit[said["by"]]}, at=LATER)
    account.refresh_from_db()
    assert not account.is_active


def test_accounts_are_found_in_the_unit_that_opened_them_alone(unit: Commune, tam: Person) -> None:
    account, neighbour = opened(tam, unit), make.bat_trang()
    assert list(latest(unit.authority)) == list(with_number(unit.authority, tam.id_number or "")) == [account]
    assert (list(latest(neighbour.authority)), list(with_number(neighbour.authority, tam.id_number or ""))) == ([], [])
    assert (list(with_number(unit.authority, "")), list(with_number(unit.authority, "007158004711"))) == ([], [])


def test_closing_needs_a_reason_and_a_desk_that_may(unit: Commune, tam: Person) -> None:
    account = opened(tam, unit)
    with pytest.raises(Denied, match="vì sao"):
        close_account(account=account, reason="  ", by=unit[Role.INTAKE], at=LATER)
    with pytest.raises(Denied, match="trưởng đơn vị"):
        close_account(account=account, reason="Yêu cầu", by=unit[Role.CASE], at=LATER)
    account.refresh_from_db()
    assert account.is_active


@pytest.mark.parametrize(
    ("own_name", "own_phone", "name", "phone", "same"),
    [
        ("Nguyễn Thị Lan", "", "NGUYỄN THỊ LAN", "0199000001", True),
        ("Nguyễn Thị Lan", "0199000001", "NGUYỄN THỊ LAN", "0199000001", True),
        ("Nguyễn Thị Lan", "0199000002", "NGUYỄN THỊ LAN", "0199000001", False),
        ("Nguyễn Thị Lan", "+84 199 000 001", "TRẦN THỊ TÁM", "0199.000.001", True),
        ("Nguyễn Thị Lan", "", "TRẦN THỊ TÁM", "0199000001", False),
        ("Nguyễn Thị Lan", "", "TRẦN THỊ TÁM", "", False),
    ],
)
def test_the_official_is_known_by_their_telephone_or_name(
    unit: Commune, own_name: str, own_phone: str, name: str, phone: str, *, same: bool
) -> None:
    user = unit[Role.INTAKE].user
    user.full_name, user.phone = own_name, own_phone
    assert is_the_official(user, full_name=name, phone=phone) is same


def test_an_official_opens_none_for_themselves(unit: Commune) -> None:
    lan = remember_card(people.card(id_number="005190000001", full_name="NGUYỄN THỊ LAN"), at=people.MOMENT)
    with pytest.raises(Denied, match="nhờ đồng nghiệp"):
        opened(lan, unit)


def test_a_telephone_number_loses_what_is_written_around_it() -> None:
    assert [bare_phone(text) for text in ("+84 (199) 123-456", "0199.123.456", "")] == ["0199123456", "0199123456", ""]


@pytest.fixture
def second_tam() -> Person:
    return remember_card(people.card(id_number="005158999999", full_name="TRẦN THỊ TÂM"), at=people.MOMENT)


def merged(kept: Person, gone: Person, unit: Commune) -> PersonMerge:
    proposed = propose_merge(kept=kept, gone=gone, reason="Cùng sổ", by=unit[Role.INTAKE], at=MORNING)
    return answer_merge(merge=proposed, confirmed=True, by=unit[Role.HEAD], at=LATER)


def test_the_account_follows_the_person_when_two_rows_become_one_and_goes_back(
    unit: Commune, tam: Person, second_tam: Person
) -> None:
    account = opened(second_tam, unit)
    merge = merged(tam, second_tam, unit)
    account.refresh_from_db()
    assert account.person == tam
    undo_merge(merge=merge, reason="Hai người", by=unit[Role.HEAD], at=LATER)
    account.refresh_from_db()
    assert account.person == second_tam


def test_of_two_accounts_the_kept_persons_serves_on_and_the_other_is_closed_until_they_are_parted(
    unit: Commune, tam: Person, second_tam: Person
) -> None:
    kept, other = opened(tam, unit), opened(second_tam, unit)
    merge = merged(tam, second_tam, unit)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.is_active, other.is_active, other.person) == (True, False, second_tam)
    undo_merge(merge=merge, reason="Hai người", by=unit[Role.HEAD], at=LATER)
    other.refresh_from_db()
    assert (other.is_active, other.close_reason) == (True, "")


def test_an_account_that_was_closed_before_stays_closed_when_rows_are_parted(
    unit: Commune, tam: Person, second_tam: Person
) -> None:
    opened(tam, unit)
    other = close_account(account=opened(second_tam, unit), reason="Yêu cầu", by=unit[Role.INTAKE], at=MORNING)
    merge = merged(tam, second_tam, unit)
    undo_merge(merge=merge, reason="Hai người", by=unit[Role.HEAD], at=LATER)
    other.refresh_from_db()
    assert (other.is_active, other.close_reason) == (False, "Yêu cầu")
