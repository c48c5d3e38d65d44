"""The tags and the one form look that every page relies on."""

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from accounts.templatetags.portal import MOST_KEPT, KeptNode, initials, key_groups, message_tone, unlocalized


def rendered(source: str, **context) -> str:
    return Template("{% load portal %}" + source).render(Context(context)).strip()


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why?", help_text="In your words.", widget=forms.Textarea)
    day = forms.DateField(required=False, widget=forms.DateInput, initial=None)
    how = forms.ChoiceField(choices=[("a", "One way"), ("b", "Another")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure.")


def test_words_in_a_heading_become_the_h1_and_a_component_stays_as_it_is():
    assert rendered("{% heading %} Cases {% endheading %}") == '<h1 class="page-title">Cases</h1>'
    assert rendered("{% heading %}<h1>Cases</h1>{% endheading %}") == "<h1>Cases</h1>"
    assert rendered("{% heading %} {% endheading %}") == ""


def test_an_icon_is_silent_unless_it_has_a_name():
    assert 'aria-hidden="true"' in rendered('{% icon "bell" %}')
    assert 'role="img" aria-label="&lt;b&gt;"' in rendered('{% icon "bell" label=words %}', words="<b>")


@pytest.mark.parametrize(
    "key", ["K7QF3M9XTR4W8HBNV2YC6PJD", "K7QF-3M9X-TR4W-8HBN-V2YC-6PJD", "K7QF 3M9XTR4W 8HBNV2YC6PJD"]
)
def test_a_key_reads_in_six_groups(key):
    assert key_groups(key) == ["K7QF", "3M9X", "TR4W", "8HBN", "V2YC", "6PJD"]


def test_small_words():
    assert initials("Rosa Maria Almeida") == "RA" and initials("Cher") == "C" and initials("") == ""
    assert message_tone("extra error") == "danger" and message_tone("debug") == "info"
    assert unlocalized(12.5) == "12.5" and unlocalized(12.0) == "12"


def test_a_kept_part_is_said_once_for_each_language_and_each_value_that_it_names():
    page = Template("{% load portal %}{% kept name %}{{ name }} {% translate 'Yes' %} {{ typed }}{% endkept %}")

    def shown(**context: str) -> str:
        return page.render(Context(context))

    assert shown(name="<b>", typed="one") == "&lt;b&gt; Yes one"
    assert shown(name="<b>", typed="another") == "&lt;b&gt; Yes one", "what it does not name must not stand inside"
    assert shown(name="other", typed="two") == "other Yes two"
    with translation.override("de"):
        assert shown(name="<b>", typed="three") == "&lt;b&gt; Ja three"


def test_a_part_that_each_page_fills_with_its_own_is_not_kept():
    with pytest.raises(TemplateSyntaxError, match="block"):
        Template("{% load portal %}{% kept %}{% if one %}{% block content %}{% endblock %}{% endif %}{% endkept %}")


def test_a_process_remembers_few_values_of_a_kept_part():
    page = Template("{% load portal %}{% kept name %}{{ name }}{% endkept %}")
    assert [page.render(Context({"name": number})) for number in range(200)] == [str(number) for number in range(200)]
    [part] = [node for node in page.nodelist if isinstance(node, KeptNode)]
    assert len(part.texts) <= MOST_KEPT


def test_help_and_errors_come_before_the_control_and_are_tied_to_it():
    page = rendered("{% form_fields form %}", form=ReasonForm({"reason": "", "how": "", "day": ""}))
    assert page.index("In your words.") < page.index("This field is required.") < page.index("<textarea")
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in page
    assert 'id="id_reason_helptext"' in page and 'id="id_reason_error"' in page
    assert 'aria-invalid="true"' in page


def test_only_the_exceptions_are_marked_and_in_words():
    page = rendered("{% form_fields form %}", form=ReasonForm())
    assert page.count("(optional)") == 1 and "*" not in page


def test_dates_are_date_inputs_and_groups_have_a_legend():
    page = rendered("{% form_fields form %}", form=ReasonForm())
    assert 'type="date"' in page
    assert "<fieldset" in page and "<legend>How</legend>" in page


def test_the_summary_leads_to_every_control():
    form = ReasonForm({"reason": "", "how": ""})
    form.add_error(None, "This has moved on.")
    page = rendered('{% include "_components/form.html" %}', form=form)
    assert "4 things need another look" in page and "This has moved on." in page
    for target in ("id_reason", "div_id_how", "id_sure"):
        assert f'href="#{target}"' in page and f'id="{target}"' in page


def test_a_form_with_files_is_sent_in_parts_and_others_are_not():
    class FileForm(forms.Form):
        paper = forms.FileField()

    assert 'enctype="multipart/form-data"' in rendered('{% include "_components/form.html" %}', form=FileForm())
    assert "enctype" not in rendered('{% include "_components/form.html" %}', form=ReasonForm())


def test_help_text_is_escaped():
    class HostileForm(forms.Form):
        words = forms.CharField(help_text="<script>x</script>")

    assert "<script>" not in rendered("{% form_fields form %}", form=HostileForm())
