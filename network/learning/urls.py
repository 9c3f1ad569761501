"""Addresses of: lerende netwerken."""

from django.urls import path, register_converter

from network.learning.views import conversation, joining, managing, members, public, work


def _acts(name: str, *acts: str) -> None:
    """A converter that takes these words and no others."""
    converter = {"regex": "|".join(acts), "to_python": lambda self, value: value, "to_url": lambda self, value: value}
    register_converter(type(name, (), converter), name)


_acts("network_act", *managing.STEPS)
_acts("network_document_act", "weghalen", "terugzetten", "bij-oogst", "niet-bij-oogst")
_acts("network_agreement_act", *work.AGREEMENT_ACTS, "verzetten")
_acts("network_member_act", *members.WORDED)
_acts("network_held_act", "plaatsen", "weggooien")

urlpatterns = [
    path("netwerken/", public.networks, name="learning_networks"),
    path("netwerken/mijn/", joining.mine, name="my_networks"),
    path("netwerken/voorstellen/", managing.propose, name="network_propose"),
    path("netwerken/agenda/<str:token>.ics", public.feed, name="network_feed"),
    path("netwerken/mail-stoppen/<str:token>/", public.stop, name="stop_network_mail"),
    path("netwerk-uitnodiging/<str:token>/", joining.invitation, name="network_invitation"),
    path("netwerk-uitnodiging/<str:token>/meedoen/", joining.accept, name="network_invitation_accept"),
    path("netwerk-uitnodiging/<str:token>/bedanken/", joining.decline, name="network_invitation_decline"),
    path("netwerken/<slug:slug>/", public.network, name="learning_network"),
    path("netwerken/<slug:slug>/meedoen/", joining.join, name="network_join"),
    path("netwerken/<slug:slug>/vraag-intrekken/", joining.stop_asking, name="network_stop_asking"),
    path("netwerken/<slug:slug>/verlaten/", joining.leave, name="network_leave"),
    path("netwerken/<slug:slug>/mail/", joining.mailing, name="network_mailing"),
    path("netwerken/<slug:slug>/agenda-adres/", joining.new_feed, name="network_new_feed"),
    path("netwerken/<slug:slug>/gesprek/", conversation.threads, name="network_threads"),
    path("netwerken/<slug:slug>/gesprek/nieuw/", conversation.new_thread, name="network_thread_new"),
    path("netwerken/<slug:slug>/gesprek/voorbeeld/", conversation.preview, name="network_preview"),
    path("netwerken/<slug:slug>/gesprek/namen/", conversation.names, name="network_names"),
    path("netwerken/<slug:slug>/gesprek/<int:pk>/", conversation.thread, name="network_thread"),
    path("netwerken/<slug:slug>/gesprek/<int:pk>/afdrukken/", conversation.thread_print, name="network_thread_print"),
    path("netwerken/<slug:slug>/gesprek/<int:pk>/mail/", conversation.thread_mailing, name="network_thread_mailing"),
    path("netwerken/<slug:slug>/bericht/<int:pk>/wijzigen/", conversation.edit_post, name="network_post_edit"),
    path("netwerken/<slug:slug>/bericht/<int:pk>/versies/", conversation.post_versions, name="network_post_versions"),
    path("netwerken/<slug:slug>/bericht/<int:pk>/intrekken/", conversation.withdraw_post, name="network_post_withdraw"),
    path("netwerken/<slug:slug>/bericht/<int:pk>/terugzetten/", conversation.restore_post, name="network_post_restore"),
    path("netwerken/<slug:slug>/bericht/<int:pk>/antwoord/", conversation.choose_answer, name="network_post_answer"),
    path("netwerken/<slug:slug>/bestand/<int:pk>/", public.file, name="network_file"),
    path("netwerken/<slug:slug>/documenten/", work.all_documents, name="network_documents"),
    path("netwerken/<slug:slug>/documenten/uit-de-catalogus/", work.add_entry, name="network_document_entry"),
    path("netwerken/<slug:slug>/documenten/<int:pk>/", work.document, name="network_document"),
    path(
        "netwerken/<slug:slug>/documenten/<int:pk>/<network_document_act:act>/",
        work.document_act,
        name="network_document_act",
    ),
    path("netwerken/<slug:slug>/afspraken/", work.agreements, name="network_agreements"),
    path(
        "netwerken/<slug:slug>/afspraken/<int:pk>/<network_agreement_act:act>/",
        work.agreement_act,
        name="network_agreement_act",
    ),
    path("netwerken/<slug:slug>/bijeenkomsten/", public.sessions, name="network_sessions"),
    path("netwerken/<slug:slug>/bijeenkomsten/plannen/", work.plan_session, name="network_session_plan"),
    path("netwerken/<slug:slug>/bijeenkomsten/koppelen/", work.link_session, name="network_session_link"),
    path("netwerken/<slug:slug>/bijeenkomsten/<int:pk>/los/", work.unlink_session, name="network_session_unlink"),
    path("netwerken/<slug:slug>/leden/", members.members, name="network_members"),
    path("netwerken/<slug:slug>/leden.ods", members.members_ods, name="network_members_ods"),
    path("netwerken/<slug:slug>/leden/uitnodigen/", members.invite, name="network_invite"),
    path(
        "netwerken/<slug:slug>/leden/uitnodigen/<int:pk>/terugnemen/",
        members.take_back_invitation,
        name="network_invitation_take_back",
    ),
    path("netwerken/<slug:slug>/leden/<int:pk>/toelaten/", members.admit, name="network_member_admit"),
    path("netwerken/<slug:slug>/leden/<int:pk>/rol/", members.change_role, name="network_member_role"),
    path(
        "netwerken/<slug:slug>/leden/<int:pk>/<network_member_act:act>/",
        members.act_with_reason,
        name="network_member_act",
    ),
    path("netwerken/<slug:slug>/oogst/", public.harvest, name="network_harvest"),
    path("netwerken/<slug:slug>/oogst/schrijven/", managing.edit_harvest, name="network_harvest_edit"),
    path("netwerken/<slug:slug>/beheer/", managing.manage, name="network_manage"),
    path("netwerken/<slug:slug>/beheer/wijzigen/", managing.edit, name="network_edit"),
    path("netwerken/<slug:slug>/beheer/einddatum/", managing.extend, name="network_extend"),
    path("netwerken/<slug:slug>/beheer/losmaken/<int:pk>/", managing.loosen, name="network_loosen"),
    path(
        "netwerken/<slug:slug>/beheer/mail/<int:pk>/<network_held_act:act>/", managing.held_act, name="network_held_act"
    ),
    path("netwerken/<slug:slug>/beheer/<network_act:act>/", managing.step, name="network_step"),
]
