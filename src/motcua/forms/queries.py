"""A filled form together with what it asks."""

from motcua.forms.definition import FormDefinition
from motcua.forms.models import FilledForm

_definitions: dict[str, FormDefinition] = {}


def definition_of(filled: FilledForm) -> FormDefinition:
    """Return the form's definition, typed; kept by digest because versions never change."""
    version = filled.version
    kept = _definitions.get(version.digest)
    if kept is None:
        kept = _definitions[version.digest] = FormDefinition.model_validate(version.content)
    return kept
