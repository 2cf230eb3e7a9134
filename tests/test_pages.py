"""The register of pages: paths that cannot leave their folder, forms that exist."""

import re

import pytest

from marshrut.pages import load_pages
from marshrut.problems import Refused


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("../secret: {form: plain}", "not a usable path"),
        ("/etc/passwd: {form: plain}", "not a usable path"),
        ("work/../../x: {form: plain}", "not a usable path"),
        ("Work/Patent: {form: plain}", "not a usable path"),
        ("a/b/c: {form: plain}", "not a usable path"),
        ("work/new: {form: essay}", "allowed words"),
        ("work/new: plain", "valid dictionary"),
        ("work/new: {form: plain, owner: me}", "remove the field"),
    ],
)
def test_a_page_that_cannot_be_is_refused(scratch, edit, new, said):
    edit("data/pages.yml", "  work/patent:", f"  {new}\n  work/patent:")
    with pytest.raises(Refused, match=re.escape(said)):
        load_pages(scratch)


@pytest.mark.parametrize("text", ["", "work: 5\n", "work: [work/patent]\n", "- work\n"])
def test_a_register_of_another_shape_is_refused(scratch, text):
    (scratch.data / "pages.yml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused):
        load_pages(scratch)


def test_every_path_of_the_plan_is_listed(editions):
    """CONTENT.md §6: paths are addresses that people have shared; none may vanish."""
    assert set(editions["ru"].pages) == set(PATHS.split())


PATHS = """
index plan search glossary phrases cards
arrive/before-you-leave arrive/border arrive/ruid arrive/registration arrive/days-of-stay arrive/fingerprints-and-medical
arrive/sim-and-bank arrive/moscow-amina arrive/lost-papers
work/who-needs-what work/patent work/keep-your-patent work/exam work/eaeu work/work-permit work/contract work/pay-and-hours
work/unpaid-wages work/injury-and-sickness work/taken-passport-and-forced-work work/fraud-and-middlemen work/limits-by-region
work/driving
rights/police-check rights/detention rights/fines-and-expulsion rights/appeal rights/entry-ban
rights/register-of-controlled-persons rights/your-data rights/asylum rights/women-and-violence rights/this-site-and-your-phone
family/health-care family/pregnancy-and-birth family/school-and-kindergarten family/bringing-family family/marriage
family/death-and-return
stay/students stay/temporary-residence stay/permanent-residence stay/citizenship
report/index report/registration report/work-permits report/services report/intermediaries report/regularisation
report/human-rights report/strategy
system/digital-profile system/digital-services system/policy system/union-state system/institutions system/papers
help/emergency help/official help/consulates help/organisations help/how-to-choose-help
about/index about/facts about/changes about/translations about/privacy about/accessibility about/offline about/mirrors
about/help-translate
"""
PROCEDURES = """
arrive/before-you-leave arrive/border arrive/ruid arrive/registration arrive/days-of-stay arrive/fingerprints-and-medical
arrive/sim-and-bank arrive/moscow-amina arrive/lost-papers work/patent work/keep-your-patent work/exam work/eaeu work/work-permit
work/contract work/unpaid-wages work/injury-and-sickness rights/fines-and-expulsion rights/appeal rights/entry-ban
rights/register-of-controlled-persons rights/asylum family/health-care family/pregnancy-and-birth family/school-and-kindergarten
family/bringing-family stay/students stay/temporary-residence stay/permanent-residence stay/citizenship
"""
RIGHTS = (
    "work/pay-and-hours work/taken-passport-and-forced-work rights/police-check rights/detention rights/your-data rights/women-and-violence"
)


def test_pages_have_the_forms_of_the_plan(editions):
    forms = {path: page.form for path, page in editions["ru"].pages.items()}
    assert {path for path, form in forms.items() if form == "procedure"} == set(PROCEDURES.split())
    assert {path for path, form in forms.items() if form == "rights"} == set(RIGHTS.split())
