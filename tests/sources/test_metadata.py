"""What a page says of itself is read however it is broken."""

import tomllib
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from bot.sources.markup import parse_page
from bot.sources.metadata import REGIONS, Metadata, read_metadata
from bot.sources.titles import clean_title
from tests.sources.pages import LEAD, TITLE, news, page

URL = "https://www.vigie.test/transports/pont"
AT = datetime(2025, 3, 10, 6, 5, tzinfo=UTC)


def read(markup: str, url: str | None = URL, zone: str = "UTC") -> Metadata:
    parsed = parse_page(markup, url)
    assert parsed is not None
    return read_metadata(parsed, zone)


def meta(**contents: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">'
        for name, content in contents.items()
    )


ARTICLE = '"@type":"NewsArticle","headline":"Pont","author":"N. Keller"'

BROKEN_JSON = {
    "trailing commas": '{"@type":"NewsArticle","headline":"Pont","author":{"name":"N. Keller",},}',
    "raw line breaks": f'{{{ARTICLE},"x":"a\nb"}}',
    "comments round it": f"/* cms */<!-- {{{ARTICLE}}} -->",
    "CDATA": f"//<![CDATA[\n{{{ARTICLE}}}\n//]]>",
    "a semicolon": f"{{{ARTICLE}}};",
    "two values": f'{{"@type":"WebSite"}}{{{ARTICLE}}}',
    "escaped quotes": f"{{{ARTICLE}}}".replace('"', "&quot;"),
    "cut short": f'{{{ARTICLE},"articleBody":"La circ',
    "a bare quote": f'{{{ARTICLE},"x":"a "b" c"}}',
    "an array": f'[{{"@type":"WebSite"}},{{{ARTICLE}}}]',
    "a graph": '{"@graph":[{"@type":["WebPage","x"]},'
    '{"@type":["Article","NewsArticle"],"headline":["Pont"],"author":[{"name":["N. Keller"]}]}]}',
    "a type with its address": f"{{{ARTICLE}}}".replace("News", "http://schema.org/News"),
}


@pytest.mark.parametrize("script", BROKEN_JSON.values(), ids=BROKEN_JSON.keys())
def test_json_ld_is_read_leniently(script: str) -> None:
    found = read(page(head="", ld=script))
    assert (found.title, found.authors) == ("Pont", ("N. Keller",))


def test_authors_that_stand_elsewhere_in_the_graph() -> None:
    graph = [news(author=[{"@id": "#nk"}]), {"@type": "Person", "@id": "#nk", "name": "N. Keller"}]
    assert read(page(ld={"@graph": graph})).authors == ("N. Keller",)


def test_of_several_articles_the_one_with_this_address_counts() -> None:
    ld = [
        news(headline="Another", url="https://www.vigie.test/other"),
        news(headline="This one", mainEntityOfPage={"@id": URL + "?utm=1"}),
    ]
    assert read(page(head="", ld=ld)).title == "This one"


def test_articles_in_a_list_of_related_ones_do_not_count() -> None:
    related = {"@type": "ItemList", "itemListElement": [news(headline="Another")]}
    assert read(page(ld=related)).title == TITLE


