"""Text and markup that means harm, in every place where a page, its file or its owner says something."""

from __future__ import annotations

import html
import json

from readery.characters import tidy
from readery.model import Media, Origin, Owner, RawPage

CALL = "window.harm=1"
"""What runs if a vector works."""

# Each is written for this test; together they are the ways in that sanitisers, parsers and templates are known to leave.
VECTORS = (
    # Scripts and what runs them.
    f"<script>{CALL}</script>",
    f"<ScRiPt\x0csrc=//evil.example/x.js></sCrIpT\n><script >{CALL}</script >",
    f"<<script>script>{CALL}<</script>/script>",
    f"<script><!--<script>{CALL}//--></script>",
    f"<img src=x onerror={CALL}>",
    f"<img src=x\nonerror\n=\n'{CALL}' alt=a>",
    f"<img/src=x/onerror={CALL}>",
    "<IMG SRC=x ONERROR=&#119;indow.harm=1>",
    f"<p onclick={CALL} onmouseover={CALL} onfocus={CALL} tabindex=0 autofocus>a</p>",
    f"<details open ontoggle={CALL}><summary>a</summary>b</details>",
    f"<video autoplay><source onerror={CALL} src=x></video><audio src=x onerror={CALL}></audio>",
    f"<marquee onstart={CALL}>a</marquee><select autofocus onfocus={CALL}></select>",
    f"<body onload={CALL} onpageshow={CALL}>",
    # SVG and MathML, where other rules of parsing hold.
    f"<svg onload={CALL}><script>{CALL}</script><a xlink:href=javascript:{CALL}><text>a</text></a></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s><foreignObject><img src=x onerror={CALL}></foreignObject></svg>",
    f'<svg><use href="data:image/svg+xml,<svg id=x onload={CALL}/>#x"></use></svg>',
    f"<math><mi xlink:href=javascript:{CALL} href=javascript:{CALL}>x</mi></math>",
    f'<math><annotation-xml encoding="text/html"><style><img src=x onerror={CALL}></style></annotation-xml></math>',
    f'<math><semantics><mi>x</mi><annotation encoding="text/html"><img src=x onerror={CALL}></annotation></semantics></math>',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={CALL}&gt;">',
    f'<svg></p><style><a id="</style><img src=1 onerror={CALL}>">',
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={CALL}>",
    f'<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title="</style><img src onerror={CALL}>"></style></h1>',
    # Elements whose content some parsers read as text.
    f'<noscript><p title="</noscript><img src=x onerror={CALL}>"></p></noscript>',
    f"<textarea><img src=x onerror={CALL}></textarea><title><img src=x onerror={CALL}></title>",
    f"<xmp><img src=x onerror={CALL}></xmp><noembed><img src=x onerror={CALL}></noembed>",
    f"<template><img src=x onerror={CALL}></template><template shadowrootmode=open><script>{CALL}</script></template>",
    f"<!--><img src=x onerror={CALL}>--> <!--!> <img src=x onerror={CALL}> --!> <![CDATA[<img src=x onerror={CALL}>]]>",
    f"<? <img src=x onerror={CALL}> ?> </ <img src=x onerror={CALL}> >",
    # Addresses that run or lead astray.
    f'<a href="javascript:{CALL}">a</a>',
    f'<a href="JaVaScRiPt&colon;{CALL}">a</a><a href="java&#10;script:{CALL}">a</a><a href="java\tscript:{CALL}">a</a>',
    f'<a href=" &#1; javascript:{CALL}">a</a><a href="&#x6A;avascript&#0000058;{CALL}">a</a>',
    f'<a href="javascript://e.example/%0a{CALL}">a</a><a href="view-source:javascript:{CALL}">a</a>',
    f'<a href="vbscript:{CALL}">a</a><a href="data:text/html,<script>{CALL}</script>">a</a>',
    '<a href="blob:https://e.example/1">a</a><a href="filesystem:x">a</a><a href="file:///etc/passwd">a</a>',
    f'<a href="https://e.example/&quot; onmouseover=&quot;{CALL}">a</a>',
    f"<a href='https://e.example/\" onmouseover=\"{CALL}'>a</a>",
    f'<blockquote cite="javascript:{CALL}">a</blockquote><q cite="data:text/html,x">a</q><del cite="javascript:x">a</del>',
    f'<base href="javascript:{CALL}//"><base target="_top"><a href="x">a</a>',
    # Frames, forms, styles, what loads from elsewhere.
    f'<iframe src="javascript:{CALL}"></iframe><iframe srcdoc="<script>parent.{CALL}</script>"></iframe>',
    '<iframe src="https://evil.example/"></iframe><frameset><frame src="https://evil.example/"></frameset>',
    f'<object data="data:text/html,<script>{CALL}</script>"></object><embed src="javascript:{CALL}"><applet code=x></applet>',
    f'<form action="javascript:{CALL}"><input name=a><button formaction="javascript:{CALL}">a</button></form>',
    f'<meta http-equiv="refresh" content="0;url=javascript:{CALL}"><meta http-equiv="Set-Cookie" content="a=b">',
    "<link rel=stylesheet href=https://evil.example/x.css><link rel=import href=https://evil.example/x>",
    '<style>@import "https://evil.example/x.css"; body{background:url(https://evil.example/x.png)}</style>',
    f'<p style="background:url(https://evil.example/x.png);behavior:url(x);width:expression({CALL})">a</p>',
    '<img src="https://evil.example/x.png" srcset="https://evil.example/y.png 2x" alt=a>',
    '<picture><source srcset="https://evil.example/x.png"><img src="x.png" alt=a></picture><table background="https://evil.example/x">',
    '<video poster="https://evil.example/x.png" src="https://evil.example/x.mp4"></video>',
    '<a href="https://e.example/" ping="https://evil.example/">a</a>',
    # Attributes that are let through, with values that break out of them.
    f'<img alt="&quot; onerror=&quot;{CALL}" src="x.png" width="1&quot; onerror=&quot;{CALL}" height="9e9">',
    f'<p lang="&quot;><script>{CALL}</script>" dir="&quot; onclick=&quot;{CALL}" title="&quot;><script>{CALL}</script>">a</p>',
    f'<time datetime="&quot;><script>{CALL}</script>">a</time><ol type="&quot;><script>{CALL}</script>" start="x"><li value="y">a</ol>',
    f'<pre><code class="language-&quot;><script>{CALL}</script>">a</code></pre>',
    "<p id=location name=body>a</p><h2 id=search>a</h2><img name=forms src=x.png id=getElementById alt=a>",
    # What stands for a picture inside the house.
    f'<img src="picture:0" onerror={CALL} alt=a><img src="picture:99" alt=b><a href="picture:0">c</a>',
    f'<img src="data:image/svg+xml,<svg xmlns=http://www.w3.org/2000/svg onload={CALL}/>" alt=a>',
    '<img src="data:text/html;base64,PHNjcmlwdD4=" alt=a><img src="data:image/png;base64,!!!!" alt=b>',
    # Templates, data blocks and text formats.
    "{{ 7*7 }} {% raw %} {{ config }} ${7*7} #{7*7} <%= 7*7 %>",
    f"</script><script>{CALL}</script> ]]> <!-- --> \\u003cscript\\u003e{CALL}",
    f"</title><script>{CALL}</script></textarea></style></noscript></template>",
    "\u202eevil\u202c \u2066a\u2069 \ufeff \u2028 \u2029 \ufdd0 \U000e0001 a\u0300" + "\u0301" * 40,
    "&#0;&#1;&#x1f;&#xD800;&#xFFFF;&#x110000;&#99999999999; \x0b\x1b[31m",
)
SENTENCES = (
    "The keeper walks to the end of the pier every evening at nine and counts the lamps that she can still see.",
    "If there are seven it is a clear night, she says, and the boats may go out; if there are three, she rings.",
    "The counting has been done every night since 1871, and the books in which it is written down fill a shelf.",
    "Last year a student from the mainland read them all and found that the fog has become rarer by a third.",
)


