"""Legal holds, for counsel."""

from django.urls import path

from cases.views import holds

app_name = "holds"
urlpatterns = [
    path("", holds.list_holds, name="list"),
    path("place/", holds.place_hold, name="place_hold"),
    path("<uuid:pk>/", holds.hold, name="hold"),
    path("<uuid:pk>/review/", holds.review_hold, name="review_hold"),
    path("<uuid:pk>/propose-release/", holds.propose_release, name="propose_release"),
    path("<uuid:pk>/release/", holds.release_hold, name="release_hold"),
    path("<uuid:pk>/keep/", holds.keep_hold, name="keep_hold"),
]
