"""What a tablet took in becomes a dossier with the number on its receipt, or is shown to a person; never lost."""

from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier
from motcua.events.models import Event
from motcua.lib import practice
from motcua.lib.outcomes import Denied
from motcua.outreach import queries, rules
from motcua.outreach.commands import give_back, refuse, revoke, settle, submit
from motcua.outreach.commands.settling import Settled
from motcua.outreach.models import OfflineIntake
from motcua.outreach.queries import waiting
from motcua.procedures.definition import Definition
from motcua.procedures.load import load_definition
from motcua.worktime.commands import DayChange, edit_day
from motcua.worktime.models import Calendar, DayKind
from tests.factories import dossiers as make
from tests.factories import outreach, people
from tests.factories.dossiers import COPIES, MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db
BACK = later(MORNING, hours=5)


@pytest.fixture
def unit() -> Commune:
    make.version_of(COPIES)
    return make.gia_lam()


def sent(unit: Commune, device: Any, **changes: Any) -> OfflineIntake:
    at = changes.pop("sent_at", BACK)
    return submit(device=device, said=outreach.said(device, **changes), by=unit[Role.INTAKE], at=at)


def stands(row: OfflineIntake) -> tuple[str, str]:
    return row.state, row.reason


def test_the_dossier_has_the_number_and_the_moment_of_the_receipt(unit: Commune) -> None:
    device = outreach.tablet(unit)
    row = sent(unit, device, place=1)
    dossier = Dossier.objects.get()
    block = device.blocks.get()
    assert (dossier.code, dossier.pickup_code) == tuple(block.codes[1])
    assert (stands(row), row.dossier, row.payload) == (("TAKEN_IN", ""), dossier, {})
    assert (dossier.received_at, dossier.channel, dossier.created_by) == (
        later(MORNING, minutes=10), "DIRECT", unit[Role.INTAKE],
    )  # fmt: skip
    assert dossier.form is not None
    assert (dossier.form.confirmed_how, dossier.form.signature) == ("SCREEN", row.signature)
    names = Event.objects.filter(stream=dossier.stream).order_by("seq").values_list("name", flat=True)
    assert list(names) == ["dossier.received", "dossier.taken_in_outside"]


def test_a_clock_a_little_ahead_sends_at_once_what_it_has_just_taken_in(unit: Commune) -> None:
    device, just_now = outreach.tablet(unit), later(BACK, minutes=2)
    assert stands(sent(unit, device, at=just_now, skew=125)) == ("TAKEN_IN", "")
    assert Dossier.objects.get().received_at == just_now
    assert stands(sent(unit, device, key="k-2", place=1, at=just_now, skew=60)) == ("CONFLICT", "CLOCK")


def test_sent_twice_it_is_one_dossier(unit: Commune) -> None:
    device = outreach.tablet(unit)
    assert sent(unit, device) == sent(unit, device)
    assert (Dossier.objects.count(), OfflineIntake.objects.count()) == (1, 1)


def test_what_was_broken_off_goes_on(unit: Commune) -> None:
    device = outreach.tablet(unit)
    row = sent(unit, device, payload={"person": {}})
    OfflineIntake.objects.update(state="RECEIVED", payload=outreach.said(device).payload)
    assert stands(sent(unit, device)) == ("TAKEN_IN", row.reason)


def test_without_a_signature_it_was_confirmed_in_person(unit: Commune) -> None:
    sent(unit, outreach.tablet(unit), strokes=())
    form = Dossier.objects.get().form
    assert form is not None
    assert (form.confirmed_how, form.signature) == ("IN_PERSON", None)


def day_off(unit: Commune) -> None:
    """The day itself is declared a day off after all."""
    calendar = Calendar.objects.get(code=unit.centre.calendar_code())
    change = DayChange(date=MORNING.date(), kind=DayKind.OFF, name="Nghỉ bão")
    edit_day(calendar=calendar, change=change, today=MORNING.date())


def other_rules(unit: Commune) -> None:
    """The procedure has another version from the day itself on."""
    version = make.version_of(COPIES)
    content = version.definition.model_dump(mode="json") | {"short_name": "Chứng thực bản sao (mới)"}
    load_definition(Definition.model_validate(content), on=MORNING.date())


