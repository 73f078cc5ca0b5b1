"""What a form asks: fields, where each may be filled from, and what must be asked out loud.

The order of `sources` is the order in which they are tried; `conversation` is the order of the questions.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A frozen part of a definition; a key that nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldType(StrEnum):
    """What may stand in a field."""

    TEXT = "TEXT"
    LONG_TEXT = "LONG_TEXT"
    NAME = "NAME"
    ID_NUMBER = "ID_NUMBER"
    DATE = "DATE"
    PARTIAL_DATE = "PARTIAL_DATE"
    MOMENT = "MOMENT"
    CHOICE = "CHOICE"
    CHOICE_OR_TEXT = "CHOICE_OR_TEXT"
    BOOL = "BOOL"
    INT = "INT"
    MONEY = "MONEY"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    ETHNICITY = "ETHNICITY"
    NATIONALITY = "NATIONALITY"


class Source(StrEnum):
    """Where a value came from."""

    CARD = "card"
    POPULATION = "population"
    CIVIL_REGISTRY = "civil_registry"
    HEALTH = "health"
    EARLIER = "earlier"
    COMPUTED = "computed"
    DEFAULT = "default"
    SCAN = "scan"
    ASKED = "asked"
    CORRECTED = "corrected"


class Role(StrEnum):
    """Whose facts fill the fields of a prefix."""

    VISITOR = "VISITOR"
    SELF = "SELF"
    MOTHER = "MOTHER"
    FATHER = "FATHER"
    WOMAN = "WOMAN"
    MAN = "MAN"
    CHILD = "CHILD"
    DECEASED = "DECEASED"
    SUBJECT = "SUBJECT"
    OTHER = "OTHER"


# The field that stands for the applicant's own declaration: answered by confirming the form, never by a question.
DECLARATION = "cam_doan"
# Whose part of a form their own card may fill; the visitor's card fills the visitor's part by itself.
_CARD_HOLDERS = frozenset(Role) - {Role.VISITOR, Role.CHILD}


class Operator(StrEnum):
    """How a condition compares."""

    IS = "IS"
    IS_NOT = "IS_NOT"
    IN = "IN"


class Condition(Part):
    """Another field has, or has not, a value (`true` for yes); IN: one of several, parted by `|`."""

    field: str
    op: Operator
    value: str


class Group(Part):
    """Fields that stand together under a title."""

    key: str
    title: str


class FieldDefinition(Part):
    """One field. `sources` name a register or `computed:rule` or `default:value`; `ask`: always asked out loud.

    It stands on the form only where its condition holds: `required_if` demands it there, `shown_if` leaves it open.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")
    label: str
    type: FieldType
    group: str
    required: bool = False
    sources: tuple[str, ...] = ()
    ask: bool = False
    options: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    required_if: Condition | None = None
    shown_if: Condition | None = None
    note: str = ""

    @property
    def condition(self) -> Condition | None:
        """Under what it stands on the form at all."""
        return self.required_if or self.shown_if

    @property
    def prefix(self) -> str:
        """The part before the dot: whose field it is."""
        return self.id.partition(".")[0] if "." in self.id else ""

    @property
    def fact(self) -> str:
        """The part after the dot: which fact of that person."""
        return self.id.partition(".")[2] or self.id


class FormDefinition(Part):
    """A form of one procedure."""

    code: str
    title: str
    official_title: str
    legal: str = ""
    addressee: str = ""
    roles: dict[str, Role] = {}
    # which question says whether the visitor is the SUBJECT themself; they are until somebody says no
    own_matter: str = ""
    groups: tuple[Group, ...]
    conversation: tuple[str, ...] = ()
    fields: tuple[FieldDefinition, ...]
    # which field says how many pages or copies the fee counts
    quantities: dict[str, str] = {}
    # which field names whose matter it is
    subject: str = ""

    @property
    def for_organisations(self) -> bool:
        """Whether an organisation may stand on it: it has a place for its name (see docs/forms.md)."""
        return any("computed:organisation:name" in field.sources for field in self.fields)

    def card_parts(self) -> dict[str, str]:
        """Return {prefix: title} of the parts that another person's card may fill."""
        titles = {group.key: group.title for group in self.groups}
        groups = {field.prefix: field.group for field in self.fields if field.prefix}
        return {prefix: titles[groups[prefix]] for prefix, role in self.roles.items() if role in _CARD_HOLDERS}

    def field(self, field_id: str) -> FieldDefinition:
        """Return a field; KeyError when there is none."""
        for each in self.fields:
            if each.id == field_id:
                return each
        raise KeyError(field_id)
