"""A shipped form changes while the office has its own: announced, compared, taken over or put aside (ADR 15)."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.models import Post, Role
from motcua.events.models import Event
from motcua.forms import editions, offers
from motcua.forms.definition import FormDefinition
from motcua.forms.models import FormOffer, FormOrigin, FormVersion
from motcua.forms.seed import load_forms
from motcua.lib.outcomes import Denied
from motcua.procedures import commands
from motcua.procedures.load import load_definition
from motcua.procedures.models import Procedure, ProcedureVersion
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING
from tests.factories.procedures import definition

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
CODE = "9.000001"
FEE = {"set_by": "trung ương", "items": [{"name": "bản sao", "basis": "COPY", "amount": 8000}]}
ORGANISATIONS = {"applicants": ["công dân", "tổ chức"]}
SETTLED = "Biểu mẫu này đã có người xem và xử lý: mở lại thủ tục để xem lịch sử."


@pytest.fixture
def kien() -> Post:
    return make.gia_lam()[Role.ADMIN]


@pytest.fixture
def oanh(kien: Post) -> Post:
    return make.post(kien.agency, Role.ADMIN, "Tạ Kim Oanh")


def ship(**changes: Any) -> None:
    """Load the catalogue as it comes with the project, forms included."""
    load_definition(definition(**changes), on=TODAY)
    load_forms(on=TODAY)


def relabelled(by: Post, label: str = "Điện thoại để báo") -> ProcedureVersion:
    """A draft of the office in which one question is put in other words."""
    draft = commands.propose(procedure=Procedure.objects.get(code=CODE), by=by, at=MORNING)
    rows = [
        editions.FieldEdit(
            field.id, label if field.id == "nyc.sdt" else field.label, required=field.required, ask=field.ask,
            sources=field.sources, options=field.options,
        )
        for field in editions.form_of(draft).fields
    ]  # fmt: skip
    return editions.edit_form(draft, edits=rows, by=by, at=MORNING)


@pytest.fixture
def own(kien: Post, oanh: Post) -> None:
    """The office has a form of its own in force."""
    load_definition(definition(), on=TODAY - dt.timedelta(days=30))
    load_forms(on=TODAY - dt.timedelta(days=30))
    editions.publish(relabelled(kien), by=oanh, at=MORNING)


def waiting() -> list[tuple[str, str, dt.date]]:
    return [(each.procedure_code, each.status, each.offered_on) for each in FormOffer.objects.order_by("pk")]


def said(by: Post) -> dict[str, Any]:
    return {"by": by, "at": MORNING}


def refusal(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Denied) as denied:
        act(*args, **more)
    return denied.value.reason


def the_offer() -> FormOffer:
    found = offers.waiting_offer(CODE)
    assert found is not None
    return found


def asked(form: FormDefinition) -> list[str]:
    return [field.id for field in form.fields]


def in_force() -> FormDefinition:
    return FormDefinition.model_validate(FormVersion.objects.latest("number").content)


@pytest.mark.usefixtures("own")
def test_loading_the_same_again_offers_nothing() -> None:
    ship()

    assert waiting() == []


def test_where_the_files_lead_a_changed_form_holds_at_once_and_nothing_waits() -> None:
    ship()
    ship(fees=FEE)

    assert waiting() == []
    assert "sl.ban_sao" in asked(in_force())


@pytest.mark.usefixtures("own")
def test_a_changed_shipped_form_waits_once_and_the_offices_stays() -> None:
    ship(fees=FEE)
    ship(fees=FEE)

    assert waiting() == [(CODE, "WAITING", TODAY)]
    assert "sl.ban_sao" not in asked(in_force())
    assert [(each.procedure_code, procedure.code) for each, procedure in offers.waiting_offers()] == [(CODE, CODE)]


@pytest.mark.usefixtures("own")
def test_the_newest_takes_the_place_of_what_waits_and_what_is_taken_back_waits_no_more() -> None:
    ship(fees=FEE)
    ship(fees=FEE, **ORGANISATIONS)

    assert len(waiting()) == 1
    assert "tochuc.ten" in asked(FormDefinition.model_validate(the_offer().content))

    ProcedureVersion.objects.drafts().delete()  # the files say again what they said when the office wrote its own
    ship()

    assert waiting() == []


@pytest.mark.usefixtures("own")
def test_who_compares_sees_every_place_that_differs(kien: Post) -> None:
    ship(fees=FEE)
    base = ProcedureVersion.objects.get(number=2)

    seen = [(each.label, each.before, each.after) for each in offers.changes_of(the_offer(), base)]

    assert [each for each in seen if each[0] == "Thứ tự hỏi" or each[0].endswith("nhãn")] == [
        ("Thứ tự hỏi", "cam_doan", "sl.co_ban_sao; sl.ban_sao; cam_doan"),
        ("Trường nyc.sdt «Số điện thoại» · nhãn", "Điện thoại để báo", "Số điện thoại"),
        ("Trường sl.co_ban_sao «Đề nghị cấp bản sao» · nhãn", "", "Đề nghị cấp bản sao"),
        ("Trường sl.ban_sao «Số lượng bản sao» · nhãn", "", "Số lượng bản sao"),
        ("Trường phi «Phí, lệ phí» · nhãn", "", "Phí, lệ phí"),
    ]


@pytest.mark.usefixtures("own")
def test_taken_over_it_is_a_draft_like_any_other_and_published_by_a_second_person(kien: Post, oanh: Post) -> None:
    ship(fees=FEE)

    draft = offers.take_over(the_offer(), **said(kien))

    assert editions.form_of(draft) == FormDefinition.model_validate(FormOffer.objects.get().content)
    assert waiting() == [(CODE, "TAKEN", TODAY)]
    assert refusal(editions.publish, draft, **said(kien)) == (
        "Bạn đã soạn hoặc sửa bản này: một quản trị khác xem lại rồi công bố."
    )
    editions.publish(draft, **said(oanh))
    assert "sl.ban_sao" in asked(in_force())
    assert FormVersion.objects.latest("number").origin == FormOrigin.OFFICE
    ship(fees=FEE)
    assert waiting() == [(CODE, "TAKEN", TODAY)]


@pytest.mark.usefixtures("own")
def test_a_draft_that_is_withdrawn_lets_it_wait_again(kien: Post) -> None:
    ship(fees=FEE)
    draft = offers.take_over(the_offer(), **said(kien))

    editions.withdraw(draft, **said(kien))

    assert waiting() == [(CODE, "WAITING", TODAY)]
    assert (the_offer().draft, the_offer().settled_by) == (None, None)


@pytest.mark.usefixtures("own")
def test_a_draft_that_is_withdrawn_lets_the_newer_one_wait_alone(kien: Post) -> None:
    ship(fees=FEE)
    draft = offers.take_over(the_offer(), **said(kien))
    ship(fees=FEE, **ORGANISATIONS)
    assert [status for _code, status, _day in waiting()] == ["TAKEN", "WAITING"]

    editions.withdraw(draft, **said(kien))

    assert waiting() == [(CODE, "WAITING", TODAY)]
    assert "tochuc.ten" in asked(FormDefinition.model_validate(the_offer().content))


@pytest.mark.usefixtures("own")
def test_put_aside_with_a_reason_it_is_not_offered_again_but_the_next_change_is(kien: Post) -> None:
    ship(fees=FEE)
    offer = the_offer()

    assert refusal(offers.put_aside, offer, reason="  ", **said(kien)) == (
        "Ghi vì sao giữ biểu mẫu của đơn vị, để người sau biết."
    )
    offers.put_aside(offer, reason=" Tỉnh đã hỏi số bản ở nơi khác. ", **said(kien))
    ship(fees=FEE)

    assert waiting() == [(CODE, "ASIDE", TODAY)]
    assert FormOffer.objects.get().reason == "Tỉnh đã hỏi số bản ở nơi khác."
    ship(fees=FEE, **ORGANISATIONS)
    assert [status for _code, status, _day in waiting()] == ["ASIDE", "WAITING"]


@pytest.mark.usefixtures("own")
def test_what_was_settled_is_settled_once(kien: Post) -> None:
    ship(fees=FEE)
    offer = the_offer()
    offers.put_aside(offer, reason="giữ", **said(kien))

    assert refusal(offers.put_aside, offer, reason="giữ", **said(kien)) == SETTLED
    assert refusal(offers.take_over, offer, **said(kien)) == SETTLED
    assert offers.can_take_over(FormOffer.objects.get(), by=kien, on=TODAY).reason == SETTLED


@pytest.mark.usefixtures("own")
def test_an_open_draft_whose_form_is_edited_is_not_wiped_out(kien: Post) -> None:
    ship(fees=FEE)
    draft = relabelled(kien, "Số để gọi")

    assert refusal(offers.take_over, the_offer(), **said(kien)) == (
        "Bản nháp đang mở đã sửa biểu mẫu: công bố hoặc rút bản ấy, rồi đưa biểu mẫu mới vào."
    )
    assert editions.form_of(draft).field("nyc.sdt").label == "Số để gọi"
    assert waiting() == [(CODE, "WAITING", TODAY)]


@pytest.mark.usefixtures("own")
def test_only_who_edits_the_catalogue_settles_it(kien: Post) -> None:
    ship(fees=FEE)
    minh = make.post(kien.agency, Role.CASE, "Trần Văn Khác")
    why = "Việc này của quản trị kỹ thuật, không phải của bạn."

    assert refusal(offers.take_over, the_offer(), **said(minh)) == why
    assert refusal(offers.put_aside, the_offer(), reason="giữ", **said(minh)) == why
    assert (offers.can_take_over(the_offer(), by=minh, on=TODAY).reason) == why
    assert offers.can_take_over(the_offer(), by=kien, on=TODAY).allowed


@pytest.mark.usefixtures("own")
def test_both_ways_stand_in_the_history(kien: Post) -> None:
    ship(fees=FEE)
    editions.withdraw(offers.take_over(the_offer(), **said(kien)), **said(kien))
    offers.put_aside(the_offer(), reason="giữ", **said(kien))

    rows = Event.objects.filter(stream=f"manage:procedure:{CODE}").order_by("seq")
    assert [(row.name, row.details.get("reason"), row.details.get("offered_on")) for row in rows][-4:] == [
        ("procedure.proposed", None, None),
        ("procedure.form_taken_over", None, "2026-11-25"),
        ("procedure.withdrawn", None, None),
        ("procedure.form_put_aside", "giữ", "2026-11-25"),
    ]


def test_what_is_given_back_needs_no_offer_any_more(kien: Post, oanh: Post) -> None:
    version = make.version_of("2.000815")
    load_forms(on=TODAY)
    FormVersion.objects.update(origin=FormOrigin.OFFICE, digest="as the office wrote it")
    load_forms(on=TODAY)
    assert [status for _code, status, _day in waiting()] == ["WAITING"]

    back = editions.give_back(procedure=version.procedure, by=kien, at=MORNING)
    editions.publish(back, by=oanh, at=MORNING)

    assert waiting() == []
    FormOffer.objects.create(procedure_code="2.000815", content={}, digest="", offered_on=TODAY)
    load_forms(on=TODAY)
    assert waiting() == []
