"""The entrance: home, sign-in, posts."""

from django.urls import path

from motcua.web import entrance

urlpatterns = [
    path("", entrance.home, name="home"),
    path("accounts/login/", entrance.Login.as_view(), name="login"),
    path("accounts/logout/", entrance.Logout.as_view(), name="logout"),
    path("accounts/post/", entrance.posts, name="posts"),
    path("accounts/practice/", entrance.switch_practice, name="practice"),
    path("accounts/password/", entrance.change_password, name="password"),
    path("accounts/second-factor/", entrance.show_second_factor, name="second_factor"),
]
