"""What is kept is Vietnamese, whatever language the officer's screen speaks: the same acts leave the same words."""

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils import translation

from motcua.accounts import commands as staff
from motcua.accounts.job_owners import MAY_OWN, queues, set_job_owner
from motcua.accounts.models import Role
from motcua.agencies.models import AgencyKind
from motcua.dossiers import papers
from motcua.dossiers.commands import (
    cancel,
    change_return,
    close,
    reopen,
    supplement,
    withdraw,
)
from motcua.dossiers.commands.recalculation import apply, apply_hours
from motcua.dossiers.models import PaperKind
from motcua.people.commands import answer_merge, open_account, propose_merge
from motcua.procedures.delegating import Competence, lend_competence
from motcua.queues import commands as halls
from motcua.queues.models import StrayNumber
from motcua.servicedays.sentences import does, said_again
from motcua.worktime.commands import DayChange, HoursChange
from motcua.worktime.deadlines import Limit, LimitKind
from tests.dossiers.test_rules import asked, consulted, delivered, not_supplemented, sorry
from tests.factories import dossiers as make
from tests.factories import people, servicedays
from tests.factories.dossiers import COPIES, MORNING, Commune, later
from tests.factories.queues import hall
from tests.procedures.editing import FEE, proposed
from tests.web.desks import desk, text, url

pytestmark = pytest.mark.django_db
NOON = later(MORNING, hours=2)


def of_dossiers(unit: Commune) -> None:
    """Ended with something open in each; a supplement brought to the counter; a notice that says why."""
    lan: dict[str, Any] = {"by": unit[Role.INTAKE], "at": NOON}
    for build in (consulted, sorry):
        withdraw(dossier=build(unit), asked_by_name="TRẦN THỊ TÁM", reason="Thôi.", **lan)
        cancel(dossier=build(unit), reason="Nhầm.", **lan)
    closed = close(dossier=not_supplemented(unit), **lan)
    papers.issue(dossier=closed, kind=PaperKind.STOP_NOTICE, about=closed.stop_notices.get().pk, **lan)
    supplement(dossier=asked(unit), answer="Đủ.", **lan)
    reopen(dossier=delivered(unit), ground="Sai năm sinh.", by=unit[Role.HEAD], at=NOON)
    change_return(dossier=make.received(unit), way="POST", address="Thôn 2", **lan)


def of_a_service_day(unit: Commune) -> None:
    """Promised and not, kept and missed."""
    servicedays.service_day(unit)
    make.received(unit, COPIES)
    make.received(unit, make.EXTRACT)
    make.received(unit, COPIES, at=later(MORNING, hours=8))
    make.ready(unit, COPIES)
    make.ready(unit, make.SINGLE_STATUS, at=later(MORNING, minutes=1))
    cancel(dossier=make.received(unit, COPIES), reason="Nhầm.", by=unit[Role.INTAKE], at=NOON)


def of_the_house(unit: Commune) -> None:
    """Posts, owners of jobs, days and hours of the calendar, competence, an edition."""
    kien: dict[str, Any] = {"by": unit[Role.ADMIN], "at": MORNING}
    make.received(unit)
    staff.give_post(
        user=unit[Role.CASE].user, agency=unit.department, role=Role.HEAD, title="Phó phòng",
        starts_on=MORNING.date(), ends_on=None, counter=None, **kien,
    )  # fmt: skip
    for queue in queues():
        for role in MAY_OWN:
            set_job_owner(queue, role, **kien)
    friday = dt.date(2026, 11, 27)
    apply(DayChange(friday, "OFF", "Bão số 9", "CV 12"), **kien)
    apply(DayChange(friday, ""), **kien)
    apply_hours(HoursChange(4, (), friday), **kien)
    city = make.agency("01", "UBND thành phố Hà Nội", AgencyKind.PROVINCE)
    make.version_of(COPIES)
    limit = Limit(LimitKind.WORKING_DAYS, 3)
    lend_competence(Competence(city, unit.authority, COPIES, "QĐ 1", MORNING.date(), limit=limit), **kien)
    proposed(unit[Role.ADMIN], fees=FEE)


