"""Every sentence the source marks for translation, read with Babel; and the English catalogue."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

import motcua
from motcua.dossiers.legal_sets import all_sets
from motcua.forms.derived import derived_form
from motcua.forms.shipped import shipped_forms
from motcua.people.representation import table
from motcua.procedures.shipped import repealed_codes, shipped_definitions
from motcua.queues.grounds import grounds

PACKAGE = Path(motcua.__file__).parent
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Message = str | tuple[str, ...]


def _sources() -> Iterator[tuple[Path, bytes]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, path.read_bytes()
    for path in sorted((PACKAGE / "templates").rglob("*.html")):
        text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield path, text.encode()


def _of_data() -> Iterator[tuple[str, Iterable[str]]]:
    """Every table of data that is read on the screen: where it stands, and the names in it."""
    for form in (*shipped_forms().values(), *map(derived_form, shipped_definitions())):
        yield "forms/data", (group.title for group in form.groups)
        yield "forms/data", (text for field in form.fields for text in (field.label, *field.options))
    for each in shipped_definitions():
        yield "procedures/data", (each.short_name, each.sector, *each.fees.exemptions, *each.checks)
        yield "procedures/data", (*(case.name for case in each.cases), *(item.name for item in each.fees.items))
    yield "people/data", (row.words for row in table().rows)
    yield "procedures/data", (gone.name for gone in repealed_codes())
    yield "queues/data", (text for ground in grounds().values() for text in (ground.word, ground.short))
    sets = all_sets()
    for papers in (*(each.papers for each in sets.sets), sets.others):
        yield "dossiers/data", (form.title for form in papers.values())


def names() -> dict[Message, list[tuple[str, int]]]:
    """Return the names that stand in the data and are read on the screen: `motcua.web.words.named` translates them."""
    found: dict[Message, list[tuple[str, int]]] = {}
    for place, texts in _of_data():
        for text in texts:
            found.setdefault(text, []).append((place, 0))
    return found


def marked() -> dict[Message, list[tuple[str, int]]]:
    """Return every marked message (a tuple where it has a plural) with where it stands."""
    found: dict[Message, list[tuple[str, int]]] = {}
    for path, source in _sources():
        for line, message, _comments, _context in extract("python", BytesIO(source), keywords=KEYWORDS):
            if message:
                found.setdefault(message, []).append((str(path.relative_to(PACKAGE)), line))
    return found | {text: places for text, places in names().items() if text not in found}


def catalogue() -> Catalog:
    """Return the English catalogue as it stands."""
    if not ENGLISH.exists():
        return Catalog(locale="en", project="motcua", charset="utf-8", fuzzy=False)
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def update() -> tuple[int, int]:
    """Bring the catalogue in line with the source; return how many messages it has and how many want a translation."""
    old, new = catalogue(), Catalog(locale="en", project="motcua", charset="utf-8", fuzzy=False)
    for message, places in sorted(marked().items(), key=lambda item: item[1][0]):
        kept = old.get(message if isinstance(message, str) else message[0])
        fits = kept is not None and isinstance(kept.id, tuple) == isinstance(message, tuple)
        new.add(message, kept.string if kept is not None and fits else None, locations=[(places[0][0], 0)])
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, new, sort_output=False, omit_header=False, include_lineno=False, width=120)
    return len(new), sum(1 for each in new if each.id and not translated(each.string))


def translated(string: object) -> bool:
    """Tell whether a message has its translation, every plural form of it."""
    return all(string) if isinstance(string, list | tuple) else bool(string)
