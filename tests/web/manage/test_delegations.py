"""The page of who signs for whom: written down, seen, taken back; by whom it concerns."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Delegation, Role
from motcua.lib import clock
from tests.factories import delegations
from tests.factories import dossiers as make
from tests.factories.delegations import DAY
from tests.factories.dossiers import MORNING, Commune, later
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db

PAGE = "/manage/delegations/"


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


def said(unit: Commune, **changes: object) -> dict[str, object]:
    return {
        "from_post": unit[Role.APPROVER].pk,
        "to_post": unit[Role.HEAD].pk,
        "manner": "TUQ",
        "starts_on": "2026-11-25",
        "ends_on": "2026-11-27",
        "decision": "Giấy ủy quyền số 3",
        "procedures": "",
        "key": str(uuid.uuid4()),
    } | changes


def states(client: Client) -> list[tuple[str, bool]]:
    page: Any = client.get(PAGE)
    return [(lent.state, lent.revocable) for lent in page.context["rows"]]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.APPROVER])
def test_it_is_written_down_once_and_shown_with_its_history(unit: Commune, role: Role) -> None:
    make.version_of(make.SINGLE_STATUS)
    client = desk(unit[role])
    sent = said(unit, sectors=["Hộ tịch"], procedures=f"{make.SINGLE_STATUS} ;")

    answers = [client.post(PAGE, sent).status_code for _time in range(2)]

    assert answers == [302, 302]
    row = Delegation.objects.get()
    assert (row.sectors, row.procedures, row.created_by) == (["Hộ tịch"], [make.SINGLE_STATUS], unit[role])
    page: Any = client.get(PAGE)
    assert states(client) == [("đang có hiệu lực", True)]
    assert [each.words for each in page.context["history"]] == ["Giao ủy quyền ký"]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ends_on": "2026-11-20"}, "ends_on", "Ngày kết thúc phải sau ngày bắt đầu."),
        ({"procedures": "9.9; 8.8"}, "procedures", "Không có trong danh mục: 9.9, 8.8."),
        ({"decision": ""}, "decision", "Trường này là bắt buộc."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_everything_stays_typed(
    unit: Commune, changes: dict[str, object], field: str, sentence: str
) -> None:
    page: Any = desk(unit[Role.ADMIN]).post(PAGE, said(unit, **changes))

    assert page.status_code == 422
    assert sentence in page.context["form"].errors[field] or field == "decision"
    assert 'value="2026-11-25"' in text(page)
    assert not Delegation.objects.exists()


def test_the_delegator_lends_their_own_signature_only(unit: Commune) -> None:
    deputy = delegations.deputy(unit)

    page: Any = desk(deputy).post(PAGE, said(unit))

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["from_post"])
    assert not Delegation.objects.exists()


def test_each_sees_what_concerns_them_and_the_supervisor_everything_without_touching_it(unit: Commune) -> None:
    deputy = delegations.deputy(unit)
    delegations.lent(unit)
    bat_trang = make.bat_trang()
    delegations.lent(bat_trang)

    assert len(states(desk(unit[Role.ADMIN]))) == 1
    assert len(states(desk(unit[Role.APPROVER]))) == 1
    assert len(states(desk(unit[Role.HEAD]))) == 1
    assert states(desk(deputy)) == []
    supervisor = desk(unit[Role.SUPERVISOR])
    page: Any = supervisor.get(PAGE)
    assert (len(page.context["rows"]), page.context["form"], page.context["may_edit"]) == (1, None, False)
    assert supervisor.post(PAGE, said(unit, starts_on="2026-12-01", ends_on="2026-12-01")).status_code == 200
    assert desk(unit[Role.CASE]).get(PAGE).status_code == 403
    assert Delegation.objects.count() == 2


def test_current_to_come_and_past_are_told_apart(unit: Commune) -> None:
    day = MORNING.date()
    delegations.lent(unit, starts_on=day - 5 * DAY, ends_on=day - DAY, at=MORNING - 6 * DAY)
    delegations.lent(unit)
    delegations.lent(unit, starts_on=day + 5 * DAY, ends_on=day + 6 * DAY)
    client = desk(unit[Role.ADMIN])

    assert states(client) == [("sắp tới", True), ("đang có hiệu lực", True), ("đã hết", False)]
    unit[Role.APPROVER].revoked_at = MORNING
    unit[Role.APPROVER].save()
    assert states(client)[1] == ("không còn hiệu lực", True)


def test_it_is_taken_back_with_a_reason_by_the_delegator(unit: Commune) -> None:
    row = delegations.lent(unit)
    client = desk(unit[Role.APPROVER])
    url = f"{PAGE}{row.pk}/revoke/"

    assert "Ghi vì sao thu hồi." in text(client.post(url, {"reason": "", "key": "a"}, follow=True))
    assert desk(delegations.deputy(unit)).post(url, {"reason": "x"}).status_code == 404
    clock.begin_at(later(MORNING, minutes=5))
    page = client.post(url, {"reason": "Tôi đã về.", "key": "b"}, follow=True)

    assert "Tôi đã về." in text(page)
    assert states(client) == [("đã thu hồi", False)]
