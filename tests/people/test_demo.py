"""The people of the demo are nobody, fit together, and their cards can be read."""

import datetime as dt
from collections import Counter

from motcua.people.addresses import resolve
from motcua.people.demo import demo_cards, everyone, find, qr_text
from motcua.people.id_card import parse
from motcua.people.id_card.doubts import SYNTHETIC_CODES

TODAY = dt.date(2026, 11, 23)


def test_nobody_of_the_demo_can_be_a_real_person() -> None:
    assert {person.id_number[:3] for person in everyone()} <= SYNTHETIC_CODES
    assert {person.phone[:4] for person in everyone()} == {"0199", ""}
    assert max(Counter(person.id_number for person in everyone()).values()) == 1


def test_families_of_the_demo_fit_together() -> None:
    for person in everyone():
        if person.spouse:
            spouse = find(person.spouse)
            assert spouse is not None
            assert (spouse.spouse, spouse.marital, person.marital) == (person.id_number, "married", "married")
        for parent, sex in ((person.father, "M"), (person.mother, "F")):
            found = find(parent)
            assert (not parent) or (found is not None and found.sex == sex)


def test_every_card_of_the_demo_is_read_as_its_person() -> None:
    people = [person for person in everyone() if qr_text(person)]
    assert len(people) > 400
    for person in people:
        card = parse(qr_text(person), TODAY)
        assert (card.id_number, card.full_name, card.date_of_birth, card.sex, card.issued_on) == (
            person.id_number,
            person.full_name,
            person.date_of_birth,
            person.sex,
            person.issued_on,
        )


def test_cards_of_the_sheet_raise_only_the_doubts_they_are_there_for() -> None:
    doubted = {
        card.person.full_name: parse(card.text, TODAY).warnings
        for card in demo_cards()
        if parse(card.text, TODAY).warnings
    }
    assert doubted == {
        "LÝ SEN": ("Thẻ chỉ ghi năm sinh.",),
        "ĐỖ HỮU PHÚC": ("Số định danh thiếu số 0 ở đầu, đã thêm cho đủ 12 chữ số; xin đối chiếu với thẻ.",),
        "TÔ HOÀI AN": (
            "Giới tính không khớp số định danh; xin đối chiếu với thẻ hoặc hỏi việc xác định lại giới tính.",
        ),
    }


def test_addresses_of_the_sheet_lead_to_the_unit_the_register_knows() -> None:
    asked = []
    for card in demo_cards():
        found = resolve(card.person.address)
        if found.ambiguous:
            asked.append(card.person.full_name)
            assert card.person.unit_code in {unit.code for unit in found.candidates}
        else:
            assert found.unit_code == card.person.unit_code
    assert asked == ["PHẠM THU HÀ", "LÊ QUANG HUY", "TRẦN THỊ THỬ"]


def test_find_of_a_stranger_is_nobody() -> None:
    assert find("000000000000") is None
