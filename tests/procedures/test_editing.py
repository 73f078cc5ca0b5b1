"""A version is edited as a draft, checked, published by a second person; dossiers under way keep theirs."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.accounts.models import Post, Role
from motcua.dossiers.commands import approve, number
from motcua.events.models import Event
from motcua.forms import editions
from motcua.forms.commands import begun
from motcua.forms.definition import FormDefinition
from motcua.forms.editing import together_faults
from motcua.forms.models import FormOrigin, FormVersion
from motcua.forms.queries import definition_of
from motcua.forms.seed import load_form, load_forms
from motcua.lib.outcomes import Denied
from motcua.procedures import commands, queries, rules
from motcua.procedures.definition import Definition
from motcua.procedures.load import load_definition, load_repealed
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.shipped import Repealed, content_of
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING
from tests.factories.procedures import definition, repealed_version, step

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
CODE = "9.000001"
SECOND = "Bạn đã soạn hoặc sửa bản này: một quản trị khác xem lại rồi công bố."
FEE = {"set_by": "NQ 12/2026/NQ-HĐND", "items": [{"name": "Lệ phí", "amount": 15_000}]}


@pytest.fixture
def gia_lam() -> make.Commune:
    return make.gia_lam()


@pytest.fixture
def kien(gia_lam: make.Commune) -> Post:
    return gia_lam[Role.ADMIN]


@pytest.fixture
def oanh(kien: Post) -> Post:
    return make.post(kien.agency, Role.ADMIN, "Tạ Kim Oanh")


def procedure(**changes: Any) -> Procedure:
    load_definition(definition(**changes), on=TODAY - dt.timedelta(days=30))
    return Procedure.objects.get(code=CODE)


def proposed(by: Post, **changes: Any) -> ProcedureVersion:
    draft = commands.propose(procedure=procedure(), by=by, at=MORNING)
    return commands.edit(draft, changes=changes, by=by, at=MORNING) if changes else draft


def spans() -> list[tuple[int, dt.date, dt.date | None, str]]:
    rows = ProcedureVersion.objects.filter(procedure__code=CODE).order_by("status", "number")
    return [(row.number, row.valid_from, row.valid_to, row.status) for row in rows]


def told() -> list[tuple[str, str, dict[str, list[str]]]]:
    rows = Event.objects.filter(stream=f"manage:procedure:{CODE}").order_by("seq")
    return [(row.name, row.actor.split(",")[0], row.details["changes"]) for row in rows]


def refusal(act: Any, *args: Any, **said: Any) -> str:
    with pytest.raises(Denied) as denied:
        act(*args, **said, at=MORNING)
    return denied.value.reason


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


def edits(form: FormDefinition, **labels: str) -> list[editions.FieldEdit]:
    return [
        editions.FieldEdit(
            field.id, labels.get(field.fact, field.label), required=field.required, ask=field.ask,
            sources=field.sources, options=field.options,
        )
        for field in form.fields
    ]  # fmt: skip


def test_a_form_is_edited_and_published_with_its_version(kien: Post, oanh: Post) -> None:
    draft = proposed(kien)
    load_form(ProcedureVersion.objects.get(number=1), on=TODAY)
    said = edits(editions.form_of(draft), sdt="Điện thoại để báo")
    rows = [said[-1], *said[:-1]]
    phone = next(each for each in rows if each.id == "nyc.sdt")
    rows[rows.index(phone)] = editions.FieldEdit(phone.id, phone.label, required=True, ask=True, sources=(), options=())

    draft = editions.edit_form(draft, edits=rows, by=kien, at=MORNING)

    assert editions.faults_of(draft) == []
    published = editions.publish(draft, by=oanh, at=MORNING)
    form = definition_of(begun(procedure_version=published, at=MORNING))
    field = form.field("nyc.sdt")
    assert (field.label, field.required, field.ask, field.sources) == ("Điện thoại để báo", True, True, ())
    assert form.fields[0].id == "cam_doan"
    assert form.conversation == ("cam_doan", "nyc.sdt")
    changes = told()[1][2]
    assert changes["Trường nyc.sdt «Điện thoại để báo» · nhãn"] == ["Số điện thoại", "Điện thoại để báo"]
    assert FormVersion.objects.latest("number").origin == FormOrigin.OFFICE
    assert load_forms(on=TODAY) == 0


def test_a_question_that_is_asked_no_more_leaves_the_conversation(kien: Post) -> None:
    draft = proposed(kien)
    form = editions.form_of(draft)
    rows = [
        editions.FieldEdit(each.id, each.label, required=each.required, ask=False, sources=each.sources, options=())
        for each in edits(form)
    ]

    assert editions.edited(form, rows).conversation == ()


def test_a_form_whose_fields_are_others_by_now_is_not_saved(kien: Post) -> None:
    draft = proposed(kien)

    assert refusal(editions.edit_form, draft, edits=edits(editions.form_of(draft))[1:], by=kien) == (
        "Biểu mẫu vừa đổi ở nơi khác: mở lại trang rồi sửa tiếp."
    )
    assert editions.edit_form(draft, edits=edits(editions.form_of(draft)), by=kien, at=MORNING).form_draft is None


def test_a_derived_form_follows_what_its_fee_counts(kien: Post, oanh: Post) -> None:
    draft = proposed(kien, fees=FEE | {"items": [{"name": "bản sao", "basis": "COPY", "amount": 8000}]})
    load_form(ProcedureVersion.objects.get(number=1), on=TODAY)
    published = editions.publish(draft, by=oanh, at=MORNING)

    assert definition_of(begun(procedure_version=published, at=MORNING)).quantities == {"copies": "sl.ban_sao"}
    assert FormVersion.objects.latest("number").origin == FormOrigin.SHIPPED


def test_a_fee_that_counts_what_nobody_is_asked_is_a_fault_and_so_is_a_count_in_words(kien: Post) -> None:
    counted = FEE | {"items": [{"name": "bản sao", "basis": "COPY", "amount": 8000}]}
    form = editions.form_of(proposed(kien))
    wrong = form.model_copy(update={"quantities": {"copies": "noi_dung"}})

    assert [(str(each), each.place) for each in together_faults(definition(fees=counted), form)] == [
        ("Phí tính theo số bản mà biểu mẫu không hỏi số bản: thu theo vụ việc.", "fees")
    ]
    assert [str(each) for each in together_faults(definition(), wrong)] == [
        "Trường «Nội dung đề nghị» đếm copies mà không phải là số."
    ]


def test_loading_again_never_overwrites_what_the_office_has_edited(kien: Post, oanh: Post) -> None:
    draft = proposed(kien, fees=FEE)
    editions.publish(draft, by=oanh, at=MORNING)

    assert load_definition(definition(), on=TODAY) == "same"
    assert load_definition(definition(note="luật mới"), on=TODAY) == "offered"
    assert load_definition(definition(note="luật mới"), on=TODAY) == "same"
    assert load_definition(definition(note="luật mới hơn"), on=TODAY) == "offered"

    held = queries.version_in_force(CODE, on=TODAY)
    assert held is not None
    assert held.definition.fees.items[0].amount == 15_000
    offered = ProcedureVersion.objects.drafts().get()
    assert (offered.origin, offered.definition.note, offered.proposed_by) == ("SHIPPED", "luật mới hơn", None)
    assert refusal(commands.edit, offered, changes={"note": "x"}, by=kien) == (
        "Bản đi kèm phần mềm không sửa ở đây: công bố hoặc rút, rồi sửa bản của đơn vị."
    )


def test_a_shipped_change_is_published_or_put_aside_and_not_offered_again(kien: Post, oanh: Post) -> None:
    editions.publish(proposed(kien, fees=FEE), by=oanh, at=MORNING)
    load_definition(definition(note="luật mới"), on=TODAY)
    commands.withdraw(ProcedureVersion.objects.drafts().get(), by=kien, at=MORNING)
    assert load_definition(definition(note="luật mới"), on=TODAY) == "same"

    load_definition(definition(note="luật mới hơn"), on=TODAY)
    editions.publish(ProcedureVersion.objects.drafts().get(), by=kien, at=MORNING)

    assert load_definition(definition(note="luật mới hơn"), on=TODAY) == "same"
    assert load_definition(definition(note="luật mới nhất"), on=TODAY) == "changed"


def test_what_is_given_back_follows_the_files_again_form_included(kien: Post, oanh: Post) -> None:
    version = make.version_of("2.000815")
    load_form(version, on=TODAY)
    draft = commands.propose(procedure=version.procedure, by=kien, at=MORNING)
    draft = editions.edit_form(draft, edits=edits(editions.form_of(draft), so_trang="Mấy trang"), by=kien, at=MORNING)
    draft = commands.edit(draft, changes={"note": "của xã"}, by=kien, at=MORNING)
    editions.publish(draft, by=oanh, at=MORNING)
    assert load_forms(on=TODAY) == 0

    back = editions.give_back(procedure=version.procedure, by=kien, at=MORNING)
    published = editions.publish(back, by=oanh, at=MORNING)

    assert (published.origin, published.definition.note) == ("SHIPPED", version.definition.note)
    newest = FormVersion.objects.latest("number")
    assert (newest.origin, FormDefinition.model_validate(newest.content).field("gt.so_trang").label) == (
        "SHIPPED", "Số trang bản chính",
    )  # fmt: skip
    assert load_definition(version.definition, on=TODAY) == "same"


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


_STEPS = st.lists(
    st.builds(
        lambda role, hours, then, who, name: {
            "role": role, "hours": hours, "then": then, "who": who, "name": name,
        },
        st.sampled_from(["INTAKE", "CASE", "APPROVER", "RECORDS"]),
        st.integers(0, 9),
        st.none() | st.integers(1, 4),
        st.sampled_from(["công chức", ""]),
        st.sampled_from(["thẩm tra", "ký", "trả"]),
    ),
    max_size=4,
)  # fmt: skip
_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "steps": _STEPS,
        "slip_rule": st.sampled_from(["ALWAYS", "NEVER", "AFTER_CUTOFF"]),
        "note": st.text(max_size=5),
        "time_limit": st.fixed_dictionaries(
            {"kind": st.sampled_from(["WORKING_DAYS", "SAME_DAY", None]), "value": st.none() | st.integers(-1, 3)}
        ),
        "supplement": st.fixed_dictionaries(
            {"clock": st.sampled_from(["none", "subtract"]), "close_after": st.none() | st.integers(1, 9)}
        ),
        "fees": st.just(FEE),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_EDITS, min_size=1, max_size=3))
def test_any_edits_either_have_faults_or_publish_what_comes_back_from_its_json(
    kien: Post, oanh: Post, sequence: list[dict[str, Any]]
) -> None:
    ProcedureVersion.objects.all().delete()
    FormVersion.objects.all().delete()
    draft = proposed(kien)
    for each in sequence:
        steps = [
            row | {"number": place, "gives_result": row["name"] == "trả"}
            for place, row in enumerate(each.get("steps", []), 1)
        ]
        draft = commands.edit(draft, changes=each | ({"steps": steps} if "steps" in each else {}), by=kien, at=MORNING)
    found = editions.faults_of(draft)
    unchanged = draft.definition == ProcedureVersion.objects.get(number=1).definition.model_copy(
        update={"valid_from": TODAY}
    )

    if found or unchanged:
        reason = f"Chưa công bố được: {found[0]}" if found else "Bản nháp chưa đổi gì so với bản đang hiệu lực."
        assert refusal(editions.publish, draft, by=oanh) == reason
    else:
        kept = ProcedureVersion.objects.get(pk=editions.publish(draft, by=oanh, at=MORNING).pk)
        assert Definition.model_validate(kept.content) == draft.definition
        assert content_of(kept.definition) == (kept.content, kept.digest)
