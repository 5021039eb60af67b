"""The page's ``<meta>`` elements: Open Graph, Dublin Core, citation_*, Twitter, and the names that newspapers' systems use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readery.clean.metadata.claims import Claim, Field, claim

if TYPE_CHECKING:
    from readery.clean.html.tree import Tree

_NAMES = {
    Field.TITLE: """og:title twitter:title parsely-title sailthru.title dc.title dcterms.title citation_title title headline
        article:title hdl fb_title""",
    Field.DEK: """og:description twitter:description description dc.description dcterms.description dcterms.abstract
        sailthru.description""",
    Field.AUTHOR: """author article:author og:article:author parsely-author sailthru.author dc.creator dcterms.creator
        citation_author byl byline author.name article:author_name article.author authors og:author shareaholic:article_author_name
        cxenseparse:author vr:author dc.contributor rbauthors dcsext.author writer""",
    Field.PUBLISHED: """article:published_time og:article:published_time og:published_time article:published article.published
        parsely-pub-date sailthru.date dcterms.issued dc.date.issued datepublished publishdate publish-date publish_date pubdate
        published_at publication_date publicationdate published published_time date dc.date dcterms.date dc.date.created dcterms.created
        dc.created citation_online_date citation_publication_date citation_date cxenseparse:recs:publishtime cxenseparse:publishtime
        originalpublicationdate rnews:datepublished vr:published displaydate shareaholic:article_published_time bt:pubdate ptime pdate
        article_date_original dcsext.articlefirstpublished iso-8601-publish-date created date_published article:post_date date.created
        created_time creation_date""",
    Field.UPDATED: """article:modified_time og:article:modified_time og:updated_time og:modified_time dcterms.modified
        dc.date.modified datemodified modificationdate lastmod last-modified lastmodified revised utime article:modified dc.modified
        shareaholic:article_modified_time date.modified updated_time modified date_modified dateupdate""",
    Field.SITE: """og:site_name application-name apple-mobile-web-app-title dc.publisher dcterms.publisher
        citation_journal_title publisher""",
    Field.URL: """og:url parsely-link twitter:url citation_public_url citation_abstract_html_url citation_fulltext_html_url prism.url
        dc.identifier dcterms.identifier dc.identifier.uri dc.source.uri""",
    Field.SECTION: "article:section og:article:section parsely-section og:section section category cxenseparse:category",
    Field.TAG: "article:tag og:article:tag keywords news_keywords parsely-tags sailthru.tags dc.subject dcterms.subject citation_keywords",
    Field.IMAGE: """og:image og:image:url og:image:secure_url twitter:image twitter:image:src
        parsely-image-url sailthru.image.full thumbnail""",
    Field.LANG: "content-language dc.language dcterms.language language og:locale",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}
_DUBLIN_CORE = re.compile(r"\b(dc|dcterm)(s?):", re.IGNORECASE)  # as RDFa writes it
_MOST = 500
"""Elements that are looked at; a page that has more of them is broken."""


def _dotted(match: re.Match[str]) -> str:
    return "dc." if match[1].lower() == "dc" else "dcterms."


def read(tree: Tree) -> Iterator[Claim]:
    """Every claim that a ``<meta>`` makes; its source is ``meta NAME``."""
    for node in tree.css("meta[content]")[:_MOST]:
        attributes = node.attributes
        content = attributes.get("content")
        # Several names on one element happen: <meta property="og:title" name="twitter:title" …>.
        for key in ("property", "name", "itemprop", "http-equiv"):
            for name in _DUBLIN_CORE.sub(_dotted, attributes.get(key) or "").lower().split():
                field = _FIELD_OF.get(name)
                if field is not None and not (key == "itemprop" and name in ("author", "publisher", "keywords")):
                    yield from claim(field, content, f"meta {name}")
