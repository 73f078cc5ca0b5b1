"""Who owes the next step when a background job fails is each authority's to say, with history."""

import datetime as dt

import pytest

from motcua.accounts.job_owners import job_owners, key_of, set_job_owner
from motcua.accounts.models import JobOwner, Post, Role
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def kien() -> Post:
    return make.gia_lam()[Role.ADMIN]


def refusal(queue: str, role: str, by: Post) -> str:
    with pytest.raises(Denied) as denied:
        set_job_owner(queue, role, by=by, at=MORNING)
    return denied.value.reason


def test_unsaid_it_is_the_administrator(kien: Post) -> None:
    assert job_owners(kien.authority) == {"default": Role.ADMIN, "scans": Role.ADMIN}


def test_an_administrator_says_who_with_what_was_and_what_became(kien: Post) -> None:
    assert set_job_owner("scans", Role.SUPERVISOR, by=kien, at=MORNING) is True
    assert set_job_owner("scans", Role.SUPERVISOR, by=kien, at=MORNING) is False

    assert job_owners(kien.authority) == {"default": Role.ADMIN, "scans": Role.SUPERVISOR}
    events = Event.objects.filter(stream=f"manage:job_owner:{key_of(kien.authority)}")
    assert [(each.name, each.details) for each in events] == [
        ("job_owner.set", {"queue": "scans", "changes": {"owes": ["Quản trị kỹ thuật", "Giám sát"]}})
    ]
    assert set_job_owner("scans", Role.ADMIN, by=kien, at=MORNING) is True
    assert [(row.queue, row.role) for row in JobOwner.objects.all()] == [("scans", "ADMIN")]


def test_another_authority_says_it_for_itself(kien: Post) -> None:
    other = make.post(make.bat_trang()[Role.CASE].agency, Role.ADMIN, "Trần Văn Nơi Khác")
    set_job_owner("scans", Role.SUPERVISOR, by=kien, at=MORNING)

    assert job_owners(other.authority)["scans"] == Role.ADMIN


def test_it_is_a_role_that_somebody_holds_and_that_can_do_something(kien: Post) -> None:
    Post.objects.filter(role=Role.SUPERVISOR).update(ends_on=dt.date(2026, 11, 24))
    none = "Chọn một loại việc và một vai trò trong danh sách."

    assert refusal("scans", Role.SUPERVISOR, kien) == (
        "Chưa ai ở đơn vị giữ vai trò giám sát: giao vị trí ở «Nhân sự» trước."
    )
    assert refusal("scans", Role.CASE, kien) == none
    assert refusal("scans", "", kien) == none
    assert refusal("khác", Role.ADMIN, kien) == none
    assert refusal("scans", Role.ADMIN, make.post(kien.agency, Role.CASE, "Trần Văn Khác")) == (
        "Việc này của quản trị kỹ thuật, không phải của bạn."
    )
    assert JobOwner.objects.count() == 0
