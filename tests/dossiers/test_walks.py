"""Any verb by anybody at any time: a random walk, on which what must always hold is looked at after every step."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from motcua.accounts.models import Post, Role
from motcua.dossiers import commands, rules
from motcua.dossiers.models import Dossier, Proof
from motcua.dossiers.queries.due_times import due_time_of, explained
from motcua.dossiers.states import ENDED, State
from motcua.events.chain import Link, first_break
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later

WORDS: dict[str, dict[str, Any]] = {
    "draft": {"content": {"text": "Xác nhận."}},
    "return_for_correction": {"reason": "Sửa năm sinh."},
    "reject": {"reasons": "Đang có vợ."},
    "cancel": {"reason": "Nhận nhầm."},
    "refuse": {"reason": "Không thuộc thẩm quyền."},
    "ask_supplement": {"items": ["Giấy xác nhận cư trú"], "reason": "Thiếu."},
    "supplement": {"answer": "Đã nộp."},
    "request_payment": {"amount": 120_000, "reason": "Lệ phí trước bạ."},
    "confirm_payment": {"receipt": "Số 12."},
    "consult": {"name": "Công an xã", "question": "Có cư trú không?", "hours": 4},
    "record_reply": {"agrees": True, "text": "Có.", "given_by": "Công an xã"},
    "go_on_without_reply": {"reason": "Đã quá hạn trả lời."},
    "decline_apology": {"reason": "Làm kịp."},
    "change_return": {"way": "POST", "address": "Thôn 2, Xã Gia Lâm"},
    "withdraw": {"asked_by_name": "TRẦN THỊ TÁM", "reason": "Không cần nữa."},
    "correct_handover": {"reason": "Chuyển nhầm."},
    "reopen": {"ground": "Sai năm sinh."},
}


GOES_ON = (
    "number", "approve", "hand_over", "draft", "deliver", "supplement", "confirm_payment", "go_on_without_reply",
)  # fmt: skip

# The post or the question that this walk names may be no longer the right one.
WRONG_WORDS = {
    "Người nhận phải đang giữ vị trí của đúng bước này: chọn người khác.",
    "Người này là bên đã nhận nhầm: chọn người khác.",
    "Công an xã đã trả lời hoặc đã quyết định không chờ.",
    "Hồ sơ đã đăng ký cách nhận này rồi.",
    "Giờ hẹn lại phải trong giờ làm việc của ngày làm việc.",
}


class Walk(RuleBasedStateMachine):
    """One dossier among the desks of two communes; these, and Minh's colleague Nga, are set by the test."""

    unit: Commune
    neighbour: Commune
    nga: Post

    def __init__(self) -> None:
        super().__init__()
        self.at = MORNING
        self.dossier = make.received(self.unit, at=self.at)

    def words(self, verb: str, dossier: Dossier) -> dict[str, Any]:
        if verb == "deliver":
            return {"to_name": "TRẦN THỊ TÁM", "proof": Proof.CODE, "shown": dossier.pickup_code}
        said = dict(WORDS.get(verb, {}))
        if verb in {"assign", "correct_handover"}:
            said["to"] = self.nga
        if verb in {"record_reply", "go_on_without_reply"}:
            said["consultation"] = dossier.consultations.first()
        if verb == "propose_apology":
            said |= {"reason": "Mưa lũ.", "new_due_at": later(dossier.due_at or self.at, days=7)}
        return said

    @rule(
        verb=st.sampled_from(sorted(rules.CHECKS)),
        role=st.sampled_from(sorted(Role)),
        elsewhere=st.integers(0, 9).map(lambda n: n == 0),
        minutes=st.sampled_from([1, 7, 45]),
    )
    def tries(self, verb: str, role: Role, *, elsewhere: bool, minutes: int) -> None:
        """A page asks the rule and the command is run: both say the same, and a refusal changes nothing."""
        self.at = later(self.at, minutes=minutes)
        commune = self.neighbour if elsewhere else self.unit
        by = commune.posts.get(role) or self.unit[role]
        before = Dossier.objects.get(pk=self.dossier.pk)
        answer = rules.can(verb, before, by=by, at=self.at)
        said = ""
        try:
            getattr(commands, verb)(dossier=before, by=by, at=self.at, **self.words(verb, before))
        except Denied as denied:
            said = denied.reason
        # What is said with a verb may be wrong as well: then the rule has allowed it and the command says why not.
        assert (answer.allowed, answer.reason) == (not said, said) or (answer.allowed and said in WRONG_WORDS)
        if said:
            assert Dossier.objects.filter(pk=before.pk).values().get() == self.row
        else:
            assert by in [*self.unit.posts.values(), self.nga]

    @rule()
    def goes_on(self) -> None:
        """Somebody of the commune can always do something more, and it is done: no live dossier is stuck."""
        now = Dossier.objects.get(pk=self.dossier.pk)
        open_to = [
            (verb, post)
            for verb in (
                "receive",
                "number",
                "approve",
                "hand_over",
                "draft",
                "deliver",
                "supplement",
                "confirm_payment",
                "go_on_without_reply",
            )
            for post in (*self.unit.posts.values(), self.nga)
            if rules.can(verb, now, by=post, at=self.at).allowed
        ]
        assert bool(open_to) == (State(now.state) not in ENDED)
        for verb, post in open_to[:1]:
            getattr(commands, verb)(dossier=now, by=post, at=self.at, **self.words(verb, now))

    @invariant()
    def every_change_is_an_event_of_an_unbroken_chain(self) -> None:
        self.row = Dossier.objects.filter(pk=self.dossier.pk).values().get()
        events = list(Event.objects.filter(stream=self.dossier.stream))
        links = [Link(e.stream, e.seq, e.name, e.post_id, e.actor, e.at, e.details, e.previous_hash) for e in events]
        assert len(events) == self.row["version"]
        assert first_break(zip(links, [e.hash for e in events], strict=True)) is None

    @invariant()
    def the_due_time_follows_from_the_facts_and_is_explained(self) -> None:
        now = Dossier.objects.get(pk=self.dossier.pk)
        told = explained(now)
        if now.received_at is None:
            assert told is None
            return
        assert told is not None
        assert now.due_at == due_time_of(now) == told.due_at

    @invariant()
    def one_desk_answers_for_it(self) -> None:
        now = Dossier.objects.select_related("holder").get(pk=self.dossier.pk)
        assert (now.ended_at is None) == (State(now.state) not in ENDED)
        assert now.handovers.filter(confirmed_at=None).count() <= 1
        if now.holder is not None:
            assert (now.holder.role, now.holder.agency_id) == (now.holder_role, now.holder_agency_id)
        if now.state == State.RESULT_READY:
            assert now.ready_at is not None
            assert now.decisions.exclude(number="").count() == 1 + now.reopenings.exclude(ready_before=None).count()