class TestConflicts:
    """Each is shown to a person, with the whole of what was sent; none makes a dossier by itself."""

    @pytest.fixture
    def device(self, unit: Commune) -> Any:
        return outreach.tablet(unit)

    def shown(self, unit: Commune, row: OfflineIntake, reason: str, words: str, *, state: str = "CONFLICT") -> None:
        assert stands(row) == (state, reason)
        assert words in row.words
        assert list(waiting(unit.centre)) == [row]
        assert row.who == "TRẦN THỊ TÁM"
        assert not Dossier.objects.filter(code=row.code, offline_intake=row).exists()

    def test_the_device_was_taken_out_of_use(self, unit: Commune, device: Any) -> None:
        said = outreach.said(device)
        device = revoke(device=device, by=unit[Role.ADMIN], at=later(MORNING, hours=1))
        row = submit(device=device, said=said, by=unit[Role.INTAKE], at=BACK)
        self.shown(unit, row, "REVOKED", "đã bị thu hồi")
        with pytest.raises(Denied, match="Ghi vì sao vẫn nhận"):
            settle(row=row, how=Settled(), by=unit[Role.INTAKE], at=BACK)
        done = settle(row=row, how=Settled(why="Máy hỏng, đã đối chiếu."), by=unit[Role.INTAKE], at=BACK)
        assert (stands(done), done.dossier and done.dossier.code) == (("SETTLED", "REVOKED"), row.code)

    def test_the_number_is_not_the_devices(self, unit: Commune, device: Any) -> None:
        other = outreach.tablet(unit, name="Máy khác")
        row = sent(unit, device, code=outreach.number(other))
        self.shown(unit, row, "NUMBER", "không được cấp cho máy này")
        done = settle(row=row, how=Settled(), by=unit[Role.INTAKE], at=BACK)
        assert done.dossier is not None
        assert done.dossier.code == "H26.90-261125-0009"
        assert done.code == outreach.number(other)

    def test_the_number_is_another_dossiers(self, unit: Commune, device: Any) -> None:
        sent(unit, device, key="k-0")
        mai = {"person": {**people.card(id_number="007158004711", full_name="LÊ THỊ MAI").as_json(), "source": "card"}}
        row = sent(unit, device, payload=mai)
        assert stands(row) == ("CONFLICT", "NUMBER")
        assert "hồ sơ khác" in row.words
        done = settle(row=row, how=Settled(), by=unit[Role.INTAKE], at=BACK)
        assert done.dossier is not None
        assert done.dossier.code == "H26.90-261125-0005"

    def test_the_number_was_given_back(self, unit: Commune, device: Any) -> None:
        give_back(device=device, codes=[outreach.number(device)], by=unit[Role.INTAKE], at=MORNING)
        self.shown(unit, sent(unit, device), "NUMBER", "trả lại hoặc đã hủy")

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"skew": 360}, "lệch 6 phút"),
            ({"skew": -3600}, "lệch -60 phút"),
            ({"at": later(BACK, minutes=1)}, "Lúc tiếp nhận phải từ"),
            ({"at": later(MORNING, minutes=-6)}, "trước khi được cấp số"),
            ({"at": later(MORNING, days=3), "sent_at": later(MORNING, days=4)}, "chỉ dùng đến 27/11/2026"),
            ({"sent_at": later(MORNING, days=8)}, "Lúc tiếp nhận phải từ"),
        ],
    )
    def test_the_clock_of_the_device_is_off(
        self, unit: Commune, device: Any, changes: dict[str, Any], words: str
    ) -> None:
        row = sent(unit, device, **changes)
        self.shown(unit, row, "CLOCK", words)
        right = max(later(MORNING, minutes=20), row.received_at - rules.LONGEST)
        with pytest.raises(Denied, match="Lúc tiếp nhận phải từ"):
            settle(row=row, how=Settled(moment=later(row.received_at, minutes=1)), by=unit[Role.INTAKE], at=BACK)
        done = settle(row=row, how=Settled(moment=right), by=unit[Role.INTAKE], at=row.received_at)
        assert done.dossier is not None
        assert (done.dossier.received_at, done.dossier.code) == (right, row.code)

    def test_the_procedure_has_changed(self, unit: Commune, device: Any) -> None:
        said = outreach.said(device)
        other_rules(unit)
        row = submit(device=device, said=said, by=unit[Role.INTAKE], at=BACK)
        self.shown(unit, row, "PROCEDURE", "đã có bản mới")
        done = settle(row=row, how=Settled(), by=unit[Role.INTAKE], at=BACK)
        assert done.dossier is not None
        assert done.dossier.procedure_name == "Chứng thực bản sao (mới)"

    def test_the_procedure_has_ended(self, unit: Commune, device: Any) -> None:
        row = sent(unit, device, procedure_code="9.999999")
        self.shown(unit, row, "PROCEDURE", "không còn hiệu lực")
        with pytest.raises(Denied, match=r"9\.999999"):
            settle(row=row, how=Settled(), by=unit[Role.INTAKE], at=BACK)
        done = refuse(row=row, why="Thủ tục đã bãi bỏ.", by=unit[Role.INTAKE], at=BACK)
        assert (done.state, done.settlement, done.dossier, done.payload) == ("SETTLED", "Thủ tục đã bãi bỏ.", None, {})
        assert list(waiting(unit.centre)) == []

    def test_a_day_off_was_decided_after_the_receipt(self, unit: Commune, device: Any) -> None:
        said = outreach.said(device, payload={"due": "2026-11-25T17:00:00+07:00"})
        day_off(unit)
        row = submit(device=device, said=said, by=unit[Role.INTAKE], at=BACK)
        self.shown(unit, row, "DUE", "hẹn trả chậm nhất 17:00 thứ Tư 25/11/2026, cơ quan tính ra 17:00 thứ Năm 26/11")
        done = settle(row=row, how=Settled(), by=unit[Role.INTAKE], at=BACK)
        assert (done.dossier and done.dossier.due_at) == moment("2026-11-26 17:00")
        event = Event.objects.get(stream=f"outreach:{row.pk}")
        assert (event.details["due_said"], event.details["due_at"]) == (
            "2026-11-25T17:00:00+07:00", "2026-11-26T17:00:00+07:00",
        )  # fmt: skip

    def test_the_person_has_an_open_dossier_of_the_same_procedure(self, unit: Commune, device: Any) -> None:
        there = make.received(unit, COPIES, submitter=people.person())
        row = sent(unit, device)
        self.shown(unit, row, "DUPLICATE", there.code)
        for why in ("", "  "):
            with pytest.raises(Denied, match="vì sao vẫn nhận"):
                settle(row=row, how=Settled(why=why), by=unit[Role.INTAKE], at=BACK)
        done = settle(row=row, how=Settled(why="Giấy tờ khác."), by=unit[Role.INTAKE], at=BACK)
        assert done.dossier is not None
        assert (done.dossier.code, done.dossier.duplicate_note) == (row.code, "Giấy tờ khác.")

    def test_something_is_missing_in_the_form(self, unit: Commune, device: Any) -> None:
        row = sent(unit, device, payload={"values": {"gt.ten": "2"}})
        self.shown(unit, row, "CONTENT", "Tờ khai còn chỗ phải hỏi", state="RETURNED")
        done = settle(row=row, how=Settled(values=outreach.ANSWERS), by=unit[Role.INTAKE], at=BACK)
        assert done.dossier is not None
        assert done.dossier.code == row.code

    def test_nobody_can_read_who_it_was(self, unit: Commune, device: Any) -> None:
        row = sent(unit, device, payload={"person": {}, "unread": "Không đọc được thẻ."})
        assert (stands(row), row.words, row.who) == (("RETURNED", "CONTENT"), "Không đọc được thẻ.", "")
        person = {**people.card().as_json(), "source": "card"}
        done = settle(row=row, how=Settled(person=person), by=unit[Role.INTAKE], at=BACK)
        assert done.dossier is not None
        assert done.dossier.applicant_name == "TRẦN THỊ TÁM"

    def test_an_open_dossier_found_while_something_else_is_settled_needs_its_reason(
        self, unit: Commune, device: Any
    ) -> None:
        row = sent(unit, device, skew=900)
        make.received(unit, COPIES, submitter=people.person())
        with pytest.raises(Denied, match="đang có hồ sơ cùng thủ tục"):
            settle(row=row, how=Settled(), by=unit[Role.INTAKE], at=BACK)


