"""The article's own words come out of a page, all of them and nothing else."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import DocumentError, SourceError
from bot.model import Article, ArticleKind
from bot.sources.page import LARGEST_PAGE, MOST_ELEMENTS, article_from_page
from tests.sources.pages import BODY, LEAD, PARAGRAPHS, TITLE, news, page

NOW = datetime(2025, 3, 10, 12, tzinfo=UTC)
URL = "https://www.vigie.test/transports/pont"


def read(markup: str | bytes, url: str | None = URL, charset: str | None = None) -> Article:
    raw = markup.encode() if isinstance(markup, str) else markup
    return article_from_page(raw, source="page", fetched_at=NOW, url=url, charset=charset)


def plain(text: str) -> str:
    return " ".join(text.split())


def lines(article: Article) -> list[str]:
    return [plain(line) for line in article.text.split("\n") if line]


class TestBody:
    def test_the_words_are_the_pages_and_no_others(self) -> None:
        article = read(page())
        assert lines(article) == [plain(paragraph) for paragraph in PARAGRAPHS]
        assert (article.title, article.url, article.language) == (TITLE, URL, "fr")

    def test_crossheads_and_lists_survive(self) -> None:
        points = "<ul><li>D’abord les piétons, à 5 heures.</li><li>Puis <b>les vélos</b>.</li></ul>"
        body = f"<h2>Huit mois de détours</h2>{BODY}<h3>Dans quel ordre ?</h3>{points}"
        found = lines(read(page(body=body)))
        assert found[0] == "Huit mois de détours"
        assert found[-3:] == [
            "Dans quel ordre ?", "• D’abord les piétons, à 5 heures.", "• Puis les vélos.",
        ]  # fmt: skip

    def test_the_newsrooms_points_become_the_summary(self) -> None:
        points = '<ul><li>Le pont rouvre</li><li>Les <a href="/b">bus</a> aussi</li></ul>'
        assert read(page(body=f"<h2>En bref</h2>{points}{BODY}")).summary_points == (
            "Le pont rouvre",
            "Les bus aussi",
        )

    def test_inline_markup_leaves_no_seam(self) -> None:
        body = f"<p>L’<em>adjoint</em>, <a href='/k'>K. Aubin</a>, 4<sup>e</sup> du nom.</p>{BODY}"
        assert lines(read(page(body=body)))[0] == "L’adjoint, K. Aubin, 4e du nom."

    def test_line_breaks_part_paragraphs(self) -> None:
        first, second = PARAGRAPHS[:2]
        body = f"<p>{first}<br><br>{second}</p><p>{PARAGRAPHS[2]}</p>"
        assert lines(read(page(body=body)))[:2] == [plain(first), plain(second)]

    @pytest.mark.parametrize(
        "between",
        [
            '<p><a href="/x">La tour de Valmy est fermée elle aussi pour travaux</a></p>',
            '<p>À lire : <a href="/x">La tour de Valmy fermée elle aussi pour travaux</a></p>',
            '<p>Voir également sur notre site</p><p><a href="/x">La tour de Valmy</a></p>',
            '<p>Voir également<br>» <a href="/x">La tour de Valmy fermée pour travaux</a></p>',
        ],
    )
    def test_links_to_other_articles_go(self, between: str) -> None:
        body = f"<p>{PARAGRAPHS[0]}</p>{between}" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])
        assert lines(read(page(body=body))) == [plain(paragraph) for paragraph in PARAGRAPHS]

    @pytest.mark.parametrize(
        "standfirst",
        [f'<p class="chapo">{LEAD}</p>', f"<h2>{LEAD}</h2>", f"<header><p>{LEAD}</p></header>"],
    )
    def test_the_standfirst_stands_beside_the_body(self, standfirst: str) -> None:
        article = read(page(body=standfirst + BODY, ld=news(description=LEAD)))
        assert article.lead == LEAD
        assert lines(article) == [plain(paragraph) for paragraph in PARAGRAPHS]

    def test_a_description_that_is_the_first_paragraph_stays_in_the_body(self) -> None:
        article = read(page(ld=news(description=PARAGRAPHS[0])))
        assert lines(article)[0] == plain(PARAGRAPHS[0])

    @pytest.mark.parametrize(
        ("encoding", "header"),
        [("utf-8", None), ("utf-8", "iso-8859-1"), ("cp1252", "utf-8"), ("utf-16", None)],
    )
    def test_words_are_read_right_in_any_encoding(self, encoding: str, header: str | None) -> None:
        article = read(page().encode(encoding), charset=header)
        assert lines(article) == [plain(paragraph) for paragraph in PARAGRAPHS]


class TestKinds:
    @pytest.mark.parametrize(
        ("markup", "kind"),
        [
            (page(), ArticleKind.ARTICLE),
            (page(ld=news(isAccessibleForFree=True)), ArticleKind.ARTICLE),
            (page(ld=news(isAccessibleForFree=False)), ArticleKind.PAYWALLED),
            (page(ld=news(isAccessibleForFree="False")), ArticleKind.PAYWALLED),
            (
                page(head='<meta property="article:content_tier" content="locked">'),
                ArticleKind.PAYWALLED,
            ),
            (
                page(body=f'{BODY}<div class="article-paywall"><p>Abonnez-vous</p></div>'),
                ArticleKind.PAYWALLED,
            ),
            (page(ld={"@type": "LiveBlogPosting", "headline": "En direct"}), ArticleKind.LIVE_BLOG),
            (
                page(body="".join(f'<div class="live-post">{BODY}</div>' for _ in range(6))),
                ArticleKind.LIVE_BLOG,
            ),
            (
                page(body=BODY + '<div class="live-item">12:00</div>' * 9, ld=news()),
                ArticleKind.ARTICLE,  # a ticker beside it
            ),
            (page(body=BODY + '<div id="paywall"></div>'), ArticleKind.ARTICLE),
            (page(ld={"@type": "ImageGallery", "name": "Le pont"}), ArticleKind.GALLERY),
            (page(ld={"@type": "VideoObject", "name": "Le pont"}), ArticleKind.VIDEO),
            (page(head='<meta property="og:type" content="video.other">'), ArticleKind.VIDEO),
            (page(body=BODY * 3, ld={"@type": "VideoObject"}), ArticleKind.ARTICLE),
        ],
    )
    def test_what_only_looks_like_an_article_is_said(self, markup: str, kind: ArticleKind) -> None:
        assert read(markup).kind is kind

    def test_a_whole_text_that_claims_a_wall_is_an_article_with_a_note(self) -> None:
        more = "".join(f"<p>{paragraph} Bis.</p>" for paragraph in PARAGRAPHS * 2)
        article = read(page(body=BODY + more * 2, ld=news(isAccessibleForFree=False)))
        assert article.kind is ArticleKind.ARTICLE
        assert "the page says that it is not free to read" in article.notes


class TestDating:
    def test_an_undated_article_says_from_when_it_counts(self) -> None:
        article = read(page())
        assert article.published_at is None
        assert "no date: counted from when it was first seen" in article.notes

    def test_a_dated_one_does_not(self) -> None:
        article = read(page(ld=news(datePublished="2025-03-10T06:05:00Z")))
        assert article.published_at == datetime(2025, 3, 10, 6, 5, tzinfo=UTC)
        assert article.notes == ()


class TestRefusals:
    @pytest.mark.parametrize(
        "markup",
        [
            "",
            "<html></html>",
            "<!-- nothing -->",
            page(body=""),
            '<html><body><ul><li><a href="/a">Une</a></li></ul></body></html>',
            "\x00\x01",
        ],
    )
    def test_a_page_without_an_article_is_named(self, markup: str) -> None:
        with pytest.raises(DocumentError, match=r"^page: "):
            read(markup)

    def test_a_page_too_large_to_be_an_article(self) -> None:
        with pytest.raises(DocumentError, match=r"^page: 8 MB of HTML"):
            read(b"<p>" + b"x" * LARGEST_PAGE)

    def test_a_page_of_too_many_elements(self) -> None:
        with pytest.raises(DocumentError, match="over 30000 HTML elements"):
            read(page(body="<b>x</b>" * MOST_ELEMENTS))

    @pytest.mark.parametrize(
        "markup",
        [
            "<div>" * 5_000 + BODY,
            "<ul><li>" * 3_000 + "deep",
            "<a " + "x='1' " * 20_000 + ">" + BODY,
            "<p>" + "&" * 50_000,
            "<<" * 20_000,
            "<script type='application/ld+json'>" + "[" * 50_000 + "</script>" + BODY,
            "<script type='application/ld+json'>" + '{"@graph":' * 20_000 + "</script>" + BODY,
            "<script type='application/ld+json'>" + "," * 50_000 + "</script>" + BODY,
            "<script type='application/ld+json'>" + "9" * 50_000 + "</script>" + BODY,
            f"<title>{'a - ' * 20_000}</title>" + BODY,
            f"<meta name='keywords' content='{'a,' * 50_000}'>" + BODY,
            "<p>" + "a<br>" * 5_000,
            "<table>" * 2_000 + BODY,
            '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>' + BODY,
        ],
    )
    def test_hostile_markup_is_read_or_refused(self, markup: str) -> None:
        try:
            article = read(f"<html><body>{markup}</body></html>")
        except SourceError as error:
            assert str(error).startswith("page: ")
        else:
            assert "root:" not in article.text


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<ul>", "<li>", "<h2>", "</h2>", "<br>", "<a href='/'>",
     "</a>", "<!--", "-->", "<article>", "<table><tr><td>", "<script>", "</script>", "<blockquote>",
     "<script type='application/ld+json'>", '{"@type":"NewsArticle"', "}",
     "<meta property='og:title'",
     "<time datetime='2025'>", "<figure><img src='//['>", "&nbsp;", "&#0;", "\x00", PARAGRAPHS[1]]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=30).map("".join) | st.binary(max_size=200))
def test_any_page_gives_an_article_or_an_error(markup: str | bytes) -> None:
    raw = markup.encode("utf-8", "surrogatepass") if isinstance(markup, str) else markup
    for each in (raw, page().encode().replace(b"<article>", b"<article>" + raw)):
        try:
            assert read(each, url="https://vigie.test/a").text
        except SourceError as error:
            assert "\n" not in str(error)
