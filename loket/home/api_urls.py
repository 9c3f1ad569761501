from loket.api.endpoints import route
from loket.home.api import lists, searching

urlpatterns = [
    route("search", searching.Search, "api_search"),
    route("organisations", lists.Organisations, "api_organisations"),
    route("organisations/<str:organisation_id>", lists.OneOrganisation, "api_organisation"),
    route("vocabularies", lists.Vocabularies, "api_vocabularies"),
    route("vocabularies/<str:name>", lists.OneVocabulary, "api_vocabulary"),
    route("areas", lists.Areas, "api_areas"),
]
