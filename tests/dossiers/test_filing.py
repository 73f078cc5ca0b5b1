"""Filed online at the counter: under the citizen's own account, confirmed by them alone, helped by an officer."""

from typing import Any

import pytest

from motcua.accounts.models import Post, Role
from motcua.dossiers import filings, rules
from motcua.dossiers.commands import accepting, filing, receive, screens, turning, visit_answers, visits
from motcua.dossiers.commands.visit_answers import Said, SaidOfItem
from motcua.dossiers.models import Channel, Dossier, FilingLink, OnlineFiling, Visit
from motcua.dossiers.rules.filing import can_check
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.exchange.standin.server import StandIn
from motcua.forms.models import ConfirmedHow
from motcua.lib.outcomes import Denied
from motcua.people.commands import close_account
from motcua.people.demo.population import find
from motcua.people.models import AccountProof, CitizenAccount
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import COPIES, MORNING, Commune, later

pytestmark = pytest.mark.django_db
COPY = {"gt.ten": "2", "gt.so_trang": "3", "gt.so_ban": "2", "gt.ban_dien_tu": "2"}
STROKES = [[(x * 20, 100 + x) for x in range(30)]]
SENTENCE = "Nộp trực tuyến; người nộp: TRẦN THỊ TÁM; người hỗ trợ: Nguyễn Thị Lan, Cán bộ tiếp nhận."


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.fixture
def lan(unit: Commune) -> Post:
    return unit[Role.INTAKE]


def visit_of(lan: Post, **changes: Any) -> Visit:
    """Bà Tám at the counter with two copies, everything filled in."""
    data = people.card().as_json() | {"source": "card"} | changes
    visit = visits.start(person_data=data, by=lan, at=MORNING)
    visits.add_item(visit, procedure_version=make.version_of(COPIES), by=lan, at=MORNING)
    answers(visit, lan, **COPY)
    return visit


def answers(visit: Visit, lan: Post, **values: str) -> None:
    items = {item.pk: SaidOfItem(values=values) for item in visit.items.all()}
    visit_answers.answer(visit, said=Said(items=items), by=lan, at=MORNING)


def opened(visit: Visit, lan: Post, **changes: Any) -> CitizenAccount:
    said: dict[str, Any] = {"phone": "0199123456", "consents": True, "by": lan, "at": MORNING}
    return filing.open_account_for(visit, **(said | changes))


def begun(lan: Post) -> Visit:
    visit = visit_of(lan)
    opened(visit, lan)
    filing.begin(visit, by=lan, at=MORNING)
    return Visit.objects.get(pk=visit.pk)


def confirmed(lan: Post) -> Dossier:
    """What bà Tám confirmed on her phone."""
    link, token = filing.new_link(begun(lan), by=lan, at=MORNING)
    return filing.confirm_by_link(token=token, seen=link.seen, at=later(MORNING, minutes=2))[0]


def test_an_account_is_opened_on_the_card_that_was_read(lan: Post) -> None:
    account = opened(visit_of(lan), lan)
    assert (account.person.id_number, account.proof) == ("005158004710", AccountProof.CARD)


@pytest.mark.parametrize("source", ["asked", "earlier", "passport", ""])
def test_a_number_that_was_typed_opens_none_while_no_register_confirms_it(lan: Post, source: str) -> None:
    with pytest.raises(Denied, match="quét thẻ căn cước"):
        opened(visit_of(lan, source=source), lan)
    assert not CitizenAccount.objects.exists()


def test_the_population_register_confirms_who_forgot_the_card_only_by_the_same_name_and_birth(
    lan: Post, standin: StandIn
) -> None:
    known = find("005158004710")
    assert standin is not None
    assert known is not None
    said = {"source": "asked", "full_name": known.full_name, "date_of_birth": known.date_of_birth}
    for wrong in ({"full_name": "NGUYỄN VĂN KHÁC"}, {"date_of_birth": "1960-01-01"}, {"id_number": "005999999999"}):
        with pytest.raises(Denied, match="quét thẻ căn cước"):
            opened(visit_of(lan, **(said | wrong)), lan)
    assert opened(visit_of(lan, **said), lan).proof == AccountProof.POPULATION


def test_nobody_at_the_counter_no_account_and_without_consent_no_register_is_asked(lan: Post) -> None:
    with pytest.raises(Denied, match="Chưa biết ai đến"):
        opened(visits.start(by=lan, at=MORNING), lan)
    with pytest.raises(Denied, match="đồng ý"):
        opened(visit_of(lan, source="asked"), lan, consents=False)


