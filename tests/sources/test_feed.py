"""Feeds of every kind in, entries out, newest first; and nothing a feed does costs more."""

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FeedError, SourceError
from bot.sources.feed import Feed, parse_feed
from tests.sources.server import gzip_bomb

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>La Vigie &amp; Co</title><link>https://vigie.test/</link>
<item><title>Undated</title><link>https://vigie.test/undated</link></item>
<item><title>Le pont &laquo;&nbsp;rouvre&nbsp;&raquo; & c’est lundi</title><link>/pont</link>
 <guid isPermaLink="false">vigie-17</guid><pubDate>Mon, 10 Mar 2025 08:05:00 +0100</pubDate>
 <category>Transports</category><category>Pont</category>
 <description><![CDATA[<p>Huit mois de <b>travaux</b>&nbsp;&hellip;</p>]]></description></item>
<item><title>Newer</title><link>https://vigie.test/newer</link>
 <dc:date>2025-03-11T06:00:00Z</dc:date></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom">
<title type="html">Vigie &lt;i&gt;web&lt;/i&gt;</title>
<entry><id>tag:vigie.test,2025:1</id><title>First</title>
 <link rel="self" href="https://vigie.test/1.atom"/><link href="1.html"/>
 <published>2025-03-10T07:00:00Z</published><updated>2025-03-12T07:00:00+01:00</updated></entry>
</feed>"""

RSS_10 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://vigie.test/"><title>Vigie</title></channel>
<item rdf:about="https://vigie.test/1"><title>One</title><link>https://vigie.test/1</link></item>
</rdf:RDF>"""

RSS_091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">
<rss version="0.91"><channel><title>Vigie</title>
<item><title>One</title><link>https://vigie.test/1</link></item></channel></rss>"""


def parsed(text: str | bytes, **options: str) -> Feed:
    raw = text.encode() if isinstance(text, str) else text
    return parse_feed(raw, source="feed", url="https://vigie.test/feed/", **options)


def rss(items: str) -> str:
    return f'<rss version="2.0"><channel><title>V</title>{items}</channel></rss>'


JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "La Vigie", "items": [
 {"id": 7, "url": "/un", "title": "Un", "date_published": "2025-03-10T08:00:00+01:00",
  "tags": ["Pont", 3], "summary": "<b>Huit</b> mois"},
 {"id": "b", "external_url": "https://elsewhere.example/"}, "no item", {"title": ["no title"]}]}"""

SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><!-- news -->
<url><loc>https://vigie.test/un</loc><news:news><news:publication><news:name>La Vigie</news:name>
 <news:language>fr</news:language></news:publication><news:title>Un &amp; deux</news:title>
 <news:publication_date>2025-03-10T08:00:00+01:00</news:publication_date>
 <news:keywords>Pont, Transports</news:keywords></news:news></url>
<url><loc>https://vigie.test/vieux</loc><lastmod>2025-03-09</lastmod></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""


class TestReading:
    def test_rss(self) -> None:
        feed = parsed(RSS)
        assert feed.title == "La Vigie & Co"
        assert [entry.title for entry in feed.entries] == [
            "Newer", "Le pont « rouvre » & c’est lundi", "Undated",
        ]  # fmt: skip
        entry = feed.entries[1]
        assert (entry.key, entry.url) == ("vigie-17", "https://vigie.test/pont")
        assert entry.published_at == datetime(2025, 3, 10, 7, 5, tzinfo=UTC)
        assert entry.tags == ("Transports", "Pont")
        assert entry.summary == "Huit mois de travaux …"

    def test_atom(self) -> None:
        feed = parsed(ATOM)
        (entry,) = feed.entries
        assert (feed.title, entry.title) == ("Vigie web", "First")
        assert entry.key == "tag:vigie.test,2025:1"
        assert entry.url == "https://vigie.test/feed/1.html"
        assert entry.published_at == datetime(2025, 3, 10, 7, tzinfo=UTC)
        assert entry.updated_at == datetime(2025, 3, 12, 6, tzinfo=UTC)

    def test_json_feed(self) -> None:
        feed = parsed(JSON_FEED)
        (entry,) = feed.entries
        assert (feed.title, entry.key, entry.title) == ("La Vigie", "7", "Un")
        assert entry.url == "https://vigie.test/un"
        assert entry.published_at == datetime(2025, 3, 10, 7, tzinfo=UTC)
        assert (entry.tags, entry.summary) == (("Pont",), "Huit mois")

    @pytest.mark.parametrize("packed", [False, True])
    def test_news_sitemap(self, packed: bool) -> None:
        raw = gzip.compress(SITEMAP.encode()) if packed else SITEMAP.encode()
        news, old = parsed(raw).entries
        assert (news.url, news.title) == ("https://vigie.test/un", "Un & deux")
        assert news.published_at == datetime(2025, 3, 10, 7, tzinfo=UTC)
        assert news.tags == ("Pont", "Transports")
        assert (old.title, old.published_at) == ("", None)
        assert old.updated_at == datetime(2025, 3, 9, tzinfo=UTC)

    @pytest.mark.parametrize("text", [RSS_10, RSS_091])
    def test_old_rss(self, text: str) -> None:
        (entry,) = parsed(text).entries
        assert (entry.title, entry.url, entry.key) == (
            "One", "https://vigie.test/1", "https://vigie.test/1",
        )  # fmt: skip

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_any_encoding(self, encoding: str) -> None:
        text = rss("<item><title>L’été à Orléans</title><link>https://v.test/</link></item>")
        assert parsed(text.encode(encoding)).entries[0].title == "L’été à Orléans"

    def test_a_date_without_zone_is_in_the_publishers(self) -> None:
        item = "<item><title>A</title><pubDate>Mon, 10 Mar 2025 08:05:00</pubDate></item>"
        at = parsed(rss(item), zone="Europe/Paris").entries[0].published_at
        assert at == datetime(2025, 3, 10, 7, 5, tzinfo=UTC)

    def test_links_that_are_no_web_addresses_are_dropped(self) -> None:
        item = "<item><title>A</title><link>javascript:alert(1)</link></item>"
        assert parsed(rss(item)).entries[0].url is None

    def test_an_item_that_comes_twice_counts_once(self) -> None:
        item = "<item><title>A</title><guid>1</guid></item>"
        assert len(parsed(rss(item * 3)).entries) == 1

    def test_articles_that_share_a_guid_are_told_apart_by_their_pages(self) -> None:
        item = "<item><title>{0}</title><link>https://v.test/{0}</link><guid>same</guid></item>"
        found = parsed(rss(item.format("a") + item.format("b") + item.format("a"))).entries
        assert [entry.key for entry in found] == ["https://v.test/a", "https://v.test/b"]

    def test_a_guid_that_is_no_address_is_none(self) -> None:
        items = (
            '<item><title>a</title><guid isPermaLink="false">https://v.test/no</guid></item>'
            "<item><title>b</title><guid>https://v.test/yes</guid></item>"
        )
        assert [entry.url for entry in parsed(rss(items)).entries] == [None, "https://v.test/yes"]

    def test_the_article_itself_is_linked_to_and_not_who_counts_its_readers(self) -> None:
        text = rss(
            "<item><title>a</title><link>https://feedproxy.test/~r/1</link>"
            '<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://v.test/a'
            '</f:origLink><m:content xmlns:m="http://search.yahoo.com/mrss/" url="https://v.test/i">'
            "<m:title>photo</m:title></m:content></item>"
        )
        (entry,) = parsed(text).entries
        assert (entry.url, entry.title) == ("https://v.test/a", "a")

    def test_windows_characters_under_another_name(self) -> None:
        text = rss("<item><title>L’été « x » – 10 €</title><link>https://v.test/</link></item>")
        raw = text.encode("cp1252")
        (entry,) = parsed(b'<?xml version="1.0" encoding="utf-8"?>' + raw).entries
        assert entry.title == "L’été « x » – 10 €"

    def test_addresses_begin_where_the_feed_says(self) -> None:
        text = (
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.test/x/"><entry '
            'xml:base="sub/"><id>1</id><title>a</title><link rel="self" href="self.xml"/><link '
            'href="a.html"/></entry></feed>'
        )
        assert parsed(text).entries[0].url == "https://other.test/x/sub/a.html"

    @pytest.mark.parametrize(
        "after", ["<!-- 3 ms -->\n<script>count()</script>", "<br>", "Warning"]
    )
    def test_what_scripts_add_after_the_end_is_left_out(self, after: str) -> None:
        assert len(parsed(rss("<item><title>a</title></item>") + after).entries) == 1

    def test_an_id_that_is_an_address_is_the_articles(self) -> None:
        text = (
            '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "https://v.test/a", '
            '"title": "a"}, {"id": "2", "title": "b", "external_url": "https://elsewhere.test/"}]}'
        )
        assert [entry.url for entry in parsed(text).entries] == ["https://v.test/a", None]

    def test_a_picture_in_a_sitemap_is_no_article(self) -> None:
        text = SITEMAP.replace("<url><loc>https://vigie.test/un</loc>", (
            '<url><i:image xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><i:loc>'
            "https://vigie.test/i.jpg</i:loc><i:title>Image</i:title></i:image>"
            "<loc>https://vigie.test/un</loc>"
        ))  # fmt: skip
        entry = parsed(text).entries[0]
        assert (entry.url, entry.title) == ("https://vigie.test/un", "Un & deux")

    def test_the_order_of_undated_entries_is_the_feeds(self) -> None:
        items = "".join(f"<item><title>{name}</title></item>" for name in "cab")
        assert [entry.title for entry in parsed(rss(items)).entries] == ["c", "a", "b"]


LAUGHS = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title></channel></rss>"""
OUTSIDE = """<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&x;</title></channel></rss>"""
HIDDEN = "<!-- <rss> --><?a <rss> ?>" + LAUGHS.partition("?>")[2]


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "why"),
        [
            (LAUGHS, "declares entities"),
            (OUTSIDE, "declares entities"),
            (HIDDEN, "declares entities"),
            (LAUGHS.encode("utf-16"), "declares entities"),
            ("<!DOCTYPE html><html><body>Page</body></html>", "an HTML page, no feed"),
            ("<HTML><body>Page</body></HTML>", "an HTML page, no feed"),
            ('<?xml version="1.0"?><html xmlns="x"/>', "an HTML page, no feed"),
            ("<sitemapindex/>", "a list of sitemaps"),
            ("<opml/>", "a list of feeds"),
            ("<bank/>", "no RSS or Atom feed"),
            ('{"version": "https://elsewhere.example/"}', "no JSON Feed"),
            ('{"version": "https://jsonfeed.org/version/1.1",', "broken JSON in line 1"),
            ("{" + '"a":[' * 100_000, "broken JSON|nested too deep"),
            (gzip_bomb(60_000_000), "unpacks to more than 50 MB"),
            (b"\x1f\x8bnothing", "damaged gzip"),
            ("", "empty"),
            (" \n", "empty"),
            (rss("<item>\n<title>A</item>"), "broken XML in line 2"),
            (RSS[:400], "broken XML in line"),
            (rss("<a>" * 5_000), "nested over 100 deep"),
        ],
    )
    def test_what_is_no_feed_is_refused_by_name(self, text: str | bytes, why: str) -> None:
        with pytest.raises(FeedError, match=f"^feed: .*{why}") as caught:
            parsed(text)
        assert "\n" not in str(caught.value)

    def test_an_outside_file_is_never_read(self) -> None:
        text = RSS_091.replace("http://my.netscape.com/rss.dtd", "file:///etc/passwd")
        assert "root" not in repr(parsed(text))

    def test_an_undeclared_entity_stays_as_written(self) -> None:
        item = "<item><title>A &nosuch; B</title></item>"
        assert parsed(rss(item)).entries[0].title == "A &nosuch; B"


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_feed_or_an_error(raw: bytes) -> None:
    with_root = b'<rss version="2.0"><channel>' + raw
    closed = with_root + b"</channel></rss>"
    for each in (raw, with_root, closed):
        try:
            assert isinstance(parsed(each), Feed)
        except SourceError as error:
            assert "\n" not in str(error)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "link", "guid", "pubDate", "description", "category", "dc"]),
            st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40),
        )
    )
)
def test_any_fields_make_an_entry_or_none(fields: list[tuple[str, str]]) -> None:
    inner = "".join(f"<{name}><![CDATA[{text}]]></{name}>" for name, text in fields)
    try:
        feed = parsed(rss(f"<item>{inner}</item>"))
    except FeedError:
        return  # "]]>" in the text
    for entry in feed.entries:
        assert entry.key
        assert entry.published_at is None or entry.published_at.tzinfo is UTC
