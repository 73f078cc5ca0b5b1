"""Walk each field's sources in their order and take the first that knows: the value, and where it came from.

What a person was asked, or corrected, is never overwritten. What registers said stays until another person is meant.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.forms import facts
from motcua.forms.computed import Known, compute
from motcua.forms.definition import FieldDefinition, FormDefinition, Role, Source
from motcua.forms.registers import CIVIL_REGISTRY, DEATHS, HEALTH, POPULATION, Answers, BirthCertificate
from motcua.forms.values import Kept, read, value_of

# What a form asks of the result is asked once, for the whole basket: a form that says it is filled from there.
RETURN_WAY, RETURN_ADDRESS = "computed:return_way", "computed:return_address"
REGISTERS = frozenset({POPULATION, CIVIL_REGISTRY, HEALTH, DEATHS})
# What stays when the registers are not asked again: their own values, and what only they let us compute.
_FROM_REGISTERS = REGISTERS | {"computed:home_town"}
_LOCKED = frozenset({Source.ASKED, Source.CORRECTED, Source.SCAN})
_PARENTS = {"Mẹ": Role.MOTHER, "Cha": Role.FATHER}
_BY_SEX = {Role.MOTHER: "F", Role.WOMAN: "F", Role.FATHER: "M", Role.MAN: "M"}
# What a relative of the deceased is called, by their sex.
_RELATIVES = {"spouse": {"F": "Vợ", "M": "Chồng"}, "father": {"M": "Cha"}, "mother": {"F": "Mẹ"}}
_SPOUSES = {Role.MOTHER: Role.FATHER, Role.FATHER: Role.MOTHER}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything a form may be filled from.

    `person_data` is the visitor's card as JSON with `source` (card, asked, earlier) and `others`, more cards by prefix.
    `earlier` is {identity number: {fact: {value, note}}} from what the office already holds. `answers`: the registers'.
    """

    person_data: Mapping[str, Any]
    at: dt.datetime
    unit_name: str = ""
    earlier: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    answers: Answers | None = None
    fee: int | None = None
    # How the result is wanted, as the place of the option that says so (counter, post, online), and where to by post
    return_way: int = 1
    return_address: str = ""


@dataclass(frozen=True, slots=True)
class _Person:
    """Whose facts fill a prefix: a card, an identity number, or nothing known."""

    id_number: str = ""
    card: Mapping[str, Any] | None = None


def is_locked(kept: Mapping[str, Any]) -> bool:
    """Tell whether a value was said or corrected by a person, and must not be filled over."""
    return kept.get("source") in _LOCKED and not kept.get("prefilled")


def registers_of(form: FormDefinition) -> frozenset[str]:
    """Return the registers that could fill something of this form."""
    return REGISTERS & {source for each in form.fields for source in each.sources}


