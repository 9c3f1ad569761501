from django.urls import path

from loket.post import views

urlpatterns = [
    path("post/vastgehouden/", views.held, name="held_mail"),
    path("post/vastgehouden/<int:pk>/", views.message, name="held_message"),
    path("post/vastgehouden/<int:pk>/opnieuw/", views.retry, name="held_retry"),
    path("post/vastgehouden/<int:pk>/weggooien/", views.discard, name="held_discard"),
    path("post/vastgehouden/<int:pk>/bericht.eml", views.download, name="held_download"),
]
