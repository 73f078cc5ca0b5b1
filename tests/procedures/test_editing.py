"""A version is edited as a draft, checked, published by a second person; dossiers under way keep theirs."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.models import Post, Role
from motcua.dossiers.commands import approve, number
from motcua.forms import editions
from motcua.lib.outcomes import Denied
from motcua.procedures import commands, queries, rules
from motcua.procedures.load import load_definition, load_repealed
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.shipped import Repealed
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING
from tests.factories.procedures import definition, repealed_version, step
from tests.procedures.editing import CODE, FEE, TODAY, proposed, refusal, spans, told

pytestmark = pytest.mark.django_db
SECOND = "Bạn đã soạn hoặc sửa bản này: một quản trị khác xem lại rồi công bố."


def test_a_draft_holds_nothing_until_it_is_published(kien: Post) -> None:
    draft = proposed(kien, fees=FEE)

    assert (draft.status, draft.definition.fees.items[0].amount) == ("DRAFT", 15_000)
    held = queries.version_in_force(CODE, on=TODAY)
    assert held is not None
    assert held.definition.fees.items == ()
    assert load_definition(definition(), on=TODAY) == "same"


def test_a_second_person_publishes_and_the_version_before_ends_the_day_before(kien: Post, oanh: Post) -> None:
    draft = proposed(kien, fees=FEE, valid_from="2026-12-01", decision="12/NQ-HĐND")
    queries.index_on(TODAY)

    editions.publish(draft, by=oanh, at=MORNING)

    assert spans() == [
        (1, dt.date(2025, 7, 1), dt.date(2026, 11, 30), "PUBLISHED"),
        (2, dt.date(2026, 12, 1), None, "PUBLISHED"),
    ]
    assert ProcedureVersion.objects.get(number=2).decision == "12/NQ-HĐND"
    before, after = (queries.version_in_force(CODE, on=dt.date(*day)) for day in ((2026, 11, 30), (2026, 12, 1)))
    assert before is not None
    assert after is not None
    assert (before.number, after.number) == (1, 2)


def test_who_proposed_or_edited_does_not_publish(kien: Post, oanh: Post) -> None:
    draft = proposed(kien, fees=FEE)
    assert refusal(editions.publish, draft, by=kien) == SECOND
    assert rules.can_publish(draft, by=kien, on=TODAY).reason == SECOND

    edited = commands.edit(draft, changes={"note": "sửa thêm"}, by=oanh, at=MORNING)

    assert refusal(editions.publish, edited, by=oanh) == SECOND
    assert refusal(editions.publish, edited, by=kien) == SECOND
    third = make.post(kien.agency, Role.ADMIN, "Lê Văn Ba")
    assert rules.can_publish(edited, by=third, on=TODAY).allowed
    assert editions.publish(edited, by=third, at=MORNING).number == 2


def test_only_an_administrator_edits_and_publishes(kien: Post, gia_lam: make.Commune) -> None:
    draft = proposed(kien, fees=FEE)
    minh = gia_lam[Role.CASE]
    said = "Việc này của quản trị kỹ thuật, không phải của bạn."

    assert refusal(commands.propose, procedure=draft.procedure, by=minh) == said
    assert refusal(commands.edit, draft, changes={"note": "x"}, by=minh) == said
    assert refusal(editions.edit_form, draft, edits=[], by=minh) == said
    assert refusal(editions.publish, draft, by=minh) == said
    assert refusal(commands.withdraw, draft, by=minh) == said
    assert refusal(editions.give_back, procedure=draft.procedure, by=minh) == (
        "Thủ tục này không có trong danh mục đi kèm phần mềm."
    )
    assert [name for name, _who, _changes in told()] == ["procedure.proposed", "procedure.edited"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"fees": FEE, "valid_from": "2026-11-24"}, "Ngày hiệu lực 24/11/2026 đã qua: sửa thành hôm nay hoặc về sau."),
        ({}, "Bản nháp chưa đổi gì so với bản đang hiệu lực."),
        ({"decision": "12/NQ", "valid_from": "2026-12-01"}, "Bản nháp chưa đổi gì so với bản đang hiệu lực."),
        (
            {"steps": []},
            "Chưa công bố được: Quy trình chưa có bước nào: thêm ít nhất bước tiếp nhận và bước trả kết quả.",
        ),
        (
            {"fees": FEE | {"items": [{"name": "bản sao", "basis": "COPY", "amount": 8000}]}},
            "",
        ),
    ],
)
def test_what_may_not_be_published_says_why(kien: Post, oanh: Post, changes: dict[str, Any], reason: str) -> None:
    draft = proposed(kien, **changes)

    if reason:
        assert refusal(editions.publish, draft, by=oanh) == reason
        assert [row[3] for row in spans()] == ["DRAFT", "PUBLISHED"]
    else:
        assert editions.publish(draft, by=oanh, at=MORNING).number == 2


def test_a_version_that_waits_for_its_day_is_not_overtaken_by_an_earlier_one(kien: Post, oanh: Post) -> None:
    first = proposed(kien, fees=FEE, valid_from="2026-12-31")
    editions.publish(first, by=oanh, at=MORNING)
    second = proposed(kien, note="khác", valid_from="2026-12-01")

    assert refusal(editions.publish, second, by=oanh) == (
        "Đã có một bản hiệu lực từ 31/12/2026: chọn ngày hiệu lực từ hôm ấy trở đi."
    )


def test_proposing_again_gives_the_open_draft_and_a_published_one_is_never_edited(kien: Post, oanh: Post) -> None:
    draft = proposed(kien, fees=FEE)
    assert commands.propose(procedure=draft.procedure, by=oanh, at=MORNING).pk == draft.pk

    published = editions.publish(draft, by=oanh, at=MORNING)

    gone = "Bản này không còn là bản nháp: mở lại thủ tục, rồi sửa từ bản đang hiệu lực."
    assert refusal(commands.edit, published, changes={"note": "x"}, by=kien) == gone
    assert refusal(editions.edit_form, published, edits=[], by=kien) == gone
    assert refusal(commands.publish, published, by=oanh) == gone


def test_a_repealed_code_is_not_edited(kien: Post) -> None:
    assert refusal(commands.propose, procedure=repealed_version().procedure, by=kien) == (
        "Mã này đã bị bãi bỏ: không sửa được, hãy sửa thủ tục thay nó."
    )


def test_what_no_longer_has_the_shape_of_a_definition_is_refused_with_its_place(kien: Post) -> None:
    draft = proposed(kien)

    with pytest.raises(Denied) as denied:
        commands.edit(draft, changes={"fees": FEE | {"items": [{"name": "x", "amount": -1}]}}, by=kien, at=MORNING)

    assert denied.value.about == "fees.items.0.amount"
    assert denied.value.reason == "khóa «fees.items.1.amount»: không được nhỏ hơn 0 (đang ghi: -1)."


def test_every_act_stands_in_the_history_with_what_was_and_what_became(kien: Post, oanh: Post) -> None:
    changed = [step(1, "INTAKE"), step(2, "CASE", hours=3), step(3, "RECORDS", gives_result=True)]
    draft = proposed(kien, steps=changed)
    commands.edit(draft, changes={}, by=kien, at=MORNING)
    editions.publish(draft, by=oanh, at=MORNING)
    commands.withdraw(proposed(oanh), by=oanh, at=MORNING)

    name = kien.user.full_name
    assert told() == [
        ("procedure.proposed", name, {}),
        ("procedure.edited", name, {"Bước 2 «bước 2» · giờ": ["1", "3"]}),
        ("procedure.published", "Tạ Kim Oanh", {
            "Hiệu lực từ": ["", "25/11/2026"], "Bước 2 «bước 2» · giờ": ["1", "3"],
        }),
        ("procedure.proposed", "Tạ Kim Oanh", {}),
        ("procedure.withdrawn", "Tạ Kim Oanh", {}),
    ]  # fmt: skip


def test_a_code_may_be_repealed_while_a_draft_is_open(kien: Post) -> None:
    proposed(kien, fees=FEE)

    assert load_repealed(Repealed(CODE, "Thủ tục thử", "", "S:thu"), on=TODAY) is True
    assert [row[3] for row in spans()] == ["DRAFT", "PUBLISHED", "REPEALED"]


def test_a_dossier_under_way_keeps_its_version_to_the_end(gia_lam: make.Commune, oanh: Post) -> None:
    kien, at = gia_lam[Role.ADMIN], make.later(MORNING, minutes=35)
    dossier = make.drafted(gia_lam)
    old = dossier.procedure_version
    draft = commands.propose(procedure=old.procedure, by=kien, at=at)
    limit = {"time_limit": {"kind": "WORKING_DAYS", "value": 9}}
    new = editions.publish(commands.edit(draft, changes=limit, by=kien, at=at), by=oanh, at=at)

    signed = approve(dossier=dossier, by=gia_lam[Role.APPROVER], at=make.later(MORNING, minutes=40))
    lying = number(dossier=signed, by=gia_lam[Role.RECORDS], at=make.later(MORNING, minutes=50))
    finished = make.handed_to_tam(lying, gia_lam, make.later(MORNING, minutes=55))
    later = make.received(
        gia_lam, at=make.later(MORNING, hours=1), version=queries.version_in_force(old.procedure.code, on=TODAY)
    )

    assert (finished.state, finished.procedure_version, finished.limit) == ("DELIVERED", old, dossier.limit)
    assert later.procedure_version == new
    assert later.limit is not None
    assert later.limit.value == 9
    assert finished.limit != later.limit
