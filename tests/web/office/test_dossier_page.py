"""A dossier's page: its story, its papers, its form with sources, its clock with why, and who may look."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Role
from motcua.dossiers import issuing
from motcua.dossiers.commands import hand_over
from motcua.dossiers.commands.at_once import TakenAtOnce, take_in_at_once
from motcua.dossiers.models import Dossier, Paper
from motcua.events.models import Access
from motcua.forms.models import ConfirmedHow
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories import forms, notices
from tests.factories.dossiers import MORNING, Commune, later
from tests.web.desks import desk, press, text, url

pytestmark = pytest.mark.django_db
READERS = [role for role in Role if role != Role.ADMIN]


@pytest.fixture
def unit() -> Any:
    clock.begin_at(later(MORNING, hours=1))
    yield make.gia_lam()
    clock.begin_at(None)


def with_form(unit: Commune) -> Dossier:
    """A single-status dossier whose form was filled from the mother's card and what she said."""
    taken = TakenAtOnce(
        version=make.version_of(make.SINGLE_STATUS),
        person_data=forms.card(),
        values={"xn.tinh_trang": "Chưa đăng ký kết hôn với ai", "xn.muc_dich": "Vay vốn", "cam_doan": "true"},
        entered=0,
        confirmed_how=ConfirmedHow.values[0],
    )
    return take_in_at_once(what=taken, key="một", by=unit[Role.INTAKE], at=MORNING)


@pytest.mark.parametrize("role", READERS)
def test_every_desk_of_the_commune_reads_it_and_that_is_noted(unit: Commune, role: Role) -> None:
    dossier = make.received(unit)

    for _ in range(2):
        assert desk(unit[role]).get(url(dossier)).status_code == 200

    assert list(Access.objects.values_list("post", "subject", "purpose")) == [
        (unit[role].pk, dossier.stream, "Xử lý hồ sơ")
    ]


@pytest.mark.parametrize("rest", ["", "why/", "papers/receipt/", "papers/routing/", "papers/result/"])
def test_neighbour_commune_gets_not_found_and_learns_no_name(unit: Commune, rest: str) -> None:
    dossier = make.ready(unit)
    neighbour = make.bat_trang()

    for post in neighbour.posts.values():
        answer = desk(post).get(url(dossier, rest))
        assert (answer.status_code, "TÁM" in text(answer).upper()) == (404, False)

    assert (Access.objects.count(), dossier.papers.count()) == (0, 0)


@pytest.mark.parametrize("rest", ["", "why/", "papers/receipt/"])
def test_administrator_does_not_read_dossiers(unit: Commune, rest: str) -> None:
    dossier = make.received(unit)

    answer = desk(unit[Role.ADMIN]).get(url(dossier, rest))

    assert (answer.status_code, "TÁM" in text(answer).upper()) == (403, False)
    assert dossier.papers.count() == 0


def test_story_is_told_in_sentences_with_the_names_of_posts(unit: Commune) -> None:
    events = desk(unit[Role.CASE]).get(url(make.ready(unit))).context["events"]

    assert [(event.words, event.who.split(",")[0]) for event in reversed(events)] == [
        ("Tiếp nhận hồ sơ", "Nguyễn Thị Lan"),
        ("Chuyển cho Văn phòng xã Gia Lâm (cán bộ thụ lý)", "Nguyễn Thị Lan"),
        ("Bên nhận xác nhận đã nhận hồ sơ", "Trần Văn Minh"),
        ("Soạn dự thảo kết quả, lần 1", "Trần Văn Minh"),
        ("Chuyển cho UBND xã Gia Lâm (người ký duyệt)", "Trần Văn Minh"),
        ("Ký duyệt kết quả", "Lê Thị Hoa"),
        ("Vào số 1/2026/KQ-H26.90, đóng dấu: đã có kết quả", "Đỗ Văn Sơn"),
    ]