def of_persons(unit: Commune) -> None:
    """Two rows with an account each become one."""
    kept, gone = people.person(), people.person(id_number="005158004711")
    for row, phone in ((kept, "0199123456"), (gone, "0199123457")):
        open_account(person=row, proof="CARD", phone=phone, consents=True, by=unit[Role.INTAKE], at=MORNING)
    merge = propose_merge(kept=kept, gone=gone, reason="Cùng sổ.", by=unit[Role.INTAKE], at=MORNING)
    answer_merge(merge=merge, confirmed=True, by=unit[Role.HEAD], at=MORNING)


def of_the_hall(unit: Commune) -> None:
    """A number of a kiosk that could not take its place, and somebody let in with it."""
    with translation.override("vi"):
        here = hall(unit)
    block = halls.reserve_block(here.a, count=20, device="k", at=MORNING)
    lost = halls.TakenOffline(key="", number=block.first, taken_at=MORNING)
    halls.reconcile(block, [lost], at=MORNING)
    halls.let_in(StrayNumber.objects.get(), by=here.lan, at=NOON)


def words(value: Any) -> set[str]:
    """Every text in a value, however deep."""
    if isinstance(value, dict):
        return {text for each in value.values() for text in words(each)}
    if isinstance(value, list | tuple):
        return {text for each in value for text in words(each)}
    return {value} if isinstance(value, str) else set()


def kept(acts: Callable[[Commune], None], unit: Commune, language: str) -> set[str]:
    """Do it on a screen of this language; return every word that stands in the database then, and take it back."""
    with transaction.atomic():
        with translation.override(language):
            acts(deepcopy(unit))
        found: set[str] = set()
        for model in apps.get_models():
            if model.__module__.startswith("motcua.") and isinstance(model._base_manager, models.Manager):
                names = [each.attname for each in model._meta.concrete_fields if not each.is_relation]
                rows = model._base_manager.values_list(*[name for name in names if name not in CHANCE])
                found |= {text for row in rows for text in words(row)}
        transaction.set_rollback(True)
    return found


# Made anew each time: codes drawn by lot, chained hashes, tokens.
CHANCE = {
    "id",
    "pickup_code",
    "hash",
    "previous_hash",
    "sha256",
    "token",
    "key",
    "stream",
    "digest",
    "data",
    "path",
    "secret",
    "scope",
}


@pytest.mark.parametrize("acts", [of_dossiers, of_a_service_day, of_the_house, of_persons, of_the_hall])
def test_the_same_acts_leave_the_same_words_in_english_and_in_vietnamese(acts: Callable[[Commune], None]) -> None:
    unit = make.gia_lam()

    assert kept(acts, unit, "en") ^ kept(acts, unit, "vi") == set()


@pytest.mark.parametrize("role", [Role.CASE, Role.APPROVER])
def test_a_reason_on_record_is_read_in_the_language_of_the_screen(role: Role) -> None:
    with translation.override("vi"):
        kept_words = f"việc {does(role)} sẽ xong sau giờ đóng cửa"
        assert said_again(kept_words) == kept_words
    with translation.override("en"):
        assert said_again(kept_words) == f"the step “{does(role)}” would be done after closing time"
        assert said_again("Muộn 68 phút.") == "Muộn 68 phút."
        assert said_again("Hồ sơ kết thúc không có kết quả.") == "The dossier ended without a result."


def test_papers_and_the_ground_of_a_slip_are_named_in_english_on_an_english_page() -> None:
    unit = make.gia_lam()
    dossier = make.received(unit)
    lan = desk(unit[Role.INTAKE])

    with translation.override("en"):
        lan.post("/i18n/setlang/", {"language": "en"})
        page = text(lan.get(url(dossier)))
        results = text(lan.get(f"/counter/results/{make.ready(unit).code}/"))

    assert "Receipt and appointment slip" in page
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" not in page
    assert "Thủ tục có thời hạn" not in page + results
