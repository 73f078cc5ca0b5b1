"""Late, said before it is: once, in time, signed; what the slip promised stays as it was said."""

import datetime as dt

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import (
    approve_apology,
    ask_supplement,
    decline_apology,
    propose_apology,
    supplement,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.due_times import due_time_of, explained
from motcua.lib.outcomes import Denied
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune, later, moment

pytestmark = pytest.mark.django_db

# Received on Wednesday 25 at 8:30 for three working days: due on Monday 30 at 8:30.
NINE, DUE, NEW = moment("2026-11-25 09:00"), moment("2026-11-30 08:30"), moment("2026-12-02 10:00")


def proposed(
    dossier: Dossier, unit: Commune, at: dt.datetime = NINE, new: dt.datetime = NEW, reason: str = "Bão."
) -> Dossier:
    return propose_apology(dossier=dossier, reason=reason, new_due_at=new, by=unit[Role.CASE], at=at)


def test_signed_it_moves_the_due_time_and_leaves_the_promise() -> None:
    unit = make.gia_lam()
    dossier = proposed(make.at_work(unit), unit)
    assert (dossier.due_at, dossier.reappointed_at) == (DUE, None)

    dossier = approve_apology(dossier=dossier, by=unit[Role.APPROVER], at=later(NINE, hours=1))

    assert (dossier.due_at, dossier.reappointed_at, dossier.promised_at) == (NEW, NEW, DUE)
    told = explained(Dossier.objects.get(pk=dossier.pk))
    assert told is not None
    assert (told.due_at, told.pauses[-1]) == (
        NEW,
        "Đã xin lỗi và hẹn lại ngày trả, ký lúc 10:00 thứ Tư 25/11/2026: hạn mới là 10:00 thứ Tư 02/12/2026.",
    )


def test_trap_9_it_comes_at_the_latest_on_the_working_day_before() -> None:
    unit = make.gia_lam()
    dossier = make.at_work(unit)

    # The due day is a Monday: the working day before it is the Friday.
    with pytest.raises(Denied, match="chậm nhất 17:00 thứ Sáu 27/11/2026"):
        proposed(dossier, unit, moment("2026-11-28 09:00"))
    with pytest.raises(Denied, match="chậm nhất"):
        proposed(dossier, unit, moment("2026-11-30 09:00"))
    proposed(dossier, unit, moment("2026-11-27 17:00"))


def test_a_limit_shorter_than_a_day_has_its_apology_before_the_due_time_itself() -> None:
    unit = make.gia_lam()
    dossier = make.at_work(unit, code=make.EXTRACT)
    assert dossier.due_at == moment("2026-11-25 17:00")

    with pytest.raises(Denied, match="chậm nhất 17:00 thứ Tư 25/11/2026"):
        proposed(dossier, unit, moment("2026-11-25 17:01"))
    proposed(dossier, unit, moment("2026-11-25 16:30"))


def test_once_and_never_again() -> None:
    unit = make.gia_lam()
    dossier = proposed(make.at_work(unit), unit)
    with pytest.raises(Denied, match="Đã có đề nghị xin lỗi đang chờ ký"):
        proposed(dossier, unit)
    dossier = approve_apology(dossier=dossier, by=unit[Role.APPROVER], at=NINE)

    with pytest.raises(Denied, match="không hẹn lại lần nữa"):
        proposed(dossier, unit, new=moment("2026-12-09 10:00"))


def test_declined_nothing_moves_and_another_may_be_proposed() -> None:
    unit = make.gia_lam()
    hoa = unit[Role.APPROVER]
    dossier = proposed(make.at_work(unit), unit)
    with pytest.raises(Denied, match="Ghi vì sao không đồng ý"):
        decline_apology(dossier=dossier, reason=" ", by=hoa, at=NINE)
    dossier = decline_apology(dossier=dossier, reason="Làm kịp.", by=hoa, at=NINE)

    assert (dossier.due_at, dossier.reappointed_at) == (DUE, None)
    with pytest.raises(Denied, match="Không có đề nghị xin lỗi nào chờ ký"):
        approve_apology(dossier=dossier, by=hoa, at=NINE)
    assert proposed(dossier, unit).apologies.count() == 2


def test_who_proposed_does_not_sign_and_nobody_signs_too_late() -> None:
    unit = make.gia_lam()
    minh_signs_too = make.post(unit.authority, Role.APPROVER, "Trần Văn Minh", user=unit[Role.CASE].user)
    dossier = proposed(make.at_work(unit), unit)

    with pytest.raises(Denied, match="Người đề nghị không được tự ký"):
        approve_apology(dossier=dossier, by=minh_signs_too, at=NINE)
    with pytest.raises(Denied, match="phải ký trước khi hết hạn"):
        approve_apology(dossier=dossier, by=unit[Role.APPROVER], at=later(DUE, minutes=1))


def test_the_new_time_is_later_and_worked_and_has_a_reason() -> None:
    unit = make.gia_lam()
    dossier = make.at_work(unit)
    for new, said in (
        (DUE, "phải sau hạn đang có"),
        (moment("2026-12-05 10:00"), "phải trong giờ làm việc"),
        (moment("2030-12-05 10:00"), "báo quản trị bổ sung ngày nghỉ"),
    ):
        with pytest.raises(Denied, match=said):
            proposed(dossier, unit, new=new)
    with pytest.raises(Denied, match="Ghi vì sao không kịp hạn"):
        proposed(dossier, unit, reason=" ")


def test_a_due_time_that_moved_past_the_new_one_meanwhile_is_not_signed_away() -> None:
    unit = make.gia_lam()
    dossier = make.at_work(unit, version=make.version_with(supplement={"clock": "subtract"}))
    dossier = proposed(dossier, unit, new=moment("2026-11-30 09:30"))
    dossier = ask_supplement(dossier=dossier, items=["Ảnh"], reason="Thiếu.", by=unit[Role.CASE], at=NINE)
    dossier = supplement(dossier=dossier, answer="Ảnh", by=unit[Role.INTAKE], at=later(NINE, days=1))

    with pytest.raises(Denied, match="Hạn đã dời đến sau giờ hẹn lại"):
        approve_apology(dossier=dossier, by=unit[Role.APPROVER], at=later(NINE, days=1))


def test_what_stands_still_after_it_pushes_the_new_time() -> None:
    unit = make.gia_lam()
    dossier = make.at_work(unit, version=make.version_with(supplement={"clock": "subtract"}))
    dossier = approve_apology(dossier=proposed(dossier, unit), by=unit[Role.APPROVER], at=NINE)
    dossier = ask_supplement(
        dossier=dossier, items=["Ảnh"], reason="Thiếu.", by=unit[Role.CASE], at=later(NINE, hours=1)
    )
    dossier = supplement(dossier=dossier, answer="Ảnh", by=unit[Role.INTAKE], at=later(NINE, hours=2))

    assert dossier.due_at == moment("2026-12-02 11:00") == due_time_of(Dossier.objects.get())
    assert dossier.reappointed_at == NEW


def test_a_procedure_without_a_limit_has_nothing_to_say_sorry_for() -> None:
    unit = make.gia_lam()
    version = make.version_with(time_limit={"kind": None, "note": "Theo đợt."})
    with pytest.raises(Denied, match="không có thời hạn nên không có hẹn lại"):
        proposed(make.at_work(unit, version=version), unit)
