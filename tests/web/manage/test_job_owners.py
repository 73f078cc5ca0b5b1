"""/manage/job-owners/: an administrator says who looks after which background jobs; a supervisor reads it."""

import datetime as dt

import pytest
from django.test import Client

from motcua.accounts.models import JobOwner, Post, Role
from tests.factories.dossiers import Commune
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
PAGE = "/manage/job-owners/"


def test_the_owner_of_a_queue_is_changed_once_and_stands_in_the_history(admin: Client) -> None:
    assert "Đọc bản quét dài" in text(admin.get(PAGE))

    for _time in range(2):
        assert admin.post(f"{PAGE}scans/", {"key": "một", "role": "SUPERVISOR"})["Location"] == PAGE

    assert [(row.queue, row.role) for row in JobOwner.objects.all()] == [("scans", "SUPERVISOR")]
    page = text(admin.get(PAGE))
    assert page.count("Giao người lo việc máy làm nền: scans") == 1
    assert "<ins>Giám sát</ins>" in page


def test_what_is_refused_is_said_beside_its_queue(admin: Client) -> None:
    Post.objects.filter(role=Role.SUPERVISOR).update(ends_on=dt.date(2026, 11, 24))

    refused = admin.post(f"{PAGE}scans/", {"key": "một", "role": "SUPERVISOR"})

    assert refused.status_code == 422
    assert [row[3] for row in refused.context["rows"]] == [
        "", "Chưa ai ở đơn vị giữ vai trò giám sát: giao vị trí ở «Nhân sự» trước.",
    ]  # fmt: skip


def test_a_supervisor_reads_and_others_stay_out(unit: Commune) -> None:
    supervisor = desk(unit[Role.SUPERVISOR])

    assert "<select" not in text(supervisor.get(PAGE)).partition("<main")[2]
    assert supervisor.post(f"{PAGE}scans/", {"key": "một", "role": "ADMIN"}).status_code == 403
    assert desk(unit[Role.CASE]).get(PAGE).status_code == 403
