from django.urls import path

from loket.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("themas/", views.themes, name="themes"),
    path("leren-van-elkaar/", views.meeting, name="meeting"),
    path("hulp/", views.information, {"page": "help"}, name="help"),
    path("over/", views.information, {"page": "about"}, name="about"),
    path("erkenning/", views.information, {"page": "recognition_help"}, name="recognition_help"),
    path("open-data/", views.information, {"page": "open_data"}, name="open_data"),
    path("toegankelijkheid/", views.information, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", views.information, {"page": "privacy"}, name="privacy"),
    path("kwetsbaarheid-melden/", views.information, {"page": "security_policy"}, name="security_policy"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
]
