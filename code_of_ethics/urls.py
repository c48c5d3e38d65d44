"""The Code, its versions, affirmations, and duties to disclose."""

from django.urls import path

from code_of_ethics.views import affirming, contact_points, disclosing, promises, reading, writing

app_name = "code_of_ethics"
urlpatterns = [
    path("", reading.code, name="code"),
    path("versions/", reading.versions, name="versions"),
    path("versions/new/", writing.import_version, name="import_version"),
    path("versions/<int:number>/", reading.version, name="version"),
    path("versions/<int:number>/changes/", reading.changes, name="changes"),
    path("versions/<int:number>/redraft/", writing.redraft_version, name="redraft_version"),
    path("versions/<int:number>/publish/", writing.publish_version, name="publish_version"),
    path("affirm/", affirming.affirm, name="affirm"),
    path("affirmations/", affirming.affirmations, name="affirmations"),
    path("where-to-turn/", contact_points.contact_points, name="contact_points"),
    path("where-to-turn/propose/", contact_points.propose_contact_point, name="propose_contact_point"),
    path("where-to-turn/<uuid:pk>/replace/", contact_points.replace_contact_point, name="replace_contact_point"),
    path("where-to-turn/<uuid:pk>/publish/", contact_points.publish_contact_point, name="publish_contact_point"),
    path("where-to-turn/<uuid:pk>/retire/", contact_points.retire_contact_point, name="retire_contact_point"),
    path("promises/", promises.promises, name="promises"),
    path("promises/<slug:promise>/<str:language>/draft/", promises.draft_promise, name="draft_promise"),
    path("promises/<uuid:pk>/publish/", promises.publish_promise, name="publish_promise"),
    path("promises/<uuid:pk>/discard/", promises.discard_promise, name="discard_promise"),
    path("disclosures/", disclosing.disclosures, name="disclosures"),
    path("disclosures/<uuid:pk>/", disclosing.disclosure, name="disclosure"),
    path("disclosures/<uuid:pk>/draft/", disclosing.draft_disclosure, name="draft_disclosure"),
    path("disclosures/<uuid:pk>/file/", disclosing.confirm_filing, name="confirm_filing"),
]
