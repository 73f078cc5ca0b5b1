"""What a service day promises of a thing in the basket, before it is accepted."""

from motcua.dossiers import clock
from motcua.dossiers.models import VisitItem
from motcua.queues.queries import in_front
from motcua.servicedays.queries.estimates import Matter, Scene
from motcua.web.promised import ServicePromise, of_matter
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds


def of_item(item: VisitItem, scene: Scene | None) -> ServicePromise | None:
    """Return what would be promised if the item were accepted now; nothing on any other day."""
    if scene is None:
        return None
    elsewhere = item.competent is not None and item.competent != scene.place.authority
    definition = item.procedure_version.definition
    law = None
    if not elsewhere:
        calendar = working_calendar(scene.place.calendar_code())
        try:
            said = clock.promise(definition=definition, case=item.case, received_at=scene.at, calendar=calendar)
        except CalendarEnds:
            return None
        law = said.due_at
    matter = Matter(definition, item.case, item.quantities, elsewhere=elsewhere, law=law)
    ahead = in_front(scene.place, definition.sector, visit=item.visit, at=scene.at)
    return of_matter(scene, matter, ahead=ahead)
