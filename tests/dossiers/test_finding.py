"""A dossier found by whatever a person has in hand, and by nobody of another commune."""

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import cancel
from motcua.dossiers.queries import finding
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import MORNING, Commune, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.mark.parametrize(
    "text",
    [
        "H26.90-261125-0001",
        " h26.90-261125-0001 ",
        "H26.90-2611",
        "PICKUP",
        "pickup",
        "005158004710",
        "0199 111 222",
        "+84 199 111 222",
        "Trần Thị",
        "tran thi tam",
        "TRẦN",
        "Tám",
        "tam tran",
        "trann",
    ],
)
def test_found_by_code_number_telephone_or_name_and_not_from_next_door(unit: Commune, text: str) -> None:
    tam = people.person(id_number="005158004710", full_name="TRẦN THỊ TÁM", phone="0199111222")
    dossier = make.received(unit, submitter=tam)
    other = people.person(id_number="005090004711", full_name="LÊ VĂN BẢY", phone="0199333444")
    make.received(make.bat_trang(), submitter=other)
    if text.lower() == "pickup":
        text = dossier.pickup_code if text.isupper() else dossier.pickup_code.lower()
    hung = make.post(other.submitted.get().handling_agency, Role.CASE, "Hùng")

    assert list(finding.find(text, post=unit[Role.CASE])) == [dossier]
    assert list(finding.find(text, post=hung)) == []


@pytest.mark.parametrize("text", ["", "   ", "***", "999999999999", "0199999999", "Lan Anh", "%", "_", "H26.91"])
def test_nothing_is_found_by_nothing_or_by_what_nobody_is_called(unit: Commune, text: str) -> None:
    make.received(unit)

    assert list(finding.find(text, post=unit[Role.CASE])) == []


def test_an_old_number_finds_the_dossiers_of_the_new_one(unit: Commune) -> None:
    tam = people.person(id_number="005158004710", old_id_number="012345678", full_name="TRẦN THỊ TÁM")
    dossier = make.received(unit, submitter=tam)

    assert list(finding.find("012345678", post=unit[Role.CASE])) == [dossier]


def test_a_name_that_only_the_neighbours_have_does_not_hide_one_mistyped_here(unit: Commune) -> None:
    mine = make.received(unit, submitter=people.person(id_number="005158004710", full_name="TRẦN THỊ TUYẾT"))
    make.received(make.bat_trang(), submitter=people.person(id_number="005090004711", full_name="LÊ THỊ TUYÊN"))

    assert list(finding.find("tuyen", post=unit[Role.CASE])) == [mine]


def test_ended_dossiers_are_found_when_asked_for_the_newest_first(unit: Commune) -> None:
    gone = cancel(dossier=make.received(unit), reason="Nhầm.", by=unit[Role.INTAKE], at=later(MORNING, minutes=6))
    live = make.received(unit, at=later(MORNING, minutes=10))

    assert list(finding.find("trần", post=unit[Role.CASE])) == [live]
    assert list(finding.find("trần", post=unit[Role.CASE], ended=True)) == [live, gone]


def test_names_of_dossiers_that_came_since_are_known(unit: Commune) -> None:
    assert list(finding.find("khánh vy", post=unit[Role.CASE])) == []

    dossier = make.received(unit, submitter=people.person(id_number="005158004710", full_name="HỒ KHÁNH VY"))

    assert list(finding.find("khánh vy", post=unit[Role.CASE])) == [dossier]


def test_a_word_that_very_many_share_is_asked_of_the_database(unit: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MANY_NAMES", 1)
    first = make.received(unit, submitter=people.person(id_number="005158004710", full_name="TRẦN THỊ TÁM"))
    second = make.received(unit, submitter=people.person(id_number="005158004711", full_name="TRẦN VĂN BẢY"))
    make.received(unit, submitter=people.person(id_number="005158004712", full_name="LÊ VĂN BẢY"))

    assert list(finding.find("trần", post=unit[Role.CASE], ended=True)) == [second, first]


def test_people_are_one_line_each_and_of_this_authority(unit: Commune) -> None:
    tam = people.person(id_number="005158004710", full_name="TRẦN THỊ TÁM")
    make.received(unit, submitter=tam)
    make.received(unit, submitter=tam)
    make.received(make.bat_trang(), submitter=people.person(id_number="005090004711", full_name="TRẦN THỊ TÁM"))

    assert finding.people("tám", post=unit[Role.INTAKE], limit=4) == [tam]
    assert finding.people("không có ai", post=unit[Role.INTAKE], limit=4) == []
