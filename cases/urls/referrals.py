"""Referrals to public officials, for counsel and for whoever decides."""

from django.urls import path

from cases.views import referrals

app_name = "referrals"
urlpatterns = [
    path("", referrals.list_referrals, name="list"),
    path("<uuid:pk>/", referrals.referral, name="referral"),
    path("<uuid:pk>/give-opinion/", referrals.give_opinion, name="give_opinion"),
    path("<uuid:pk>/decline-opinion/", referrals.decline_opinion, name="decline_opinion"),
    path("<uuid:pk>/approve/", referrals.approve_referral, name="approve_referral"),
    path("<uuid:pk>/decline/", referrals.decline_referral, name="decline_referral"),
]
