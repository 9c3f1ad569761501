from django.urls import path, register_converter

from network.regions.enums import Side
from network.regions.views import cases, couplings, needs, regions, scans, sessions, story


class CouplingSide:
    """Which of the two regions speaks."""

    regex = "|".join(Side.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CouplingSide, "coupling_side")

_STORY = "leerregios/<slug:slug>/veranderverhaal"
_SCANS = "leerregios/<slug:slug>/zelfscan"
_NEEDS = "leerregios/<slug:slug>/leervragen"
_SESSIONS = "leerregios/<slug:slug>/leersessies"
_SESSION = f"{_SESSIONS}/<int:pk>"
_CASE = f"{_SESSIONS}/<int:session>/casussen/<int:pk>"

urlpatterns = [
    path("leerregios/", regions.regions, name="regions"),
    path("leerregios/<slug:slug>/", regions.region, name="region"),
    path("leerregios/<slug:slug>/inrichten/", regions.found, name="region_found"),
    path("leerregios/<slug:slug>/profiel/", regions.profile, name="region_profile"),
    path("leerregios/<slug:slug>/fase/<slug:step>/", regions.phase, name="region_phase"),
    path("leerregios/<slug:slug>/toestemming/", regions.consent, name="region_consent"),
    path("leerregios/<slug:slug>/elementen/<slug:element>/", scans.element, name="region_element"),
    path("leerregios/<slug:slug>/koppelingen/", couplings.of_region, name="region_couplings"),
    path(f"{_STORY}/", story.story, name="region_story"),
    path(f"{_STORY}.pdf", story.as_pdf, name="region_story_pdf"),
    path(f"{_STORY}/printen/", story.on_paper, name="region_story_print"),
    path(f"{_STORY}/schrijven/", story.write, name="region_story_write"),
    path(f"{_STORY}/nu/", story.now, name="region_story_now"),
    path(f"{_STORY}/vak/<slug:key>/", story.save_box, name="region_box"),
    path(f"{_STORY}/botsing/<int:pk>/", story.settle, name="region_clash"),
    path(f"{_STORY}/versies/", story.versions, name="region_versions"),
    path(f"{_STORY}/versies/<int:pk>/", story.version, name="region_version"),
    path(f"{_STORY}/versies/<int:pk>/terugzetten/", story.put_back, name="region_put_back"),
    path(f"{_STORY}/vergelijken/", story.compare, name="region_compare"),
    path(f"{_SCANS}/", scans.scans, name="region_scans"),
    path(f"{_SCANS}.ods", scans.scans_ods, name="region_scans_ods"),
    path(f"{_SCANS}/<int:pk>/", scans.scan, name="region_scan"),
    path(f"{_SCANS}/<int:pk>/sluiten/", scans.close, name="region_scan_close"),
    path(f"{_SCANS}/<int:pk>/openen/", scans.reopen, name="region_scan_reopen"),
    path(f"{_NEEDS}/", needs.needs, name="region_needs"),
    path(f"{_NEEDS}.ods", needs.needs_ods, name="region_needs_ods"),
    path(f"{_NEEDS}/nieuw/", needs.new, name="region_need_new"),
    path(f"{_NEEDS}/<int:pk>/", needs.need, name="region_need"),
    path(f"{_NEEDS}/<int:pk>/wijzigen/", needs.edit, name="region_need_edit"),
    path(f"{_NEEDS}/<int:pk>/antwoord/", needs.answer, name="region_need_answer"),
    path(f"{_NEEDS}/<int:pk>/vervallen/", needs.lapse, name="region_need_lapse"),
    path(f"{_NEEDS}/<int:pk>/stap/<slug:act>/", needs.step, name="region_need_step"),
    path(f"{_SESSIONS}/", sessions.sessions, name="region_sessions"),
    path(f"{_SESSIONS}/nieuw/", sessions.new, name="region_session_new"),
    path(f"{_SESSION}/", sessions.session, name="region_session"),
    path(f"{_SESSION}/wijzigen/", sessions.edit, name="region_session_edit"),
    path(f"{_SESSION}/afzeggen/", sessions.cancel, name="region_session_cancel"),
    path(f"{_SESSION}/oogsten/", sessions.harvest, name="region_session_harvest"),
    path(f"{_SESSION}/openzetten/", sessions.reopen, name="region_session_reopen"),
    path(f"{_SESSION}/opbrengst/<slug:kind>/", sessions.add_yield, name="region_session_yield"),
    path(f"{_SESSIONS}/<int:session>/casussen/nieuw/", cases.bring, name="region_case_new"),
    path(f"{_CASE}/", cases.case, name="region_case"),
    path(f"{_CASE}/wijzigen/", cases.edit, name="region_case_edit"),
    path(f"{_CASE}/zeggen/", cases.say, name="region_case_say"),
    path(f"{_CASE}/antwoord/<int:said>/", cases.reply, name="region_case_reply"),
    path(f"{_CASE}/stap/<slug:act>/", cases.step, name="region_case_step"),
    path("koppelingen/", couplings.desk, name="couplings"),
    path("koppelingen/voorstellen/", couplings.propose, name="couplings_propose"),
    path("koppelingen/<int:pk>/", couplings.coupling, name="coupling"),
    path("koppelingen/<int:pk>/goedkeuren/", couplings.approve, name="coupling_approve"),
    path("koppelingen/<int:pk>/ja/<coupling_side:side>/", couplings.agree, name="coupling_agree"),
    path("koppelingen/<int:pk>/gesprek/", couplings.meet, name="coupling_meet"),
    path("koppelingen/<int:pk>/terugblik/<coupling_side:side>/", couplings.feedback, name="coupling_feedback"),
    path("koppelingen/<int:pk>/<slug:act>/", couplings.end, name="coupling_end"),
    path("gebieden/", regions.areas, name="areas"),
    path("gebieden/<slug:code>/", regions.area, name="area"),
]
