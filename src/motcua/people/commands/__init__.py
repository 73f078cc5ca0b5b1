"""What the office learns about people: who they are, who acts for whom, which two rows are one person."""

from motcua.people.commands.citizen_accounts import close_account, open_account, reopen_account
from motcua.people.commands.mandates import SaidOfOrganisation, give_mandate, remember_organisation
from motcua.people.commands.merging import answer_merge, propose_merge, undo_merge
from motcua.people.commands.remembering import remember_card, remember_contact, remember_number, remember_said

__all__ = [
    "SaidOfOrganisation",
    "answer_merge",
    "close_account",
    "give_mandate",
    "open_account",
    "propose_merge",
    "remember_card",
    "remember_contact",
    "remember_number",
    "remember_organisation",
    "remember_said",
    "reopen_account",
    "undo_merge",
]
