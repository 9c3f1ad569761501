"""Addresses of: pool van xperts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
