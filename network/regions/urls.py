"""Addresses of: leerregio's."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
