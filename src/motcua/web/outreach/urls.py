"""Addresses of the tablet (JSON but for the page itself), and of the list of conflicts."""

from django.urls import path

from motcua.web.outreach import conflicts, shell, tablet

app_name = "outreach"

urlpatterns = [
    path("", shell.shell, name="tablet"),
    path("sw.js", shell.worker, name="worker"),
    path("app.webmanifest", shell.manifest, name="manifest"),
    path("phien/", tablet.session, name="session"),
    path("may/", tablet.join, name="join"),
    path("thu-tuc/", tablet.offered, name="offer"),
    path("so/", tablet.numbers, name="numbers"),
    path("tra-so/", tablet.give_back, name="give_back"),
    path("gui/", tablet.submit, name="submit"),
    path("ket-cuc/", tablet.became, name="became"),
    path("xem/", conflicts.waiting, name="waiting"),
    path("xem/<int:pk>/", conflicts.look, name="conflict"),
    path("xem/<int:pk>/nhan/", conflicts.settle, name="settle"),
    path("xem/<int:pk>/tu-choi/", conflicts.refuse, name="refuse"),
]
