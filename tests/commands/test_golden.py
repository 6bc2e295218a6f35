"""Posts as a person would sign them, to the letter."""

from datetime import UTC, datetime
from pathlib import Path

from bot import composing, reading, sources
from bot.model import Article, PostKind
from bot.sources.fetch import Fetcher, FetchLimits
from tests.shared import shared

N = "\u00a0"  # no-break space
DEMO = Path(__file__).parent.parent.parent / "bot" / "demo" / "article.md"
X = composing.Account(name="x", platform="x")


def posts_on_x(path: Path, url: str | None = None) -> dict[PostKind, str]:
    seen = datetime(2025, 2, 11, 9, tzinfo=UTC)
    (article,) = sources.load(str(path), fetcher=Fetcher(FetchLimits()), fetched_at=seen, url=url)
    assert isinstance(article, Article)
    draft = composing.compose(reading.read(article), [X])
    return {post.kind: post.text for post in draft.posts}


def test_the_article_that_ships_with_the_bot() -> None:
    assert posts_on_x(DEMO) == {
        PostKind.QUOTE: f"«{N}Non merci, mais nous voulons bien racheter Twitter pour 9,74 "
        f"milliards si vous voulez.{N}»\n— Sam Altman, PDG d’OpenAI\n\n"
        "https://journal.example.com/economie/openai-musk-altman-offre\n\n#OpenAI #ElonMusk",
        PostKind.TLDR: "Musk offre 97,4 milliards pour OpenAI, Altman décline en une phrase\n\n"
        "• Elon Musk et des investisseurs offrent 97,4 milliards de dollars.\n"
        "• Sam Altman refuse et propose de racheter Twitter.\n"
        "• Les deux hommes s’opposent depuis 2018.\n\n"
        "https://journal.example.com/economie/openai-musk-altman-offre\n\n#OpenAI #ElonMusk",
    }


def test_the_first_real_article() -> None:
    path = shared("articles/24matins-openai.txt")
    quote, tldr = posts_on_x(path, "https://www.24matins.fr/a").values()
    assert quote == (
        f"«{N}Non merci, mais nous voulons bien racheter Twitter pour 9,74{N}milliards si vous "
        f"voulez{N}»\n— Sam Altman, PDG d’OpenAI\n\nhttps://www.24matins.fr/a"
    )
    title, *points, url = filter(None, tldr.split("\n"))
    assert title.endswith("pour OpenAI, Sam Altman le tacle")
    assert len(points) == 3
    assert all(point.startswith("• ") for point in points)
    assert url == "https://www.24matins.fr/a"


def test_without_a_url_no_line_stands_for_one() -> None:
    quote, tldr = posts_on_x(shared("articles/24matins-openai.txt")).values()
    assert quote.endswith("— Sam Altman, PDG d’OpenAI")
    assert tldr.splitlines()[-1].startswith("• ")