def test_filing_needs_an_account_a_basket_and_a_helper_who_is_another(lan: Post) -> None:
    visit = visit_of(lan)
    with pytest.raises(Denied, match="chưa có tài khoản"):
        filing.begin(visit, by=lan, at=MORNING)
    account = opened(visit, lan)
    lan.user.phone = "0199 123 456"
    with pytest.raises(Denied, match="nhờ đồng nghiệp"):
        filing.begin(visit, by=lan, at=MORNING)
    lan.user.phone = "0199000009"
    begun = filing.begin(visit, by=lan, at=MORNING)
    assert (begun.account, begun.filer_name, begun.helper) == (account, "TRẦN THỊ TÁM", lan)
    with pytest.raises(Denied, match="Đang nộp trực tuyến rồi"):
        filing.begin(visit, by=lan, at=MORNING)


def test_whoever_goes_on_at_another_desk_is_the_one_who_helped_and_never_the_filer(lan: Post, unit: Commune) -> None:
    visit = begun(lan)
    visits.park(visit, by=lan, at=MORNING)
    tam, hoa = (make.post(unit.centre, Role.INTAKE, name) for name in ("Trần Thị Tám", "Trần Thu Hoa"))
    with pytest.raises(Denied, match="nhờ đồng nghiệp"):
        visits.resume(visit, by=tam, at=MORNING)
    visits.resume(visit, by=hoa, at=MORNING)
    link, token = filing.new_link(visit, by=hoa, at=MORNING)
    (dossier,) = filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)
    assert filings.sentence_of(dossier) == SENTENCE.replace("Nguyễn Thị Lan", "Trần Thu Hoa")


def test_nothing_is_filed_from_an_empty_basket_under_a_closed_account_or_by_another_desk(
    lan: Post, unit: Commune
) -> None:
    empty = visits.start(person_data=people.card().as_json() | {"source": "card"}, by=lan, at=MORNING)
    account = opened(empty, lan)
    with pytest.raises(Denied, match="Chưa chọn việc"):
        filing.begin(empty, by=lan, at=MORNING)
    close_account(account=account, reason="Công dân yêu cầu", by=lan, at=MORNING)
    with pytest.raises(Denied, match="đã đóng"):
        filing.begin(visit_of(lan), by=lan, at=MORNING)
    beside = make.post(unit.centre, Role.INTAKE, "Bên Cạnh")
    with pytest.raises(Denied, match="quầy khác"):
        filing.begin(visit_of(lan), by=beside, at=MORNING)


def test_the_account_is_found_by_whatever_number_the_person_ever_had_and_nobody_without_one(lan: Post) -> None:
    visit = visits.start(person_data={"full_name": "KHÔNG SỐ"}, by=lan, at=MORNING)
    visits.add_item(visit, procedure_version=make.version_of(COPIES), by=lan, at=MORNING)
    people.person()
    with pytest.raises(Denied, match="chưa có tài khoản"):
        filing.begin(visit, by=lan, at=MORNING)


@pytest.mark.parametrize("how", list(ConfirmedHow))
def test_the_officer_who_helps_confirms_nothing_in_whatever_way(lan: Post, how: str) -> None:
    visit = begun(lan)
    with pytest.raises(Denied, match=r"không xác nhận thay|Xin chọn"):
        visit_answers.confirm(visit, how=how, by=lan, at=MORNING)
    assert not visit.items.get().form.confirmed_how


def test_what_the_officer_had_confirmed_before_falls_when_the_citizen_files(lan: Post) -> None:
    visit = visit_of(lan)
    visit_answers.confirm(visit, how=ConfirmedHow.IN_PERSON, by=lan, at=MORNING)
    opened(visit, lan)
    filing.begin(visit, by=lan, at=MORNING)
    assert visit.items.get().form.confirmed_how == ""


def test_the_officer_neither_takes_it_in_past_the_citizen_nor_turns_it_away(lan: Post) -> None:
    visit = begun(lan)
    item = visit.items.get()
    with pytest.raises(Denied, match="Công dân đang nộp trực tuyến"):
        accepting.accept(visit, key="", by=lan, at=MORNING)
    with pytest.raises(Denied, match="Công dân đang nộp trực tuyến"):
        turning.turn_away(visit, item_id=item.pk, reason="x", legal_basis="", instead="", by=lan, at=MORNING)
    assert not Dossier.objects.exists()


def test_given_up_the_visit_is_as_any_other_and_its_link_is_worth_nothing(lan: Post) -> None:
    visit = begun(lan)
    link, token = filing.new_link(visit, by=lan, at=MORNING)
    filing.give_up(visit, by=lan, at=MORNING)
    with pytest.raises(Denied, match="không dùng được"):
        filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)
    visit = Visit.objects.get(pk=visit.pk)
    visit_answers.confirm(visit, how=ConfirmedHow.IN_PERSON, by=lan, at=MORNING)
    assert accepting.accept(visit, key="", by=lan, at=MORNING)[0].channel == Channel.DIRECT
    with pytest.raises(Denied, match="Chưa nộp trực tuyến"):
        filing.new_link(visit_of(lan), by=lan, at=MORNING)


