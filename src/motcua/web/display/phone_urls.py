"""Addresses of a ticket on the phone."""

from django.urls import path

from motcua.web.display import phone_booking, phone_poster, phone_rating, phone_ticket

app_name = "ticket"

urlpatterns = [
    path("s/<str:token>/", phone_ticket.show, name="show"),
    path("s/<str:token>/now/", phone_ticket.current, name="now"),
    path("s/<str:token>/cancel/", phone_ticket.cancel, name="cancel"),
    path("s/<str:token>/rate/", phone_ticket.rate, name="rate"),
    path("dat-lich/<str:code>/", phone_booking.book, name="book"),
    path("lich-hen/<str:token>/", phone_booking.show, name="appointment"),
    path("lich-hen/<str:token>/cancel/", phone_booking.cancel, name="cancel_appointment"),
    path("danh-gia/<str:ref>/", phone_rating.rate, name="rate_visit"),
    path("lay-so/<str:code>/", phone_ticket.door, name="door"),
    path("lay-so/<str:code>/ap-phich.pdf", phone_poster.poster, name="poster"),
]
