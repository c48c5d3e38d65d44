"""What the form asks about each topic."""

from django.urls import path

from cases.views import questionnaires

app_name = "questionnaires"
urlpatterns = [
    path("", questionnaires.list_topics, name="list"),
    path("draft/<slug:slug>/", questionnaires.draft_questionnaire, name="draft_questionnaire"),
    path("topic/add/", questionnaires.add_topic, name="add_topic"),
    path("topic/<slug:slug>/change/", questionnaires.change_topic, name="change_topic"),
    path("topic/<slug:slug>/translate/", questionnaires.translate_topic, name="translate_topic"),
    # one version
    path("<uuid:pk>/", questionnaires.questionnaire, name="questionnaire"),
    path("<uuid:pk>/preview/", questionnaires.preview, name="preview"),
    path("<uuid:pk>/add-question/", questionnaires.add_question, name="add_question"),
    path("<uuid:pk>/name-channel/", questionnaires.name_channel, name="name_channel"),
    path("<uuid:pk>/translate/", questionnaires.translate_questionnaire, name="translate_questionnaire"),
    path("<uuid:pk>/publish/", questionnaires.publish_questionnaire, name="publish_questionnaire"),
    # one question of a draft
    path("question/<uuid:pk>/change/", questionnaires.change_question, name="change_question"),
    path("question/<uuid:pk>/move/", questionnaires.move_question, name="move_question"),
    path("question/<uuid:pk>/remove/", questionnaires.remove_question, name="remove_question"),
]
