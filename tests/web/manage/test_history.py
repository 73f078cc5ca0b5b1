"""What administrators changed, told on the page of what they changed."""

from collections.abc import Iterator

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import recalculation
from motcua.events.managed import differences, record_change
from motcua.lib import clock
from motcua.web.manage import history
from motcua.worktime.commands import DayChange
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune
from tests.web.desks import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


def test_only_what_differs_is_kept() -> None:
    before = {"name": "Một", "kind": "OFF", "gone": 1}
    after = {"name": "Hai", "kind": "OFF", "starts_on": MORNING.date()}

    assert differences(before, after) == {
        "name": ["Một", "Hai"],
        "gone": [1, None],
        "starts_on": [None, "2026-11-25"],
    }


def test_values_are_said_as_a_page_says_them() -> None:
    said = [True, False, None, "2026-11-25", "2026-99-99", ["Hộ tịch", "2026-11-25"], 3]

    assert [history.in_words(value) for value in said] == [
        "có", "không", "", "25/11/2026", "2026-99-99", "Hộ tịch, 25/11/2026", "3",
    ]  # fmt: skip


def test_a_person_has_the_history_of_their_posts_and_the_neighbours_acts_are_the_neighbours(unit: Commune) -> None:
    admin_post, minh = unit[Role.ADMIN], unit[Role.CASE].user
    theirs = make.post(make.bat_trang().authority, Role.ADMIN, "Quản trị Bát Tràng")
    record_change("post_given", kind="staff", key=minh.pk, by=theirs, at=MORNING, role="Văn thư", unit="Bát Tràng")
    admin = desk(admin_post)
    said = {"role": "HEAD", "agency": unit.department.pk, "title": "Phó phòng", "starts_on": "2026-11-25"}
    assert admin.post(f"/manage/staff/{minh.username}/post/", said).status_code == 302

    told = admin.get(f"/manage/staff/{minh.username}/").context["history"]

    assert [(each.words, each.who) for each in told] == [
        (
            "Giao vị trí Trưởng đơn vị ở Văn phòng xã Gia Lâm",
            "Ngô Văn Kỹ, Quản trị kỹ thuật, UBND xã Gia Lâm",
        )
    ]
    assert [(each.label, each.before, each.after) for each in told[0].changes] == [
        ("Vai trò", "", "Trưởng đơn vị"),
        ("Đơn vị", "", "Văn phòng xã Gia Lâm"),
        ("Chức danh", "", "Phó phòng"),
        ("Từ ngày", "", "25/11/2026"),
    ]


def test_a_day_of_the_calendar_says_what_it_was_and_what_it_became(unit: Commune) -> None:
    day = MORNING.date().replace(day=27)
    by = unit[Role.ADMIN]
    recalculation.apply(DayChange(day, "OFF", "Bão số 9", "CV 12/UBND"), by=by, at=MORNING)
    recalculation.apply(DayChange(day, ""), by=by, at=MORNING)

    told = desk(by).get("/manage/calendar/").context["history"]

    assert [each.words for each in told] == ["Sửa ngày 27/11/2026", "Sửa ngày 27/11/2026"]
    assert [(each.label, each.before, each.after) for each in told[0].changes] == [
        ("Ngày ấy", "Nghỉ", ""),
        ("Tên", "Bão số 9", ""),
        ("Căn cứ", "CV 12/UBND", ""),
    ]


def test_an_act_without_words_is_told_by_its_name_and_never_left_out(unit: Commune) -> None:
    record_change("something_new", kind="staff", key=1, by=unit[Role.ADMIN], at=MORNING)
    record_change("post_given", kind="staff", key=1, by=unit[Role.ADMIN], at=MORNING)

    assert [each.words for each in history.told("staff", 1)] == [
        "Giao vị trí %(role)s ở %(unit)s",
        "staff.something_new",
    ]
