"""A whole intake in one request: what the page gets, and what is refused with sentences."""

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier, Visit
from tests.factories.dossiers import COPIES
from tests.factories.people import TAM_TEXT

pytestmark = pytest.mark.django_db
COPY = {"f.gt.ten": "2", "f.gt.so_trang": "3", "f.gt.so_ban": "2", "f.gt.ban_dien_tu": "2"}
BY_CARD = {"card": TAM_TEXT, "procedure": COPIES, "confirmed_how": "PAPER", "key": "k", **COPY}
SEN = {"full_name": "Lý Sen", "date_of_birth": "1945", "sex": "F", "id_number": "", "address": "Thôn 2"}
BY_HAND = {name: value for name, value in BY_CARD.items() if name != "card"} | SEN


def test_a_browser_is_led_to_what_came_of_it(lan: Client) -> None:
    answer = lan.post("/counter/intake/", BY_CARD)
    assert answer.headers["location"] == f"/counter/visits/{Visit.objects.get().pk}/done/"


def test_somebody_without_a_card_is_said_field_by_field(lan: Client) -> None:
    said = lan.post("/counter/intake/", BY_HAND, headers={"accept": "application/json"}).json()
    dossier = Dossier.objects.get()
    assert (said["code"], dossier.applicant_name, dossier.submitter.date_of_birth) == (dossier.code, "LÝ SEN", "1945")


def test_a_person_who_cannot_be_is_refused_field_by_field(lan: Client) -> None:
    sent = BY_HAND | {"full_name": "", "date_of_birth": "hôm qua"}
    answer = lan.post("/counter/intake/", sent, headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"full_name", "date_of_birth"}
    assert answer.json()["errors"]["date_of_birth"].startswith("Xin ghi ngày/tháng/năm")
    assert not Dossier.objects.exists()


def test_a_card_that_cannot_be_read_is_refused_without_its_text(lan: Client) -> None:
    sent = BY_CARD | {"card": "005158004710|TRẦN THỊ TÁM|hỏng"}
    json = lan.post("/counter/intake/", sent, headers={"accept": "application/json"})
    page = lan.post("/counter/intake/", sent)
    assert (json.status_code, list(json.json()["errors"]), page.status_code) == (422, ["card"], 422)
    assert "TRẦN THỊ TÁM" not in page.content.decode() + json.content.decode()
    assert json.json()["sentence"] in page.content.decode()


def test_one_beside_an_open_one_of_the_same_person_needs_a_word_why(lan: Client) -> None:
    json = {"accept": "application/json"}
    first = lan.post("/counter/intake/", BY_CARD, headers=json).json()["code"]

    refused = lan.post("/counter/intake/", BY_CARD | {"key": "k2"}, headers=json)
    assert (refused.status_code, refused.json()["sentence"]) == (
        422,
        f"Người này đang có hồ sơ cùng thủ tục ({first}): ghi vì sao vẫn nhận.",
    )
    assert Dossier.objects.count() == 1

    lan.post("/counter/intake/", BY_CARD | {"key": "k3", "duplicate": "Giấy tờ khác."}, headers=json)
    assert list(Dossier.objects.order_by("id").values_list("duplicate_note", flat=True)) == ["", "Giấy tờ khác."]


def test_somebody_of_no_known_number_is_nobodys_duplicate(lan: Client) -> None:
    for key in ("k", "k2"):
        assert lan.post("/counter/intake/", BY_HAND | {"key": key}).status_code == 302


SEN_BEHIND = {
    "behalf.kind": "person", "behalf.relation": "AUTHORISED", "behalf.paper": "WRITTEN",
    "behalf.paper_note": "Giấy ủy quyền số 5 ngày 20/11/2026",
    **{f"behalf.p-{name}": value for name, value in SEN.items()},
}  # fmt: skip


def test_who_came_for_another_says_so_as_on_the_page(lan: Client) -> None:
    said = lan.post("/counter/intake/", BY_CARD | SEN_BEHIND, headers={"accept": "application/json"})

    dossier = Dossier.objects.get()
    assert said.json()["code"] == dossier.code
    assert dossier.mandate is not None
    assert (dossier.applicant_name, dossier.mandate.principal_name, dossier.mandate.paper_note) == (
        "TRẦN THỊ TÁM",
        "LÝ SEN",
        "Giấy ủy quyền số 5 ngày 20/11/2026",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"behalf.relation": ""}, "behalf.relation"), ({"behalf.p-full_name": ""}, "behalf.p-full_name")],
)
def test_what_is_missing_of_the_other_is_said_field_by_field(lan: Client, changes: dict[str, str], field: str) -> None:
    answer = lan.post("/counter/intake/", BY_CARD | SEN_BEHIND | changes, headers={"accept": "application/json"})

    assert (answer.status_code, list(answer.json()["errors"]), Dossier.objects.count()) == (422, [field], 0)


def test_how_the_result_is_wanted_is_said_too(lan: Client) -> None:
    wrong = lan.post("/counter/intake/", BY_CARD | {"return.way": "PIGEON"}, headers={"accept": "application/json"})

    assert (wrong.status_code, wrong.json()["sentence"][:28]) == (422, "Không rõ cách nhận kết quả: ")
