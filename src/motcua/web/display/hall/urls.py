"""Addresses of the screen of the waiting room."""

from django.urls import path

from motcua.web.display.hall import screen

app_name = "hall"

urlpatterns = [
    path("", screen.show, name="show"),
    path("now/", screen.current, name="now"),
    path("chao.wav", screen.greet, name="greet"),
    path("goi/<int:ticket>-<str:language>.wav", screen.speak, name="speak"),
]