def test_confirmed_on_the_phone_it_is_filed_under_the_account_with_both_names_and_no_clock(lan: Post) -> None:
    dossier = confirmed(lan)
    assert (dossier.state, dossier.channel, dossier.received_at, dossier.due_at) == (
        State.SUBMITTED,
        Channel.ONLINE,
        None,
        None,
    )
    filed = dossier.filing
    assert filed is not None
    assert dossier.form is not None
    assert (filed.account.person, filed.helper, filed.confirmed_how) == (dossier.submitter, lan, ConfirmedHow.PHONE)
    assert (dossier.form.confirmed_how, dossier.form.confirmed_by_name) == (ConfirmedHow.PHONE, "TRẦN THỊ TÁM")
    event = Event.objects.get(stream=dossier.stream)
    said = {name: event.details[name] for name in ("filer", "helper", "confirmed_how", "filing")}
    assert said == {
        "filer": "TRẦN THỊ TÁM",
        "helper": "Nguyễn Thị Lan, Cán bộ tiếp nhận",
        "confirmed_how": "PHONE",
        "filing": SENTENCE,
    }
    assert filings.sentence_of(dossier) == SENTENCE


def test_a_link_keeps_only_its_digest_and_is_used_once(lan: Post) -> None:
    link, token = filing.new_link(begun(lan), by=lan, at=MORNING)
    assert (token in str(link.__dict__), link.token_digest) == (False, filings.digest_of_token(token))
    filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)
    with pytest.raises(Denied, match="đã dùng"):
        filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)
    assert Dossier.objects.count() == 1


def test_a_link_ends_after_a_quarter_of_an_hour_or_with_the_next_one(lan: Post) -> None:
    visit = begun(lan)
    first, old = filing.new_link(visit, by=lan, at=MORNING)
    second, new = filing.new_link(visit, by=lan, at=later(MORNING, minutes=1))
    for token, seen, at in (
        (old, first.seen, later(MORNING, minutes=2)),
        (new, second.seen, later(MORNING, minutes=16)),
    ):
        with pytest.raises(Denied, match="hết hạn"):
            filing.confirm_by_link(token=token, seen=seen, at=at)
    assert not Dossier.objects.exists()
    assert filing.confirm_by_link(token=new, seen=second.seen, at=later(MORNING, minutes=15))


def test_no_token_fits_that_was_not_given(lan: Post) -> None:
    link, _token = filing.new_link(begun(lan), by=lan, at=MORNING)
    for token in ("", "x" * 32, link.token_digest):
        with pytest.raises(Denied, match="không dùng được"):
            filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)


def test_the_link_of_one_filing_confirms_nothing_of_another(lan: Post, unit: Commune) -> None:
    hoa = make.post(unit.centre, Role.INTAKE, "Trần Thu Hoa")
    mine, _token = filing.new_link(begun(lan), by=lan, at=MORNING)
    other = visit_of(hoa, id_number="005190000002", full_name="ĐỖ THỊ KHÁC")
    opened(other, hoa)
    filing.begin(other, by=hoa, at=MORNING)
    _link, theirs = filing.new_link(other, by=hoa, at=MORNING)
    with pytest.raises(Denied, match="vừa được sửa"):
        filing.confirm_by_link(token=theirs, seen=mine.seen, at=MORNING)
    assert not Dossier.objects.exists()


def test_what_was_changed_after_the_link_was_made_is_not_what_was_seen(lan: Post) -> None:
    visit = begun(lan)
    link, token = filing.new_link(visit, by=lan, at=MORNING)
    answers(visit, lan, **{"gt.so_trang": "9"})
    with pytest.raises(Denied, match="vừa được sửa"):
        filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)


def test_a_link_is_made_of_a_whole_form_only(lan: Post) -> None:
    visit = begun(lan)
    answers(visit, lan, **{"gt.so_trang": ""})
    with pytest.raises(Denied, match="Còn 1 chỗ"):
        filing.new_link(visit, by=lan, at=MORNING)
    assert not FilingLink.objects.exists()


def test_a_visit_that_was_dropped_files_nothing(lan: Post) -> None:
    visit = begun(lan)
    link, token = filing.new_link(visit, by=lan, at=MORNING)
    visits.drop(visit, by=lan, at=MORNING)
    with pytest.raises(Denied, match="không dùng được"):
        filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)
    assert not OnlineFiling.objects.exists()


