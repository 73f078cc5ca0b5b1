"""What a service day promises of a thing in the basket before it is accepted, and what the officer leaves out of it."""

import re

from django.utils.translation import gettext as _

from motcua.dossiers import clock
from motcua.dossiers.models import Visit, VisitItem
from motcua.lib.outcomes import Denied
from motcua.queues.queries import in_front
from motcua.servicedays import commands
from motcua.servicedays.models import Exclusion
from motcua.servicedays.queries.estimates import Matter, Scene, left_out, may_be_said
from motcua.web.counter.looks import Option
from motcua.web.promised import ServicePromise, of_matter
from motcua.web.shell import PostRequest
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
    without = left_out(scene, item.form_id, definition.code)
    matter = Matter(definition, item.case, item.quantities, elsewhere=elsewhere, law=law, left_out=without)
    ahead = in_front(scene.place, definition.sector, visit=item.visit, at=scene.at)
    return of_matter(scene, matter, ahead=ahead)


_NAME = re.compile(r"left_out\.(\d+)")


def reasons(item: VisitItem, scene: Scene | None) -> tuple[Option, ...]:
    """Return for which reasons the officer may leave an item out of today's promise; none: nothing is asked."""
    code = item.procedure_version.definition.code
    known = may_be_said(scene, code) if scene is not None and code in scene.offers else []
    if scene is None or not known:
        return ()
    said = left_out(scene, item.form_id, code)
    choices = (Option(str(each.pk), each.words, each.pk == said) for each in known)
    return (Option("", _("không vì gì, cứ hẹn"), not said), *choices)


def keep(request: PostRequest, visit: Visit) -> None:
    """Keep what the page says of each item: left out for which reason, or promised."""
    said = {int(found[1]): request.POST[name] for name in request.POST if (found := _NAME.fullmatch(name))}
    if not said:
        return
    known = {str(each.pk): each for each in Exclusion.objects.filter(programme__places=visit.centre)}
    for item in visit.items.filter(pk__in=said).select_related("visit", "procedure_version__procedure"):
        chosen = said[item.pk]
        if chosen and chosen not in known:
            raise Denied(_("Lý do này không còn trong chương trình hôm nay: xin chọn lại."))
        commands.leave_out(item, known.get(chosen), by=request.post, at=request.at)
