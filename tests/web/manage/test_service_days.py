"""The pages of service days: a programme planned from nothing, its gaps before the day, and who may not touch it."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.agencies.models import Agency, AgencyKind
from motcua.lib import clock
from motcua.lib.outcomes import Denied
from motcua.servicedays import commands
from motcua.servicedays.models import Absence, Programme
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, Commune
from tests.factories.servicedays import DUTY, programme, put_down, service_day
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db

PAGE = "/manage/service-days/"


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


def send(client: Client, url: str, **said: Any) -> Any:
    return client.post(PAGE + url, {"key": str(uuid.uuid4())} | said)


def said(unit: Commune, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Sáng thứ Bảy vì dân",
        "slogan": "Cuối tuần cũng xong",
        "weekdays": ["5"],
        "dates": "01/12/2026",
        "windows": "07:30-11:30; 18h00-20h00",
        "places": [unit.centre.pk],
        "mobile_point": "Nhà văn hóa thôn",
        "capacity": "40",
        "holds": "95",
        "valid_from": "2026-11-01",
    } | changes


def test_a_saturday_programme_is_planned_staffed_and_its_gaps_are_said_before_the_day(unit: Commune) -> None:
    make.version_of(COPIES)
    client = desk(unit[Role.SUPERVISOR])
    answer = send(client, "new/", **said(unit))
    row = Programme.objects.get()
    assert (answer.status_code, row.windows) == (302, [["07:30", "11:30"], ["18:00", "20:00"]])
    assert (row.weekdays, row.dates, list(row.places.all())) == ([5], ["2026-12-01"], [unit.centre])
    assert (row.capacity, row.holds) == (40, 95)

    assert send(client, f"{row.pk}/offer/", code=COPIES, minutes="15", working="on").status_code == 302
    for role, part in ((Role.INTAKE, "RECEIVES"), (Role.CASE, "HANDLES"), (Role.RECORDS, "HANDLES")):
        line = {"post": unit[role].pk, "part": part, "opens": "07:30", "closes": "20:00"}
        assert send(client, f"{row.pk}/roster/", **line).status_code == 302
    signer = {"post": unit[Role.APPROVER].pk, "part": "SIGNS", "opens": "07:30", "closes": "10:00"}
    assert send(client, f"{row.pk}/roster/", **signer).status_code == 302

    page: Any = client.get(f"{PAGE}{row.pk}/")
    assert "ít nhất 95% lời hẹn" in text(page)
    saturday, tuesday = page.context["coming"][:2]
    assert (saturday.words, saturday.legal, tuesday.legal) == ("thứ Bảy 28/11/2026", False, True)
    assert tuesday.gaps == (
        "Không có người ký 2.000815 từ 10:00 đến 11:30 thứ Ba 01/12",
        "Không có người ký 2.000815 từ 18:00 đến 20:00 thứ Ba 01/12",
    )
    assert tuesday.gaps[0] in text(page)
    assert "còn chỗ thiếu người" in text(client.get(PAGE))


@pytest.mark.parametrize(
    ("changes", "about", "sentence"),
    [
        ({"windows": "sáng"}, "windows", "Không đọc được giờ «sáng»: ghi như 07:30-11:30."),
        ({"windows": "11:30-07:30"}, "windows", "Giờ 11:30-07:30 không theo thứ tự: sửa lại."),
        ({"dates": "32/12/2026"}, "dates", "Không đọc được ngày «32/12/2026»: ghi như 05/12/2026."),
        ({"weekdays": [], "dates": ""}, "weekdays", "Chọn thứ trong tuần, hoặc ghi ngày."),
        ({"valid_to": "2026-10-01"}, "valid_to", "Ngày kết thúc phải sau ngày bắt đầu."),
        ({"holds": "49"}, "holds", "Phần trăm lời hẹn giữ được: từ 50 đến 99."),
        ({"holds": "100"}, "holds", "Phần trăm lời hẹn giữ được: từ 50 đến 99."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_changes_nothing(
    unit: Commune, changes: dict[str, Any], about: str, sentence: str
) -> None:
    answer = send(desk(unit[Role.SUPERVISOR]), "new/", **said(unit, **changes))
    assert (answer.status_code, answer.context["form"].errors) == (422, {about: [sentence]})
    assert "Cuối tuần cũng xong" in text(answer)
    assert not Programme.objects.exists()


def test_a_programme_is_changed_and_its_history_says_what(unit: Commune) -> None:
    row = service_day(unit)
    client = desk(unit[Role.SUPERVISOR])
    first: Any = client.get(f"{PAGE}{row.pk}/edit/")
    assert 'value="07:30-11:30; 13:30-17:00"' in text(first)
    answer = send(client, f"{row.pk}/edit/", **said(unit, name=row.name))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.slogan, row.version) == ("Cuối tuần cũng xong", 2)
    page = text(client.get(f"{PAGE}{row.pk}/"))
    assert "Sửa chương trình" in page
    assert "<ins>Cuối tuần cũng xong</ins>" in page


def test_lines_are_taken_away_again(unit: Commune) -> None:
    row = service_day(unit)
    client = desk(unit[Role.SUPERVISOR])
    send(client, f"{row.pk}/exclude/", kind="MANY", limit="50", words="nhiều bản", procedure_code="")
    send(client, f"{row.pk}/away/", post=unit[Role.CASE].pk, starts_on="2026-11-25", ends_on="2026-11-26", reason="Học")
    page = text(client.get(f"{PAGE}{row.pk}/"))
    assert "nhiều bản" in page
    assert "Không có người thụ lý" in page
    lines = {
        "offer": COPIES,
        "exclusion": row.exclusions.get().pk,
        "entry": row.roster.order_by("pk")[0].pk,
        "absence": Absence.objects.get().pk,
    }
    answers = [send(client, f"{row.pk}/remove/{kind}/{what}/").status_code for kind, what in lines.items()]
    assert answers == [302] * 4
    assert (row.offers.count(), row.exclusions.count(), row.roster.count(), Absence.objects.count()) == (1, 0, 3, 0)


def test_who_plans_is_told_where_their_day_begins_whom_the_coming_days_lack(unit: Commune) -> None:
    row = service_day(unit, without=(Role.APPROVER,), weekdays=[3])
    admin = unit[Role.ADMIN]
    said = f"{row.name}: Không có người ký 1.004873, 2.000815 từ 07:30 đến 11:30 thứ Năm 26/11; và 1 chỗ nữa"
    for post, page in ((unit[Role.SUPERVISOR], "/office/"), (admin, "/manage/procedures/")):
        assert said in text(desk(post).get(page))
    for post in (unit[Role.HEAD], make.post(make.bat_trang().authority, Role.SUPERVISOR, "Tống Văn Tư")):
        assert "còn thiếu người" not in text(desk(post).get("/office/"))
    put_down(unit, row, Role.APPROVER)
    assert "còn thiếu người" not in text(desk(unit[Role.SUPERVISOR]).get("/office/"))


CORRECTED = "1.004859"
CASE = f"{CORRECTED}:case_1"


def with_cases(unit: Commune) -> Programme:
    """A service day that offers a procedure with cases too."""
    row = service_day(unit)
    make.version_of(CORRECTED)
    commands.offer(programme=row, code=CORRECTED, minutes=120, by=unit[Role.SUPERVISOR], at=MORNING)
    return row


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "MANY", "words": "nhiều bản"}, "Ghi từ quá mấy trang hoặc bản thì không hẹn trong ngày."),
        (
            {"kind": "VERIFICATION", "words": "xác minh", "procedure_code": COPIES, "cases": CASE},
            "Chọn trường hợp của một thủ tục, đúng thủ tục đã chọn.",
        ),
    ],
)
def test_what_would_leave_out_everything_or_nothing_stays_open_with_what_was_typed(
    unit: Commune, said: dict[str, str], sentence: str
) -> None:
    row = with_cases(unit)
    answer = send(desk(unit[Role.SUPERVISOR]), f"{row.pk}/exclude/", **said)
    assert (answer.status_code, answer.context["opened"], row.exclusions.count()) == (422, "exclude", 0)
    assert (sentence in text(answer), said["words"] in text(answer)) == (True, True)


def test_a_case_is_chosen_by_its_name_and_says_whose_it_is(unit: Commune) -> None:
    row = with_cases(unit)
    client = desk(unit[Role.SUPERVISOR])
    form: Any = client.get(f"{PAGE}{row.pk}/").context["forms"]["exclude"]
    assert form.fields["cases"].choices == [
        (CASE, "Thay đổi, cải chính, bổ sung hộ tịch, xác định lại dân tộc: bổ sung thông tin hộ tịch")
    ]

    send(client, f"{row.pk}/exclude/", kind="VERIFICATION", words="phải xác minh", cases=CASE)

    kept = row.exclusions.get()
    assert (kept.procedure_code, kept.cases) == (CORRECTED, ["case_1"])
    with pytest.raises(Denied, match="để trống"):
        commands.exclude(
            programme=row, kind="VERIFICATION", words="x", procedure_code=COPIES, cases=["case_1"],
            by=unit[Role.SUPERVISOR], at=MORNING,
        )  # fmt: skip


def test_nothing_is_known_to_be_missing_before_a_procedure_is_chosen_by_its_name(unit: Commune) -> None:
    make.version_of(COPIES)
    row = programme(unit)
    client = desk(unit[Role.SUPERVISOR])
    page, listed = text(client.get(f"{PAGE}{row.pk}/")), text(client.get(PAGE))

    assert ("chưa biết thiếu ai" in page, "chưa chọn thủ tục" in listed, "đủ người" in listed) == (True, True, False)
    assert f'<option value="{COPIES}">Chứng thực bản sao từ bản chính · {COPIES}</option>' in page
    send(client, f"{row.pk}/offer/", code=COPIES, minutes="15", working="on")
    assert "còn chỗ thiếu người" in text(client.get(PAGE))


def test_everybody_of_the_own_place_is_put_down_by_one_press_and_nobody_twice(unit: Commune) -> None:
    neighbour = make.bat_trang()
    row = service_day(unit, without=tuple(DUTY[1:]), places=[unit.centre, neighbour.centre])
    second = make.post(unit.centre, Role.INTAKE, "Trần Thu Hoa")
    client = desk(unit[Role.SUPERVISOR])

    first = send(client, f"{row.pk}/everybody/")
    again = send(client, f"{row.pk}/everybody/")

    assert (first.status_code, again.status_code) == (302, 422)
    assert "Ai có việc trong những ngày này đã ở trong bảng." in text(again)
    entries = row.roster.select_related("post", "stand_in").order_by("pk")
    assert [(entry.post, entry.part, entry.stand_in) for entry in entries] == [
        (unit[Role.INTAKE], "RECEIVES", None),
        (unit[Role.CASE], "HANDLES", None),
        (unit[Role.HEAD], "HANDLES", None),
        (unit[Role.APPROVER], "SIGNS", None),
        (unit[Role.RECORDS], "HANDLES", None),
        (second, "RECEIVES", unit[Role.INTAKE]),
    ]
    assert {(f"{entry.opens:%H:%M}", f"{entry.closes:%H:%M}") for entry in entries} == {("07:30", "17:00")}


def test_a_wrong_line_of_the_roster_stays_open_with_what_was_typed(unit: Commune) -> None:
    row = service_day(unit)
    line = {"post": unit[Role.CASE].pk, "part": "SIGNS", "opens": "07:30", "closes": "17:00"}
    answer = send(desk(unit[Role.SUPERVISOR]), f"{row.pk}/roster/", **line)
    assert answer.status_code == 422
    assert "Trần Văn Minh không giữ vị trí để ký." in text(answer)
    assert answer.context["opened"] == "roster"


def test_the_neighbours_planner_sees_nothing_and_an_officer_plans_nothing(unit: Commune) -> None:
    row = service_day(unit)
    neighbour = make.bat_trang()
    supervisor = make.post(neighbour.authority, Role.SUPERVISOR, "Tống Văn Tư")
    client = desk(supervisor)
    assert row.name not in text(client.get(PAGE))
    assert client.get(f"{PAGE}{row.pk}/").status_code == 404
    assert send(client, f"{row.pk}/offer/", code=COPIES, minutes="15").status_code == 404
    assert desk(unit[Role.INTAKE]).get(PAGE).status_code == 403


def test_a_place_of_the_programme_sees_it_and_changes_nothing(unit: Commune) -> None:
    neighbour = make.bat_trang()
    row = service_day(unit, places=[unit.centre, neighbour.centre])
    client = desk(make.post(neighbour.authority, Role.SUPERVISOR, "Tống Văn Tư"))
    assert row.name in text(client.get(PAGE))
    answer = send(client, f"{row.pk}/offer/", code=COPIES, minutes="15")
    assert answer.status_code == 422
    assert "Chương trình này do UBND xã Gia Lâm lập." in text(answer)
    assert send(client, f"{row.pk}/remove/offer/{COPIES}/").status_code == 302
    assert row.offers.count() == 2


@pytest.fixture
def beside(unit: Commune) -> Commune:
    """Bát Tràng, under the same province as Gia Lâm."""
    province = make.agency("H26", "UBND thành phố Hà Nội", AgencyKind.PROVINCE, calendar=unit.authority.calendar)
    neighbour = make.bat_trang()
    Agency.objects.filter(pk__in=[unit.authority.pk, neighbour.authority.pk]).update(parent=province)
    neighbour.posts[Role.SUPERVISOR] = make.post(neighbour.authority, Role.SUPERVISOR, "Tống Văn Tư")
    return neighbour


def test_a_neighbour_joins_puts_down_its_own_people_and_leaves_again(unit: Commune, beside: Commune) -> None:
    row = service_day(unit)
    theirs = desk(make.post(beside.authority, Role.SUPERVISOR, "Lý Văn Xa"))
    assert row.name in text(theirs.get(PAGE))
    assert theirs.get(f"{PAGE}{row.pk}/").status_code == 404
    for _twice in range(2):
        assert send(theirs, f"{row.pk}/join/", key="one page").status_code in {302, 404}
    assert set(row.places.all()) == {unit.centre, beside.centre}
    line = {"part": "RECEIVES", "opens": "07:30", "closes": "17:00"}
    assert send(theirs, f"{row.pk}/roster/", post=beside[Role.INTAKE].pk, **line).status_code == 302
    assert row.roster.filter(post=beside[Role.INTAKE]).count() == 1
    others = row.roster.filter(post=unit[Role.INTAKE]).get()
    assert "nơi đó tự phân công" in text(theirs.post(f"{PAGE}{row.pk}/remove/entry/{others.pk}/", follow=True))
    assert send(theirs, f"{row.pk}/edit/", **said(unit)).status_code == 422
    page = text(theirs.get(f"{PAGE}{row.pk}/"))
    assert ("Rút khỏi chương trình" in page, "Sửa chương trình</a>" in page) == (True, False)
    assert send(theirs, f"{row.pk}/leave/").status_code == 302
    assert (list(row.places.all()), row.roster.filter(post=beside[Role.INTAKE]).exists()) == ([unit.centre], False)
    history = text(desk(unit[Role.SUPERVISOR]).get(f"{PAGE}{row.pk}/"))
    for words in ("Trung tâm PVHCC xã Bát Tràng tham gia", "Trung tâm PVHCC xã Bát Tràng rút khỏi chương trình"):
        assert words in history, words


def test_who_announced_it_does_not_leave_and_nobody_opens_a_neighbours_place(unit: Commune, beside: Commune) -> None:
    row = service_day(unit)
    client = desk(unit[Role.SUPERVISOR])
    assert "sửa nơi mở cửa" in text(client.post(f"{PAGE}{row.pk}/leave/", {"key": "k"}, follow=True))
    assert row.places.count() == 1
    answer = send(client, "new/", **said(unit, places=[unit.centre.pk, beside.centre.pk]))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["places"])
    with pytest.raises(Denied, match="nơi đó tự tham gia"):
        programme(unit, name="Khác", opened=[beside.centre])
    with pytest.raises(Denied, match="đã tham gia"):
        commands.join(programme=row, by=unit[Role.SUPERVISOR], at=MORNING)
    stranger = make.post(make.commune("Xa", 95, {}).authority, Role.SUPERVISOR, "Người xa")
    with pytest.raises(Denied, match="không mở trong chương trình này"):
        commands.leave(programme=row, by=stranger, at=MORNING)
    assert desk(stranger).post(f"{PAGE}{row.pk}/join/").status_code == 404


def test_the_authority_above_opens_places_below_it(unit: Commune, beside: Commune) -> None:
    province = Agency.objects.get(code="H26")
    above = make.post(province, Role.SUPERVISOR, "Người tỉnh")
    client = desk(above)
    both = [unit.centre.pk, beside.centre.pk]
    assert send(client, "new/", **said(unit, places=both)).status_code == 302
    row = Programme.objects.get()
    assert sorted(row.places.values_list("pk", flat=True)) == sorted(both)
    assert row.name in text(desk(beside[Role.SUPERVISOR]).get(PAGE))
    assert client.get(f"{PAGE}{row.pk}/").status_code == 200
    make.version_of(COPIES)
    assert send(client, f"{row.pk}/offer/", code=COPIES, minutes="15", working="on").status_code == 302
    found: Any = client.get(f"{PAGE}{row.pk}/").context["coming"][0]
    assert found.gaps[0] == "Không có người ký 2.000815 từ 07:30 đến 11:30 thứ Bảy 28/11"
    told = [text(desk(post).get("/office/")) for post in (above, beside[Role.SUPERVISOR])]
    assert ["còn thiếu người" in page for page in told] == [False, True]


def test_what_is_gone_already_is_no_error_and_what_was_never_there_is(unit: Commune) -> None:
    row = service_day(unit)
    client = desk(unit[Role.SUPERVISOR])
    for what in (f"offer/{COPIES}", f"offer/{COPIES}", "exclusion/0", "entry/x", "absence/9"):
        assert send(client, f"{row.pk}/remove/{what}/").status_code == 302
    assert send(client, f"{row.pk}/remove/house/1/").status_code == 404
    assert row.offers.count() == 1