def test_a_visit_that_has_ended_files_nothing(lan: Post) -> None:
    link, token = filing.new_link(begun(lan), by=lan, at=MORNING)
    Visit.objects.update(ended_at=MORNING)
    with pytest.raises(Denied, match="đã khép ở quầy"):
        filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)
    assert not Dossier.objects.exists()


def test_who_may_answer_the_checklist_is_one_rule_for_page_and_act(lan: Post, unit: Commune) -> None:
    dossier = confirmed(lan)
    answers_of = {role: can_check(dossier, by=unit[role], at=MORNING).allowed for role in (Role.INTAKE, Role.CASE)}
    assert answers_of == {Role.INTAKE: True, Role.CASE: False}


def test_whoever_takes_the_place_at_the_counter_files_nothing_under_anothers_account(lan: Post) -> None:
    visit = begun(lan)
    other = people.card(id_number="005190000002", full_name="ĐỖ THỊ KHÁC").as_json() | {"source": "card"}
    visits.set_person(visit, person_data=other, by=lan, at=MORNING)
    link, token = filing.new_link(visit, by=lan, at=MORNING)
    with pytest.raises(Denied, match="không phải chủ tài khoản"):
        filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)
    assert not Dossier.objects.exists()


def test_under_an_account_that_was_closed_meanwhile_nothing_is_filed(lan: Post) -> None:
    visit = begun(lan)
    link, token = filing.new_link(visit, by=lan, at=MORNING)
    close_account(account=CitizenAccount.objects.get(), reason="Yêu cầu", by=lan, at=MORNING)
    with pytest.raises(Denied, match="đã đóng"):
        filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)


def test_signed_on_the_second_screen_it_is_filed_at_once(lan: Post) -> None:
    visit = begun(lan)
    screen = screens.pair(code=screens.begin(at=MORNING)[0].code, by=lan, at=MORNING)
    seen = screens.digest_of_forms(list(visit.items.select_related("form__version")))
    screens.confirm_by_touch(screen, visit_id=str(visit.pk), seen=seen, strokes=STROKES, at=later(MORNING, minutes=1))
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.channel) == (State.SUBMITTED, Channel.ONLINE)
    assert dossier.filing is not None
    assert dossier.filing.confirmed_how == ConfirmedHow.SCREEN


def test_a_basket_of_two_is_one_filing_of_two_dossiers(lan: Post) -> None:
    visit = visit_of(lan)
    visits.add_item(visit, procedure_version=make.version_of(COPIES), by=lan, at=MORNING)
    answers(visit, lan, **COPY)
    opened(visit, lan)
    filed = filing.begin(visit, by=lan, at=MORNING)
    link, token = filing.new_link(visit, by=lan, at=MORNING)
    dossiers = filing.confirm_by_link(token=token, seen=link.seen, at=MORNING)
    assert [dossier.filing for dossier in dossiers] == [filed, filed]
    visit.refresh_from_db()
    assert visit.ended_at == MORNING


def test_what_was_filed_before_is_not_filed_again(lan: Post) -> None:
    dossier = confirmed(lan)
    visit = turning.take_up(dossier=dossier, person_data={}, by=lan, at=later(MORNING, minutes=5))
    visits.set_person(
        visit, person_data=people.card().as_json() | {"source": "card"}, by=lan, at=later(MORNING, minutes=5)
    )
    with pytest.raises(Denied, match="đã nộp trước đó"):
        filing.begin(visit, by=lan, at=later(MORNING, minutes=6))
    with pytest.raises(Denied, match="công dân nộp trực tuyến"):
        visit_answers.confirm(visit, how=ConfirmedHow.IN_PERSON, by=lan, at=later(MORNING, minutes=6))
    visit_answers.confirm(visit, how=ConfirmedHow.PAPER, by=lan, at=later(MORNING, minutes=6))


def test_a_dossier_that_citizens_filed_alone_names_nobody_who_helped(unit: Commune) -> None:
    alone = make.submitted(unit, channel=Channel.ONLINE)
    direct = make.submitted(unit)
    said = "Nộp trực tuyến; người nộp: TRẦN THỊ TÁM; không có người hỗ trợ."
    assert [filings.sentence_of(each) for each in (alone, direct)] == [said, ""]
    filed = OnlineFiling(filer_name="TRẦN THỊ TÁM")
    assert filings.sentence(filed) == said


def test_all_that_moves_it_on_is_refused_before_it_is_checked(lan: Post) -> None:
    dossier = confirmed(lan)
    answer = rules.can("receive", dossier, by=lan, at=MORNING)
    assert (answer.allowed, "Chưa kiểm tra xong" in answer.reason) == (False, True)
    with pytest.raises(Denied, match="Chưa kiểm tra xong"):
        receive(dossier=dossier, by=lan, at=MORNING)
