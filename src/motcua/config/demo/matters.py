"""What people of the demonstration come for: a procedure of the catalogue, put into their visit."""

import datetime as dt

from motcua.accounts.models import Post
from motcua.dossiers.commands import visits
from motcua.dossiers.models import Visit, VisitItem
from motcua.lib.clock import local
from motcua.procedures.queries import version_in_force


def add_matter(visit: Visit, code: str, *, by: Post, at: dt.datetime) -> VisitItem:
    """Add a procedure to a visit; the data of the demonstration name none that is not in the catalogue."""
    version = version_in_force(code, on=local(at).date())
    assert version is not None, f"procedure {code} is not in the catalogue"
    return visits.add_item(visit, procedure_version=version, by=by, at=at)
