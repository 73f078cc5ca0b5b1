"""Stories of the demonstration that end before acceptance: home with form 02 or form 03, by the counter's own way."""

import datetime as dt
from typing import Any

from motcua.accounts.models import Post
from motcua.config.demo.matters import add_matter
from motcua.config.demo.stories import Story, answers
from motcua.dossiers.commands import turning, visit_answers, visits
from motcua.dossiers.commands.visit_answers import Said, SaidOfItem
from motcua.dossiers.models import Dossier
from motcua.events.record import remember_answer
from motcua.lib.clock import local
from motcua.people.demo import DemoPerson


def tell(
    story: Story, person: DemoPerson, officer: Post, *, key: str, person_data: dict[str, Any], at: dt.datetime
) -> Dossier:
    """Let the person come without a paper, or with what is done elsewhere."""
    visit = visits.start(person_data=person_data, by=officer, at=at)
    item = add_matter(visit, story.procedure, by=officer, at=at)
    said = SaidOfItem(values=answers(story, person, on=local(at).date()), papers=set())
    visit_answers.answer(visit, said=Said({item.pk: said}), by=officer, at=at)
    dossier = _turn(story, item.pk, visit=visit, by=officer, at=at)
    remember_answer(key=key, act="demo", answer=[dossier.code], by=officer, at=at)
    return dossier


def _turn(story: Story, item_id: int, **who: Any) -> Dossier:
    if story.stage == "refused":
        return turning.turn_away(
            item_id=item_id,
            reason="Giấy tờ do cơ quan nước ngoài cấp, chưa được hợp pháp hóa lãnh sự.",
            legal_basis="NĐ 23/2015/NĐ-CP Điều 6",
            instead="Hợp pháp hóa lãnh sự tại Cục Lãnh sự, rồi quay lại.",
            **who,
        )
    return turning.ask_for_more(
        item_id=item_id,
        items=["Giấy tờ tùy thân còn giá trị"],
        reason="Thẻ căn cước mang theo đã hết hạn.",
        guidance="Mang thẻ căn cước mới hoặc mở căn cước điện tử trên VNeID.",
        **who,
    )
