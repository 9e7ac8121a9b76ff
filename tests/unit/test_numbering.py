"""Citation numbers follow the reading order; written sentences are set as print sets them."""

from __future__ import annotations

import pytest

from summarizer.numbering import in_reading_order
from summarizer.records import Span
from summarizer.spacing import as_printed, closed_up
from summarizer.summaries import Citation, Disagreement, DisagreementValue, Giver, SummarySentence


def sentence(*citations: int) -> SummarySentence:
    return SummarySentence(text="x", kind="written", citations=citations, support=1.0, origins=1)


def citation(n: int) -> Citation:
    return Citation(n=n, span=Span(article_id="a", start=10 * n, end=10 * n + 5), quote=f"q{n}")


def test_numbers_rise_as_a_reader_meets_them() -> None:
    sentences = [sentence(2, 5), sentence(7), sentence(1, 2), sentence(3)]
    citations = [citation(n) for n in range(1, 8)]
    told, _, cited = in_reading_order(sentences, (), citations)
    assert [one.citations for one in told] == [(1, 2), (3,), (1, 4), (5,)]
    # Each number still stands for its passage; what no sentence cites comes last, as it was.
    assert [one.quote for one in cited] == ["q2", "q5", "q7", "q1", "q3", "q4", "q6"]
    assert [one.n for one in cited] == [1, 2, 3, 4, 5, 6, 7]


def test_the_values_of_a_disagreement_keep_their_passages() -> None:
    citations = [citation(n) for n in (1, 2, 3)]
    givers = tuple(Giver(citation=n, span=citation(n).span, quote=f"q{n}") for n in (1, 3))
    value = DisagreementValue(value="12", citations=(1, 3), given=givers)
    found = Disagreement(about="dead", values=(value,))
    _, (changed,), cited = in_reading_order(
        [sentence(3), sentence(2), sentence(1)], [found], citations
    )
    (value,) = changed.values
    assert value.citations == (1, 3)
    assert [(giver.citation, giver.quote) for giver in value.given] == [(1, "q3"), (3, "q1")]
    assert {one.n: one.quote for one in cited}[1] == "q3"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The mayor , who knew , resigned .", "The mayor, who knew, resigned."),
        ("“We knew ,” she said .", "“We knew,” she said."),
        ("Was it (the wall) ?", "Was it (the wall)?"),
        ("It rose by .5 percent to 12 .7 points.", "It rose by .5 percent to 12 .7 points."),
        ("The wall . . . fell.", "The wall . . . fell."),
        ("It cost 3.5 million, she said.", "It cost 3.5 million, she said."),
        ("Ana Brill (D-Velm. ) met ( and knew ) them.", "Ana Brill (D-Velm.) met (and knew) them."),
        ("It fell late on Friday,, she said.", "It fell late on Friday, she said."),
        ("It fell on Friday. …", "It fell on Friday."),
        ("She said: “It fell …", "She said: “It fell …"),
    ],
)
def test_no_space_before_a_comma_or_a_stop(text: str, shown: str) -> None:
    assert closed_up(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Brill said: “The bridge is safe.", "Brill said: “The bridge is safe.”"),
        ('The bridge is safe."', '"The bridge is safe."'),
        ("“No,” said Brill. “We close it.", "“No,” said Brill. “We close it.”"),
        ("Brill , who knows, called it “safe”.", "Brill, who knows, called it “safe”."),
        ('A 5" pipe broke.', 'A 5" pipe broke.'),
        ('“It is safe," Brill said.', "“It is safe,” Brill said."),
        ('"It is safe,” Brill said.', "“It is safe,” Brill said."),
        ("Brill called it “safe.“", "Brill called it “safe.”"),
        ('A "safe" pier, “he” said.', 'A "safe" pier, “he” said.'),
        ('The “old” and the "new" pier.', 'The “old” and the "new" pier.'),
        ("Brill: „Es ist sicher.", "Brill: „Es ist sicher."),
    ],
)
def test_a_sentence_out_of_a_quotation_gets_the_mark_that_it_lacks(text: str, shown: str) -> None:
    assert as_printed(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Orlec &amp; Sons &mdash; the oldest &#8212; closes.",
            "Orlec & Sons — the oldest — closes.",
        ),
        ("&quot;No,&quot; said Ren&eacute;e Lind.", '"No," said Renée Lind.'),
        ("A &lt;b&gt; tag and &bogus; stay.", "A &lt;b&gt; tag and &bogus; stay."),
        ("Three paint\u200bings, po\u00adlice said.", "Three paintings, police said."),
        ("A \u0645\u06cc\u200c\u062e sign.", "A \u0645\u06cc\u200c\u062e sign."),
    ],
)
def test_entities_and_unseen_characters_are_not_shown(text: str, shown: str) -> None:
    assert as_printed(text) == shown
