"""Registers are asked over real HTTP: they answer, dawdle, lie or are away, and every query is on record."""

import json
import logging
import time
from typing import Any

import pytest

from motcua.exchange.breaker import FAILURES
from motcua.exchange.calls import LARGEST_ANSWER
from motcua.exchange.models import Outcome, RegisterQuery
from motcua.exchange.registers import ask, subject_hash
from motcua.exchange.signatures import sign
from motcua.exchange.standin.server import StandIn, Trouble
from motcua.forms.registers import CIVIL_REGISTRY, DEATHS, HEALTH, POPULATION, Answers, Query
from tests.exchange.conftest import Says
from tests.factories.forms import AT, FATHER, MOTHER

pytestmark = pytest.mark.django_db
ALL = frozenset({POPULATION, CIVIL_REGISTRY, HEALTH})
NOBODY = "003199999999"
LATE = "005055004711"


def asked(*subjects: str, registers: frozenset[str] = ALL, spouses: bool = False) -> Answers:
    query = Query(
        subjects=subjects or (MOTHER,),
        registers=registers,
        purpose="Đăng ký khai sinh (1.001193)",
        requester="lan · H26.91.01",
        about="form:1",
        spouses=spouses,
    )
    return ask(query, at=AT)


def outcomes() -> dict[str, str]:
    return dict(RegisterQuery.objects.values_list("register", "outcome"))


def test_three_registers_answer_about_a_mother(standin: StandIn) -> None:
    said = asked()
    assert said.people[MOTHER].full_name == "NGUYỄN THỊ MAI"
    assert said.civil[MOTHER].marital == "married"
    assert [birth.intended_name for birth in said.births] == ["Trần Mai An"]
    assert said.silent == {}


def test_a_hospital_answers_about_a_death(standin: StandIn) -> None:
    (death,) = asked(LATE, registers=frozenset({DEATHS})).deaths
    assert (death.id_number, death.full_name, death.number[:15]) == (LATE, "NGUYỄN VĂN SÁU", "01024.GBT.00031")
    assert outcomes() == {HEALTH: Outcome.ANSWERED}
    assert asked(MOTHER, registers=frozenset({DEATHS})).deaths == ()


def test_the_husband_is_asked_about_too_when_wanted(standin: StandIn) -> None:
    assert set(asked(spouses=True).people) == {MOTHER, FATHER}
    assert set(asked(spouses=False).people) == {MOTHER}


def test_somebody_the_registers_do_not_know_is_no_failure(standin: StandIn) -> None:
    said = asked(NOBODY)
    assert (said.people, said.civil, said.births, said.silent) == ({}, {}, (), {})
    assert set(outcomes().values()) == {Outcome.UNKNOWN}


@pytest.mark.parametrize(
    ("kind", "outcome", "sentence"),
    [
        ("slow", Outcome.SLOW, "Cơ sở dữ liệu dân cư chưa trả lời (quá 1,5 giây). Nhập tay hoặc thử lại."),
        ("down", Outcome.DOWN, "Cơ sở dữ liệu dân cư không kết nối được. Nhập tay hoặc thử lại."),
        (
            "wrong",
            Outcome.WRONG,
            "Cơ sở dữ liệu dân cư trả lời sai, không dùng được. Nhập tay, và báo quản trị nếu còn lặp lại.",
        ),
    ],
)
def test_a_register_in_trouble_is_told_and_the_others_still_help(
    standin: StandIn, settings: Any, kind: str, outcome: str, sentence: str
) -> None:
    settings.MOTCUA_REGISTER_TIMEOUT_MS = 1500
    standin.trouble[POPULATION] = Trouble(kind, 5.0)
    said = asked()
    assert said.silent == {POPULATION: sentence}
    assert said.people == {}
    assert said.civil[MOTHER].marital == "married"
    assert outcomes()[POPULATION] == outcome


def test_an_answer_about_somebody_else_fills_nothing(standin: StandIn) -> None:
    standin.trouble = {name: Trouble("mistaken") for name in (POPULATION, CIVIL_REGISTRY)}
    said = asked()
    assert (said.people, said.civil) == ({}, {})
    assert set(said.silent) == {POPULATION, CIVIL_REGISTRY}
    assert outcomes()[POPULATION] == Outcome.WRONG


