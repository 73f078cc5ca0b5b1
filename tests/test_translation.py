"""The English translation is complete, and says the same with the same values."""

import re

from django.utils import translation
from django.utils.translation import gettext

from tests.messages import catalogue, marked, translated

_VALUES = re.compile(r"%\((\w+)\)\d*[sd]|%([sd])")
_VIETNAMESE = re.compile("[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]", re.IGNORECASE)


def test_every_message_of_the_source_is_in_the_catalogue_and_no_other() -> None:
    known = {message.id for message in catalogue() if message.id}
    assert known == set(marked()), "run bin/messages and translate what is new"


def test_every_message_is_translated() -> None:
    assert [message.id for message in catalogue() if message.id and not translated(message.string)] == []


def test_a_translation_names_the_values_of_its_message() -> None:
    wrong = []
    for message in catalogue():
        forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
        source = message.id if isinstance(message.id, str) else message.id[0]
        wrong += [form for form in forms if source and set(_VALUES.findall(form or "")) != set(_VALUES.findall(source))]
    assert wrong == []


def test_no_vietnamese_is_left_in_english() -> None:
    left = []
    for message in catalogue():
        forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
        # Words that one types as they are stand in quotation marks.
        left += [form for form in forms if message.id and _VIETNAMESE.search(re.sub("“[^”]*”", "", form or ""))]
    assert left == []


def test_the_catalogue_is_in_use() -> None:
    with translation.override("en"):
        assert gettext("Tiếp nhận") == "Intake"
