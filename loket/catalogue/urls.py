from django.urls import path

from loket.catalogue.views import contribute, entry, moderation

urlpatterns = [
    path("catalogus/wijzigingen/", entry.all_changes, name="changes"),
    path("catalogus/<slug:slug>/", entry.entry, name="entry"),
    path("catalogus/<slug:slug>/bestanden.zip", entry.download_all, name="download_all"),
    path("catalogus/<slug:slug>/wijzigingen/", entry.changes, name="entry_changes"),
    path("catalogus/<slug:slug>/versies/<int:number>/", moderation.version, name="version"),
    path("catalogus/<slug:slug>/wijzigen/", contribute.propose, name="propose_change"),
    path("catalogus/<slug:slug>/klopt-nog/", moderation.confirm_current, name="confirm_current"),
    path("catalogus/<slug:slug>/archiveren/", moderation.archive, name="archive_entry"),
    path("catalogus/<slug:slug>/terugzetten/", moderation.restore, name="restore_entry"),
    path("bestanden/<int:pk>/", entry.download, name="download"),
    path("bestanden/<int:pk>/eerste-bladzijde/", entry.preview, name="file_preview"),
    path("bijdragen/", contribute.mine, name="contribute"),
    path("bijdragen/nieuw/", contribute.start, name="contribute_start"),
    path("bijdragen/<int:pk>/voorbeeld/", contribute.preview, name="contribute_preview"),
    path("bijdragen/<int:pk>/indienen/", contribute.submit, name="contribute_submit"),
    path("bijdragen/<int:pk>/intrekken/", contribute.withdraw, name="contribute_withdraw"),
    path("bijdragen/<int:pk>/oppakken/", contribute.reopen, name="contribute_reopen"),
    path("bijdragen/<int:pk>/bestanden/toevoegen/", contribute.add_files, name="contribute_add_files"),
    path("bijdragen/<int:pk>/bestanden/stand/", contribute.files_status, name="contribute_files_status"),
    path("bijdragen/<int:pk>/bestanden/<int:file_pk>/weg/", contribute.remove_file, name="contribute_remove_file"),
    path("bijdragen/<int:pk>/<slug:step>/", contribute.step, name="contribute_step"),
    path("bijdragen/<int:pk>/<slug:step>/bewaar/", contribute.autosave, name="contribute_autosave"),
    path("redactie/", moderation.queue, name="moderation_queue"),
    path("voorstellen/<int:pk>/", moderation.revision, name="revision"),
    path("voorstellen/<int:pk>/behandelaar/", moderation.take, name="revision_take"),
    path("voorstellen/<int:pk>/opmerking/", moderation.comment, name="revision_comment"),
    path("voorstellen/<int:pk>/besluit/<slug:act>/", moderation.judge, name="revision_judge"),
    path("opmerkingen/<int:pk>/afgehandeld/", moderation.resolve_comment, name="resolve_comment"),
]
