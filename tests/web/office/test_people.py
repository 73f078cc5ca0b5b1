"""«Người»: likely doubles side by side, masked and noted; proposed by one, confirmed by another, taken apart again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import Visit
from motcua.events.models import Access
from motcua.lib import clock
from motcua.people.commands import remember_card, remember_said
from motcua.people.models import Person, PersonMerge
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import MORNING, Commune
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
URL = "/office/people/"


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


@pytest.fixture
def pair(unit: Commune) -> tuple[Person, Person]:
    """Bà Tám with her card, and as she came years ago with the old one; both handed something in."""
    new = remember_card(people.card(), at=people.MOMENT)
    old = remember_said(people.card(id_number="", old_id_number="012345678", sex="").as_json(), at=people.MOMENT)
    for person in (new, old):
        make.received(unit, submitter=person)
    return new, old


def propose(client: Client, two: tuple[Person, Person], reason: str = "Cùng sổ hộ khẩu", **changes: str) -> Any:
    said = {"pair": f"{two[0].pk}-{two[1].pk}", "kept": str(two[0].pk), "reason": reason, "key": "p"}
    return client.post(f"{URL}propose/", said | changes)


def answer(client: Client, verb: str, **said: str) -> Any:
    return client.post(f"{URL}merges/{PersonMerge.objects.get().pk}/{verb}/", {"key": verb} | said)


def test_doubles_stand_side_by_side_masked_and_the_look_is_noted(unit: Commune, pair: tuple[Person, Person]) -> None:
    people.person(id_number="005158004799", full_name="NGƯỜI NƠI KHÁC")
    shown = text(desk(unit[Role.INTAKE]).get(URL))
    assert shown.count("TRẦN THỊ TÁM") == 2
    for words in ("Cùng họ tên, ngày sinh", "00••••••4710", "01••••••5678", "1 hồ sơ"):
        assert words in shown
    for secret in ("005158004710", "012345678", "NGƯỜI NƠI KHÁC"):
        assert secret not in shown
    noted = Access.objects.filter(purpose="Xem người trùng").values_list("subject", flat=True)
    assert set(noted) == {person.stream for person in pair}


def test_lan_proposes_duc_confirms_and_the_old_number_finds_the_kept_person(
    unit: Commune, pair: tuple[Person, Person]
) -> None:
    lan, duc = desk(unit[Role.INTAKE]), desk(unit[Role.HEAD])
    assert propose(lan, pair).status_code == 302
    assert propose(lan, pair).status_code == 302  # the same page sent twice
    assert PersonMerge.objects.count() == 1
    waiting = text(lan.get(URL))
    assert "Trưởng đơn vị hoặc người giám sát xác nhận việc gộp." in waiting
    assert "Đúng, gộp lại" in text(duc.get(URL))
    assert answer(duc, "confirm").status_code == 302
    assert "Đã gộp" in text(duc.get(URL))

    lan.post("/counter/look/", {"text": "012345678"})
    visit = Visit.objects.get()
    assert visit.person_data["id_number"] == "005158004710"
    lan.post(f"/counter/visits/{visit.pk}/drop/")
    lan.post("/counter/look/", {"person": str(pair[1].pk)})
    assert Visit.objects.get(ended_at=None).person_data["id_number"] == "005158004710"


def test_two_people_after_all(unit: Commune, pair: tuple[Person, Person]) -> None:
    propose(desk(unit[Role.INTAKE]), pair)
    tu = desk(unit[Role.SUPERVISOR])
    answer(tu, "refuse")
    shown = text(tu.get(URL))
    assert "TRẦN THỊ TÁM" not in shown
    assert "Không thấy dòng nào trùng" in shown


def test_a_merge_is_taken_apart_with_a_reason(unit: Commune, pair: tuple[Person, Person]) -> None:
    propose(desk(unit[Role.INTAKE]), pair)
    tu = desk(unit[Role.SUPERVISOR])
    answer(tu, "confirm")
    assert "Ghi vì sao tách lại." in text(answer(tu, "undo", reason=" "))
    assert answer(tu, "undo", reason="Là hai chị em", key="again").status_code == 302
    pair[1].refresh_from_db()
    assert pair[1].merged_into is None
    assert "Đã gộp" not in text(tu.get(URL))


def test_without_a_reason_nothing_is_proposed_and_what_else_was_typed_stays(
    unit: Commune, pair: tuple[Person, Person]
) -> None:
    lan = desk(unit[Role.INTAKE])
    refused = propose(lan, pair, reason=" ")
    assert (refused.status_code, "Ghi vì sao đây là một người" in text(refused)) == (409, True)
    third = people.person(id_number=None, full_name="KHÁC TÊN")
    make.received(unit, submitter=third)
    assert propose(lan, pair, key="p2").status_code == 302
    again = propose(lan, pair, reason="Vẫn là một", key="p3")
    assert (again.status_code, "đang chờ xác nhận" in text(again)) == (409, True)


@pytest.mark.parametrize("changes", [{"kept": "999"}, {"kept": ""}, {"pair": "1"}, {"pair": "x-y"}])
def test_rows_that_are_not_of_this_office_do_not_exist(
    unit: Commune, pair: tuple[Person, Person], changes: dict[str, str]
) -> None:
    assert propose(desk(unit[Role.INTAKE]), pair, **changes).status_code == 404


def test_another_commune_sees_and_answers_nothing(unit: Commune, pair: tuple[Person, Person]) -> None:
    propose(desk(unit[Role.INTAKE]), pair)
    stranger = desk(make.bat_trang()[Role.HEAD])
    assert "TRẦN THỊ TÁM" not in text(stranger.get(URL))
    assert answer(stranger, "confirm").status_code == 404
    assert propose(stranger, pair, key="other").status_code == 404
    assert answer(desk(unit[Role.HEAD]), "burn").status_code == 404


@pytest.mark.parametrize("role", [Role.CASE, Role.ADMIN, Role.CASHIER])
def test_it_is_not_everybodys_room(unit: Commune, role: Role) -> None:
    assert desk(unit[role]).get(URL).status_code == 403
