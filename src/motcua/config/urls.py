"""Every address of the house, one line a door."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.web.urls")),
    path("counter/", include("motcua.web.counter.urls")),
    path("office/", include("motcua.web.office.urls")),
    path("scans/", include("motcua.web.scans.urls")),
    path("manage/", include("motcua.web.manage.urls")),
    path("man-hinh/", include("motcua.web.display.second_screen.urls")),
    path("luu-dong/", include("motcua.web.outreach.urls")),
    path("xac-nhan/", include("motcua.web.display.confirm_urls")),
    path("kiosk/", include("motcua.web.display.kiosk.urls")),
    path("", include("motcua.web.display.phone.urls")),
    path("man-hinh-cho/", include("motcua.web.display.hall.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]

if settings.MOTCUA_DEMO:
    urlpatterns.append(path("the-mau/", include("motcua.web.display.urls")))
