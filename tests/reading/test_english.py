"""English turns of phrase: one row for each rule, in invented sentences.

"Q" stands for the words quoted; a row's speaker is that of its last quotation.
"""

import re

import pytest

from tests.reading.build import article, reading

WORDS = "The canal will stay closed until the spring"

NAMES = [
    # What stands before the last role or rank of a run of capitals belongs to the role.
    ("“Q,” Elder County Sheriff Rosa Field said.", "Rosa Field"),
    ("“Q,” said Budget Committee Chairwoman Rosa Field.", "Rosa Field"),
    ("“Q,” said Canal Inspector Dame Rosa Field.", "Rosa Field"),
    ("“Q,” said Chief Supt Rosa Field.", "Rosa Field"),
    ("Cllr Rosa Field shrugs. “Q,” she said.", "Rosa Field"),
    ("“Q,” said PC Tom Reed.", "Tom Reed"),
    # A role noun behind a given name is a surname.
    ("“Q,” said Sarah Cook Evans.", "Sarah Cook Evans"),
    ("“Q,” said Tom Baker.", "Tom Baker"),
    # Letters for ranks and degrees are no part of the name.
    ("“Q,” said Rosa Field KC.", "Rosa Field"),
    ("“Q,” said Priya Hale-Potter.", "Priya Hale-Potter"),
    ("“Q,” the Vale Justice Department said.", "Vale Justice Department"),
    ("“Q,” said Rosa Field MP, who chairs the group.", "Rosa Field"),
    ("“Q,” said a senior Liberal MP.", "A senior Liberal MP"),
    ("Labour MPs were angry. “Q,” they said.", "Labour MPs"),
    # A title stays with a name of one word.
    ("“Q,” said Sister Agnes.", "Sister Agnes"),
    ("“Q,” Pope Francis said.", "Pope Francis"),
    ("Sister Agnes Field runs it. “Q,” Sister Agnes said.", "Agnes Field"),
    # A letter alone needs the word in front of it.
    ("“Q,” Witness B said.", "Witness B"),
    ("“Q,” said co-author Piet van der Keel.", "Piet van der Keel"),
    ("Co-author Piet van der Keel left. “Q,” he said.", "Piet van der Keel"),
    ("“Q,” said a spokesman for Vale NHS Trust.", "A spokesman for Vale NHS Trust"),
    ("Counsel for the General Canal Council, Rosa Field KC, rose. “Q,” she said.", "Rosa Field"),
    # A nickname in marks within a name is no quotation and not printed.
    ("Rosa “Rosie” Field left. “Q,” Field said.", "Rosa Field"),
    ("“Q,” said state Sen. Rosa Field (D-N.C.), who lost.", "Rosa Field"),
    ("“Q,” said Tom’s niece, state Sen. Rosa Field (D-Vale).", "Rosa Field"),
    # Letters for a position stand in front of the name.
    ("Rovers CB Rosa Field was calm. “Q,” Field said.", "Rosa Field"),
]  # fmt: skip

