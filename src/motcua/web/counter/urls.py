"""Addresses of the counter."""

from django.urls import path

from motcua.web.counter import (
    accept,
    board,
    camera,
    components,
    done,
    look,
    person,
    quick,
    results,
    sheet,
    start,
    visit,
)

app_name = "counter"

urlpatterns = [
    path("", start.start, name="start"),
    path("suggest/", start.suggest, name="suggest"),
    path("look/", look.look, name="look"),
    path("camera/", camera.camera, name="camera"),
    path("person/", person.by_hand, name="by_hand"),
    path("intake/", quick.intake, name="intake"),
    path("visits/<uuid:pk>/", visit.show, name="visit"),
    path("visits/<uuid:pk>/person/", person.edit, name="edit_person"),
    path("visits/<uuid:pk>/unit/", person.choose_unit, name="unit"),
    path("visits/<uuid:pk>/other-card/", person.other_card, name="other_card"),
    path("visits/<uuid:pk>/answer/", visit.answer, name="answer"),
    path("visits/<uuid:pk>/save/", visit.save, name="save"),
    path("visits/<uuid:pk>/registers/", visit.registers, name="registers"),
    path("visits/<uuid:pk>/items/<int:item>/remove/", visit.remove_item, name="remove_item"),
    path("visits/<uuid:pk>/items/<int:item>/form.pdf", visit.form_pdf, name="form_pdf"),
    path("visits/<uuid:pk>/items/<int:item>/why/", visit.why, name="why"),
    path("visits/<uuid:pk>/resume/", visit.resume, name="resume"),
    path("visits/<uuid:pk>/park/", visit.park, name="park"),
    path("visits/<uuid:pk>/drop/", visit.drop, name="drop"),
    path("visits/<uuid:pk>/accept/", accept.accept, name="accept"),
    path("visits/<uuid:pk>/done/", done.show, name="done"),
    path("visits/<uuid:pk>/pay/", done.pay, name="pay"),
    path("visits/<uuid:pk>/again/", done.again, name="again"),
    path("board/", board.board, name="board"),
    path("results/", results.results, name="results"),
    path("results/<str:code>/", results.deliver, name="deliver"),
    path("sheet/", sheet.sheet, name="sheet"),
    path("components/", components.components, name="components"),
]
