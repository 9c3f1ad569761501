"""Addresses of: collectieve vragen."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
