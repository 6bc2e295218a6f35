"""The words of a card, out of ``posts.json`` or the like."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from bot.composing.cards import kind_of
from bot.composing.typography import quoted, typeset
from bot.errors import DocumentError
from bot.model import CardContent, PostKind

Object = dict[str, object]


def content_of(path: Path, template: str, publication: str = "") -> CardContent:
    """What a card of ``template`` prints of the post in ``path``.

    The file holds what ``bot compose`` writes: an object with ``article`` and ``posts`` (or one
    ``post``), or a list of those, of which the first counts. Of several posts the first of the
    kind that the template is for is taken, else the first. A template of the newsroom's own
    prints what that post is made of.

    Where a card of that template, or of one for the same words, was made for one of the posts, its
    words are taken as they are.

    Raises DocumentError, naming the file and what it lacks.
    """
    data = _load(path)
    article = _object(data, "article", path)
    printed = _words_of(data, template)
    if printed:
        return _content(printed, _text(article, "language") or "en", publication, path)
    post = _post(data, kind_of(template), path)
    language = _text(article, "language") or "en"
    link = _text(post, "link") or _text(article, "url")
    kind = kind_of(template) or _kind(post, path)
    said = post.get("quote") if kind is PostKind.QUOTE else None
    quote = said if isinstance(said, dict) else {}
    words = _text(quote, "display") or _text(quote, "text")
    title = _text(article, "title")
    if not title:
        raise DocumentError(f"{path}: the article has no title; give it one")
    if kind is PostKind.QUOTE and not words:
        raise DocumentError(f"{path}: the post has no quote; name another template than {template}")
    if kind is PostKind.FIGURE:
        raise DocumentError(f"{path}: no post has a figure; name another template than {template}")
    points = article.get("summary_points")
    host = (urlsplit(link).hostname or "").removeprefix("www.")
    return CardContent(
        kind=kind,
        language=language,
        headline=typeset(title, language),
        quote=quoted(words, language) if words else None,
        speaker=typeset(_text(quote, "speaker"), language) or None,
        role=typeset(_text(quote, "role"), language) or None,
        points=tuple(typeset(str(point), language) for point in points)
        if kind is PostKind.TLDR and isinstance(points, list)
        else (),
        source=publication or host,
    )


def _words_of(data: Object, template: str) -> Object | None:
    """The words of the first card of such a template among the posts and their variants."""
    for post in _objects(data.get("posts")):
        for holder in (post, *_objects(post.get("variants"))):
            for piece in (holder, *_objects(holder.get("pieces"))):
                for card in _objects(piece.get("cards")):
                    words = card.get("words")
                    alike = _text(card, "template").split("-")[0] == template.split("-")[0]
                    if alike and isinstance(words, dict):
                        return words
    return None


def _content(words: Object, language: str, publication: str, path: Path) -> CardContent:
    """The words as they stand, their typography and all."""

    def said(name: str) -> str | None:
        found = words.get(name)
        return found if isinstance(found, str) and found else None

    points = words.get("points")
    return CardContent(
        kind=_kind(words, path),
        language=language,
        headline=said("headline") or "",
        quote=said("quote"),
        speaker=said("speaker"),
        role=said("role"),
        points=tuple(map(str, points)) if isinstance(points, list) else (),
        figure=said("figure"),
        source=publication or said("source") or "",
        site=said("site") or "",
    )


def _objects(value: object) -> list[Object]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _load(path: Path) -> Object:
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise DocumentError(f"{path}: {error.strerror}; name a file of bot compose") from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{path}: not JSON ({error}); name a file of bot compose") from error
    if isinstance(data, list) and data:
        data = data[0]
    if not isinstance(data, dict):
        raise DocumentError(f"{path}: holds no object with an article and its posts")
    return data


def _object(data: Object, name: str, path: Path) -> Object:
    found = data.get(name)
    if not isinstance(found, dict):
        raise DocumentError(f"{path}: has no {name}; bot compose writes files that have one")
    return found


def _post(data: Object, kind: PostKind | None, path: Path) -> Object:
    posts = data.get("posts")
    if not isinstance(posts, list):
        return _object(data, "post", path)
    found = [post for post in posts if isinstance(post, dict)]
    if not found:
        raise DocumentError(f"{path}: has no posts; bot compose writes files that have some")
    return next((post for post in found if post.get("kind") == kind), found[0])


def _kind(post: Object, path: Path) -> PostKind:
    name = _text(post, "kind") or (PostKind.QUOTE if post.get("quote") else PostKind.HEADLINE)
    try:
        return PostKind(name)
    except ValueError:
        known = ", ".join(PostKind)
        raise DocumentError(f"{path}: no post is of kind {name!r}; there are {known}") from None


def _text(data: Object, name: str) -> str:
    found = data.get(name)
    return " ".join(found.split()) if isinstance(found, str) else ""
