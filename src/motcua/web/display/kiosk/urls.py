"""Addresses of the kiosk."""

from django.urls import path

from motcua.web.display.kiosk import answers, appointment, card, frame, kept, offline, rating, tickets

app_name = "kiosk"

urlpatterns = [
    path("", frame.home, name="home"),
    path("clear/", frame.clear, name="clear"),
    path("look/", frame.look, name="look"),
    path("take/", tickets.lines, name="lines"),
    path("take/<int:line>/", tickets.ground, name="ground"),
    path("card/", card.card, name="card"),
    path("camera/", card.camera, name="camera"),
    path("appointment/", appointment.begin, name="appointment"),
    path("ticket/", tickets.ticket, name="ticket"),
    path("numbers/", kept.numbers, name="numbers"),
    path("offline/", offline.page, name="offline"),
    path("sw.js", offline.worker, name="worker"),
    path("find/", answers.find, name="find"),
    path("find/<str:code>/", answers.procedure, name="procedure"),
    path("follow/", answers.follow, name="follow"),
    path("rate/", rating.begin, name="rate"),
    path("rate/faces/", rating.faces, name="faces"),
]
