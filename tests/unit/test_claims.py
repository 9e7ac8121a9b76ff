from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from summarizer import claims as finding
from summarizer import common_facts, frequency
from summarizer.agree import opposed, same_value, strangers
from summarizer.cancel import stoppable
from summarizer.claims import MAX_COMPARED, MAX_SENTENCES, find_claims, gather
from summarizer.cluster import average_link
from summarizer.common_facts import MOST_COMMON, CommonFacts
from summarizer.context import denies
from summarizer.errors import Cancelled
from summarizer.records import Article, Claim, Document, Quantity, Sentence, Span
from summarizer.salience import weights
from tests.unit.event_sample import ORIGINS, bridge, document, flat, vectors

IDF = frequency.load()


def claims(documents: tuple[Document, ...]) -> tuple[Claim, ...]:
    return find_claims(documents, vectors(flat(documents)), origins=ORIGINS, idf=IDF)


def claim_with(words: str, found: tuple[Claim, ...]) -> Claim:
    return next(c for c in found if any(words in s.text for s in c.sentences))


def test_what_three_outlets_tell_is_one_claim_with_three_origins() -> None:
    assert claim_with("found cracks in two", claims(bridge())).origins == 3


def test_a_copy_counts_for_no_further_origin() -> None:
    claim = claim_with("Ferries will carry", claims(bridge()))
    assert claim.origins == 1
    assert len(claim.sentences) == 1


def test_numbers_that_contradict_stay_in_one_claim() -> None:
    claim = claim_with("9,000 drivers", claims(bridge()))
    assert any("14,000" in sentence.text for sentence in claim.sentences)


def test_every_sentence_is_in_a_claim_or_in_the_rest_once() -> None:
    documents = bridge()
    found = gather(documents, vectors(flat(documents)), origins=ORIGINS, idf=IDF)
    spans = [s.span for c in found.claims for s in c.sentences] + [s.span for s, _ in found.rest]
    assert sorted(spans) == sorted(s.span for s in flat(documents))
    assert all(reason for _, reason in found.rest)


def test_the_event_comes_before_its_background_and_its_opinion() -> None:
    found = claims(bridge())
    assert "cracks" in found[0].sentences[0].text
    weight = {c.sentences[0].text[:12]: c.salience for c in found}
    assert weight["In 2019 the "] < found[0].salience
    assert weight["Frankly, thi"] < weight["The closure "[:12]]
    assert all(0 <= c.salience <= 1 for c in found)


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = bridge()
    backwards = tuple(reversed(documents))
    assert claims(documents) == claims(backwards)


def test_a_claim_holds_at_most_six_sentences() -> None:
    many = tuple(
        document(f"a{i:02d}", f"The dam at Orvo broke on Tuesday night near mill {'abcdefgh'[i]}.")
        for i in range(8)
    )
    found = find_claims(
        many, np.ones((8, 4), np.float32) / 2, origins=tuple((d.id,) for d in many), idf=IDF
    )
    assert max(len(c.sentences) for c in found) <= MAX_SENTENCES


def test_the_fuller_of_two_near_copies_in_an_article_is_told() -> None:
    teaser = "The harbour authority said that Ortun had closed the old Velm bridge to all lorries."
    fuller = teaser.replace("said that Ortun", "said on Tuesday that mayor Ada Ortun")
    documents = (document("courier", f"{teaser}\n\nFerries will run.\n\n{fuller}"),)
    found = find_claims(documents, vectors(flat(documents)), origins=(("courier",),), idf=IDF)
    assert claim_with("closed the old", found).sentences[0].text == fuller


def test_no_documents_give_no_claims() -> None:
    assert find_claims((), np.zeros((0, 4), np.float32), origins=(), idf=IDF) == ()


def test_rows_must_fit() -> None:
    with pytest.raises(ValueError, match="row per sentence"):
        find_claims(bridge(), np.zeros((1, 4), np.float32), origins=ORIGINS, idf=IDF)


def test_of_five_thousand_sentences_only_so_many_are_compared() -> None:
    text = "\n".join(f"Line {i} says that ship {i * 7} left port {i * 3}." for i in range(5000))
    spans, at = [], 0
    for i, line in enumerate(text.split("\n")):
        span = Span(article_id="long", start=at, end=at + len(line))
        spans.append(Sentence(span=span, text=line, position=i))
        at += len(line) + 1
    long = Document(article=Article(id="long", text=text), sentences=tuple(spans))
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(5000, 32)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    found = gather((long,), rows, origins=(("long",),), idf=IDF)
    assert len(found.rest) >= 5000 - MAX_COMPARED


def test_average_link_needs_the_mean_not_the_best() -> None:
    pairs = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.1}
    assert average_link(3, pairs, threshold=0.6) == ((0, 1), (2,))
    assert average_link(3, pairs, threshold=0.4) == ((0, 1, 2),)


def made(texts: tuple[str, ...]) -> tuple[Document, ...]:
    return tuple(document(f"outlet-{i}", text) for i, text in enumerate(texts))