def test_promise_comes_first_with_its_reason_and_the_way_to_its_explanation(unit: Commune) -> None:
    dossier = make.received(unit)
    minh = desk(unit[Role.CASE])

    promise = minh.get(url(dossier)).context["promise"]
    explanation = text(minh.get(url(dossier, "why/")))

    assert (promise.words, promise.explain_url) == ("Hẹn 08:30 thứ Hai 30/11", url(dossier, "why/"))
    assert promise.reason == "Thủ tục có thời hạn: giấy hẹn ghi rõ giờ, ngày trả."
    assert [day in explanation for day in ("26/11/2026", "27/11/2026", "30/11/2026")] == [True, True, True]
    assert "08:30 30/11/2026" in explanation


def test_late_is_said_and_ready_is_not_late(unit: Commune) -> None:
    dossier, done = make.received(unit), make.ready(unit)
    clock.begin_at(later(MORNING, days=10))
    minh = desk(unit[Role.CASE])

    page = minh.get(url(dossier))
    late = page.context
    ready = minh.get(url(done)).context

    assert (late["late"], late["promise"].tone, ready["late"], ready["promise"].left) == (True, "late", False, "")
    assert "Đã tiếp nhận · trễ hạn" in text(page)


def test_until_when_an_apology_may_be_proposed_is_said_quietly_to_those_who_may_propose_it(unit: Commune) -> None:
    dossier = make.at_work(unit)
    said = "Nếu không kịp: đề nghị xin lỗi, hẹn lại chậm nhất 17:00 thứ Sáu 27/11/2026."

    def told(role: Role) -> bool:
        return said in text(desk(unit[role]).get(url(dossier)))

    assert told(Role.CASE) is False
    clock.begin_at(later(MORNING, days=1))
    assert [role for role in READERS if told(role)] == [Role.CASE, Role.HEAD]
    clock.begin_at(later(MORNING, days=3))
    assert told(Role.CASE) is False


def test_form_stands_with_the_source_of_every_value(unit: Commune) -> None:
    dossier = with_form(unit)

    page = desk(unit[Role.CASE]).get(url(dossier))

    cells = {cell.label: (cell.shown, cell.source) for group in page.context["groups"] for cell in group.cells}
    assert ("NGUYỄN THỊ MAI", "card") in cells.values()
    assert cells["Mục đích sử dụng"] == ("Vay vốn", "asked")
    assert ["từ thẻ căn cước" in text(page), "người dân trả lời" in text(page)] == [True, True]
    assert desk(unit[Role.CASE]).get(url(dossier, "papers/form/")).content[:5] == b"%PDF-"


def test_a_draft_begins_with_what_the_form_says_of_the_matter(unit: Commune) -> None:
    dossier = with_form(unit)
    hand_over(dossier=dossier, by=unit[Role.INTAKE], at=later(MORNING, minutes=5))

    press(desk(unit[Role.CASE]), dossier, "draft", text="Thêm một câu.")

    said = dossier.decisions.get().draft
    assert said["text"] == "Thêm một câu."
    assert ["Mục đích sử dụng", "Vay vốn"] in said["lines"]