PRONOUNS = [
    ("Carl Reed keeps it. Tommy, who gives no other name, retired.\n\n“Q,” he wrote.", "Tommy"),
    # By the gender of the given name, else by the nearest one whose name may mislead.
    ("Tom Reed met Rosa Field at Canal Freight. “Q,” she said.", "Rosa Field"),
    ("Rosa Field met Tom Reed at the weir. “Q,” he said.", "Tom Reed"),
    ("Stefan Weir, who lost her shop, is calm. “Q,” she said.", "Stefan Weir"),
    ("Ann Reed, 17, spoke.\n\nThe Leader of the Opposition, Smt. Rosa Field, hit back. "
     "“Q,” she said.", "Rosa Field"),
    # A surname is the headline's person, or whom the article mostly names in full.
    ("Rosa Field won. Rosa Field met Tom Field. Rosa Field left. Tom Reed saw Field go. "
     "“Q,” she said.", "Rosa Field"),
    ("Rosa Field met Tom Field. “Q,” said Field.", None),
    # A headline in the text names nobody.
    ("Why Rosa Field Is Right About The Canal This Year.\n\nRosa Field left. “Q,” said Field.",
     "Rosa Field"),
    # A team or a firm is no "he": by the end of its name, or a verb that no single person has.
    ("Elder Rovers have dropped Ivor Stray. “Q,” he said.", "Ivor Stray"),
    ("Lockside have dropped Ivor Stray. “Q,” he said.", "Ivor Stray"),
    ("Ivor Stray drives the cart. “It is slow,” he told Canal Radio. “Q,” he added.", "Ivor Stray"),
    ("Lyle Freight analyst Ivor Stray was gloomy.\n\n“Q,” he wrote.", "Ivor Stray"),
    # Pronouns of the narration keep somebody present.
    ("Wim Stray takes over. He does so without Ivor Keel, who left. He has plans. “Q,” he said.",
     "Wim Stray"),
    # Who asks in the same clause is not who answers.
    ("Tom Reed sat down.\n\nAsked by Paul Moss whether he was sorry, he replied: “Q.”",
     "Tom Reed"),
    # By where somebody is from.
    ("Keeper Bogdan Stray scored. “Q,” said the Serb.", "Bogdan Stray"),
    # A dateline is no subject.
    ("VALE: Rosa Field has hit out at the plan, saying: “Q.”", "Rosa Field"),
    ("DRY VALE, Vt. (AP) — Rosa Field hit out on Monday, saying: “Q.”", "Rosa Field"),
    ("In Vale Friday, Rosa Field laid out plans. Canada is far. “Q,” she said.", "Rosa Field"),
    # A second verb has the subject of its own clause.
    ("There is a moment in it when a keeper turns to the hall and says: “Q.”", "A keeper"),
    # Of the names behind it in its own clause a pronoun means none.
    ("Rosa Field met Ann Reed.\n\n“We start in May,” Reed said.\n\nShe said Field chose the place. "
     "“Q.”", "Ann Reed"),
    ("Ivor Keel left. Tom Reed asked Wim Stray to stay. “Q,” he told Reed.", "Ivor Keel"),
    # Who opens the sentence before is meant, also where only initials are given.
    ("Wim Stray is the lead. He was cast by T.J. Keel, the director.\n\nKeel praised Stray and "
     "Ivor Moss for it.\n\n“Q,” he said.", "T.J. Keel"),
    # So does the subject of "told" behind a clause of another.
    ("Ivor Keel left.\n\nGuests “came to ask for a boat of their own,” Tom Reed told Keel.\n\n"
     "“Q,” he said.", "Tom Reed"),
    # A firm that the article names.
    ("The sign had fallen, according to Elder Water.\n\n“Q,” the company said.", "Elder Water"),
]  # fmt: skip

