"""The rows of docs/reference/css.md about grids, as in ``rows.py``."""

from tests.cards.rows import COLORED, PHOTO, TEXTS, THREE, grid

GRID_ROWS: dict[str, tuple[str, str]] = {
    "grid shares": grid("grid-template-columns: 1fr 2fr 1fr; gap: 6px"),
    "grid repeats": grid("grid-template-columns: repeat(2, 1fr); gap: 10px; padding: 8px"),
    "grid fills": grid("grid-template-columns: repeat(auto-fill, minmax(60px, 1fr)); gap: 4px"),
    "grid fits": grid("grid-template-columns: repeat(auto-fit, minmax(30px, 1fr))"),
    "grid rows": grid("grid-template-rows: 20px 1fr auto; row-gap: 3px"),
    "grid minmax": grid("grid-template-columns: minmax(50px, 1fr) minmax(0, 70px) 20%"),
    "grid texts": grid("grid-template-columns: auto 1fr; gap: 5px", TEXTS),
    "grid texts of many widths": grid(
        "grid-template-columns: auto 1fr",
        "<p class='a'>un ★ mot</p><p class='b'></p><p class='a'>a bb cé</p><p class='b'></p>"),
    "grid texts that share room": grid(
        "grid-template-columns: auto 1fr auto; gap: 4px",
        "<p class='a'>Un mot de plus</p><p class='b'></p><p class='c'>et là</p>"),
    "grid texts that fill": grid("grid-template-columns: auto auto", TEXTS),
    "grid texts that lack room": grid(
        "grid-template-columns: auto auto 1fr",
        "<p class='a'>Une ligne bien plus longue</p><p class='b'>Un mot de plus</p>"
        "<p class='c'>fin</p>"),
    "grid of contents": grid("grid-template-columns: min-content max-content auto", TEXTS),
    "grid fit-content": grid("grid-template-columns: fit-content(80px) 1fr", TEXTS),
    "grid areas": grid(
        "grid-template-areas: 'head head' 'text by'; grid-template-columns: 2fr 1fr;"
        " grid-template-rows: 40px 1fr; gap: 4px",
        "<div class='a' style='grid-area: head'></div><div class='b' style='grid-area: by'></div>"
        "<div class='c' style='grid-area: text'></div>"),
    "grid template": grid(
        "grid-template: 'head head' 40px 'text by' 1fr / 2fr 1fr; gap: 4px",
        "<div class='a' style='grid-area: head'></div><div class='b' style='grid-area: by'></div>"
        "<div class='c' style='grid-area: text'></div>"),
    "grid template of tracks": grid("grid-template: 40px 1fr / repeat(3, 1fr); gap: 4px"),
    "sides by the line": (
        "& .a { height: 20px; margin-block: 10px 4px; margin-inline: 30px; background: red }"
        "& .b { padding-block: 8px; padding-inline: 12px; background: teal }"
        "& .c { position: absolute; inset-block: 90px 10px; inset-inline: 25%; background: blue }",
        THREE),
    "grid lines": grid(
        "grid-template-columns: repeat(3, 1fr); grid-auto-rows: 30px",
        "<div class='a' style='grid-column: 2 / -1'></div><div class='b' style='grid-row: span 2'>"
        "</div><div class='c' style='grid-area: 3 / 1 / 5 / 3'></div>"),
    "grid fills around what is placed": grid(
        "grid-template-columns: 2fr 1fr; grid-template-rows: auto 1fr auto; gap: 4px",
        "<div class='a' style='grid-column: 1 / -1; height: 20px'></div>"
        "<div class='b' style='grid-column: 1'></div>"
        "<div class='c' style='grid-column: 2; grid-row: 2 / 4'></div>"
        "<div class='a' style='grid-column: 1; height: 30px'></div>"),
    "grid is dense": grid(
        "grid-template-columns: repeat(3, 1fr); grid-auto-rows: 20px; grid-auto-flow: row dense",
        "<div class='a' style='grid-column: span 2'></div>"
        "<div class='b' style='grid-column: span 2'></div><div class='c'></div>"),
    "grid before its first line": grid(
        "grid-template-columns: 40px 40px; grid-auto-columns: 20px; grid-auto-rows: 20px",
        "<div class='a' style='grid-column: -5'></div><div class='b'></div><div class='c'></div>"),
    "grid fills in a column": (
        "& { display: flex; flex-direction: column; padding: 0 11px; box-sizing: border-box }"
        "& .g { display: grid; gap: 6px; grid-template-columns: repeat(auto-fill, minmax(52px,"
        " 1fr)) } & .a, & .b, & .c { height: 20px } " + COLORED,
        f"<div class='g'>{THREE * 2}</div>"),
    "grid fits in a column": (
        "& { display: flex; flex-direction: column }"
        "& .g { display: grid; gap: 6px; grid-template-columns: 30px repeat(auto-fit, minmax(30px,"
        " 1fr)) } & .a, & .b, & .c { height: 20px } " + COLORED, f"<div class='g'>{THREE}</div>"),
    "grid flows in columns": grid("grid-template-rows: 1fr 1fr; grid-auto-flow: column;"
                                  " grid-auto-columns: 1fr; gap: 2px"),
    "grid aligns": grid("grid-template-columns: 1fr 1fr; place-items: center", TEXTS),
    "grid item aligns": (
        grid("grid-template-columns: 1fr 1fr 1fr", TEXTS)[0]
        + "& .a { place-self: end start } & .b { justify-self: center }", TEXTS),
    "grid places content": grid("grid-template-columns: 40px 40px; grid-template-rows: 30px 30px;"
                                " place-content: space-evenly center; gap: 4px"),
    "grid within flex": (
        "& { display: flex; gap: 10px } & .g { display: grid; grid-template-columns: auto auto;"
        " gap: 6px } & .x { flex: 1; background: #eee } " + COLORED,
        f"<div class='g'>{TEXTS}</div><div class='x'></div>"),
    "grid of a text and a picture": (
        "& { display: grid; grid-template-columns: 60px 1fr; gap: 8px; align-items: start }"
        "& img { width: 100%; height: 80px; object-fit: cover }",
        PHOTO + "<div><p>Un mot ou deux pour voir</p><p>Et la suite</p></div>"),
    "grid of flex boxes of blocks": (
        "& { display: grid; grid-template: 1fr / minmax(0, 1fr); font-size: 15px } & .o { display:"
        " flex; flex-direction: column } & .l { display: flex; flex: 1 1 0; align-items: center }"
        " & .a, & .b { background: #fd9 }",
        "<div class='o'><div class='l'><div class='a'>Un mot et encore un mot pour deux lignes"
        "</div></div><div class='l'><div class='b'>Un étonnant mot</div></div></div>"),
}  # fmt: skip