def test_a_refusal_needs_its_reason_and_is_kept(unit: Commune) -> None:
    row = sent(unit, outreach.tablet(unit), skew=900)
    with pytest.raises(Denied, match="Ghi lý do không nhận"):
        refuse(row=row, why=" ", by=unit[Role.INTAKE], at=BACK)
    refuse(row=row, why="Người dân xin thôi.", by=unit[Role.INTAKE], at=BACK)
    event = Event.objects.get(stream=f"outreach:{row.pk}")
    assert (event.name, event.details["why"], event.details["number"]) == (
        "outreach.refused", "Người dân xin thôi.", row.code,
    )  # fmt: skip
    assert rules.can_settle(OfflineIntake.objects.get(), by=unit[Role.INTAKE]).reason == "Hồ sơ này đã được giải quyết."


def test_what_waits_stands_on_the_strip_of_who_sent_it(unit: Commune) -> None:
    device, neighbour = outreach.tablet(unit), make.bat_trang()
    taken_in, clock_off = sent(unit, device, key="k-0"), sent(unit, device, place=1, skew=900)
    back = sent(unit, device, key="k-2", place=2, payload={"person": {}, "unread": "Không đọc được thẻ."})
    assert taken_in.state == "TAKEN_IN"
    assert list(queries.sent_by(unit[Role.INTAKE])) == [clock_off, back]
    assert list(queries.sent_by(neighbour[Role.INTAKE])) == []
    assert queries.still(post=unit[Role.HEAD]).rows == [clock_off, back]
    assert (queries.still_count(post=unit[Role.HEAD]), queries.still_count(post=neighbour[Role.HEAD])) == (2, 0)
    with practice.practising(on=True):
        assert (list(queries.sent_by(unit[Role.INTAKE])), queries.still_count(post=unit[Role.HEAD])) == ([], 0)


def test_a_neighbour_sees_and_settles_nothing(unit: Commune) -> None:
    neighbour = make.bat_trang()
    row = sent(unit, outreach.tablet(unit), skew=900)
    assert list(waiting(neighbour.centre)) == []
    assert rules.can_settle(row, by=unit[Role.INTAKE]).allowed
    with pytest.raises(Denied, match="Máy này thuộc"):
        settle(row=row, how=Settled(moment=moment("2026-11-25 09:00")), by=neighbour[Role.INTAKE], at=BACK)
    with pytest.raises(Denied, match="Máy này thuộc"):
        submit(device=row.device, said=outreach.said(row.device, key="k-9"), by=neighbour[Role.INTAKE], at=BACK)