PHRASES = [
    # The last noun of a phrase is its head; a name in front of it only describes.
    ("“Q,” a Vale Street spokesman said.", "A Vale Street spokesman"),
    ("“Q,” the Elder parish council said.", "The Elder parish council"),
    ("“Q,” according to Liberal sources.", "Liberal sources"),
    ("“Q,” Elder Freight spokesman Tom Reed said.", "Tom Reed"),
    # Who holds a role that is nobody's by name is not the last one named.
    ("Rosa Field left. The mayor’s press secretary said: “Q.”", "The mayor’s press secretary"),
    ("Rosa Field left. The president of the union said: “Q.”", "The president of the union"),
    ("Rosa Field wept. Her lawyer said: “Q.”", "Her lawyer"),
    ("Tom Reed denied it. “Q,” the judge told him.", "The judge"),
    ("Councillor Tom Reed left. “Q,” the mayor said.", "The mayor"),
    ("Rosa Field left. A league spokesman came. “Q,” the spokesman said.", "A league spokesman"),
    ("Former striker turned pundit Tom Reed laughed. “Q,” the pundit said.", "Tom Reed"),
    ("Rosa Field lives alone. “Q,” the mother of three said.", "Rosa Field"),
    ("Rosa Field left. “Q,” said the head of the school.", "The head of the school"),
    ("Rosa Field left. “Q,” said one of the students.", "One of the students"),
    ("Rosa Field left. Her neighbour was glad. “Q,” he said.", "Her neighbour"),
    ("Her niece and executor, Ann Reed, came. “Q,” she said.", "Ann Reed"),
    ("“Q,” said a spokesman for the Vale Parks and Wildlife Service.",
     "A spokesman for the Vale Parks and Wildlife Service"),
    # Several people, by the form of the noun.
    ("Rosa Field left. “Q,” say the islanders.", "The islanders"),
    ("Volunteers said they were tired. “Q,” they said.", "Volunteers"),
    # One person who is "they": unnamed, or called so.
    ("A spokesperson declined to comment on it. “Q,” they added.", "A spokesperson"),
    ("Robin Keel, a nonbinary baker, stayed. “Q,” they said.", "Robin Keel"),
    # A verb in the past is no noun, even behind a number.
    ("Tom Reed and Rosa Field came. “Q,” both said.", "Both"),
    ("Some were angry. “Q,” another said.", "Another"),
    # The verb right in front tells whose the words are, whoever reports it.
    ("Tom Reed called the ferry, and he said, “Q,” the harbour office said.", "Tom Reed"),
    # The report may close the sentence before.
    ("Rowers seldom read the signs, Rosa Field said. “Q.”", "Rosa Field"),
    ("“Q” that Tom Reed and Ann Moss shared, Rosa Field warned.", "Rosa Field"),
    # A statement is of those who made it, told of before.
    ("Two boats sank, the US military said in a statement.\n\n“Q,” the statement said.",
     "The US military"),
    # A verb between a noun for people and a name opens no role.
    ("“Go,” Tom Reed barked, and a night guard escorted Rosa Field out. “Q,” Field said.",
     "Rosa Field"),
    # A surname is somebody's rather than the firm's that has it too.
    ("“It is late,” said Rosa Field, who runs Lyle Field Company. “Q,” Field said.", "Rosa Field"),
    # The report may close the sentence, behind the reporter's own clause.
    ("Rosa Field left. “Q” while they were away, Tom Reed said.", "Tom Reed"),
    # "It" is the body that was told of, in its own words.
    ("The Vale Food Agency warned people.\n\n“Q,” it said in a statement.", "Vale Food Agency"),
    ("The ministry was calm. “Q,” it said.", "The ministry"),
    # A place that an office is for is no part of the name behind it.
    ("The ambassador to Japan Rosa Field left. “Q,” said Field.", "Rosa Field"),
    # Who is introduced last, with what he is, is "he".
    ("Ivor Keel said he lost a day. Wim Stray, another rower, said he had lost two. “Q,” he said.",
     "Wim Stray"),
    # Several are no "he".
    ("Tom Reed left.\n\nPeople who had come “were not angry at all with us,” he said.\n\n“Q.”",
     "Tom Reed"),
    # A comma within the marks ends no name.
    ("Those who row in the long years of her tenure “will never see the gates shut,” Ann Reed "
     "said.\n\n“Q.”", "Ann Reed"),
    # Somebody of a body that is another's.
    ("“Q,” said plant biologist Rosa Field of Vale’s Canal Gardens in Hull.", "Rosa Field"),
    # A role as far as its noun, and no question's word in front of it.
    ("“Q,” a professor of river engineering said.", "A professor of river engineering"),
    ("The tale of how actress Rosa Field met Ann Reed is long. Reed left. “Q,” the actress said.",
     "Rosa Field"),
    # What a participle tells is its subject's.
    ("“We lost a day,” Rosa Field said, telling Reed, “Q.”", "Rosa Field"),
    # A long apposition stands in front of the verb.
    ("“Q,” Rosa Field, a senior fellow at the Vale Institute for River Studies in Lyle, Hull, and "
     "co-author of the study, said in a note.", "Rosa Field"),
    # Any verb behind a call: what follows in small letters belongs to it.
    ("“Q!” a keeper barked.", "A keeper"),
    # Who speaks in front of a quotation, or before it goes on, is not who speaks behind it.
    ("Rosa Field said: “Q.” Tom Reed replied that he was sorry.", "Rosa Field"),
    ("“It is a shame,” Rosa Field said. “Q.” Tom Reed agreed.", "Rosa Field"),
    # Two roles in front of one name.
    ("“Q,” lead author and Vale plant biologist Rosa Field said.", "Rosa Field"),
    # An apposition that no comma closes, or that holds another.
    ("“Q,” Rosa Field, a policy analyst at the Vale Council on Rivers, Rain and Canals told us.",
     "Rosa Field"),
    ("Rosa Field, a spokeswoman for Vale Rescue, the oldest of the lifeboat crews, said: “Q.”",
     "Rosa Field"),
    # A verb's form that is a noun: behind an owner, or in front of another noun.
    ("Rosa Field told us that the Vale ministry’s claim “is false and old” and that “Q”.",
     "Rosa Field"),
    ("“Q,” Rosa Field, an analyst at the Rivers and Rain think tank told us.", "Rosa Field"),
    # Behind "with" a participle has a subject of its own.
    ("The gate is shut, with rowers warning that “Q”.", "Rowers"),
    # Where somebody is from is no short form of a body's name.
    ("The Vale Egyptian Club is shut. “Q,” said an Egyptian.", "Egyptian"),
    # Who is told does not speak; who is adamant does.
    ("“Q,” the court was told.", None),
    ("Tom Reed was asked: “Q.”", None),
    ("Tom Reed was told by Rosa Field: “Q.”", "Rosa Field"),
    ("Rosa Field is adamant that “Q”.", "Rosa Field"),
    # what she says behind her own words tells of another, and does not say whose they were
    ("Rosa Field runs it. “It is a row of boats,” she said. “Q.” She said her club's boat sank.",
     "Rosa Field"),
    ("The group, Larch Coalition, formed in May. It wrote to JLL.\n\n“Q,” the group added.",
     "Larch Coalition"),
    # "in her words": the view of whom the sentence was about, or who owns the noun
    ("Rosa Field keeps the lock. In her words, “Q.”", "Rosa Field"),
    ("Rosa Field met Carla Plum. In Plum's blunt words, “Q.”", "Carla Plum"),
    ("It was quiet. In the keeper's own words, “Q.”", "The keeper"),
    # an adjective that a place opens is no name, and "think" no verb in "think tank"
    ("“Q,” said Vale-born Rosa Field.", "Rosa Field"),
    ("“Q,” said Vale-based Larch Group.", "Larch Group"),
    ("“Q,” a Vale-based think tank said.", "A Vale-based think tank"),
    # a statement is whose it is that the sentence before tells of
    ("On Friday, the council published a letter about the lock.\n\n“Q,” the letter said.",
     "The council"),
    ("Rosa Field, the keeper of Vale, released a short written note. “Q,” the note said.",
     "Rosa Field"),
    ("They sent a letter to the council. “Q,” the letter said.", "The letter"),
    ("The rep of Vale told Radio Tyne that it was not true. “Q.”", "The rep of Vale"),
    ("It was read on Plinko by many. “Q,” one Plinko commenter said.", "One Plinko commenter"),
    ("Dale Records had sold it. Larch Productions denied it.\n\n“Q,” the company said.",
     "Larch Productions"),
]  # fmt: skip

