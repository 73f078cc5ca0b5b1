"""The text in the QR code of a Vietnamese identity card: read, doubted, never trusted as proof.

Pure: no Django, no clock, no log. The text is unsigned and can be forged; it fills a form, it authenticates no one.
"""

from motcua.people.id_card.card import CardUnreadable, IdCard
from motcua.people.id_card.reading import parse

__all__ = ["CardUnreadable", "IdCard", "parse"]
