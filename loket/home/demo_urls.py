"""Pages that exist only in the demo."""

from django.urls import path

from loket.core.views_gallery import gallery
from loket.home import views_demo

urlpatterns = [
    path("onderdelen/", gallery, name="gallery"),
    path("post/", views_demo.post, name="demo_post"),
    path("post/<str:name>/", views_demo.message, name="demo_message"),
]
