from django.urls import path

from loket.catalogue.collections.views import items, lists, shared

urlpatterns = [
    path("mijn/lijsten/", lists.collections, name="collections"),
    path("mijn/lijsten/nieuw/", lists.create, name="create_collection"),
    path("mijn/lijsten/van-bewaard/", lists.from_bookmarks, name="collection_from_bookmarks"),
    path("mijn/lijsten/<int:pk>/terugzetten/", lists.restore, name="restore_collection"),
    path("lijsten/toevoegen/", items.add_to_collection, name="add_to_collection"),
    path("lijsten/<str:key>/", shared.collection, name="collection"),
    path("lijsten/<str:key>/wijzigen/", lists.edit, name="edit_collection"),
    path("lijsten/<str:key>/weghalen/", lists.remove, name="remove_collection"),
    path("lijsten/<str:key>/overnemen/", lists.copy, name="copy_collection"),
    path("lijsten/<str:key>/delen/", shared.share, name="share_collection"),
    path("lijsten/<str:key>/geschiedenis/", shared.history, name="collection_history"),
    path("lijsten/<str:key>/afdrukken/", shared.printed, name="print_collection"),
    path("lijsten/<str:key>/lijst.ods", shared.ods, name="collection_ods"),
    path("lijsten/<str:key>/bestanden.zip", shared.as_zip, name="collection_zip"),
    path("lijsten/<str:key>/erbij/", items.add, name="add_item"),
    path("lijsten/<str:key>/ingangen/<int:pk>/", items.item, name="collection_item"),
    path("lijsten/<str:key>/ingangen/<int:pk>/verplaatsen/", items.move, name="move_item"),
    path("lijsten/<str:key>/ingangen/<int:pk>/eraf/", items.take_off, name="take_off_item"),
    path("lijsten/<str:key>/stappen/<int:pk>/terugzetten/", items.put_back, name="put_back_item"),
]