# Cosines of the bundled embedder for these sentences, so that the test needs no model.
@pytest.mark.parametrize(
    ("texts", "cosines"),
    [
        (
            (
                "The central bank of Arvenia raised its key interest rate to 5.5 percent.",
                "Arvenia's monetary authority lifted borrowing costs by half a point to 5.5"
                " percent.",
                "Policy makers in Arvenia on Thursday put the benchmark rate up to 5.5 percent.",
            ),
            (0.61, 0.55, 0.55),
        ),
        (
            (
                "Orrin Glass will cut 340 jobs at its plant in Tavisk.",
                "About 340 workers at the Tavisk works of Orrin Glass are to be laid off.",
                "The glassmaker said 340 employees in Tavisk would lose their positions.",
            ),
            (0.70, 0.63, 0.66),
        ),
    ],
)
def test_three_outlets_in_words_of_their_own_are_one_claim(
    texts: tuple[str, ...], cosines: tuple[float, float, float]
) -> None:
    gram = np.eye(3)
    for (i, j), value in zip(((0, 1), (0, 2), (1, 2)), cosines, strict=True):
        gram[i, j] = gram[j, i] = value
    rows = np.linalg.cholesky(gram).astype(np.float32)
    documents = made(texts)
    found = find_claims(documents, rows, origins=tuple((d.id,) for d in documents), idf=IDF)
    assert [claim.origins for claim in found] == [3]


def test_another_minister_is_another_claim() -> None:
    documents = made(
        (
            "The mayor of Velm, Ada Lund, backed the new bridge.",
            "The mayor of Orvo, Col Reyes, opposed the new bridge.",
        )
    )
    rows = np.linalg.cholesky(np.array([[1, 0.71], [0.71, 1]])).astype(np.float32)
    found = find_claims(documents, rows, origins=tuple((d.id,) for d in documents), idf=IDF)
    assert [claim.origins for claim in found] == [1, 1]


def drawn(seed: int) -> tuple[Document, ...]:
    """Three articles of sentences made of few parts, so that many of them are alike."""
    draw = random.Random(seed)
    who = ("Mayor Ada Ortun", "Tom Brill", "The port authority", "A spokesman", "Ortun")
    did = ("said", "told reporters", "denied", "did not say")
    what = (
        "the bridge would stay closed for {} weeks",
        "{} drivers used the bridge",
        "the repair had cost {} crowns",
        "cracks had been found in {} pillars on Wednesday",
    )
    texts = (
        " ".join(
            f"{draw.choice(who)} {draw.choice(did)} that {draw.choice(what)}.".format(
                draw.choice((2, 3, 40, 9_000))
            )
            for _ in range(25)
        )
        for _ in range(3)
    )
    return tuple(document(f"a{n}", text) for n, text in enumerate(texts))


@pytest.mark.parametrize("seed", range(6))
def test_the_pairs_left_out_unscored_change_no_claim(seed: int) -> None:
    sentences = flat(drawn(seed))
    rows = vectors(sentences)
    bags = [weights(sentence.text, IDF) for sentence in sentences]
    common = CommonFacts(sentences)
    every: dict[tuple[int, int], float] = {}
    for i, j in itertools.combinations(range(len(sentences)), 2):
        a, b = sentences[i], sentences[j]
        cosine = float(rows[i] @ rows[j])
        if cosine < 0.45 or denies(a.text) != denies(b.text):
            continue
        score = finding._score(sentences, bags, common, i, j, cosine=cosine)
        if score >= 0.60 and (opposed(a.text, b.text) or strangers(a, b)):
            continue
        if score >= 0.35:
            every[i, j] = score
    scored = finding._pairs(sentences, rows, idf=IDF)
    assert len(scored) < len(every)
    assert average_link(len(sentences), scored, threshold=0.60) == average_link(
        len(sentences), every, threshold=0.60
    )


def test_what_two_sentences_have_in_common_counts_for_no_more_than_is_allowed_for() -> None:
    sentences = flat((*bridge(), *drawn(7)))
    told = [(bool(s.names), bool(s.numbers), bool(s.dates)) for s in sentences]
    common = CommonFacts(sentences)
    for i, j in itertools.combinations(range(len(sentences)), 2):
        most = sum(
            value for value, a, b in zip(MOST_COMMON, told[i], told[j], strict=True) if a and b
        )
        assert common(i, j) <= most + 1e-9


def test_facts_that_many_sentences_have_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = flat((*bridge(), *(document(f"d{n}", drawn(n)[0].article.text) for n in range(9))))
    every = list(itertools.product(range(len(sentences)), repeat=2))
    asked: list[tuple[object, ...]] = []

    def counted(one: Quantity, two: Quantity) -> bool:
        asked.append(tuple((q.value, q.unit, q.approximate, q.ordinal) for q in (one, two)))
        return same_value(one, two)

    monkeypatch.setattr(common_facts, "same_value", counted)
    common = CommonFacts(sentences)
    found = [common(i, j) for i, j in every]
    assert 0 < len(asked) == len(set(asked)) < len(every)
    # As if each pair were alone.
    assert found == [CommonFacts([sentences[i], sentences[j]])(0, 1) for i, j in every]
    monkeypatch.setattr(common_facts, "_MOST_KEPT", 2)
    few = CommonFacts(sentences)
    assert found == [few(i, j) for i, j in every]


def test_work_that_nobody_wants_any_more_stops_between_sentences() -> None:
    asked = itertools.count()
    with stoppable(lambda: next(asked) >= 3), pytest.raises(Cancelled):
        claims(drawn(1))
    assert next(asked) == 4


def test_sentences_without_a_word_are_claims_of_their_own() -> None:
    documents = made(("It was what it was, and he is not there.", "He was there, and it is not."))
    sentences = flat(documents)
    rows = np.ones((len(sentences), 4), np.float32) / 2
    assert finding._pairs(sentences[:0], rows[:0], idf=IDF) == {}
    assert all(0 <= score <= 1 for score in finding._pairs(sentences, rows, idf=IDF).values())