def cards_of(person_data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the visitor's card, that of the person they came for, and every other that was scanned."""
    principal = principal_of(person_data)
    return [person_data, *([principal] if principal else []), *person_data.get("others", {}).values()]


def principal_of(person_data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the card of the person for whom the visitor came; an organisation has none."""
    said: Mapping[str, Any] | None = person_data.get("behalf", {}).get("person")
    return said


def prefill(form: FormDefinition, values: Kept, given: Circumstances) -> Kept:
    """Return the form's values filled anew: said ones as they are, the rest by its sources."""
    walk = _Walk(form, values, given)
    filled: Kept = {name: kept for name, kept in values.items() if is_locked(kept)}
    plain = [each for each in form.fields if not any(name.startswith("computed:") for name in each.sources)]
    computed = [each for each in form.fields if each not in plain]
    for each in (*plain, *computed):
        if each.id not in filled and (found := walk.first(each, filled)) is not None:
            filled[each.id] = found
    return {each.id: filled[each.id] for each in form.fields if each.id in filled}


class _Walk:
    def __init__(self, form: FormDefinition, values: Kept, given: Circumstances) -> None:
        self.form, self.values, self.given = form, values, given
        self.people = _people(form, values, given)
        self.cards: dict[str, facts.Facts] = {}
        self.stamp = given.at.isoformat(timespec="seconds")
        kept_ids = {name: value_of(values, f"{name}.so_dinh_danh") for name in form.roles}
        # Another person is meant than before: what registers said of the former does not stay.
        self.keep = all(
            not (now := self.people[name].id_number) or not kept_ids[name] or kept_ids[name] == now for name in kept_ids
        )
        self.known = Known(
            today=given.at.date(),
            unit_name=given.unit_name,
            home_town=self._home_town(),
            fee=given.fee,
            visitor_sex="" if given.person_data.get("behalf") else given.person_data.get("sex") or "",
            relation=self._relation(),
            acts_for=given.person_data.get("behalf", {}).get("kind", ""),
            organisation=given.person_data.get("behalf", {}).get("organisation", {}),
            return_way=given.return_way,
            return_address=given.return_address,
        )

    def first(self, each: FieldDefinition, filled: Kept) -> dict[str, Any] | None:
        """Return the first source's value, as it is kept."""
        before = self.values.get(each.id, {})
        for source in each.sources:
            name, value, note = self._said(source, each, filled)
            if value not in {None, ""}:
                same = before.get("value") == value and before.get("source") == name
                at = before["at"] if same else self.stamp
                return {"value": value, "source": name, "at": at, "note": note, "prefilled": True}
            if source in _FROM_REGISTERS and self.keep and before.get("source") == name:
                return before
        return None

    def _said(self, source: str, each: FieldDefinition, filled: Kept) -> tuple[str, Any, str]:
        """Return (the source as it is kept, what it says, a note)."""
        if source.startswith(("computed:", "default:")):
            value = compute(source, filled, self.known)
            if source.startswith("default:") or source == RETURN_WAY:
                value = read(each, str(value))[0]
            return source.partition(":")[0], value, ""
        return self._of(source, each, filled)

    def _of(self, source: str, each: FieldDefinition, filled: Kept) -> tuple[str, Any, str]:
        person = self.people.get(each.prefix, _Person())
        if source == Source.CARD:
            if not person.card:
                return source, None, ""
            return person.card.get("source") or Source.CARD, self._card(person.card).get(each.fact), ""
        if source == Source.EARLIER:
            said = self.given.earlier.get(person.id_number, {}).get(each.fact, {})
            return source, said.get("value"), said.get("note", "")
        kept_as = Source.HEALTH if source == DEATHS else source
        return kept_as, self._register(source, each, person, filled), ""

    def _register(self, source: str, each: FieldDefinition, person: _Person, filled: Kept) -> Any:
        answers = self.given.answers
        if answers is None:
            return None
        if source == POPULATION:
            citizen = answers.people.get(person.id_number)
            return facts.of_citizen(citizen).get(each.fact) if citizen else None
        if source == HEALTH:
            birth = self._birth(answers)
            return facts.of_birth(birth).get(each.fact) if birth else None
        if source == DEATHS:
            gone = self._with_role(Role.DECEASED).id_number
            death = next((each for each in answers.deaths if each.id_number == gone), None)
            return facts.of_death(death).get(each.fact) if death else None
        if each.prefix == "kh":
            return self._parents_marriage(answers)
        status = answers.civil.get(person.id_number)
        wanted = str(value_of(filled, "tl.loai") or "")
        return facts.of_status(status, each.options, wanted).get(each.fact) if status else None

    def _card(self, card: Mapping[str, Any]) -> facts.Facts:
        number = card.get("id_number") or card.get("full_name") or ""
        if number not in self.cards:
            self.cards[number] = facts.of_card(card)
        return self.cards[number]

    def _with_role(self, role: Role) -> _Person:
        return next((self.people[name] for name, each in self.form.roles.items() if each == role), _Person())

    def _birth(self, answers: Answers) -> BirthCertificate | None:
        mother = self._with_role(Role.MOTHER).id_number
        return next((birth for birth in answers.births if mother in {"", birth.mother_id}), None)

    def _parents_marriage(self, answers: Answers) -> str | None:
        mother, father = self._with_role(Role.MOTHER), self._with_role(Role.FATHER)
        status = answers.civil.get(mother.id_number) or answers.civil.get(father.id_number)
        entry = status.entry("marriage") if status and status.marital == "married" else None
        return facts.act_in_words(entry) if entry else None

    def _home_town(self) -> str:
        """The father's home town, else the mother's (Luật Hộ tịch 2014, article 4.8: by agreement or custom)."""
        people = self.given.answers.people if self.given.answers else {}
        towns = [people[who.id_number].home_town for who in self._parents() if who.id_number in people]
        return next(filter(None, towns), "")

    def _relation(self) -> str:
        """What the visitor is to the deceased, as the population register has it; "" when it does not say."""
        people = self.given.answers.people if self.given.answers else {}
        visitor, gone = self._with_role(Role.VISITOR).id_number, self._with_role(Role.DECEASED).id_number
        sex = self.given.person_data.get("sex") or ""
        if not visitor or gone not in people:
            return ""
        for relation, words in _RELATIVES.items():
            relative = people[gone].relative(relation)
            if relative and relative.id_number == visitor:
                return words.get(sex, "")
        own = people.get(visitor)
        of_child = (own.relative(name) for name in ("father", "mother")) if own else ()
        return "Con" if any(parent and parent.id_number == gone for parent in of_child) else ""

    def _parents(self) -> Iterator[_Person]:
        yield self._with_role(Role.FATHER)
        yield self._with_role(Role.MOTHER)


def _people(form: FormDefinition, values: Kept, given: Circumstances) -> dict[str, _Person]:
    visitor = given.person_data
    relation = values.get("nyc.quan_he", {})
    said = str(relation.get("value") or "") if is_locked(relation) else ""
    others = visitor.get("others", {})
    own = bool(form.own_matter) and value_of(values, form.own_matter) is not False
    people = {
        name: _of_card(others[name]) if name in others else _own(role, visitor, said, own=own)
        for name, role in form.roles.items()
    }
    for name, role in form.roles.items():
        if not people[name].id_number and role in _SPOUSES:
            people[name] = _Person(_other_parent(form, people, role, given) or _kept_id(values, name))
    return people


def _own(role: Role, visitor: Mapping[str, Any], said: str, *, own: bool) -> _Person:
    """Return the visitor where the role is theirs: by what they said, else by their sex.

    Who came for another fills only the applicant's part; the rest is the matter of the one they came for.
    """
    if role is Role.VISITOR:
        return _of_card(visitor)
    meant = principal_of(visitor) or {} if visitor.get("behalf") else visitor
    if role in {Role.SELF, Role.SUBJECT}:
        return _of_card(meant) if meant and (role is Role.SELF or own or meant is not visitor) else _Person()
    if role in _SPOUSES and (said in _PARENTS or (said and meant is visitor)):
        return _of_card(visitor) if _PARENTS.get(said) == role else _Person()
    return _of_card(meant) if meant.get("sex") and _BY_SEX.get(role) == meant.get("sex") else _Person()


def _of_card(data: Mapping[str, Any]) -> _Person:
    return _Person(data.get("id_number") or data.get("old_id_number") or "", data)


def _kept_id(values: Kept, name: str) -> str:
    return str(value_of(values, f"{name}.so_dinh_danh") or "")


def _other_parent(form: FormDefinition, people: Mapping[str, _Person], role: Role, given: Circumstances) -> str:
    """Return who is the other parent: as the hospital wrote it, else the husband or wife in the registers."""
    answers = given.answers
    spouse = next((people[name].id_number for name, each in form.roles.items() if each == _SPOUSES[role]), "")
    if answers is None or not spouse:
        return ""
    for birth in answers.births:
        if role == Role.FATHER and birth.mother_id == spouse and birth.father_id:
            return birth.father_id
        if role == Role.MOTHER and birth.father_id == spouse:
            return birth.mother_id
    citizen, status = answers.people.get(spouse), answers.civil.get(spouse)
    relative = citizen.relative("spouse") if citizen else None
    if relative:
        return relative.id_number
    marriage = status.entry("marriage") if status and status.marital == "married" else None
    return marriage.partner if marriage else ""
