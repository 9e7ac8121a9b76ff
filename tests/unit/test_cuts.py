"""What may be cut from a sentence, and what may not."""

from __future__ import annotations

import pytest

from summarizer.models.cuts import cuts
from summarizer.models.grammar import cut_out
from summarizer.models.mentions import People, shorter_names

# What goes stands between "⟦" and "⟧"; the rest is a sentence.
MAY_GO = {
    "a bracket": "The Harbour Trust⟦ (a charity)⟧ bought the pier.",
    "dashes": "The ferry⟦ – built in Velm –⟧ sank within an hour.",
    "an age": "Lena Brill⟦, 62,⟧ said the bridge was safe.",
    "apposition": "The Velm Post⟦, a weekly of the harbour town,⟧ printed the letter.",
    "apposition with a place": "Ana Lum⟦, a baker from Arden, Velm,⟧ won the race.",
    "apposition at the end": "The prize went to Ana Lum⟦, the first baker to win it⟧.",
    "relative clause": "Governor Tom Reyes⟦, who took office in May,⟧ opened the dam.",
    "relative clause before a preposition": "He met Tom Reyes⟦, who chairs the board,⟧ in Arden.",
    "relative clause at the end": "The fire reached the mill⟦, which closed ten years ago⟧.",
    "relative clause behind a party": "Ana Lum, D-Velm⟦, who chairs the board⟧, voted for it.",
    "participle": "The council voted for the wall⟦, ending months of talks⟧.",
    "past participle": "The report⟦, written by two engineers,⟧ blamed the pump.",
    "examples": "The storm cut off six towns⟦, including the port of Tesk⟧.",
    "background": "The council voted for the wall⟦, as crowds gathered outside⟧.",
    "background without a comma": "The mill closed its gates⟦ after a fire in the boiler house⟧.",
    "amid": "The board raised fares⟦ amid a dispute with drivers⟧.",
    "effort": "The board raised fares⟦ in an effort to pay for the tunnel⟧.",
    "opening": "⟦Speaking in the rain, ⟧Tom Reyes opened the dam.",
    "opening of time": "⟦After a long debate, ⟧the council voted for the wall.",
    "opening with a clause": "⟦At a meeting, where crowds sang, ⟧the board raised fares.",
    "connective": "⟦Meanwhile, ⟧the ferry went on to Tesk.",
    "predicate": "The ferry hit the pier⟦ and lost its rudder in the fog⟧.",
    "clause": "The ferry hit the pier⟦, and the crew lowered the boats⟧.",
    "day": "Tom Reyes opened the dam⟦ on Tuesday⟧.",
    "day at the end": "The crews said the dam was closed⟦ on Tuesday⟧.",
    "day behind the verb": "The mayor resigned⟦ Friday⟧, after a quarrel.",
    "also": "The board will⟦ also⟧ sell two ships.",
    "as well": "The board will sell two ships⟦ as well⟧.",
    "however": "The board⟦, however,⟧ will sell two ships.",
    "however behind an opening": "Unlike Tesk⟦, however⟧, the town will sell two ships.",
    "that": "The board said⟦ that⟧ the ships were old.",
    "who was": "The storm hit sailors⟦ who were⟧ stranded at the pier.",
    "where it was said": "The ships were old, the board said⟦ in a statement⟧.",
}  # fmt: skip


