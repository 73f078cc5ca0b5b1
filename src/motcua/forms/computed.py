"""Values that follow from other values: a table of rules, named in a form's data as `computed:rule[:argument…]`."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from motcua.forms.values import Kept, value_of
from motcua.lib.money import in_words
from motcua.lib.vietnamese import date_in_words

# Bộ luật Dân sự 2015, article 21: who has not reached eighteen is a minor.
_OF_AGE, _ADULT = 18, "Không cần, đã đủ 18 tuổi"
_OFFICE = "Ủy ban nhân dân "
# Luật Hôn nhân và gia đình 2014, article 8: from twenty years for a man, eighteen for a woman.
_AGE_TO_MARRY = {"Nam": 20, "Nữ": 18}


@dataclass(frozen=True, slots=True)
class Known:
    """What rules may look at besides the values: the unit's name, parents' home towns, the fee, the visitor's sex,
    what the visitor is to the one whose matter it is, whether they came for a person or an organisation, and for which;
    how the result is wanted (the place of the option) and where to.
    """

    today: dt.date
    unit_name: str = ""
    home_town: str = ""
    fee: int | None = None
    visitor_sex: str = ""
    relation: str = ""
    acts_for: str = ""
    organisation: Mapping[str, str] = field(default_factory=dict)
    return_way: int = 1
    return_address: str = ""


Rule = Callable[[Kept, Known, list[str]], object]


def _date_in_words(values: Kept, _known: Known, names: list[str]) -> object:
    date = _full_date(value_of(values, names[0]))
    return date_in_words(date) if date else None


def _money_in_words(values: Kept, _known: Known, names: list[str]) -> object:
    amount = value_of(values, names[0])
    return in_words(amount) if isinstance(amount, int) else None


def _same(values: Kept, _known: Known, names: list[str]) -> object:
    return value_of(values, names[0])


def _either(values: Kept, _known: Known, names: list[str]) -> object:
    """What both say, or the only one who says anything; when they differ somebody must be asked."""
    said = {value for name in names if (value := value_of(values, name))}
    return said.pop() if len(said) == 1 else None


def _marriage_age(values: Kept, _known: Known, names: list[str]) -> object:
    born = _full_date(value_of(values, f"{names[0]}.ngay_sinh"))
    years = _AGE_TO_MARRY.get(value_of(values, f"{names[0]}.gioi_tinh") or "")
    if born is None or years is None:
        return None
    leap = born.month == 2 and born.day == 29
    return (dt.date(born.year + years, 3, 1) if leap else born.replace(year=born.year + years)).isoformat()


def _parent_of_child(_values: Kept, known: Known, _names: list[str]) -> object:
    return {"F": "Mẹ", "M": "Cha"}.get(known.visitor_sex)


def _adult(values: Kept, known: Known, names: list[str]) -> object:
    """That nobody need agree, for whoever is of age; a minor's parents are asked."""
    born = str(value_of(values, names[0]) or "")
    of_age = f"{known.today.year - _OF_AGE}{known.today:-%m-%d}"
    latest = born + "-12-31"[len(born) - 4 :]  # of a year or a month alone, its last day
    return _ADULT if born and latest <= of_age else None


def _head(values: Kept, _known: Known, names: list[str]) -> object:
    """What is the head of the household's own, where the person is the head."""
    return value_of(values, names[1]) if value_of(values, names[0]) == "Chủ hộ" else None


def _request(values: Kept, _known: Known, names: list[str]) -> object:
    words, address = names[0], value_of(values, names[1])
    return f"{words} {address}" if address else words.removesuffix(" tại")


def _lives_with(values: Kept, _known: Known, _names: list[str]) -> object:
    """Under whom a child is registered: with the mother where both live together, else with the only one known."""
    mother, father = value_of(values, "me.noi_cu_tru"), value_of(values, "cha.noi_cu_tru")
    if mother and father and mother != father:
        return None
    return ("Theo mẹ" if mother else "Theo cha") if mother or father else None


def _child_of_head(values: Kept, _known: Known, names: list[str]) -> object:
    head = str(value_of(values, names[0]) or "").upper()
    parents = [str(value_of(values, f"{name}.ho_ten") or "") for name in ("me", "cha")]
    return "Con đẻ" if any(parent and parent in head for parent in parents) else None


def _health_station(_values: Kept, known: Known, _names: list[str]) -> object:
    return f"Trạm Y tế {known.unit_name.removeprefix(_OFFICE)}" if known.unit_name else None


def _acts_for(_values: Kept, known: Known, names: list[str]) -> object:
    """What a form calls it to come for another person, or for an organisation; nothing where it knows no such case."""
    return dict(zip(("person", "organisation"), names, strict=True)).get(known.acts_for) or None


RULES: dict[str, Rule] = {
    "acts_for": _acts_for,
    "organisation": lambda _values, known, names: known.organisation.get(names[0]) or None,
    "date_in_words": _date_in_words,
    "money_in_words": _money_in_words,
    "same": _same,
    "either": _either,
    "marriage_age": _marriage_age,
    "parent_of_child": _parent_of_child,
    "adult": _adult,
    "head": _head,
    "request": _request,
    "lives_with": _lives_with,
    "child_of_head": _child_of_head,
    "health_station": _health_station,
    "relation": lambda _values, known, _names: known.relation or None,
    "unit": lambda _values, known, _names: known.unit_name or None,
    "home_town": lambda _values, known, _names: known.home_town or None,
    "fee": lambda _values, known, _names: known.fee,
    "return_way": lambda _values, known, _names: known.return_way,
    "return_address": lambda _values, known, _names: known.return_address or None,
    # Known only when the work is done (a number in a book): the field stays empty until then.
    "later": lambda _values, _known, _names: None,
}


# How many arguments a rule has, where it has any; of a source with others nothing is computed.
_ARGUMENTS = {
    "acts_for": 2, "organisation": 1, "date_in_words": 1, "money_in_words": 1, "same": 1, "either": 2,
    "marriage_age": 1, "adult": 1, "head": 2, "request": 2, "child_of_head": 1,
}  # fmt: skip
# Which fields a rule reads, besides those that are its arguments; of some only the arguments are no fields.
_READS: dict[str, Callable[[list[str]], list[str]]] = {
    "acts_for": lambda _names: [],
    "organisation": lambda _names: [],
    "request": lambda names: names[1:],
    "marriage_age": lambda names: [f"{names[0]}.ngay_sinh", f"{names[0]}.gioi_tinh"],
    "lives_with": lambda _names: ["me.noi_cu_tru", "cha.noi_cu_tru"],
    "child_of_head": lambda names: [*names, "me.ho_ten", "cha.ho_ten"],
}


def is_rule(source: str) -> bool:
    """Tell whether a `computed:` source names a rule with as many arguments as it has."""
    name, *arguments = source.partition(":")[2].split(":")
    return name in RULES and len(arguments) == _ARGUMENTS.get(name, 0)


def fields_read(source: str) -> list[str]:
    """Return the fields from which a source is computed; none for a source of another kind."""
    if not source.startswith("computed:") or not is_rule(source):
        return []
    name, *arguments = source.split(":")[1:]
    return _READS.get(name, list)(arguments)


def compute(source: str, values: Kept, known: Known) -> object:
    """Return the value of a `computed:` or `default:` source, or None; also for a rule that nobody knows."""
    kind, _, rest = source.partition(":")
    if kind == "default":
        return known.today.isoformat() if rest == "today" else rest
    if not is_rule(source):
        return None
    name, *arguments = rest.split(":")
    return RULES[name](values, known, arguments)


def _full_date(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None
