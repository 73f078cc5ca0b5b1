"""The papers of each circular as they hold here: numbers, titles, signs, pages; and who changed what."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.dossiers.legal_sets import all_sets, legal_set_on, sets_of
from motcua.lib.clock import local
from motcua.web.manage.history import told
from motcua.web.manage.sheet_kinds.papers import kinds
from motcua.web.shell import PostRequest, at_desk
from motcua.web.words import named


@require_safe
@at_desk(Role.ADMIN, Role.SUPERVISOR)
def papers(request: PostRequest) -> HttpResponse:
    """Show the sets, the latest first; what the authority says itself is marked."""
    sets, names = sets_of(request.post.authority), kinds()
    shipped = {each.name: each.papers for each in all_sets().sets} | {"": all_sets().others}
    held = legal_set_on(local(request.at).date(), sets)
    of_all = [(each.name, each.valid_from, each.papers) for each in reversed(sets.sets)] + [("", None, sets.others)]
    groups = [
        {
            "name": name or _("Không theo thông tư nào"),
            "starts_on": starts_on,
            "held": name == held.name,
            "rows": [
                (named(names[kind]), form, form != shipped.get(name, {}).get(kind)) for kind, form in group.items()
            ],
        }
        for name, starts_on, group in of_all
    ]
    context = {
        "groups": groups,
        "may_edit": request.post.role == Role.ADMIN,
        "history": told("paper", request.post.authority.code),
    }
    return render(request, "manage/papers.html", context)
