"""Recognise card text that a Vietnamese input method has rewritten on its way through a keyboard scanner.

A scanner in keyboard mode types what it reads. With Telex or VNI switched on, or on a layout that has no Vietnamese
letters, NGUYỄN arrives as NGUYEEXN, NGUYE6N4, NGUY?N or NGUYN, and the bar as a backslash. Such text must not become
somebody's name. Names without any diacritic exist, and so do LEE and MAX: one lone trace is not enough.
"""

import re

_SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(uye|uya|uyu|ieu|yeu|uoi|uou|oai|oay|oeo|uay|uao|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|ua|ue|ui|uo|uu|uy|ya|ye|yu|[aeiouy])"
    r"(ng|nh|ch|[cmnpt])?"
)
_VOWEL = re.compile(r"[aeiouy]")
_TONE = re.compile(r"(?<=[aeiouyw])([a-z]*?)[sfrxj]")
_SEX = re.compile(r"n(am?|u?[wx74]{0,3}|\?+|)", re.IGNORECASE)


def _traces(word: str) -> int:
    """Return how many kinds of Telex spelling `word` shows: 0 none, 1 it may be chance, 2 or 3 it is Telex."""
    if _SYLLABLE.fullmatch(word):
        return 0
    if len(word) > 1 and not _VOWEL.search(word):
        return 1
    toneless = _TONE.sub(r"\1", word, count=1)
    hornless = re.sub(r"(?<=[aou])w|^w(?=n)", "", toneless).replace("dd", "d")
    single = re.sub(r"(a)a|(e)e|(o)o", r"\1\2\3", hornless)
    if not _SYLLABLE.fullmatch(single):
        return 0
    return (toneless != word) + (hornless != toneless) + (single != hornless)


def has_diacritics(text: str) -> bool:
    """Tell whether `text` has a letter outside ASCII."""
    return any(letter.isalpha() and not letter.isascii() for letter in text)


def mangled_name(name: str, address: str) -> bool:
    """Tell whether `name` was rewritten; an address that kept its diacritics speaks for the name."""
    if any(not (letter.isalpha() or letter in " '-.") for letter in name):
        return True
    traces = [_traces(word) for word in re.split(r"[ '\-.]+", name.lower()) if word.isascii() and word]
    if any(count > 1 for count in traces):
        return True
    return sum(traces) > (1 if has_diacritics(address) else 0)


def mangled_sex(text: str) -> bool:
    """Tell whether a field that is neither Nam nor Nữ is one of them, rewritten (Nuwx, Nu74, N?, N)."""
    return _SEX.fullmatch(text) is not None


def mangled_bars(text: str) -> bool:
    r"""Tell whether a text without bars is a card whose bars became another sign (\, ~, #, a tab, …)."""
    return re.match(r"\D{0,3}\d{9,12}\D", text) is not None and len(re.findall(r"(?<!\d)\d{8}(?!\d)", text)) >= 2