@pytest.mark.parametrize("marked", MAY_GO.values(), ids=MAY_GO.keys())
def test_may_go(marked: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    found = {(cut.start, cut.end) for cut in cuts(text)}
    assert (start, end) in found, found


MUST_STAY = {
    "a quotation": ("“The ships, which are old, must go,” the board said.", "which"),
    "an attribution at the end": ("The pump failed, the engineer said.", "engineer"),
    "an attribution by a paper": ("The pump failed, the Velm Post reported.", "Post"),
    "a correction": ("The quake was of magnitude 6.3, correcting an earlier 6.1.", "correcting"),
    "a contradiction": ("The dam held, contradicting what the mayor had said.", "contradicting"),
    "an attribution in front": ("According to the board, the pump failed at noon.", "According"),
    "an attribution by a participle": ("The board sold the ships, saying they were old.", "saying"),
    "as somebody says": ("As the mayor says, the pump has failed.", "mayor"),
    "a negation": ("The board sold the ships, which did not sail.", "not"),
    "a condition": ("The board will sell the ships, if the council agrees.", "if"),
    "unless": ("The board will sell the ships, unless the council objects.", "unless"),
    "a contrast": ("The board sold the ships, although the crews objected.", "although"),
    "but": ("The ferry hit the pier but stayed afloat in the fog.", "but"),
    "a hedge": ("The ferry, which may have hit the pier, sank.", "may"),
    "a party": ("Ana Lum (D-Arden) voted for the wall.", "Arden"),
    "whose side": ("Ana Lum, who opposed the wall, said it was late.", "opposed"),
    "what a verb needs": ("The vote came after a long debate.", "debate"),
    "how long before": ("The dam burst two days after the storm reached Velm.", "storm"),
    "in the scope of a negation": ("The mayor did not sign the bill after the debate.", "debate"),
    "what is yet to come": ("The crews will be paid after the strike ends.", "strike"),
    "two of a list": ("The storm hit Arden, the port of Tesk, and Velm.", "port"),
    "the last of a list": ("The storm hit Arden, the port of Tesk and Velm.", "port"),
    "the main clause": ("When the dam burst, the mayor’s family left the town.", "family"),
    "half of a pair": ("The talks between Arden and Velm failed at noon.", "Velm"),
    "the last of three": ("The ferry hit a buoy, lost its rudder and sank at noon.", "sank"),
    "what a pronoun stands for": ("After Tom Reyes left, he sold the ships.", "Reyes"),
    "what these are": ("On fares and tolls, the board kept its word on these.", "tolls"),
    "the first of a list": ("The fog came at dawn, when Arden, Velm, and Tesk shut.", "Tesk"),
    "the verb of the subject": ("Ana Lum, who ran the mill, retired after the fire.", "retired"),
    "what and joins": ("Ana Lum rose through the ranks and, after the fire, led the mill.", "led"),
    "a noun in -ing": ("The ship brought tools, clothing and toys.", "clothing"),
    "a day and its evening": ("The council argued over Friday night’s fire at the pier.", "Friday"),
    "one on a day": ("The crews lost four ships and the pier one Friday.", "Friday"),
    "a clause of one verb": ("Lum spoke in a film that aired on Friday.", "Friday"),
    "what is behind a dash": ("Lum was charged with arson during the fog — and theft.", "theft"),
    "a suit of a day": ("The suit filed Friday alleges that the board lied.", "Friday"),
    "an interview of a day": ("Lum in a film that aired Friday said the pier was old.", "Friday"),
    "what a participle needs": ("Crowds met at the stone of the crew killed in the war.", "war"),
    "how they were killed": ("Crowds mourned the crew killed during the fog of May.", "fog"),
    "what a day completes": ("The pump failed, Lum said in a note released on Friday.", "Friday"),
    "where it holds": ("In Velm, the toll rose by noon.", "Velm"),
    "for whom it holds": ("For sailors, the fare was doubled.", "sailors"),
    "since when": ("Since the fire, the mill has stood empty.", "fire"),
    "a town and its land": ("At a school in Arden, Velm – once a mill – crews prayed.", "Arden"),
    "the first of those who did": ("Acting Mayor Tom Reyes, a sailor, and Ana Lum left.", "Reyes"),
    "when it holds": ("At the time, the mill was shut.", "time"),
    "of what it holds": ("On harbour fees, the mayor sided with the crews.", "fees"),
    "at which count it holds": ("With half of the votes counted, Lum led Reyes.", "votes"),
    "from which day": ("Masks will be worn at the pier starting Monday, Lum said.", "Monday"),
    "a poll of a day": ("A poll released Monday found the mayor in front.", "Monday"),
    "how it is done": ("The act broke the charter by closing the old mill.", "closing"),
    "during what": ("The crews of two ships protested during the anthem.", "anthem"),
    "the verb behind a clause": ("Crews found proof that Lum, who ran the mill, was shot.", "shot"),
    "what they asked for": ("Lum rejected pleas by friends, such as Reyes, to stay.", "stay"),
    "last Tuesday": ("The pump failed last Tuesday at noon.", "Tuesday"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "word"), MUST_STAY.values(), ids=MUST_STAY.keys())
def test_must_stay(text: str, word: str) -> None:
    kept = [cut_out(text, cut) for cut in cuts(text)]
    assert all(word in one for one in kept), kept


def test_a_new_first_word_gets_a_capital() -> None:
    text = "After a long debate, the council voted for the wall."
    assert "The council voted for the wall." in {cut_out(text, cut) for cut in cuts(text)}


@pytest.mark.parametrize("text", ["", ".", "Fog", "Is the pier safe?", "?!", "( , ) , and", "a, b"])
def test_odd_texts_have_no_cuts(text: str) -> None:
    assert cuts(text) == []


@pytest.mark.parametrize(
    ("first", "later", "left"),
    [
        ("Bill", "William", "Police asked Quarrie for the keys."),
        ("Mayor William", "Mayor William", "Police asked Quarrie for the keys."),
        # two people of one name keep their given names
        ("Bill", "Robert", "Police asked Robert Quarrie for the keys."),
    ],
)
def test_a_person_met_before_keeps_the_family_name_alone(first: str, later: str, left: str) -> None:
    texts = (f"{first} Quarrie lost the vote.", f"Police asked {later} Quarrie for the keys.")
    people = People([[*texts, "Quarrie went home.", "Quarrie slept."]])
    text = texts[1]
    for cut in shorter_names(texts, 1, people):
        text = text[: cut.start] + text[cut.end :]
    assert text == left


@pytest.mark.parametrize(
    ("text", "wife", "left"),
    [
        ("Crews thwart Mr. Quarrie’s plan.", "", "Crews thwart Quarrie’s plan."),
        ("Mr Quarrie thanked the crews.", "", "Quarrie thanked the crews."),
        ("“Mr. Quarrie thanked us,” they said.", "", "“Mr. Quarrie thanked us,” they said."),
        # two bear the name
        ("Mr. Quarrie thanked the crews.", "Mrs. Quarrie left.", "Mr. Quarrie thanked the crews."),
        ("Mr. Bill Quarrie thanked them.", "", "Mr. Bill Quarrie thanked them."),
        ("Mr. Lum thanked the crews.", "", "Mr. Lum thanked the crews."),
        ("Mr. Quarrie and Mr. Lum left.", "", "Mr. Quarrie and Mr. Lum left."),
        ("Ms. Lum and Mr. Quarrie left.", "", "Ms. Lum and Mr. Quarrie left."),
        ("The younger Mr. Quarrie left.", "", "The younger Mr. Quarrie left."),
        ("Go home Mr. Quarrie,' he wrote.", "", "Go home Mr. Quarrie,' he wrote."),
    ],
)
def test_who_is_told_by_the_name_alone_is_so_throughout(text: str, wife: str, left: str) -> None:
    texts = ("The Quarrie report was read at noon.", text)
    people = People([[*texts, wife], ["The Quarrie plan failed."]])
    for cut in shorter_names(texts, 1, people):
        text = text[: cut.start] + text[cut.end :]
    assert text == left