UNCLOSED = [
    # With the closing mark missing, the attribution shows where the quotation ends.
    ("“Q, captain Tom Reed said.", "Tom Reed"),
    ("Rosa Field left. “Q, she told Canal Radio.", "Rosa Field"),
]  # fmt: skip

OWNED = [
    # Whoever owns a noun of speech said it.
    ("Rosa Field’s verdict: “Q.”", "Rosa Field"),
    ("Rosa Field’s message to the board was blunt: “Q.”", "Rosa Field"),
    ("Rosa Field’s answer was short. “Q.”", "Rosa Field"),
    ("Rosa Field met Tom Reed. His blunt verdict: “Q.”", "Tom Reed"),
    ("“Q,” is Rosa Field’s verdict.", "Rosa Field"),
    ("Rosa Field closed by quoting Tom Reed: “Q.”", "Tom Reed"),
    ("Rosa Field closed by quoting the notebook of the victim: “Q.”", None),
    # Or whom it comes from.
    ("“Q,” reads a statement from Vale Water.", "Vale Water"),
    ("A statement from Vale Water read: “Q.”", "Vale Water"),
    ("Tom Reed recalls the praise offered by the composer Rosa Field. “Q.”", "Rosa Field"),
    ("That drew a sharp reply from the keeper, Rosa Field. “Q.”", "Rosa Field"),
    ("A statement on behalf of Vale Water said: “Q.”", "Vale Water"),
    ("Added Field’s deputy, Tom Reed: “Q.”", "Tom Reed"),
    # A question to "you" does not say who answers it.
    ("Rosa Field, 58, sings.\n\n“We began very late in life.”\n\n"
     "Your husband, Tom, died in May. Did you stop?\n\n“Q.”", "Rosa Field"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), OWNED)
