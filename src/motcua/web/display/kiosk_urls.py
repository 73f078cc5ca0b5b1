"""Addresses of the kiosk."""

from django.urls import path

from motcua.web.display import (
    kiosk_answers,
    kiosk_appointment,
    kiosk_card,
    kiosk_frame,
    kiosk_kept,
    kiosk_offline,
    kiosk_rating,
    kiosk_tickets,
)

app_name = "kiosk"

urlpatterns = [
    path("", kiosk_frame.home, name="home"),
    path("clear/", kiosk_frame.clear, name="clear"),
    path("look/", kiosk_frame.look, name="look"),
    path("take/", kiosk_tickets.lines, name="lines"),
    path("take/<int:line>/", kiosk_tickets.ground, name="ground"),
    path("card/", kiosk_card.card, name="card"),
    path("camera/", kiosk_card.camera, name="camera"),
    path("appointment/", kiosk_appointment.begin, name="appointment"),
    path("ticket/", kiosk_tickets.ticket, name="ticket"),
    path("numbers/", kiosk_kept.numbers, name="numbers"),
    path("offline/", kiosk_offline.page, name="offline"),
    path("sw.js", kiosk_offline.worker, name="worker"),
    path("find/", kiosk_answers.find, name="find"),
    path("find/<str:code>/", kiosk_answers.procedure, name="procedure"),
    path("follow/", kiosk_answers.follow, name="follow"),
    path("rate/", kiosk_rating.begin, name="rate"),
    path("rate/faces/", kiosk_rating.faces, name="faces"),
]
