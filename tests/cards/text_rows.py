"""The rows of docs/reference/css.md about text, as in ``rows.py``."""

LOREM = "<p class='a'>Le pont restera fermé tout l’hiver, dit la mairie</p>"
MARKED = "<p class='a'>Le pont <b>restera fermé tout</b> l’hiver</p>"
GLYPHS = "<p class='a'>Équipage j’y</p>"


def text(css: str, body: str = LOREM, size: int = 20) -> tuple[str, str]:
    """A text in the cell."""
    return f"& .a {{ font-size: {size}px; line-height: 1.4; padding: 10px; {css} }}", body


def marked(css: str, body: str = MARKED) -> tuple[str, str]:
    """A text with an element within it."""
    base = "& .a { font-size: 20px; line-height: 1.5; padding: 10px } & b { font-weight: 400; "
    return base + css + " }", body


TEXT_ROWS: dict[str, tuple[str, str]] = {
    # fonts
    "light": text("font-weight: 200"),
    "font": text("font: italic 600 22px/1.6 Newsreader, serif"),
    "font without a line height": text("font: 24px Inter"),
    "weight between": text("font-weight: 550"),
    "bolder": text("font-weight: 300", "<p class='a'>Un <b>mot <b>gras <b>noir</b></b></b></p>"),
    "lighter": marked("font-weight: lighter",
                      "<p class='a'>Un mot <i style='font-weight: 700'>gras <b>ou non</b></i></p>"),
    "black": text("font-family: Newsreader; font-weight: 800"),
    "italic": text("font-style: italic"),
    "italic serif": text("font-family: Newsreader; font-style: italic; font-weight: 300"),
    "feature": text('font-feature-settings: "tnum" 1, "ss01"', "<p class='a'>11:17 à 1 a</p>", 30),
    "tabular": text("font-variant-numeric: tabular-nums", "<p class='a'>11:17 à 1</p>", 30),
    "fallback": text("font-family: Newsreader, Inter", "<p class='a'>a → b ★ Łódź</p>", 30),
    "emoji": text("", "<p class='a'>Oui 🎉 👍🏽</p>", 30),
    "combining": text("", "<p class='a'>e\u0301te\u0301 n\u0303 o\u0308</p>", 30),
    # spacing
    "letter-spacing": text("letter-spacing: 3px"),
    "tight letters": text("letter-spacing: -.03em"),
    "spaced letters that join": text(
        "letter-spacing: 4px", "<p class='a' dir='rtl'>لن نفتح الجسر اليوم</p>"),
    "spaced digits among letters that join": text(
        "letter-spacing: 4px", "<p class='a'>4.2 لن نفتح (اليوم) 30 a 4.2</p>"),
    "word-spacing": text("word-spacing: 8px"),
    "line-height": text("line-height: 30px"),
    "line-height of a broken size": text("font-size: 20.8px; line-height: 1.25"),
    "line-height normal": text("line-height: normal"),
    "line-height normal in another font": text(
        "line-height: normal; white-space: pre-line",
        "<p class='a'>Un mot&#10;ou جسر deux&#10;et la fin</p>"),
    "sizes on a line": marked("font-size: 32px; line-height: 1"),
    # alignment
    "left": text("text-align: left"),
    "center": text("text-align: center"),
    "right": text("text-align: right"),
    "right with too long a word": text("text-align: right; width: 90px",
                                       "<p class='a'>Le développement durable</p>"),
    "center from right to left with too long a word": text(
        "text-align: center; width: 90px; margin-left: 90px; direction: rtl",
        "<p class='a'>Le développement durable</p>"),
    "right before a line break": text("text-align: right",
                                      "<p class='a'>Un <i>mot</i> <br> et <b>la</b> <br>fin</p>"),
    "justify": text("text-align: justify"),
    "justify with spans": ("& .a { font-size: 18px; text-align: justify; padding: 8px } "
                           "& b { font-weight: 900 }", MARKED),
    "indent": text("text-indent: 2em"),
    "uppercase": text("text-transform: uppercase", size=16),
    "capitalize": text("text-transform: capitalize"),
    "nowrap": text("white-space: nowrap; overflow: hidden"),
    "pre-line": text("white-space: pre-line", "<p class='a'>Un&#10;mot   ou deux</p>"),
    # lines along the text
    "underline": text("text-decoration: underline", GLYPHS, 30),
    "link": marked("", "<p class='a'>Le <a href='#'>pont</a> reste <var>fermé</var></p>"),
    "underline by the tag": marked("color: red", MARKED.replace("b>", "u>")),
    "underline of a thickness": text(
        "text-decoration: underline; text-decoration-thickness: 5px", GLYPHS, 30),
    "underline in em": text("text-decoration: underline .2em red", GLYPHS, 30),
    "underline away from the text": text(
        "text-decoration: underline 3px; text-underline-offset: 8px", GLYPHS, 30),
    "underline close to it": text(
        "text-decoration: underline 3px; text-underline-offset: .05em", GLYPHS, 30),
    "underline through ink": text(
        "text-decoration: underline 2px; text-decoration-skip-ink: none", GLYPHS, 30),
    "underline of a part": marked("text-decoration: underline 2px red"),
    "underline over parts": ("& .a { font-size: 22px; padding: 8px; text-decoration: underline }"
                             " & b { font-size: 30px; color: red }", MARKED),
    "thin lines": text("text-decoration: underline overline; margin-top: 6px", size=19),
    "line through": text("text-decoration: line-through", GLYPHS, 30),
    "thick line through": text("text-decoration: line-through 6px red", GLYPHS, 30),
    "overline": text("text-decoration: overline 2px", GLYPHS, 30),
    # shadows and strokes
    "text-shadow": text("text-shadow: 3px 4px 0 red", GLYPHS, 30),
    "blurred text-shadow": text("text-shadow: 0 2px 6px rgb(0 0 0 / .6)", GLYPHS, 30),
    "text-shadows": text("text-shadow: 1px 1px 0 red, 4px 4px 2px blue; color: white", GLYPHS, 30),
    "shadow of an underline": text("text-shadow: 3px 3px 0 red; text-decoration: underline",
                                   "<p class='a'>Mot</p>", 40),
    "stroke": text("-webkit-text-stroke: 2px red", GLYPHS, 34),
    "stroke of dots": text("-webkit-text-stroke: 2px red", "<p class='a'>Si ; ô ! Å.</p>", 34),
    "underline of a stroke": text("-webkit-text-stroke: 2px red; text-decoration: underline",
                                  GLYPHS, 34),
    "stroke beneath": text(
        "-webkit-text-stroke: 6px red; paint-order: stroke fill; color: white", GLYPHS, 34),
    "hollow": text("-webkit-text-stroke: 1px black; color: transparent",
                   "<p class='a'>AVEC</p>", 50),
    # inline boxes
    "mark": marked("", MARKED.replace("b>", "mark>")),
    "inline background": marked("background: #fd9"),
    "inline padding": marked("background: #fd9; padding: 2px 8px"),
    "inline padding in parts": marked("background: #fd9; padding: 2.4px 8px; line-height: 1.53"),
    "inline padding in larger parts": marked("padding: 3.6px 8px; line-height: 1.51"),
    "inline round": marked("background: #fd9; padding: 2px 8px; border-radius: 8px"),
    "inline border": marked("border: 2px solid red; padding: 0 4px"),
    "inline border below": marked("border-bottom: 3px solid red"),
    "inline margin": marked("background: #fd9; margin: 0 12px"),
    "inline clone": marked("background: #fd9; padding: 2px 8px; border-radius: 8px;"
                           " box-decoration-break: clone"),
    "inline clone of a whole text": (
        "& .a { font-size: 24px; line-height: 1.2; padding: 10px } & b { background: black;"
        " color: white; padding: 1px 8px; -webkit-box-decoration-break: clone }",
        "<p class='a'><b>Le pont restera fermé tout l’hiver</b></p>"),
    "inline gradient": marked("background: linear-gradient(transparent 60%, #fd9 60%)"),
    "inline gradient across lines": marked("background: linear-gradient(90deg, red, yellow)"),
    "inline shadow": marked("background: #fd9; box-shadow: 4px 4px 0 red"),
    "inline in inline": ("& .a { font-size: 20px; line-height: 1.6; padding: 10px } & b {"
                         " background: #fd9; padding: 4px 8px } & i { background: #9df;"
                         " padding: 0 4px }",
                         "<p class='a'>Le <b><i>pont</i> reste fermé</b> ici</p>"),
    "inline tight": ("& .a { font-size: 30px; line-height: 1; padding: 10px } & b {"
                     " background: #fd9; box-decoration-break: clone; padding: 2px 6px }",
                     "<p class='a'><b>Je joue à ping-pong, j’y gagne</b></p>"),
    "inline box in a turned text": (
        "& .a { font-size: 20px; line-height: 1.6; margin: 30px; transform: rotate(-6deg) } & b {"
        " background: #fd9; padding: 0 4px }", MARKED),
    # from right to left
    "inline box about Arabic": marked(
        "background: #fd9; border: solid red; border-width: 1px 2px 1px 6px; padding: 0 9px 0 2px",
        "<p class='a'>Le mot <b>سيبقى الجسر <i>مغلقًا حتى</i> أبريل</b> se lit ainsi</p>"),
    "inline box about two directions": marked(
        "background: #fd9; padding: 0 12px 0 4px",
        "<p class='a'>On <b>dit سيبقى الجسر مغلقًا ou</b> non</p>"),
    "Hebrew": text("direction: rtl", "<p class='a'>הגשר ייסגר עד 30 באפריל 2026</p>"),
    "Hebrew serif": text("direction: rtl; font-family: Newsreader; font-weight: 700",
                         "<p class='a'>«הגשר ייסגר» אמרה (שוב) ראש העיר</p>"),
    "Arabic": text("direction: rtl",
                   "<p class='a'>سيبقى الجسر مغلقًا حتى 30 أبريل، قالت المهندسة</p>"),
    "Arabic serif": text("direction: rtl; font-family: Newsreader; text-align: center",
                         "<p class='a'>«لا نعيد فتح جسر»، قالت Solène المهندسة</p>", 24),
    "Hebrew in a text": text("", "<p class='a'>Le mot שלום עולם veut dire « paix »</p>"),
    "isolated": text("", "<p class='a'>Nom : <b dir='rtl'>שלום 3</b> 2 fois</p>"),
    "justify from right to left": text("direction: rtl; text-align: justify",
                                       "<p class='a'>הגשר ייסגר עד אפריל אמרה ראש העיר אתמול</p>"),
    "inline box from right to left": (
        "& .a { font-size: 20px; line-height: 1.5; padding: 10px; direction: rtl } & b {"
        " background: #fd9; padding: 0 12px 0 4px; font-weight: 400 }",
        "<p class='a'>הגשר <b>ייסגר עד אפריל אמרה</b> ראש העיר</p>"),
    "underline from right to left": text("direction: rtl; text-decoration: underline",
                                         "<p class='a'>سيبقى الجسر</p>", 34),
    "clamp from right to left": (
        "& .a { font-size: 20px; line-height: 1.3; display: -webkit-box; direction: rtl;"
        " -webkit-box-orient: vertical; overflow: hidden; -webkit-line-clamp: 1 }",
        "<p class='a'>הגשר ייסגר עד אפריל אמרה ראש העיר אתמול</p>"),
    # cutting
    "line-clamp": ("& .a { font-size: 20px; line-height: 1.3; display: -webkit-box;"
                   " -webkit-box-orient: vertical; overflow: hidden; -webkit-line-clamp: 2 }",
                   LOREM),
    "line-clamp of one line": (
        "& .a { font-size: 20px; line-height: 1.3; display: -webkit-box;"
        " -webkit-box-orient: vertical; overflow: hidden; -webkit-line-clamp: 1 }", LOREM),
    "line-clamp within bold": (
        "& .a { font-size: 20px; line-height: 1.3; display: -webkit-box; margin: 8px;"
        " -webkit-box-orient: vertical; overflow: hidden; -webkit-line-clamp: 2 } & b {"
        " font-weight: 800; color: red }",
        "<p class='a'>Le pont <b>restera fermé tout l’hiver, dit la mairie</b></p>"),
    "overline of a padded box": marked(
        "text-decoration: overline; padding: .17em .3em 0; background: #fd9; font-size: 15px"),
    "line-clamp that cuts nothing": (
        "& .a { font-size: 20px; line-height: 1.3; display: -webkit-box;"
        " -webkit-box-orient: vertical; overflow: hidden; -webkit-line-clamp: 9 }", LOREM),
    "soft hyphen": text("width: 110px", "<p class='a'>Wasserwerk\u00adgenossen\u00adschaft</p>"),
}  # fmt: skip
