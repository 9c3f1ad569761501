from django.urls import path

from loket.accounts.views import mine, own_data, people, security

urlpatterns = [
    path("mijn/", mine.home, name="my_loket"),
    path("mijn/profiel/", mine.profile, name="profile"),
    path("mijn/profiel/organisaties/", mine.organisation_names, name="organisation_names"),
    path("mijn/beveiliging/", security.security, name="security"),
    path("mijn/beveiliging/tweede-stap/", security.enrol, name="second_factor"),
    path("mijn/beveiliging/uitloggen-elders/", security.end_other_sessions, name="end_other_sessions"),
    path("mijn/gegevens/", own_data.own_data, name="own_data"),
    path("mijn/gegevens/downloaden/", own_data.export, name="export_own_data"),
    path("mijn/gegevens/verwijderen/", own_data.delete, name="delete_account"),
    path("beheer/mensen/", people.people, name="people"),
    path("beheer/mensen/<int:person_id>/", people.person, name="person"),
    path("beheer/mensen/<int:person_id>/rol/<slug:code>/", people.role, name="role"),
]
