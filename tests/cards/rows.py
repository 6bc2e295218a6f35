"""The rows of docs/reference/css.md that paint or place boxes, each as a cell of one page.

In a row's CSS, ``&`` is its cell: 200×150 pixels, white, cut at its edges.
"""

ONE = "<div class='a'></div>"
THREE = "<div class='a'></div><div class='b'></div><div class='c'></div>"
TEXTS = "<p class='a'>Un mot</p><p class='b'>Une ligne bien plus longue</p><p class='c'>Fin</p>"
PHOTO = "<img class='a' src='photo.png' alt=''>"
_BOX = "& .a { width: 120px; height: 90px; margin: 30px 40px; background: #b5281c; %s }"
_SQUARES = "& .a, & .b, & .c { width: 40px; height: 30px; background: #16191d }"
COLORED = "& .a { background: #b5281c } & .b { background: #16191d } & .c { background: #5a7a3a }"


def box(css: str) -> tuple[str, str]:
    """A red box in the middle of the cell."""
    return _BOX % css, ONE


def grid(css: str, body: str = THREE) -> tuple[str, str]:
    """A grid that fills the cell."""
    filled = "& { display: grid; %s } & * { margin: 0; font-size: 16px } " + COLORED
    ink = " & p { color: white }"
    return filled % css + ink, body