class TestTitle:
    @pytest.mark.parametrize(
        ("title", "clean"),
        [
            ("Le pont rouvre | La Vigie", "Le pont rouvre"),
            ("Le pont rouvre - lavigie", "Le pont rouvre"),
            ("Le pont rouvre – Transports – La Vigie", "Le pont rouvre"),
            ("La Vigie : le pont rouvre", "La Vigie : le pont rouvre"),
            ("La Vigie : Le pont rouvre", "La Vigie : Le pont rouvre"),
            ("La Vigie | Le pont rouvre", "Le pont rouvre"),
            ("Pont de Valmy : la réouverture - enfin", "Pont de Valmy : la réouverture - enfin"),
            ("Aix-en-Provence rouvre son pont", "Aix-en-Provence rouvre son pont"),
            ("La Vigie", None),
        ],
    )
    def test_the_sites_name_goes(self, title: str, clean: str | None) -> None:
        assert clean_title(title, ["La Vigie"], ["Transports"]) == clean

    def test_the_title_for_sharing_comes_first(self) -> None:
        head = meta(og__title="À partager - vigie", og__site_name="Vigie") + "<title>Other</title>"
        assert read(page(head=head, ld=news(headline="Headline"))).title == "À partager"

    def test_a_title_cut_short_gives_way(self) -> None:
        head = meta(og__title="Le pont de Valmy rouv…")
        assert read(page(head=head, ld=news(headline="Le pont"))).title == "Le pont"

    def test_entities_are_decoded_once_more(self) -> None:
        assert read(page(head="", ld=news(headline="L&#8217;été &laquo; chaud &raquo;"))).title == (
            "L’été « chaud »"
        )

    def test_without_any_other_the_heading_on_the_page(self) -> None:
        assert read(page(head="")).title == TITLE


class TestDates:
    @pytest.mark.parametrize(
        ("text", "zone", "note"),
        [
            ("2025-03-10T07:05:00+01:00", "UTC", ""),
            ("2025-03-10T06:05:00Z", "UTC", ""),
            ("2025-03-10T06:05:00.123Z", "Europe/Paris", ""),
            ("2025-03-10 07:05:00 +01:00", "UTC", ""),
            ("2025-03-10T07:05:00+0100", "UTC", ""),
            ("2025-03-10T07:05+01", "UTC", ""),
            ("Mon, 10 Mar 2025 07:05:00 +0100", "UTC", ""),
            ("1741586700", "Europe/Paris", ""),
            ("1741586700000", "Europe/Paris", ""),
            ("2025-03-10T06:05:00", "UTC", "the date names no time zone: read as UTC"),
            ("2025-03-10 7:05", "Europe/Paris", "read as Europe/Paris"),
        ],
    )
    def test_every_way_to_write_a_moment(self, text: str, zone: str, note: str) -> None:
        found = read(page(ld=news(datePublished=text)), zone=zone)
        assert found.published_at == AT
        assert note in " ".join(found.notes)

    def test_a_day_counts_from_its_start_in_the_publishers_zone(self) -> None:
        found = read(page(ld=news(datePublished="2025-03-10")), zone="Europe/Paris")
        assert found.published_at == datetime(2025, 3, 9, 23, tzinfo=UTC)
        assert found.notes == ("only a day is given: counted from its start in Europe/Paris",)

    def test_the_one_that_says_most_is_taken(self) -> None:
        head = meta(article__published_time="2025-03-10T07:05:00+01:00")
        found = read(page(head=head, ld=news(datePublished="2025-03-10")))
        assert (found.published_at, found.notes) == (AT, ())

    @pytest.mark.parametrize("text", ["", "soon", "2025-13-40", "0000-00-00", "1970-01-01", "99"])
    def test_no_date_is_better_than_a_wrong_one(self, text: str) -> None:
        assert read(page(ld=news(datePublished=text))).published_at is None

    def test_a_change_before_the_publication_is_none(self) -> None:
        ld = news(datePublished="2025-03-10T07:05:00Z", dateModified="2025-03-10T06:00:00Z")
        assert read(page(ld=ld)).updated_at is None


class TestAuthors:
    @pytest.mark.parametrize(
        "byline",
        [
            '<p>Par <a rel="author" href="/nk">Nadia Keller</a></p>',
            '<span itemprop="author"><span itemprop="name">Nadia Keller</span></span>',
            '<div class="article__byline">Von Nadia Keller</div>',
            '<div class="author-name">Nadia Keller</div>',
        ],
    )
    def test_the_byline_is_asked_where_the_data_names_the_site(self, byline: str) -> None:
        ld = news(author={"name": "La Vigie"}, publisher={"name": "La Vigie"})
        assert read(page(body=byline, ld=ld)).authors == ("Nadia Keller",)

    def test_several_are_kept_in_order_and_once(self) -> None:
        ld = news(author=[{"name": "By N. Keller"}, "K. Aubin", {"name": "N. KELLER"}])
        assert read(page(ld=ld)).authors == ("N. Keller", "K. Aubin")

    def test_addresses_are_no_names(self) -> None:
        head = meta(article__author="https://social.test/vigie") + meta(
            author="N. Keller, K. Aubin"
        )
        assert read(page(head=head)).authors == ("N. Keller", "K. Aubin")