def page_with(vector: str) -> str:
    """A page that holds a vector wherever a page says something."""
    quoted, literal = html.escape(vector), json.dumps(vector).replace("</", "<\\/")
    story = "".join(f"<p>{sentence}</p>{vector}<p>{vector} {sentence} {quoted}</p>" for sentence in SENTENCES)
    return f"""<!doctype html><html lang="{quoted}" dir="{quoted}"><head><meta charset="utf-8">
<title>Lamps {quoted}</title><meta name="description" content="{quoted}"><meta name="author" content="{quoted}">
<meta property="og:title" content="Lamps {quoted}"><meta property="og:image" content="{quoted}"><meta property="og:url" content="{quoted}">
<meta property="article:tag" content="{quoted}"><meta property="og:site_name" content="{quoted}"><link rel="canonical" href="{quoted}">
<meta property="article:published_time" content="{quoted}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": {literal},
"author": {{"@type": "Person", "name": {literal}, "url": {literal}}}, "keywords": [{literal}], "image": {literal}, "url": {literal},
"datePublished": {literal}, "description": {literal}, "articleSection": {literal}, "publisher": {{"name": {literal}}}}}</script>
</head><body><nav>{vector}</nav><main><article><h1>Lamps {vector}{quoted}</h1><p class="byline">By {quoted}</p>
<time datetime="{quoted}">{quoted}</time>{story}<figure><img src="{quoted}" alt="{quoted}" title="{quoted}">
<figcaption>Lamps {vector} {quoted} <small>{quoted}</small></figcaption></figure><h2 id="{quoted}">{quoted}</h2>
<pre><code class="{quoted}">{quoted}</code></pre><table><caption>{vector}</caption>
<tr><th scope="{quoted}">{vector}</th><td>{quoted}</td></tr></table>
<blockquote cite="{quoted}"><p>{SENTENCES[0]} {vector}</p></blockquote></article></main></body></html>"""


def markdown_with(vector: str) -> str:
    """The same for Markdown."""
    line = " ".join(vector.split())
    story = "\n\n".join(
        f'{sentence} {vector}\n\n[{line}]({line}) ![{line}]({line} "{line}") <{line}>' for sentence in SENTENCES
    )
    return f"# Lamps {line}\n\n{story}\n\n[a]: {line}\n\n[a] and `{line}`\n\n```{line}\n{vector}\n```\n\n> {line}\n\n[^1]: {line}\n"


def text_with(vector: str) -> str:
    """The same for a text scrape."""
    line = " ".join(vector.split())
    return (
        f"Lamps {line}\n\nBy {line}\n\n"
        + "\n\n".join(f"{sentence} {line}" for sentence in SENTENCES)
        + f"\n\n{line} (EPA)\n"
    )


WRITERS = {Media.HTML: page_with, Media.MARKDOWN: markdown_with, Media.TEXT: text_with}


def raw(text: str, media: Media = Media.HTML, owner: Owner = Owner(), url: str | None = None) -> RawPage:  # noqa: B008
    return RawPage(Origin("lamps.html", media.value, "0" * 64), media, tidy(text), url, None, owner)


def owned_by(vector: str) -> Owner:
    """An owner (or whoever wrote the front matter) who says the vector everywhere."""
    vector = tidy(vector)
    return Owner(
        title=vector,
        dek=vector,
        authors=(vector,),
        site=vector,
        published=None,
        tags=(vector, f"tag {vector}"),
        notes=vector,
        keep=(vector,),
    )
