"""How little was written: fields filled by themselves, and from where; asked; corrected; keys typed; seconds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.forms.models import FilledForm

# Short names for the sentence, in the order in which they are told.
_SOURCES = {
    "card": gettext_lazy("thẻ"),
    "population": gettext_lazy("dân cư"),
    "civil_registry": gettext_lazy("hộ tịch"),
    "health": gettext_lazy("bệnh viện"),
    "earlier": gettext_lazy("hồ sơ trước"),
    "scan": gettext_lazy("bản quét"),
    "computed": gettext_lazy("máy tính"),
    "default": gettext_lazy("thường dùng"),
    "asked": gettext_lazy("nhập tay"),
}


@dataclass(frozen=True, slots=True)
class Measures:
    """Of one form, or added up over several; `by_source` is {source: fields it filled}."""

    total: int = 0
    by_source: Mapping[str, int] = field(default_factory=dict)
    asked: int = 0
    corrected: int = 0
    keys: int = 0
    seconds: int | None = None

    @property
    def filled(self) -> int:
        """Fields that nobody had to say."""
        return sum(self.by_source.values())

    def __add__(self, other: "Measures") -> "Measures":
        return Measures(
            self.total + other.total,
            dict(Counter(self.by_source) + Counter(other.by_source)),
            self.asked + other.asked,
            self.corrected + other.corrected,
            self.keys + other.keys,
            self.seconds if self.seconds is not None else other.seconds,
        )

    def __str__(self) -> str:
        """Say it as the bottom line does: Đã điền 33/35 ô, hỏi 2, gõ 1 phím · 47 giây."""
        said = {"filled": self.filled, "total": self.total, "asked": self.asked}
        words = _("Đã điền %(filled)d/%(total)d ô, hỏi %(asked)d") % said
        if self.corrected:
            words += ", " + _("sửa %(n)d") % {"n": self.corrected}
        words += ", " + ngettext("gõ %(n)d phím", "gõ %(n)d phím", self.keys) % {"n": self.keys}
        return words if self.seconds is None else f"{words} · {_duration(self.seconds)}"

    @property
    def sources(self) -> str:
        """Say which source filled how many: thẻ 8, dân cư 15, bệnh viện 5."""
        known = [(str(words), self.by_source.get(name, 0)) for name, words in _SOURCES.items()]
        return ", ".join(f"{words} {count}" for words, count in known if count)


def measures_of(filled: FilledForm, *, seconds: bool = True) -> Measures:
    """Return what is stored with a form; `seconds` False while the visit is still going on."""
    return Measures(
        total=filled.fields_total,
        by_source=filled.filled_by,
        asked=filled.asked,
        corrected=filled.corrected,
        keys=filled.keys_typed,
        seconds=filled.seconds if seconds else None,
    )


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if minutes:
        return _("%(m)d phút %(s)02d giây") % {"m": minutes, "s": rest}
    return ngettext("%(n)d giây", "%(n)d giây", rest) % {"n": rest}