def test_words_belong_to_whom_a_noun_of_speech_gives_them(text: str, speaker: str | None) -> None:
    assert _speaker(text) == speaker


@pytest.mark.parametrize(("text", "speaker"), UNCLOSED)
def test_a_quotation_without_its_closing_mark_ends_at_its_attribution(
    text: str, speaker: str
) -> None:
    article = re.sub(r"\bQ\b", WORDS, text)
    found = reading(article, language="en", title="A story").quotes[-1]
    assert (found.text, found.speaker) == (WORDS, speaker)


def test_the_name_behind_a_whole_quotation_leads_to_the_next() -> None:
    text = f"“It is cold,” Rosa Field said. “{WORDS}.” Tom Reed agreed: “We all lost a day by it.”"
    found = reading(text, language="en").quotes
    assert [one.speaker for one in found] == ["Rosa Field", "Tom Reed"]


def test_a_word_that_describes_is_no_part_of_the_quotation() -> None:
    text = f"“{WORDS},” said Rosa Field, who met old rowers and “rebellious” keepers at the lock."
    assert reading(text, language="en").quotes[0].text == WORDS


def test_a_fragment_in_the_reporters_clause_is_no_part_of_the_next() -> None:
    text = "Gates are not “mere things of wood,” Rosa Field said, but “something that we all own.”"
    assert len(reading(text, language="en").quotes) == 2


def test_a_quotation_goes_on_where_a_verb_of_speech_does() -> None:
    found = reading("“We went home and she said yes, which hurt.", language="en").quotes[-1]
    assert found.text == "We went home and she said yes, which hurt."


@pytest.mark.parametrize(("text", "speaker"), PHRASES)
def test_a_noun_phrase_means_its_head(text: str, speaker: str | None) -> None:
    assert _speaker(text) == speaker


@pytest.mark.parametrize(("text", "speaker"), PRONOUNS)
def test_a_pronoun_means_the_most_salient_one_it_fits(text: str, speaker: str | None) -> None:
    assert _speaker(text) == speaker


def _speaker(text: str, title: str = "A story") -> str | None:
    article = re.sub(r"\bQ\b", WORDS, text)
    return reading(article, language="en", title=title).quotes[-1].speaker


@pytest.mark.parametrize(("text", "speaker"), NAMES)
def test_a_printed_name_is_the_name_alone(text: str, speaker: str) -> None:
    assert _speaker(text) == speaker


ANSWERS = [
    ("Rosa Field keeps a lock.\n\nGazette: What do you do?\n\nRosa Field: I open and shut it.\n\n"
     "Gazette: Who helps?\n\nRF: The swans help me a lot here.", 2),
    ("A word with a keeper\n\nQ. What do you do?\n\nA. I open it and shut it.\n\nQ. Who helps?\n\n"
     "A. The swans help me a lot here.\n\nRosa Field lives in Vale.", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count"), ANSWERS)
def test_answers_belong_to_initials_or_to_the_one_person_named(text: str, count: int) -> None:
    found = reading(text, language="en", title="A story").quotes
    assert [one.speaker for one in found] == ["Rosa Field"] * count


def test_a_line_that_says_who_wrote_is_no_text() -> None:
    found = article("By Rosa Field\n\nThe canal is shut.", title="A story", language="en")
    assert found.text == "The canal is shut."


def test_paragraphs_of_two_quotations_with_a_speaker_between_are_no_answers() -> None:
    asked = "What did she do next?"
    text = "\n\n".join([
        "Rosa Field shut the lock of Vale on Sunday.", "Who was there?",
        '"He came down to the water early," Carla Plum said. "I saw him there."', asked,
        '"He was on the bank for an hour," she said. "I saw him leave."', "Was it locked?",
        '"He had the key with him," Plum said. "It was his to shut."',
    ])  # fmt: skip
    found = reading(text, language="en", title="A story").quotes
    assert [one.speaker for one in found] == ["Carla Plum"] * 3
