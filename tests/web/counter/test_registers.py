"""Asking the registers from the page: what they say stands in the form, why one is silent stands beside it."""

import pytest
from django.test import Client

from motcua.dossiers.models import Visit
from motcua.exchange.models import RegisterQuery
from motcua.exchange.standin.server import StandIn, Trouble
from tests.factories import dossiers as make
from tests.factories.people import card_of
from tests.web.counter.visiting import look, values_of

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"
MAI, HA = "003195002101", "007198002201"


def asked(lan: Client, visit: Visit) -> list[str]:
    """Let the page ask; return why a register was silent, for the last thing in the basket."""
    lan.post(f"/counter/visits/{visit.pk}/registers/")
    return list(visit.items.latest("position").silences)


def at_the_counter(lan: Client, id_number: str) -> Visit:
    make.version_of(BIRTH)
    return look(lan, BIRTH, look(lan, card_of(id_number)))


def test_what_the_registers_say_stands_in_the_form(lan: Client, standin: StandIn) -> None:
    visit = at_the_counter(lan, MAI)
    assert asked(lan, visit) == []
    kept = values_of(visit.items.get())
    assert {name: kept[name]["source"] for name in ("tre.ho_ten", "cha.ho_ten", "kh.so")} == {
        "tre.ho_ten": "health",
        "cha.ho_ten": "population",
        "kh.so": "civil_registry",
    }
    # Mother and father, three registers each.
    assert RegisterQuery.objects.filter(about=f"form:{visit.items.get().form_id}").count() == 6


def test_a_silent_register_is_told_and_the_page_no_longer_waits(lan: Client, standin: StandIn) -> None:
    standin.trouble["population"] = Trouble("down")
    visit = at_the_counter(lan, MAI)
    url = f"/counter/visits/{visit.pk}/"
    assert 'class="pending"' in lan.get(url).content.decode()
    assert asked(lan, visit) == ["Cơ sở dữ liệu dân cư không kết nối được. Nhập tay hoặc thử lại."]
    assert 'class="pending"' not in lan.get(url).content.decode()


def test_twins_in_one_basket_are_two_children(lan: Client, standin: StandIn) -> None:
    visit = at_the_counter(lan, HA)
    asked(lan, visit)
    look(lan, BIRTH, visit)
    assert asked(lan, visit) == []
    names = [values_of(item)["tre.ho_ten"]["value"] for item in visit.items.order_by("position")]
    assert sorted(names) == ["LÊ MINH ANH", "LÊ QUANG MINH"]


def test_a_third_child_of_two_certificates_is_typed_and_the_reason_is_said(lan: Client, standin: StandIn) -> None:
    visit = at_the_counter(lan, HA)
    asked(lan, visit)
    for _child in range(2):
        look(lan, BIRTH, visit)
        silences = asked(lan, visit)
    assert sorted(sentence.split(" đã ")[1] for sentence in silences) == ["dùng cho một việc khác trong giỏ."] * 2
    assert "tre.ho_ten" not in values_of(visit.items.latest("position"))


def test_a_split_commune_is_chosen_and_the_address_follows(lan: Client) -> None:
    visit = look(lan, card_of(HA))
    page = lan.get(f"/counter/visits/{visit.pk}/").content.decode()
    code = page.split('name="unit" value="')[1].split('"')[0]
    lan.post(f"/counter/visits/{visit.pk}/unit/", {"unit": "99999"})
    visit.refresh_from_db()
    assert "unit_code" not in visit.person_data
    lan.post(f"/counter/visits/{visit.pk}/unit/", {"unit": code})
    visit.refresh_from_db()
    assert visit.person_data["unit_code"] == code
    assert visit.person_data["address_today"].endswith("Thành phố Hà Nội")