def test_a_draft_is_vietnamese_on_a_screen_that_speaks_english(unit: Commune) -> None:
    dossier = with_form(unit)
    hand_over(dossier=dossier, by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    minh = desk(unit[Role.CASE])
    minh.cookies["motcua_language"] = "en"

    press(minh, dossier, "draft", text="Thêm một câu.")

    page = minh.get(url(dossier))
    cells = {cell.label: cell.shown for group in page.context["groups"] for cell in group.cells}
    assert cells["What it is for"] == "A loan"
    assert ["Mục đích sử dụng", "Vay vốn"] in dossier.decisions.get().draft["lines"]


def test_paper_is_the_same_bytes_every_time_and_named_by_the_code(unit: Commune) -> None:
    dossier = make.received(unit)

    first, second = (desk(unit[role]).get(url(dossier, "papers/receipt/")) for role in (Role.INTAKE, Role.CASE))

    assert first.content[:5] == b"%PDF-"
    assert first.content == second.content == issuing.file_of(dossier.papers.get()).read()
    assert first.headers["content-type"] == "application/pdf"
    assert first.headers["content-disposition"] == f'inline; filename="{dossier.code}-receipt.pdf"'
    assert first.headers["cache-control"] == "private, no-store"


def test_paper_that_is_not_there_yet_says_why(unit: Commune) -> None:
    dossier = make.received(unit)
    lan = desk(unit[Role.INTAKE])

    answers = {kind: lan.get(url(dossier, f"papers/{kind}/")) for kind in ("result", "form", "nothing")}

    assert {kind: answer.status_code for kind, answer in answers.items()} == {
        "result": 409,
        "form": 409,
        "nothing": 404,
    }
    assert "chờ ký, vào số và đóng dấu" in text(answers["result"])


def test_no_personal_data_stand_in_an_address_of_the_page(unit: Commune) -> None:
    dossier = make.received(unit)
    page = text(desk(unit[Role.INTAKE]).get(url(dossier)))

    addresses = [part.split('"')[0] for mark in ('href="', 'action="', 'hx-get="') for part in page.split(mark)[1:]]

    assert dossier.code in "".join(addresses)
    assert [each for each in addresses if "005158004710" in each or "TÁM" in each.upper()] == []


def test_page_takes_no_more_queries_for_a_long_story(unit: Commune) -> None:
    short, long = make.received(unit), make.ready(unit)
    minh = desk(unit[Role.CASE])
    minh.get(url(short))
    minh.get(url(long))

    counts = []
    for dossier in (short, long):
        with CaptureQueriesContext(connection) as queries:
            minh.get(url(dossier))
        counts.append(len(queries))

    assert counts[0] <= 26
    assert counts[1] - counts[0] <= 3, counts


def test_a_paper_whose_file_is_damaged_is_not_given_out_and_not_drawn_anew(
    unit: Commune, caplog: pytest.LogCaptureFixture
) -> None:
    dossier = make.received(unit)
    lan = desk(unit[Role.INTAKE])
    assert lan.get(url(dossier, "papers/receipt/")).status_code == 200
    file = issuing.file_of(Paper.objects.get())
    for spoil in (lambda: file.path.write_bytes(b"forged"), file.path.unlink):
        spoil()
        answer = lan.get(url(dossier, "papers/receipt/"))
        assert (answer.status_code, "lấy lại từ bản sao lưu" in text(answer)) == (500, True)
        assert file.sha256 in caplog.text
    assert Paper.objects.count() == 1


def test_papers_are_offered_when_their_time_has_come_and_say_who_issued_them(unit: Commune) -> None:
    dossier = make.received(unit)
    lan = desk(unit[Role.INTAKE])
    asked = notices.supplement(dossier, unit)
    before = [(look.name, look.issued) for look in lan.get(url(dossier)).context["papers"]]
    assert before == [
        ("Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01)", ""),
        ("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (mẫu 02)", ""),
        ("Phiếu kiểm soát quá trình giải quyết hồ sơ (mẫu 06)", ""),
    ]

    answer = lan.get(url(dossier, f"papers/supplement/{asked.pk}/"))

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    said = [look.issued for look in lan.get(url(dossier)).context["papers"]]
    assert [bool(each) for each in said] == [False, True, False]
    assert said[1].startswith("Số 1/PBS-TTPVHCC, ")
    assert said[1].endswith(", Nguyễn Thị Lan")
    assert lan.get(url(dossier, "papers/supplement/999/")).status_code == 409


def test_two_papers_of_one_kind_are_told_apart_by_their_days(unit: Commune) -> None:
    dossier = make.received(unit)
    notices.supplement(dossier, unit, MORNING, lapsed_at=MORNING)
    notices.supplement(dossier, unit, later(MORNING, days=2), ordinal=2)

    names = [look.name for look in desk(unit[Role.INTAKE]).get(url(dossier)).context["papers"]]

    title = "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (mẫu 02)"
    assert names[1:3] == [f"{title}, lần 1, ngày 25/11/2026", f"{title}, lần 2, ngày 27/11/2026"]


def test_nothing_is_asked_for_a_dossier_that_ended_before_it_was_paid(unit: Commune) -> None:
    dossier = make.received(unit, make.COPIES)
    lan = desk(unit[Role.INTAKE])
    assert lan.get(url(dossier)).context["fee"].startswith("Chưa thu ")

    press(lan, dossier, "withdraw", asked_by_name="TRẦN THỊ TÁM", reason="Không cần nữa.")

    assert lan.get(url(dossier)).context["fee"] == "Hồ sơ kết thúc khi chưa thu phí."
