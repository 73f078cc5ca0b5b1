"""Fifty intakes at once through a served installation: none lost, none doubled, no number twice."""

import threading
from collections import defaultdict
from itertools import cycle

import httpx
import pytest

from tests.concurrency.facts import broken, left_over, number, rows
from tests.concurrency.intakes import cards, intake
from tests.serving import Served

pytestmark = pytest.mark.slow

MANY = 50


def all_at_once(clients: list[httpx.Client], forms: list[dict[str, str]]) -> list[httpx.Response]:
    """Post every form at the same moment, each from a thread of its own."""
    start = threading.Barrier(len(forms))
    answers: dict[int, httpx.Response] = {}

    def post(place: int, client: httpx.Client, form: dict[str, str]) -> None:
        start.wait()
        answers[place] = client.post("/counter/intake/", data=form)

    pairs = enumerate(zip(cycle(clients), forms, strict=False))
    threads = [threading.Thread(target=post, args=(place, client, form)) for place, (client, form) in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[place] for place in sorted(answers)]


def test_fifty_intakes_at_once_each_sent_twice_make_fifty_dossiers(served: Served, desks: list[httpx.Client]) -> None:
    forms = [intake(card, f"at-once-{place}") for place, card in enumerate(cards()[:MANY])]
    before = number(served.installation, "SELECT COUNT(*) FROM dossiers_dossier")

    answers = all_at_once(desks, [form for form in forms for _ in range(2)])

    assert [answer.status_code for answer in answers] == [200] * 2 * MANY
    codes: dict[str, set[str]] = defaultdict(set)
    for form, answer in zip([form for form in forms for _ in range(2)], answers, strict=True):
        codes[form["key"]].add(answer.json()["code"])
    assert [len(given) for given in codes.values()] == [1] * MANY
    assert len(set.union(*codes.values())) == MANY
    assert number(served.installation, "SELECT COUNT(*) FROM dossiers_dossier") == before + MANY
    assert broken(served.installation) == []
    assert left_over(served.installation) == 0
    assert "locked" not in served.log.read_text(encoding="utf-8")


def test_numbers_of_every_unit_have_no_gap_after_fifty_at_once(served: Served, desks: list[httpx.Client]) -> None:

    all_at_once(desks, [intake(card, f"no-gap-{place}") for place, card in enumerate(cards()[50 : 50 + MANY])])

    serials: dict[str, list[int]] = defaultdict(list)
    for (code,) in rows(served.installation, "SELECT code FROM dossiers_dossier"):
        unit_and_day, _dash, serial = code.rpartition("-")
        serials[unit_and_day].append(int(serial))
    assert {unit: sorted(given) for unit, given in serials.items()} == {
        unit: list(range(1, len(given) + 1)) for unit, given in serials.items()
    }
    assert "nguyên vẹn" in served.installation.run("audit", "verify")


def test_one_intake_delivered_eight_times_at_once_is_one_dossier(served: Served, desks: list[httpx.Client]) -> None:
    for place, card in enumerate(cards()[100:110]):
        form = intake(card, f"again-{place}")

        answers = all_at_once(desks[:1], [form] * 8)

        assert [answer.status_code for answer in answers] == [200] * 8
        assert len({answer.text for answer in answers}) == 1
    assert broken(served.installation) == []
    assert left_over(served.installation) == 0
