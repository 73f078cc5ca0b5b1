"""What the demonstration's communes have taken in: read from data/demo_dossiers.yaml, people dealt to each story."""

import datetime as dt
from collections import deque
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from motcua.people import demo
from motcua.people.demo import DemoPerson

DATA = Path(__file__).parents[1] / "data" / "demo_dossiers.yaml"
Stage = Literal[
    "received",
    "sent",
    "working",
    "signing",
    "returned",
    "signed",
    "ready",
    "rejected",
    "delivered",
    "cancelled",
    "asked",
    "refused",
    "supplement",
    "consulting",
    "apology",
    "reappointed",
    "stopped",
    "paused",
    "reopened",
    "lent",
    "online",
    "online_accepted",
]
COMMUNES = ("00565", "00577", "00541", "00562", "00103", "09832", "30001")
_MARITAL = {
    "single": "Chưa đăng ký kết hôn với ai",
    "married": "Đang có vợ/chồng",
    "divorced": "Đã ly hôn, chưa kết hôn lại",
    "widowed": "Vợ/chồng đã chết, chưa kết hôn lại",
}


class Story(BaseModel):
    """One dossier: which procedure, how many working hours ago, how far it has come; `person` where it matters.

    `settled_by` is the code of another commune that it was taken in for. `behalf` and `stranger` name for whom the
    person came, and who came instead of a resident.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    procedure: str
    hours_ago: int = Field(ge=1)
    stage: Stage
    person: str = ""
    others: str = Field(default="", alias="with")
    settled_by: str = ""
    behalf: str = ""
    stranger: str = ""
    # Its result lies in the vault of who received it; its papers do, scanned and signed; how the result was wanted
    # ("": at the counter)
    kept: bool = False
    scanned: bool = False
    wanted: str = ""


class Stories(BaseModel):
    """data/demo_dossiers.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answers: dict[str, dict[str, str]]
    behalves: dict[str, dict[str, Any]]
    strangers: dict[str, dict[str, Any]]
    entered: dict[str, int]
    everywhere: list[Story]
    somewhere: dict[str, list[Story]]


@cache
def stories() -> Stories:
    """Return the stories of the demonstration."""
    return Stories.model_validate(yaml.safe_load(DATA.read_text(encoding="utf-8")))


def residents(commune: str) -> deque[DemoPerson]:
    """Return who may come: the commune's grown-up residents with a card, without those who stand for a scene."""
    told = {person.id_number for person in demo.standing()}
    return deque(
        person
        for person in demo.everyone()
        if person.unit_code == commune and person.issued_on and person.id_number not in told
        if person.date_of_birth < "2006" and person.issued_on < "2026"
    )


def _fits(person: DemoPerson, story: Story) -> bool:
    if story.others:
        spouse = demo.find(person.spouse)
        return person.sex == "F" and spouse is not None and bool(spouse.issued_on)
    return story.procedure != "1.004873" or person.marital != "married"


def deal(commune: str) -> list[tuple[Story, DemoPerson]]:
    """Return a commune's stories, each with the resident it is about: always the same ones."""
    people = residents(commune)
    dealt = []
    for story in stories().somewhere.get(commune, []) + stories().everywhere:
        person = demo.find(story.person) or next((each for each in people if _fits(each, story)), people[0])
        if person in people:
            people.remove(person)
            people.append(person)
        dealt.append((story, person))
    return dealt


def answers(story: Story, person: DemoPerson, *, on: dt.date) -> dict[str, str]:
    """Return what this person said at the counter."""
    spouse = demo.find(person.spouse)
    known = {
        "given": person.full_name.title().split()[-1],
        "family": (spouse or person).full_name.title().split()[0],
        "marital": _MARITAL[person.marital],
        "address": person.address,
        "phone": person.phone,
        "birth": f"{on - dt.timedelta(days=9):%d/%m/%Y}",
    }
    return {field: said.format_map(known) for field, said in stories().answers.get(story.procedure, {}).items()}
