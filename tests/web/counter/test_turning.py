"""F8 and F9 over HTTP: home with form 02 or 03, back again, accepted with the same code; the list of who waits."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier, Visit
from motcua.dossiers.states import State
from motcua.events.models import Access, Event
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, Commune, later
from tests.factories.people import TAM_TEXT
from tests.web.counter.visiting import COPY, answers, look, ready, values_of
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
ORIGINAL = "ban_chinh"


def url(visit: Visit, rest: str) -> str:
    return f"/counter/visits/{visit.pk}/{rest}"


def without_papers(client: Client) -> Visit:
    """Bà Tám has left the original at home."""
    visit = ready(client)
    client.post(url(visit, "answer/"), {"version": "1", "papers_shown": str(visit.items.get().pk)})
    return visit


def sent_home(client: Client, visit: Visit, **said: Any) -> Dossier:
    """What the page with form 02 sends when nothing is changed on it."""
    item = visit.items.get()
    form = client.get(url(visit, f"items/{item.pk}/supplement/")).context["form"]
    words = {name: form.initial[name] for name in ("wanted", "reason", "guidance")} | {"key": f"{item.pk}"} | said
    client.post(url(visit, f"items/{item.pk}/supplement/"), words)
    return Dossier.objects.get(form=item.form)


def test_f8_keeps_what_was_typed_last_and_opens_the_page_with_what_is_missing_ticked(lan: Client) -> None:
    visit = without_papers(lan)
    item = visit.items.get()

    answer = lan.post(url(visit, "supplement/"), answers(visit, gt__so_trang=""))

    page = lan.get(answer.headers["location"])
    assert values_of(visit.items.get()).get("gt.so_trang", {}).get("value") is None
    required = [f"paper.{each.key}" for each in item.procedure_version.definition.requirements if each.required]
    assert [key for key in page.context["form"].initial["wanted"] if key.startswith("paper.")] == required
    assert "field.gt.so_trang" in page.context["form"].initial["wanted"]
    assert page.context["form"].initial["reason"] == "Hồ sơ chưa đủ thành phần theo quy định của thủ tục."


def test_what_is_asked_is_a_dossier_with_a_code_and_no_clock_and_the_person_learns_when_to_come(lan: Client) -> None:
    visit = without_papers(lan)

    dossier = sent_home(lan, visit, more="Mang thêm kính\n\n")

    assert (dossier.state, dossier.received_at, dossier.due_at) == (State.AWAITING_SUPPLEMENT, None, None)
    asked = dossier.supplement_requests.get()
    assert asked.items[-1] == "Mang thêm kính"
    page = text(lan.get(f"/counter/turned/{dossier.code}/"))
    assert "Mời quay lại bất cứ lúc nào trong giờ làm việc; hồ sơ giữ nguyên mã này." in page
    assert "Mang thêm kính" in page
    assert f"/office/dossiers/{dossier.code}/papers/supplement/{asked.pk}/" in page
    visit.refresh_from_db()
    assert visit.ended_at is not None
    assert lan.get(url(visit, "done/")).headers["location"] == f"/counter/turned/{dossier.code}/"


def test_pressed_twice_it_is_asked_once(lan: Client) -> None:
    visit = without_papers(lan)
    item = visit.items.get()
    dossier = sent_home(lan, visit)

    again = lan.post(url(visit, f"items/{item.pk}/supplement/"), {"reason": "x", "more": "y", "key": f"{item.pk}"})

    assert (again.status_code, again.headers["location"]) == (302, f"/counter/turned/{dossier.code}/")
    assert dossier.supplement_requests.count() == 1


@pytest.mark.parametrize("kind", ["supplement", "refusal"])
def test_without_words_nothing_is_sent_and_everything_typed_is_kept(lan: Client, kind: str) -> None:
    visit = without_papers(lan)

    answer = lan.post(
        url(visit, f"items/{visit.items.get().pk}/{kind}/"), {"guidance": "Đã gõ", "instead": "Đã gõ", "key": "k"}
    )

    assert answer.status_code == 422
    assert "Đã gõ" in text(answer)
    assert "người dân được đọc lý do này" in text(answer)
    assert not Dossier.objects.exists()


def test_f9_refuses_with_form_03(lan: Client) -> None:
    visit = ready(lan)
    page = lan.get(lan.post(url(visit, "refusal/"), answers(visit)).headers["location"])
    assert page.context["form"].initial["legal_basis"]

    said = {"reason": "Giấy tờ này do nơi khác chứng thực.", "instead": "Phòng công chứng", "key": "k"}
    answer = lan.post(url(visit, f"items/{visit.items.get().pk}/refusal/"), said)

    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.refusal.instead) == (State.REFUSED, "Phòng công chứng")
    shown = text(lan.get(answer.headers["location"]))
    assert "Giấy tờ này do nơi khác chứng thực." in shown
    assert "Phòng công chứng" in shown
    assert f"/office/dossiers/{dossier.code}/papers/refusal/" in shown


def test_of_a_basket_only_this_matter_goes_home_and_the_rest_stays_open(lan: Client) -> None:
    visit = without_papers(lan)
    look(lan, EXTRACT, visit)
    copies, extract = visit.items.order_by("position")

    said = {"wanted": [f"paper.{ORIGINAL}"], "more": "Bản chính", "reason": "Thiếu", "key": "k"}
    answer = lan.post(url(visit, f"items/{copies.pk}/supplement/"), {**said, "wanted": []})

    dossier = Dossier.objects.get()
    visit.refresh_from_db()
    assert (visit.ended_at, list(visit.items.all())) == (None, [extract])
    assert dossier.visit_id != visit.pk
    assert text(lan.get(answer.headers["location"])).count(f'href="/counter/visits/{visit.pk}/"') == 1


def test_with_nobody_or_nothing_at_the_counter_nothing_is_handed_in(lan: Client) -> None:
    visit = look(lan, COPIES)
    item = visit.items.get()

    answer = lan.post(url(visit, f"items/{item.pk}/refusal/"), {"reason": "x", "key": "k"})
    assert (answer.status_code, "Chưa biết ai đến" in text(answer)) == (409, True)
    lan.post(url(visit, f"items/{item.pk}/remove/"), {})
    empty = lan.post(url(visit, "supplement/"), {"version": "1"})
    assert (empty.status_code, "Chưa chọn việc cần làm." in text(empty)) == (409, True)
    assert lan.get(url(visit, f"items/{item.pk}/refusal/")).status_code == 404
    assert not Dossier.objects.exists()


def test_the_card_shows_what_waits_and_it_goes_on_with_form_papers_and_code(lan: Client) -> None:
    before = sent_home(lan, without_papers(lan))
    clock.begin_at(later(MORNING, hours=26))
    visit = look(lan, TAM_TEXT)
    (waits,) = lan.get(url(visit, "")).context["waits"]
    assert (waits.code, waits.take_up_url) == (before.code, f"/counter/waiting/{before.code}/")

    lan.post(waits.take_up_url, {"visit": visit.pk})

    item = visit.items.get()
    assert item.dossier == before
    assert values_of(item)["gt.so_trang"]["value"] == 3
    assert not any(item.papers.values())
    assert lan.get(url(visit, "")).context["waits"] == []
    every = [each.key for each in item.procedure_version.definition.requirements]
    sent = {"version": str(visit.version), "papers_shown": str(item.pk), f"paper.{item.pk}": every}
    lan.post(url(visit, "accept/"), {**sent, "confirm.how": "IN_PERSON", "key": "back"})

    dossier = Dossier.objects.get()
    visit.refresh_from_db()
    assert (dossier.code, dossier.state, dossier.visit) == (before.code, State.RECEIVED, visit)
    assert dossier.received_at is not None
    assert dossier.received_at >= later(MORNING, hours=26)
    assert dossier.submitted_at < later(MORNING, hours=1)
    assert dossier.fee_due == 10_000
    names = Event.objects.filter(stream=dossier.stream).order_by("seq").values_list("name", flat=True)
    assert list(names) == [
        "dossier.submitted", "dossier.supplement_asked", "dossier.supplemented", "dossier.received",
    ]  # fmt: skip


def test_coming_back_with_half_of_it_it_is_asked_again_under_the_same_code(lan: Client) -> None:
    first = sent_home(lan, without_papers(lan))
    lan.post(f"/counter/waiting/{first.code}/", {})
    visit = Visit.objects.get(ended_at=None)

    again = sent_home(lan, visit)

    assert (again.pk, again.state) == (first.pk, State.AWAITING_SUPPLEMENT)
    assert [each.answered_at is None for each in again.supplement_requests.order_by("id")] == [False, True]


def test_the_list_of_who_waits_opens_the_matter_and_a_second_desk_finds_it_open(lan: Client, hoa: Client) -> None:
    dossier = sent_home(lan, without_papers(lan))
    (row,) = lan.get("/counter/waiting/").context["rows"]
    assert (row.code, row.number, row.over) == (dossier.code, "00••••••4710", False)
    assert row.asked == tuple(dossier.supplement_requests.get().items)

    lan.post(row.take_up_url, {})
    visit = Visit.objects.get(ended_at=None)
    second = hoa.post(row.take_up_url, {})

    assert second.headers["location"] == url(visit, "")
    assert Visit.objects.filter(ended_at=None).count() == 1
    assert Access.objects.filter(subject=dossier.stream, purpose="Tiếp nhận hồ sơ đã nộp").count() == 2


def test_what_is_accepted_or_of_another_commune_is_not_taken_up(lan: Client, gia_lam: Commune) -> None:
    dossier = make.received(gia_lam, EXTRACT)
    visit = look(lan, TAM_TEXT)
    for said, place in (({}, "rows"), ({"visit": visit.pk}, "person")):
        answer = lan.post(f"/counter/waiting/{dossier.code}/", said)
        assert (answer.status_code, place in answer.context) == (409, True)
        assert "không còn chờ tiếp nhận" in text(answer)
    mai = desk(make.bat_trang()[Role.INTAKE])
    waiting = sent_home(lan, without_papers(lan))
    assert mai.post(f"/counter/waiting/{waiting.code}/", {}).status_code == 404
    assert "TÁM" not in text(mai.get("/counter/waiting/"))


def test_filters_of_the_list_count_who_owes_the_next_step(lan: Client, gia_lam: Commune) -> None:
    make.submitted(gia_lam, EXTRACT)
    late = sent_home(lan, without_papers(lan))
    late.supplement_requests.update(close_on=MORNING.date().replace(day=20))

    def seen(which: str) -> list[str]:
        return [row.procedure for row in lan.get(f"/counter/waiting/?f={which}").context["rows"]]

    counts = [each.count for each in lan.get("/counter/waiting/?f=none").context["filters"]]
    assert counts == [2, 1, 1, 1]
    assert (len(seen("all")), len(seen("ours")), len(seen("applicant")), len(seen("over"))) == (2, 1, 1, 1)
    page = lan.get("/counter/waiting/?f=over")
    assert page.context["rows"][0].next_act == "Gọi người nộp, hoặc đóng hồ sơ."
    assert "20/11/2026" in text(page)


def test_an_open_dossier_of_the_same_procedure_is_named_and_going_on_wants_a_word_why(lan: Client) -> None:
    first = ready(lan)
    sent = {"version": "1", "confirm.how": "IN_PERSON"}
    lan.post(url(first, "accept/"), {**sent, "key": "first"})
    before = Dossier.objects.get()
    visit = ready(lan)
    item = visit.items.get()

    refused = lan.post(url(visit, "accept/"), {**sent, "key": "second"})
    assert (refused.status_code, Dossier.objects.count()) == (422, 1)
    assert f"đang có hồ sơ cùng thủ tục ({before.code}): ghi vì sao vẫn nhận." in text(refused)
    assert before.code in text(lan.get(url(visit, "")))

    lan.post(url(visit, "accept/"), {**sent, "key": "third", f"duplicate.{item.pk}": " Bằng khác. "})
    second = Dossier.objects.exclude(pk=before.pk).get()
    assert second.duplicate_note == "Bằng khác."
    assert Event.objects.get(stream=second.stream).details["duplicate_why"] == "Bằng khác."


def test_every_reason_against_acceptance_stands_on_the_page_at_once(lan: Client) -> None:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    item = visit.items.get()
    lan.post(url(visit, "answer/"), answers(visit, **COPY) | {"papers_shown": str(item.pk)})

    reasons = lan.get(url(visit, "")).context["reasons"]

    assert [reason.split(":")[0] for reason in reasons] == ["Người dân chưa xác nhận.", "Còn thiếu giấy tờ"]