@pytest.mark.django_db
def test_any_walk_keeps_the_rules() -> None:
    Walk.unit, Walk.neighbour = make.gia_lam(), make.bat_trang()
    Walk.nga = make.post(Walk.unit.department, Role.CASE, "Cao Thị Nga")

    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


class WalkFromTheDoor(Walk):
    """The same from before acceptance: handed in whole, or without a paper that never comes."""

    def __init__(self) -> None:
        super().__init__()
        self.dossier = make.submitted(self.unit, at=self.at, papers=make.intake().papers)

    @invariant()
    def no_clock_runs_before_acceptance(self) -> None:
        now = Dossier.objects.get(pk=self.dossier.pk)
        begun = Event.objects.filter(stream=now.stream, name="dossier.received").values_list("at", flat=True)
        assert list(begun) == ([] if now.received_at is None else [now.received_at])
        assert (now.due_at is None) == (now.received_at is None)
        assert now.code == self.dossier.code


@pytest.mark.django_db
def test_any_walk_from_the_door_keeps_the_rules() -> None:
    WalkFromTheDoor.unit, WalkFromTheDoor.neighbour = make.gia_lam(), make.bat_trang()
    WalkFromTheDoor.nga = make.post(WalkFromTheDoor.unit.department, Role.CASE, "Cao Thị Nga")

    run_state_machine_as_test(
        WalkFromTheDoor,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