def test_a_slow_register_costs_its_own_time_and_no_more(standin: StandIn, settings: Any) -> None:
    settings.MOTCUA_REGISTER_TIMEOUT_MS = 400
    standin.trouble = {name: Trouble("slow", 5.0) for name in ALL}
    begun = time.monotonic()
    asked()
    # Side by side and cut off, not one after another to the end: fifteen seconds would be three answers.
    assert time.monotonic() - begun < 5.0


def test_a_certificate_with_a_false_signature_fills_nothing(standin: StandIn) -> None:
    standin.trouble[HEALTH] = Trouble("forged")
    said = asked()
    assert said.births == ()
    assert "chữ ký số không đúng" in said.silent[HEALTH]


CONTENTS: dict[str, dict[str, Any]] = {
    "not what was agreed": {"number": 7},
    "about somebody else": {
        "number": "1", "mother_id": NOBODY, "id_number": NOBODY, "born_on": "2026-11-01", "died_on": "2026-11-01",
        "sex": "F", "intended_name": "", "full_name": "AI ĐÓ", "place": "",
    },
}  # fmt: skip


@pytest.mark.parametrize(("register", "subject"), [(HEALTH, MOTHER), (DEATHS, LATE)])
@pytest.mark.parametrize("content", CONTENTS)
def test_a_signed_certificate_of_something_else_fills_nothing(
    says: Says, settings: Any, register: str, subject: str, content: str
) -> None:
    signature = sign(CONTENTS[content], settings.MOTCUA_REGISTER_KEY)
    says(200, json.dumps({"certificates": [{"content": CONTENTS[content], "signature": signature}]}).encode())
    answer = asked(subject, registers=frozenset({register}))
    assert (answer.births, answer.deaths) == ((), ())
    assert outcomes() == {HEALTH: Outcome.WRONG}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>maintenance</html>"),
        (200, b'"' + b"a" * (LARGEST_ANSWER + 1) + b'"'),
        (200, b"[" * 100_000),
        (302, b""),
        (404, b"{}"),
    ],
    ids=["no JSON", "endless", "nested without end", "moved elsewhere", "unknown path"],
)
def test_an_answer_that_is_none_is_wrong_and_fills_nothing(says: Says, status: int, body: bytes) -> None:
    says(status, body)
    assert asked(registers=frozenset({POPULATION})).people == {}
    assert outcomes() == {POPULATION: Outcome.WRONG}


def test_without_a_key_no_certificate_is_believed(standin: StandIn, settings: Any) -> None:
    settings.MOTCUA_REGISTER_KEY = ""
    assert asked().births == ()


def test_a_register_that_is_not_connected_says_so(standin: StandIn, settings: Any) -> None:
    settings.MOTCUA_REGISTERS = {}
    assert asked().silent[POPULATION] == "Cơ sở dữ liệu dân cư chưa được nối với đơn vị này. Nhập tay."


def test_nothing_listening_is_a_register_that_is_down(settings: Any) -> None:
    settings.MOTCUA_REGISTERS = {POPULATION: "http://127.0.0.1:9"}
    said = asked(registers=frozenset({POPULATION}))
    assert said.silent[POPULATION].startswith("Cơ sở dữ liệu dân cư không kết nối được")


def test_after_failures_in_a_row_a_register_is_left_alone_for_a_while(standin: StandIn) -> None:
    standin.trouble[POPULATION] = Trouble("down")
    only = frozenset({POPULATION})
    for _each in range(FAILURES):
        asked(registers=only)
    before = len(standin.asked)
    said = asked(registers=only)
    assert len(standin.asked) == before
    assert "tạm ngừng hỏi" in said.silent[POPULATION]


def test_every_query_is_on_record_without_naming_the_person(standin: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        asked()
    rows = list(RegisterQuery.objects.order_by("register"))
    assert [row.register for row in rows] == [CIVIL_REGISTRY, HEALTH, POPULATION]
    assert {row.purpose for row in rows} == {"Đăng ký khai sinh (1.001193)"}
    assert {row.requester for row in rows} == {"lan · H26.91.01"}
    assert {row.subject_hash for row in rows} == {subject_hash(MOTHER)}
    assert MOTHER not in str([vars(row) for row in rows])
    assert MOTHER not in caplog.text


def test_a_register_refuses_a_query_without_a_purpose(standin: StandIn) -> None:
    status, _said = standin.answer("/citizen", {"id_number": MOTHER})
    assert status == 400
