"""Addresses of the screen of the waiting room."""

from django.urls import path

from motcua.web.display import hall

app_name = "hall"

urlpatterns = [
    path("", hall.show, name="show"),
    path("now/", hall.current, name="now"),
    path("chao.wav", hall.greet, name="greet"),
    path("goi/<int:ticket>-<str:language>.wav", hall.speak, name="speak"),
]