class TestCanonical:
    @pytest.mark.parametrize(
        ("href", "url"),
        [
            ("https://vigie.test/pont", "https://vigie.test/pont"),
            ("/pont", "https://www.vigie.test/pont"),
            ("//m.vigie.test/pont", "https://m.vigie.test/pont"),
            ("javascript:alert(1)", None),
            ("https://user:secret@vigie.test/", None),
        ],
    )
    def test_it_is_an_address_of_the_site(self, href: str, url: str | None) -> None:
        found = read(page(head=f'<link rel="canonical" href="{href}">'))
        assert (found.canonical_url, found.notes) == (url, ())

    def test_another_sites_is_ignored_and_said(self) -> None:
        found = read(page(head='<link rel="canonical" href="https://thief.test/pont">'))
        assert found.canonical_url is None
        assert "another site" in found.notes[0]

    def test_the_front_page_is_ignored_and_said(self) -> None:
        found = read(page(head='<link rel="canonical" href="https://www.vigie.test/">'))
        assert found.canonical_url is None
        assert "front page" in found.notes[0]


def test_the_rest() -> None:
    ld = news(
        description=LEAD,
        articleSection="Transports",
        keywords="pont, Valmy,pont",
        inLanguage="fr-FR",
        image={
            "@type": "ImageObject",
            "url": "/i/pont.jpg",
            "caption": "Le pont",
            "creditText": "L. F.",
        },
    )
    found = read(page(ld=ld))
    assert (found.lead, found.rubric, found.language) == (LEAD, "Transports", "fr")
    assert found.tags == ("pont", "Valmy")
    assert found.image is not None
    assert (found.image.url, found.image.caption, found.image.credit, found.image.licensed) == (
        "https://www.vigie.test/i/pont.jpg", "Le pont", "L. F.", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "caption",
    [
        'Le pont, dimanche. <span class="photo-credit">© L. Ferrand</span>',
        "Le pont, dimanche. © L. Ferrand",
        "Le pont, dimanche. Crédit photo : L. Ferrand",
    ],
)
def test_a_pictures_credit_is_found_under_it(caption: str) -> None:
    head = meta(og__image="https://img.test/w1200/pont-valmy-4711.jpg")
    body = (
        f'<figure><img src="/w640/pont-valmy-4711.jpg"><figcaption>{caption}</figcaption></figure>'
    )
    image = read(page(head=head, body=body)).image
    assert image is not None
    assert (image.caption or "").rstrip(".") == "Le pont, dimanche"
    assert image.credit == "L. Ferrand"


def test_a_region_that_sets_text_in_its_own_way_is_kept() -> None:
    assert read(page(lang=' lang="fr-CA"')).language == "fr-CA"
    assert read(page(lang=' lang="fr-CA"', head=meta(og__locale="fr_FR"))).language == "fr-CA"
    assert read(page(lang=' lang="de"', head=meta(og__locale="de_ch"))).language == "de-CH"
    assert read(page(lang=' lang="fr-FR"')).language == "fr"
    rows = tomllib.loads(files("bot.composing").joinpath("languages.toml").read_text("utf-8"))
    assert {code for code in rows if "-" in code} == REGIONS


def test_a_language_that_the_page_contradicts_is_left_open() -> None:
    assert read(page(lang=' lang="en"', head=meta(og__locale="fr_FR"))).language is None
