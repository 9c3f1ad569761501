"""Addresses of: collectieve vragen."""

from django.urls import path

from servicedesk.collective import views

urlpatterns = [
    path("servicedesk/collectief/", views.groups, name="collective_groups"),
    path("servicedesk/collectief/nieuw/<int:number>/", views.new, name="collective_new"),
    path("servicedesk/collectief/<int:pk>/", views.group, name="collective_group"),
    path("servicedesk/collectief/<int:pk>/bevestigen/", views.confirm, name="collective_confirm"),
    path("servicedesk/collectief/<int:pk>/stap/<slug:act>/", views.step, name="collective_step"),
    path("servicedesk/collectief/<int:pk>/naam/", views.rename, name="collective_rename"),
    path("servicedesk/collectief/<int:pk>/erbij/", views.put_in, name="collective_put_in"),
    path("servicedesk/collectief/<int:pk>/eruit/<int:number>/", views.split_off, name="collective_split_off"),
    path("servicedesk/collectief/<int:pk>/antwoord/", views.tell, name="collective_tell"),
    path("servicedesk/collectief/<int:pk>/terughalen/", views.take_back, name="collective_take_back"),
    path("servicedesk/collectief/<int:pk>/voorstel/<slug:way>/", views.propose, name="collective_propose"),
    path("servicedesk/collectief/<int:pk>/loslaten/", views.let_go, name="collective_let_go"),
]
