"""Addresses of trajectories: contracts, hours and claims, evaluation, practice example."""

from django.urls import path

from xperts.trajectories.views import contract, example, hours, lists, trajectory

urlpatterns = [
    path("mijn-trajecten/", lists.mine, name="my_trajectories"),
    path("mijn-uren/", hours.my_hours, name="my_hours"),
    path("mijn-uren/declareren/", hours.claim_month, name="claim_month"),
    path("mijn-uren/<int:pk>/wijzigen/", hours.change_hours, name="change_hours"),
    path("mijn-uren/<int:pk>/intrekken/", hours.withdraw_hours, name="withdraw_hours"),
    path("declaraties/", hours.claims, name="claims"),
    path("declaraties.ods", hours.claims_file, {"extension": "ods"}, name="claims_ods"),
    path("declaraties.csv", hours.claims_file, {"extension": "csv"}, name="claims_csv"),
    path("declaraties/<int:pk>/", hours.claim, name="claim"),
    path("declaraties/<int:pk>/goedkeuren/", hours.approve_claim, name="approve_claim"),
    path("declaraties/<int:pk>/terugsturen/", hours.return_claim, name="return_claim"),
    path("trajecten/", lists.trajectories, name="trajectories"),
    path("trajecten.ods", lists.trajectories_ods, name="trajectories_ods"),
    path("trajecten/<int:number>/", trajectory.trajectory, name="trajectory"),
    path("trajecten/<int:number>/beginnen/", lists.begin, name="trajectory_begin"),
    path("trajecten/<int:number>/planning/<int:pk>/", trajectory.tick, name="milestone_tick"),
    path("trajecten/<int:number>/uren/", hours.hours, name="trajectory_hours"),
    path("trajecten/<int:number>/afronden/", trajectory.finish, name="trajectory_finish"),
    path("trajecten/<int:number>/evalueren/", trajectory.evaluate, name="evaluate_trajectory"),
    path("trajecten/<int:number>/evaluatie-sluiten/", trajectory.close_evaluation, name="close_evaluation"),
    path("trajecten/<int:number>/verslag/", trajectory.report, name="trajectory_report"),
    path("trajecten/<int:number>/wat-bleef/", trajectory.lasting, name="trajectory_lasting"),
    path("trajecten/<int:number>/aanvulling/", contract.add, name="contract_add"),
    path("trajecten/<int:number>/contract/<int:part>/", contract.contract, name="contract"),
    path("trajecten/<int:number>/contract/<int:part>/wijzigen/", contract.edit, name="contract_edit"),
    path("trajecten/<int:number>/contract/<int:part>/tekenen/", contract.agree, name="contract_agree"),
    path("trajecten/<int:number>/contract/<int:part>/laten-vervallen/", contract.drop, name="contract_drop"),
    path("trajecten/<int:number>/contract/<int:part>/contract.pdf", contract.contract_pdf, name="contract_pdf"),
    path("trajecten/<int:number>/contract/<int:part>/getekend.json", contract.contract_text, name="contract_text"),
    path("trajecten/<int:number>/praktijkvoorbeeld/", example.example, name="practice_example"),
    path("trajecten/<int:number>/praktijkvoorbeeld/beginnen/", example.begin, name="practice_example_begin"),
    path("trajecten/<int:number>/praktijkvoorbeeld/wijzigen/", example.edit, name="practice_example_edit"),
    path("trajecten/<int:number>/praktijkvoorbeeld/vragen/", example.ask_consent, name="practice_example_ask"),
    path("trajecten/<int:number>/praktijkvoorbeeld/toestemming/", example.consent, name="practice_example_consent"),
    path("trajecten/<int:number>/praktijkvoorbeeld/indienen/", example.submit, name="practice_example_submit"),
]
