from django.urls import path

from loket.home import views, views_open_data

urlpatterns = [
    path("", views.home, name="home"),
    path("themas/", views.themes, name="themes"),
    path("leren-van-elkaar/", views.meeting, name="meeting"),
    path("hulp/", views.information, {"page": "help"}, name="help"),
    path("over/", views.information, {"page": "about"}, name="about"),
    path("erkenning/", views.information, {"page": "recognition_help"}, name="recognition_help"),
    path("open-data/", views_open_data.open_data, name="open_data"),
    path("open-data/bijdragen.<slug:form>", views_open_data.dump, name="dump"),
    path("open-data/dcat.jsonld", views_open_data.dcat_description, name="dcat"),
    path("sitemap.xml", views_open_data.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", views_open_data.sitemap_part, name="sitemap_part"),
    path("toegankelijkheid/", views.information, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", views.information, {"page": "privacy"}, name="privacy"),
    path("kwetsbaarheid-melden/", views.information, {"page": "security_policy"}, name="security_policy"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
]
