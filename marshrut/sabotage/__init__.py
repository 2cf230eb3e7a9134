"""Ways to break a good translation, as a slip, a bad machine or a hostile hand would: each makes one change to a page file.

A way is a function (dice, page) → new text of the file, or None if the page gives no occasion. Seeded, so that a case
that got through can be looked at again.
"""

from __future__ import annotations

from . import letters, structure, words
from .victim import Victim, Way

__all__ = ["OTHERS", "STRICT", "UNITS", "Victim", "Way"]

# This kind breaks the string file, the others a page.
UNITS = "units"

# kind → ways. Of STRICT every case must be refused; the others are asked about, as far as words can be counted.
STRICT: dict[str, tuple[Way, ...]] = {
    "numbers": (structure.number_typed, structure.number_of_another_fact, structure.number_in_words_of_digits),
    "placeholders": (structure.placeholder_lost, structure.placeholder_garbled, structure.placeholder_moved),
    "links": (structure.link_to_another_page, structure.link_lost, structure.link_outside),
    "ids": (structure.id_changed, structure.id_lost),
    "structure": (
        structure.item_lost,
        structure.paragraph_lost,
        structure.section_lost,
        structure.section_empty,
        structure.sections_swapped,
        structure.danger_mark_lost,
        structure.box_line_lost,
        structure.step_mark_lost,
    ),
    "HTML": (structure.html_added,),
    "script": (structure.script_added,),
}
OTHERS: dict[str, tuple[Way, ...]] = {
    "letters of another alphabet": (letters.twin_letter,),
    "look-alike capitals": (letters.capitals_of_twins,),
    "apostrophes": (letters.apostrophe_swapped, letters.apostrophe_typed),
    "marks of letters lost": (letters.marks_lost,),
    UNITS: (letters.units_swapped, letters.unit_form_of_another, letters.unit_form_lost),
    "a line left in Russian": (words.line_of("source"),),
    "a line in another language": (words.line_of("other"),),
    "negation dropped": (words.drop("not"),),
    "“only” dropped": (words.drop("only"),),
    "“must” turned into “may”": (words.must_to_may,),
    "“before”, “within” dropped": (words.drop("before"), words.drop("within")),
    "a sentence dropped": (words.sentence_lost,),
    "list items swapped": (words.items_swapped,),
    "a misleading word": (words.misleading_word,),
    "a term under another name": (words.term_replaced,),
}