ROWS: dict[str, tuple[str, str]] = {
    # selectors and generated content
    "child": ("& > .a { background: red; height: 50px }", ONE),
    "is": ("& :is(.a, .z) { background: red; height: 50px }", ONE),
    "not": ("& div:not(.b) { background: red; height: 20px }", THREE),
    "first child": ("& :first-child { background: red; height: 20px }", THREE),
    "nth child": ("& :nth-child(2n+1) { background: red; height: 20px }", THREE),
    "id": ("& #one { background: red; height: 20px }", "<div id='one'></div>"),
    "before": (
        "& .a::before { content: 'Avant '; color: red } & .a { font-size: 20px }",
        "<p class='a'>le mot</p>",
    ),
    "after as a box": (
        "& .a { position: relative; height: 60px; background: #eee } & .a::after { content: '';"
        " position: absolute; right: 10px; bottom: 10px; width: 40px; height: 20px;"
        " background: red }",
        ONE,
    ),
    "content of an attribute": (
        "& .a::after { content: ' – ' attr(data-by); font-weight: 700 }",
        "<p class='a' data-by='Ada'>dit</p>",
    ),
    "before as an item": (
        "& .a { display: flex; gap: 10px } & .a::before { content: ''; width: 8px;"
        " background: red }",
        "<p class='a'>Un mot</p>",
    ),
    # values
    "variables": ("& { --c: red; --d: var(--c) } & .a { background: var(--d); height: 9px }", ONE),
    "inherited variables": (
        "& { --c: red; --d: var(--c) } & .a { --c: blue; background: var(--d); height: 9px }",
        ONE,
    ),
    "fallback": ("& .a { background: var(--none, #00f); height: 9px }", ONE),
    "calc": (
        "& .a { background: red; width: calc(100% - 2 * 30px); height: calc(1em + 4px) }", ONE),
    "clamp": (
        "& .a { background: red; width: clamp(20px, 5vw, 90px); height: min(9px, 1em) }", ONE),
    "hsl": box("background: hsl(200 60% 40%)"),
    "rgb with alpha": box("background: rgb(20 90 160 / 40%)"),
    "hex with alpha": box("background: #14509080"),
    "named": box("background: rebeccapurple"),
    "currentcolor": box("color: teal; background: currentColor"),
    # boxes
    "aspect ratio": ("& .a { width: 90px; aspect-ratio: 3 / 2; background: red }", ONE),
    "min and max": (
        "& .a { width: 500px; max-width: 90%; min-height: 30px; background: red }", ONE),
    "margins collapse": (
        _SQUARES + "& .a { margin-bottom: 20px } & .b { margin-top: 12px }", THREE),
    "absolute": (
        "& .a { position: absolute; inset: 10px 20px auto auto;"
        " width: 50px; height: 40px; background: red }", ONE),
    "absolute in percent": (
        "& .a { position: absolute; left: 50%; top: 50%; width: 50%; height: 25%;"
        " background: red }", ONE),
    "relative": ("& .a { position: relative; left: 13px; top: 7px; height: 30px;"
                 " background: red }", ONE),
    "absolute where it is written": (
        "& { position: relative; padding: 10px 20px; box-sizing: border-box } & .a { height: 30px;"
        " padding: 6px 9px; background: #eee } & .b, & .c { position: absolute; width: 30px;"
        " height: 12px; margin-left: 5px; background: red } & .b { bottom: 8px } & .c { right: 0 }",
        "<div class='a'></div><div class='a'><div class='b'></div></div><div class='c'></div>"
        "<div class='a'></div>"),
    "absolute in the middle of a flex box": (
        "& { position: relative } & .a { display: flex; flex-direction: column; height: 120px;"
        " align-items: center; justify-content: flex-end; padding-left: 30px; background: #eee }"
        " & .b { position: absolute; width: 40px; height: 20px; background: red }"
        " & .c { height: 30px; width: 90px; background: teal }",
        "<div class='a'><div class='b'></div><div class='c'></div></div>"),
    "absolute from right to left": (
        "& { position: relative; direction: rtl; padding: 10px 20px } & .a { position: absolute;"
        " bottom: 5px; width: 40px; height: 20px; margin-right: 7px; background: red }", ONE),
    "border-box": ("& .a { box-sizing: border-box; width: 90px; padding: 10px; height: 50px;"
                   " border: 4px solid red }", ONE),
    # flex
    "flex": (_SQUARES + "& { display: flex; gap: 10px; align-items: center;"
             " justify-content: space-between }", THREE),
    "flex wraps": (_SQUARES + "& { display: flex; flex-flow: row wrap; gap: 5px 30px } "
                   "& .b { width: 90px }", THREE),
    "flex column": (_SQUARES + "& { display: flex; flex-direction: column; place-content: center;"
                    " align-items: flex-end }", THREE),
    "flex grows": (_SQUARES + "& { display: flex } & .b { flex: 1 2 0 } & .c { flex: 2 }", THREE),
    "flex texts": ("& { display: flex; gap: 8px; font-size: 14px } " + COLORED, TEXTS),
    "least and largest heights in percent": (
        "& .a { min-height: 30%; background: red } & .b { max-height: 20%; background: teal }"
        "& .c { height: 90px } & .d { min-height: 50% }",
        "<div class='a'></div><div class='b'><div class='c'></div></div>"
        "<div><div class='d'></div></div>"),
    "ratio of a block": (
        "& .a { aspect-ratio: 3 / 1; background: red } & .b { aspect-ratio: 9; font-size: 16px;"
        " background: #fd9; width: 60px }",
        "<div class='a'></div><div class='b'>Un mot ou deux pour voir</div>"),
    "ratio of items": (
        "& .g { display: flex; gap: 6px } & .a { flex: 1; aspect-ratio: 1; background: red }"
        "& .b { width: 30px; background: teal }",
        "<div class='g'><div class='a'></div><div class='a'></div><div class='b'></div></div>"),
    "padding of percent and pixels": (
        "& .o { display: flex; padding: calc(5% + 4px) calc(10% - 5px); gap: 5%;"
        " background: red } & .a, & .b { width: 30px; height: 20px; background: teal }",
        "<div class='o'><div class='a'></div><div class='b'></div></div>"),
    "padding in percent of the container's contents": (
        "& .o { border: 10px solid #eee; padding: 0 15px } & .i { padding: 10%; display: flex;"
        " background: red } & .a { background: teal; height: 20px; padding: 0 10% } ",
        "<div class='o'><div class='i'><div class='a'></div></div></div>"),
    "padding in percent of a grid's area": (
        "& { display: grid; grid-template-columns: 50px 1fr; align-items: start } & .a, & .b {"
        " padding: 10%; margin-left: 10%; max-width: 80%; background: red }",
        "<div class='a'></div><div class='b'></div>"),
    "grid of clipped items": (
        "& .g { display: grid; gap: 4px } & .a { overflow: hidden; background: #fd9;"
        " border-radius: 9px; font-size: 16px }",
        "<div class='g'><div class='a'>Un mot</div>"
        "<div class='a'>Un autre mot, et d’autres encore</div></div>"),
    "grid of rows that grow": (
        "& .g { display: grid; grid-template-rows: minmax(30px, auto); grid-auto-rows: minmax("
        "20px, max-content); min-height: 140px; padding: 3px } & .a { height: 50px } & .b {"
        " height: 9px } & .c { height: 40px } " + COLORED, f"<div class='g'>{THREE}</div>"),
    "wider than its container": (
        "& { display: flex; flex-direction: column; align-items: flex-start } & .a { background:"
        " #fd9; font-size: 22px; white-space: nowrap } & .b { margin: 0 20px; background: teal;"
        " font-size: 16px }",
        "<div class='a'>Un mot après un autre</div><div class='b'>Un mot ou deux pour voir</div>"),
    "flex item capped in percent": (
        "& { display: flex; justify-content: center; font-size: 16px; height: 40px } & .a {"
        " max-width: 40%; background: #fd9 }", "<p class='a'>Unaussprechlichkeit</p>"),
    "auto margin": (_SQUARES + "& { display: flex; gap: 10px } & .b { margin-left: auto }", THREE),
    # from right to left
    "rtl flex": (_SQUARES + "& { display: flex; gap: 10px; direction: rtl; padding: 0 7px 0 20px;"
                 " box-sizing: border-box } & .b { margin-right: 12px }", THREE),
    "rtl flex reversed": (_SQUARES + "& { display: flex; flex-direction: row-reverse; gap: 10px;"
                          " direction: rtl } & .b { margin-left: auto }", THREE),
    "rtl blocks": (_SQUARES + "& { direction: rtl; border-left: 5px solid red } & .b {"
                   " margin: 5px 15px 5px 2px; width: 70px }", THREE),
    "rtl column": (_SQUARES + "& { display: flex; flex-direction: column; align-items: flex-start;"
                   " direction: rtl }", THREE),
    "rtl absolute": ("& { direction: rtl } & .a { position: absolute; left: 10px; top: 10px;"
                     " width: 50px; height: 40px; background: red }", ONE),
    "rtl relative": ("& { direction: rtl } & .a { position: relative; left: 13px; width: 60px;"
                     " height: 30px; background: red }", ONE),
    "rtl grid": grid("direction: rtl; grid-template-columns: 1fr 2fr 40px; gap: 6px"),
    "rtl in ltr": (_SQUARES + "& { display: flex; gap: 9px } & .r { direction: rtl; display: flex;"
                   " gap: 4px; width: 130px; background: #fd9; padding-left: 20px }",
                   f"<div class='r'>{THREE}</div><div class='a'></div>"),
    # backgrounds
    "linear": box("background: linear-gradient(#b5281c, #16191d)"),
    "linear turned": box("background: linear-gradient(30deg, #b5281c, #f5efe4 40%, #16191d)"),
    "linear to a corner": box("background: linear-gradient(to bottom right, red, blue)"),
    "linear with hard stops": box("background: linear-gradient(90deg, red 30px, blue 30px 60px,"
                                  " lime 0)"),
    "see-through gradient": box(
        "background: linear-gradient(to top, rgb(0 0 0 / .8), transparent)"),
    "radial": box("background: radial-gradient(#f5efe4, #16191d)"),
    "radial circle": box("background: radial-gradient(circle at 20% 30%, red, blue 60px)"),
    "radial sides": box("background: radial-gradient(closest-side, red, blue)"),
    "radial sizes": box("background: radial-gradient(40px 20px at left top, red, blue)"),
    "radial beyond its shape": box("background: radial-gradient(30px 20px, red 9px, blue 50px)"),
    "radial in bands": box("background: radial-gradient(circle closest-side, red 40%, blue 40% 99%,"
                           " lime 99%)"),
    "layers": box("background: linear-gradient(rgb(0 0 255 / .5), transparent),"
                  " radial-gradient(red, lime)"),
    "position": box("background: linear-gradient(blue, blue) 20px 75% / 30px 20px no-repeat lime"),
    "position from the other side": box(
        "background: linear-gradient(blue, blue) right 12px bottom 8px / 30px 20px no-repeat lime"),
    "repeat": box("background: linear-gradient(45deg, blue 50%, yellow 50%) 5px 3px / 20px 20px"),
    "tiles between pixels": box("background: radial-gradient(red, blue) center / 31px 21px"),
    "repeat one way": box("background: linear-gradient(blue, yellow) 5px 3px / 20px 20px repeat-x"),
    "repeats of layers": box(
        "background: linear-gradient(blue, blue) 0 0 / 9px 9px repeat-y,"
        " linear-gradient(lime, lime) 50% 50% / 30px 30px no-repeat red"),
    "size in percent": box("background: linear-gradient(red, blue) center / 50% 40% no-repeat"),
    "cover": box("background: url(photo.png) center / cover"),
    "contain": box("background: url(photo.png) center / contain no-repeat #ddd"),
    "natural size": box("background: url(photo.png) -20px -10px no-repeat"),
    "within a border": box("border: 10px solid rgb(0 0 0 / .3); background: linear-gradient(to"
                           " right, red, blue) no-repeat"),
    # pictures
    "picture with a greatest width": (
        "& { display: flex; align-items: center } & .o { display: flex; flex-direction: column;"
        " flex: 1; background: #fd9 } & img { width: 100%; max-width: 60px; aspect-ratio: 4 / 5;"
        " object-fit: cover }", f"<div class='o'>{PHOTO}<div class='c'>Un mot</div></div>"),
    "object-fit cover": ("& img { width: 150px; height: 60px; object-fit: cover }", PHOTO),
    "object-fit contain": ("& img { width: 150px; height: 60px; object-fit: contain;"
                           " background: #ddd }", PHOTO),
    "object-fit none": ("& img { width: 60px; height: 60px; object-fit: none }", PHOTO),
    "object-fit scale-down": (
        "& img { width: 60px; height: 100px; object-fit: scale-down }", PHOTO),
    "object-position": ("& img { width: 60px; height: 120px; object-fit: cover;"
                        " object-position: 80% 0 }", PHOTO),
    "round picture": ("& img { width: 90px; height: 90px; object-fit: cover;"
                      " border-radius: 50% }", PHOTO),
    "framed picture": ("& img { width: 90px; height: 70px; padding: 6px; border: 3px solid red;"
                       " border-radius: 20px; background: #eee }", PHOTO),
    "blurred": ("& img { width: 120px; height: 90px; margin: 30px; filter: blur(4px) }", PHOTO),
    "darkened": ("& img { width: 120px; height: 90px; filter: brightness(60%) }", PHOTO),
    "brightened": ("& img { width: 120px; height: 90px; filter: brightness(1.4) }", PHOTO),
    "grey": ("& img { width: 120px; height: 90px; filter: grayscale(1) }", PHOTO),
    "filters": ("& img { width: 120px; height: 90px; filter: grayscale(50%) brightness(0.8)"
                " blur(2px) }", PHOTO),
    # borders
    "border": box("border: 6px solid #16191d"),
    "border of sides": box("border: solid #16191d; border-width: 2px 8px 12px 0"),
    "border of colours": box("border: 12px solid; border-color: red lime blue orange"),
    "round border of colours": box("border: 12px solid; border-color: red lime blue orange;"
                                   " border-radius: 30px"),
    "one side": box("border-left: 8px solid #16191d"),
    "see-through border": box("border: 8px solid rgb(0 0 0 / .4)"),
    "radius": box("border-radius: 24px"),
    "radius of corners": box("border-radius: 40px 0 10px 60px"),
    "elliptic radius": box("border-radius: 60px / 20px"),
    "radius in percent": box("border-radius: 50%"),
    "radius too large": box("border-radius: 300px"),
    "round border": box("border: 8px solid #16191d; border-radius: 24px"),
    "round border of widths": box("border: solid #16191d; border-width: 3px 20px; "
                                  "border-radius: 40px 20px"),
    "round border of sides": box("border: 1px solid lime; border-top: 20px solid blue;"
                                 " border-bottom: 12px solid #16191d;"
                                 " border-radius: 20px 60px 10px 45px"),
    # shadows
    "shadow": box("box-shadow: 6px 8px 0 #16191d"),
    "blurred shadow": box("box-shadow: 0 6px 20px rgb(0 0 0 / .5)"),
    "spread": box("box-shadow: 0 0 0 8px rgb(0 0 255 / .5); border-radius: 20px"),
    "shadows": box("box-shadow: 0 0 0 4px white, 0 0 0 8px blue, 0 10px 16px 4px black"),
    "inset shadow": box("box-shadow: inset 8px 6px 0 #16191d"),
    "blurred inset shadow": box("box-shadow: inset 0 0 24px 6px black; border-radius: 20px"),
    "inset shadow within a border": box("border: 6px solid lime; border-radius: 30px;"
                                        " box-shadow: inset 0 8px 10px blue"),
    "shadow of a see-through box": box("background: none; box-shadow: 4px 4px 8px 4px black"),
    # groups
    "opacity": ("& .a { opacity: .5; background: red } & p { background: blue; color: white;"
                " margin: 20px; font-size: 30px }", "<div class='a'><p>Mot</p></div>"),
    "opacity in opacity": ("& .a { opacity: .6; background: red; padding: 10px } & .b { opacity:"
                           " .5; background: blue; height: 60px }",
                           "<div class='a'><div class='b'></div></div>"),
    "faded with what stands elsewhere": (
        "& .a { opacity: .4; background: red; height: 60px } & .b { position: absolute; left: 50px;"
        " top: 40px; width: 80px; height: 70px; background: blue }",
        "<div class='a'><div class='b'></div></div>"),
    "clip": ("& .a { overflow: hidden; width: 120px; height: 80px; border-radius: 30px;"
             " border: 4px solid red } & .b { background: blue; width: 300px; height: 60px;"
             " margin-top: -5px }", "<div class='a'><div class='b'></div></div>"),
    "clips in clips": (
        "& .a { overflow: hidden; border-radius: 60px; height: 120px } & .b { overflow: hidden;"
        " height: 100px; margin: 10px; border-radius: 0 0 50px 0 } & .c { background: blue;"
        " height: 130px }",
        "<div class='a'><div class='b'><div class='c'></div></div></div>"),
    "multiply": ("& img { width: 160px; height: 120px } & .b { position: absolute; inset: 20px;"
                 " background: #d94; mix-blend-mode: multiply }", PHOTO + "<div class='b'></div>"),
    "screen": ("& img { width: 160px; height: 120px } & .b { position: absolute; inset: 20px;"
               " background: linear-gradient(#d94, #049); mix-blend-mode: screen }",
               PHOTO + "<div class='b'></div>"),
    "overlay": ("& img { width: 160px; height: 120px } & .b { position: absolute; inset: 20px;"
                " background: rgb(200 80 0 / .7); mix-blend-mode: overlay }",
                PHOTO + "<div class='b'></div>"),
    "blending is kept within a group": (
        "& img { width: 160px; height: 120px } & .b { position: absolute; inset: 20px; opacity:"
        " .9 } & .c { height: 60px; background: #d94; mix-blend-mode: multiply }",
        PHOTO + "<div class='b'><div class='c'></div></div>"),
    # order
    "z-index": ("& div { position: absolute; width: 90px; height: 70px } & .a { z-index: 2 }"
                " & .b { left: 40px; top: 30px; z-index: 1 } & .c { left: 70px; top: 10px } "
                + COLORED, THREE),
    "negative z-index": ("& { z-index: 0; background: #eee } & div { position:"
                         " absolute; width: 90px; height: 70px } & .a { z-index: -1; left: 50px }"
                         " & .b { left: 20px; top: 30px } & .c { left: 70px; top: 10px } "
                         + COLORED, THREE),
    "z-index reaches out of its parent": (
        "& { z-index: 0 } & .p { position: relative } & .a { position:"
        " absolute; z-index: 1; width: 90px; height: 70px; left: 20px } & .b { position: relative;"
        " width: 120px; height: 60px; top: 20px } " + COLORED,
        "<div class='p'><div class='a'></div></div><div class='b'></div>"),
    "text is above later backgrounds": (
        "& p { font-size: 40px; line-height: 40px } & .b { background: #fd9; height: 40px;"
        " margin-top: -25px }", "<p class='a'>Mots</p><div class='b'></div>"),
    "items are painted as one": (
        "& { display: flex; flex-direction: column } & p { font-size: 40px; line-height: 40px }"
        " & .b { background: #fd9; height: 40px; margin-top: -25px }",
        "<p class='a'>Mots</p><div class='b'></div>"),
    # transforms
    "blending is kept within a turn": (
        "& { background: #d94 } & .a { margin: 30px; transform: rotate(5deg); background: lime;"
        " height: 30px } & .b { height: 60px; background: #049; mix-blend-mode: multiply }",
        "<div class='a'><div class='b'></div></div>"),
    "a turn holds what is absolute": (
        "& .a { margin: 30px; height: 70px; background: red; transform: rotate(8deg) } & .b {"
        " position: absolute; right: 10px; bottom: 6px; width: 50px; height: 30px; background:"
        " blue }", "<div class='a'><div class='b'></div></div>"),
    "rotate": box("transform: rotate(12deg)"),
    "rotate about a corner": box("transform: rotate(-8deg); transform-origin: left bottom"),
    "scale": box("transform: scale(.6)"),
    "scale up": box("transform: scale(1.3, 1.2); border-radius: 20px; border: 5px solid blue"),
    "translate": box("transform: translate(-20%, 10px)"),
    "translate by parts of a pixel": box("transform: translate(.5px, .25px)"),
    "all of them": box("transform: translate(10px, 0) rotate(20deg) scale(.8); border-radius:"
                       " 12px; box-shadow: 0 4px 12px black"),
    "centred": ("& .a { position: absolute; left: 50%; top: 50%; width: 90px; height: 60px;"
                " background: red; transform: translate(-50%, -50%) }", ONE),
    "turned text": ("& .a { font-size: 30px; margin: 50px 20px; transform: rotate(-10deg) }",
                    "<p class='a'>Un mot de trop</p>"),
    "enlarged text": ("& .a { font-size: 20px; margin: 40px; transform: scale(1.7);"
                      " transform-origin: 0 0 }", "<p class='a'>Un mot</p>"),
    "turned picture": ("& img { width: 120px; height: 80px; margin: 30px; transform:"
                       " rotate(15deg) }", PHOTO),
    "turned clip": ("& .a { width: 120px; height: 80px; margin: 30px; overflow: hidden;"
                    " border-radius: 20px; transform: rotate(15deg) } & .b { height: 200px;"
                    " background: linear-gradient(red, blue) }",
                    "<div class='a'><div class='b'></div></div>"),
    "turn within a turn": ("& .a { margin: 30px; transform: rotate(10deg) } & .b { width: 90px;"
                           " height: 60px; background: red; transform: rotate(10deg) scale(.8) }",
                           "<div class='a'><div class='b'></div></div>"),
    "faded turn": box("transform: rotate(12deg); opacity: .5"),
}  # fmt: skip
