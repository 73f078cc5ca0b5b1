"""Values that follow from other values: a table of rules, named in a form's data as `computed:rule[:argument…]`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from motcua.forms.values import Kept, value_of
from motcua.lib.money import in_words
from motcua.lib.vietnamese import date_in_words

# Luật Hôn nhân và gia đình 2014, article 8: from twenty years for a man, eighteen for a woman.
_AGE_TO_MARRY = {"Nam": 20, "Nữ": 18}


@dataclass(frozen=True, slots=True)
class Known:
    """What rules may look at besides the values: the unit's name, parents' home towns, the fee, the visitor's sex."""

    today: dt.date
    unit_name: str = ""
    home_town: str = ""
    fee: int | None = None
    visitor_sex: str = ""


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


RULES: dict[str, Rule] = {
    "date_in_words": _date_in_words,
    "money_in_words": _money_in_words,
    "same": _same,
    "either": _either,
    "marriage_age": _marriage_age,
    "parent_of_child": _parent_of_child,
    "unit": lambda _values, known, _names: known.unit_name or None,
    "home_town": lambda _values, known, _names: known.home_town or None,
    "fee": lambda _values, known, _names: known.fee,
    # Known only when the work is done (a number in a book): the field stays empty until then.
    "later": lambda _values, _known, _names: None,
}


def compute(source: str, values: Kept, known: Known) -> object:
    """Return the value of a `computed:` or `default:` source, or None."""
    kind, _, rest = source.partition(":")
    if kind == "default":
        return known.today.isoformat() if rest == "today" else rest
    name, *arguments = rest.split(":")
    return RULES[name](values, known, arguments)


def _full_date(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None
