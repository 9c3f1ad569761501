"""Addresses of: vind een collega."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
