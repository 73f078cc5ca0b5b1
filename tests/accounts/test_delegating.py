"""Lending a signature: by whom, to whom, for which days; and what the history keeps."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.commands import end_post
from motcua.accounts.delegating import revoke
from motcua.accounts.models import Delegation, Role
from motcua.accounts.queries import delegations_of, lent_to
from motcua.accounts.rules import periods_meet, scopes_meet
from motcua.events.managed import history_of
from motcua.lib.outcomes import Denied
from tests.factories import delegations
from tests.factories import dossiers as make
from tests.factories.delegations import DAY, DECISION
from tests.factories.dossiers import MORNING, Commune, later

TODAY = MORNING.date()
DAYS = st.integers(0, 20).map(lambda n: TODAY + n * DAY)
PERIODS = st.tuples(DAYS, DAYS | st.none()).filter(lambda pair: pair[1] is None or pair[0] <= pair[1])


def days_of(period: tuple[dt.date, dt.date | None]) -> set[dt.date]:
    first, last = period
    return {first + n * DAY for n in range(((last or TODAY + 50 * DAY) - first).days + 1)}


@given(PERIODS, PERIODS)
def test_periods_meet_exactly_when_they_share_a_day(
    one: tuple[dt.date, dt.date | None], other: tuple[dt.date, dt.date | None]
) -> None:
    assert periods_meet(one, other) is bool(days_of(one) & days_of(other))
    assert periods_meet(other, one) is periods_meet(one, other)


CODES = st.sets(st.sampled_from(["1.004873", "2.000815", "2.000635"]))


@given(CODES, CODES)
def test_scopes_of_codes_meet_exactly_when_they_share_one_or_one_is_for_everything(
    one: set[str], other: set[str]
) -> None:
    meet = scopes_meet(Delegation(procedures=sorted(one)), Delegation(procedures=sorted(other)))

    assert meet is (not one or not other or bool(one & other))


@pytest.fixture
def unit(db: None) -> Commune:
    return make.gia_lam()


def test_the_administrator_and_the_delegator_may_write_it_down_and_nobody_else(unit: Commune) -> None:
    by_her = delegations.lent(unit)
    by_the_administrator = delegations.lent(
        unit, starts_on=TODAY + 9 * DAY, ends_on=TODAY + 9 * DAY, by=unit[Role.ADMIN]
    )

    for role in set(unit.posts) - {Role.ADMIN, Role.APPROVER}:
        with pytest.raises(Denied, match="Chỉ người ủy quyền hoặc quản trị"):
            delegations.lent(unit, starts_on=TODAY + 20 * DAY, ends_on=TODAY + 21 * DAY, by=unit[role])
    assert list(delegations_of(unit.authority)) == [by_the_administrator, by_her]


def test_the_administrator_next_door_writes_nothing_here(unit: Commune) -> None:
    bat_trang = make.bat_trang()
    theirs = make.post(bat_trang.authority, Role.ADMIN, "Quản trị Bát Tràng")

    with pytest.raises(Denied, match="không thuộc nơi bạn quản trị"):
        delegations.lent(unit, by=theirs)
    with pytest.raises(Denied, match="phải cùng cơ quan"):
        delegations.lent(unit, to_post=bat_trang[Role.HEAD])
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence", "about"),
    [
        ({"from_post": Role.HEAD, "to_post": Role.APPROVER}, "Chỉ người ký duyệt mới ủy quyền ký.", "from_post"),
        ({"to_post": Role.CASE}, "Chỉ ủy quyền cho trưởng đơn vị hoặc người ký duyệt khác.", "to_post"),
        ({"to_post": Role.INTAKE}, "Chỉ ủy quyền cho trưởng đơn vị hoặc người ký duyệt khác.", "to_post"),
        ({"to_post": Role.APPROVER}, "Chỉ ủy quyền cho trưởng đơn vị hoặc người ký duyệt khác.", "to_post"),
        ({"ends_on": TODAY - DAY}, "Ngày kết thúc phải sau ngày bắt đầu.", "ends_on"),
        (
            {"starts_on": TODAY - 9 * DAY, "ends_on": TODAY - 8 * DAY},
            "Khoảng ngày này đã qua: ủy quyền không có giá trị ngược.",
            "ends_on",
        ),
        ({"decision": "  "}, "Ghi số, ngày của văn bản ủy quyền.", "decision"),
        ({"manner": "Q"}, "Không có cách ký này: chọn lại.", "manner"),
    ],
)
def test_what_may_not_be_lent_is_refused_in_a_sentence(
    unit: Commune, changes: dict[str, Any], sentence: str, about: str
) -> None:
    said = {name: unit[value] if isinstance(value, Role) else value for name, value in changes.items()}

    with pytest.raises(Denied) as denied:
        delegations.lent(unit, at=MORNING, by=unit[Role.ADMIN], **said)

    assert (denied.value.reason, denied.value.about) == (sentence, about)
    assert not Delegation.objects.exists()


def test_a_post_that_is_not_held_then_lends_and_takes_nothing(unit: Commune) -> None:
    end_post(unit[Role.HEAD], by=unit[Role.ADMIN], at=MORNING)
    unit[Role.HEAD].refresh_from_db()

    with pytest.raises(Denied, match="Phạm Văn Đức không giữ vị trí này trong những ngày ấy"):
        delegations.lent(unit, at=MORNING)


def test_who_also_takes_in_is_not_lent_a_signature(unit: Commune) -> None:
    make.post(unit.centre, Role.CASE, "Phạm Văn Đức", user=unit[Role.HEAD].user)

    with pytest.raises(Denied, match="Một người không được vừa là người ký duyệt vừa là cán bộ thụ lý"):
        delegations.lent(unit)


def test_the_same_days_are_not_lent_twice_to_the_same_post(unit: Commune) -> None:
    first = delegations.lent(unit, sectors=["Hộ tịch"])
    delegations.lent(unit, sectors=["Đất đai"])
    delegations.lent(unit, to_post=delegations.deputy(unit), manner="KT")

    with pytest.raises(Denied) as denied:
        delegations.lent(unit, starts_on=first.ends_on, ends_on=first.ends_on + 5 * DAY)

    assert denied.value.reason == (
        f"Đã có ủy quyền từ 25/11/2026 đến 27/11/2026 ({DECISION}): thu hồi trước, hoặc chọn ngày khác."
    )
    assert Delegation.objects.count() == 3
    delegations.lent(unit, starts_on=first.ends_on + DAY, ends_on=first.ends_on + 5 * DAY)


def test_it_is_taken_back_with_a_reason_once_and_the_history_tells_who(unit: Commune) -> None:
    delegation = delegations.lent(unit, sectors=["Hộ tịch"])
    with pytest.raises(Denied, match="Ghi vì sao thu hồi"):
        revoke(delegation, reason=" ", by=unit[Role.ADMIN], at=MORNING)

    revoke(delegation, reason="Bà Hoa đã về.", by=unit[Role.ADMIN], at=MORNING)

    with pytest.raises(Denied, match="đã được thu hồi"):
        revoke(delegation, reason="Lần nữa.", by=unit[Role.ADMIN], at=later(MORNING, minutes=1))
    told = [(event.name, event.actor, event.details.get("reason")) for event in history_of("delegation", delegation.pk)]
    assert told == [
        ("delegation.revoked", "Ngô Văn Kỹ, Quản trị kỹ thuật, UBND xã Gia Lâm", "Bà Hoa đã về."),
        ("delegation.given", "Lê Thị Hoa, Người ký duyệt, UBND xã Gia Lâm", None),
    ]
    assert history_of("delegation", delegation.pk)[-1].details["changes"] == {
        "from": [None, "Lê Thị Hoa, Người ký duyệt"],
        "to": [None, "Phạm Văn Đức, Trưởng đơn vị"],
        "manner": [None, "TUQ."],
        "sectors": [None, ["Hộ tịch"]],
        "procedures": [None, []],
        "starts_on": [None, "2026-11-25"],
        "ends_on": [None, "2026-11-27"],
        "decision": [None, DECISION],
    }


def test_what_has_ended_need_not_be_taken_back(unit: Commune) -> None:
    delegation = delegations.lent(unit)

    with pytest.raises(Denied, match="đã hết hạn"):
        revoke(delegation, reason="Muộn.", by=unit[Role.ADMIN], at=later(MORNING, days=5))


def test_what_is_lent_ends_with_the_account_of_who_lent_it(unit: Commune) -> None:
    delegation = delegations.lent(unit)
    head = unit[Role.HEAD]
    assert lent_to(head, at=MORNING) == [delegation]

    unit[Role.APPROVER].user.is_active = False
    unit[Role.APPROVER].user.save()

    assert lent_to(head, at=MORNING) == []
