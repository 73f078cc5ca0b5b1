"""The result desk: handed to whom, known by what; a mistake keeps what was typed."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later
from tests.factories.people import TAM_TEXT
from tests.web.desks import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(gia_lam: Commune) -> Dossier:
    return make.ready(gia_lam, at=later(MORNING, days=-1))


def hand(client: Client, dossier: Dossier, **said: str) -> Any:
    sent = {"proof": "CODE", "shown": dossier.pickup_code, "to_name": "Trần Thị Tám", "key": "k"} | said
    return client.post(f"/counter/results/{dossier.code}/", sent)


def state(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).state


def test_a_result_is_handed_over_once_however_often_it_is_pressed(lan: Client, ready: Dossier) -> None:
    assert [hand(lan, ready).headers["location"] for _press in range(2)] == ["/counter/results/"] * 2
    assert state(ready) == State.DELIVERED


def test_who_cannot_prove_it_is_told_beside_the_field_and_the_name_stays(lan: Client, ready: Dossier) -> None:
    answer = hand(lan, ready, shown="SAI", to_name="Lý Sen")
    page = answer.content.decode()
    assert (answer.status_code, state(ready)) == (422, State.RESULT_READY)
    assert 'value="Lý Sen"' in page
    assert 'id="id_shown_error"' in page


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("shown", "Xin quét hoặc gõ mã, số trên giấy người nhận đưa."),
        ("to_name", "Xin ghi tên người nhận."),
    ],
)
def test_what_is_missing_is_asked_for(lan: Client, ready: Dossier, missing: str, sentence: str) -> None:
    answer = hand(lan, ready, **{missing: ""})
    assert (answer.status_code, sentence in answer.content.decode(), state(ready)) == (422, True, State.RESULT_READY)


def test_a_whole_card_is_scanned_as_proof_and_its_text_is_not_shown_again(lan: Client, ready: Dossier) -> None:
    wrong = hand(lan, ready, proof="ID", shown=TAM_TEXT.replace("005158004710", "005158004711"))
    assert wrong.status_code == 422
    assert "15081958" not in wrong.content.decode()
    assert hand(lan, ready, proof="ID", shown=TAM_TEXT).status_code == 302


def test_the_neighbours_result_is_not_here(ready: Dossier) -> None:
    mai = desk(make.bat_trang()[Role.INTAKE])
    assert (mai.get(f"/counter/results/{ready.code}/").status_code, hand(mai, ready).status_code) == (404, 404)
    assert state(ready) == State.RESULT_READY


def test_found_by_a_scanned_card_or_a_name_and_only_here(lan: Client, ready: Dossier) -> None:
    for said in (TAM_TEXT, "tran thi tam", ready.code, ready.pickup_code):
        assert ready.code in lan.post("/counter/results/", {"q": said}).content.decode()
    mai = desk(make.bat_trang()[Role.INTAKE])
    assert ready.code not in mai.post("/counter/results/", {"q": "tran thi tam"}).content.decode()
    assert ready.code not in lan.post("/counter/results/", {"q": "lý sen"}).content.decode()
