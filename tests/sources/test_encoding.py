"""Text is read right or refused by name, never mangled."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.sources.encoding import decode_file, decode_page

FRENCH = (
    "« Dès l’été, on créera 40 emplois à Orléans », a déclaré Zoé Maître… Ça coûte 5 €. Où ? Noël."
)
GERMAN = (
    "„Die Brücke über die Öse ist gesperrt“, sagte Jörg Groß. Künftig fährt ein Schiff für 3 €."
)
SPANISH = "«¿Cuándo volverá el tranvía?», preguntó la señora Núñez. ¡Mañana!, según el dueño."
PORTUGUESE = (
    "“Não há razões para alarme”, disse João Simões. A situação das estações está a melhorar."
)
RUSSIAN = "Мост снова открыт для движения, сообщили в мэрии города."
POLISH = "Most znów jest otwarty, ogłosił urząd. Świąteczne życzenia złożyła też wójt gminy Łęczna."
GREEK = "Η γέφυρα άνοιξε ξανά για την κυκλοφορία, ανακοίνωσε ο δήμος."
JAPANESE = "橋は月曜日に再び開通すると市は発表した。"


@pytest.mark.parametrize("text", [FRENCH, GERMAN, SPANISH, PORTUGUESE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_files_of_western_newsrooms_are_read_right(text: str, encoding: str) -> None:
    assert decode_file(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le cœur du sujet : la sœur du maire a été élue, 12 voix contre 9.", "iso8859-15"),
        ("Le maire a été réélu à Orléans : « c’est très clair », dit-il.", "mac_roman"),
        ("L'été sera chaud à Orléans, dit-on à la mairie.", "latin-1"),
    ],
)
def test_other_western_encodings_are_told_apart(text: str, encoding: str) -> None:
    assert decode_file(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (GREEK, "cp1253"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_what_would_be_mangled_is_refused_by_name(text: str, encoding: str) -> None:
    with pytest.raises(DocumentError, match=r"^old\.txt: .*UTF-8"):
        decode_file(text.encode(encoding), "old.txt")


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.7\n%\xe2\xe3", b"PK\x03\x04rest", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0",
     b"\x7fELF\x02\x01", bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 100],
)  # fmt: skip
def test_binary_files_are_refused_by_name(raw: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^scan\.bin: "):
        decode_file(raw, "scan.bin")


def test_a_mark_that_lies_is_named() -> None:
    with pytest.raises(DocumentError, match="broken UTF-8"):
        decode_file(b"\xef\xbb\xbfcaf\xe9", "a.txt")


PAGE = "<html><body><p>L’été, la mairie créera des emplois à Orléans, dit Zoé Maître.</p></html>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", [None]),
        ("utf-8", ["iso-8859-1"]),  # the server's default, and wrong
        ("utf-8", ["windows-1252", "utf-8"]),
        ("utf-8", ["no-such-encoding"]),
        ("utf-8", ["utf-16"]),
        ("cp1252", ["utf-16"]),
        ("cp1252", ["utf-8"]),
        ("cp1252", ["utf-8", "utf-8"]),
        ("cp1252", ["iso-8859-1"]),  # means Windows-1252 on the web
        ("cp1252", [None, None]),
        ("cp1252", ["replacement", "x-user-defined", "utf-7", "é", "\x00", "base64"]),
        ("utf-16", [None]),
        ("utf-16-le", ["utf-16le"]),
    ],
)
def test_pages_are_read_right_whatever_the_header_says(
    encoding: str, declared: list[str | None]
) -> None:
    assert decode_page(PAGE.encode(encoding), declared, "page") == PAGE


@pytest.mark.parametrize(
    ("text", "label"),
    [(RUSSIAN, "windows-1251"), (POLISH, "iso-8859-2"), (JAPANESE, "shift_jis"), (GREEK, "cp1253")],
)
def test_a_page_may_name_any_encoding_of_the_web(text: str, label: str) -> None:
    assert decode_page(text.encode(label), [label], "page") == text


def test_windows_1252_pasted_into_utf_8_is_read_as_such() -> None:
    raw = (PAGE * 3).encode() + "« déjà » ".encode("cp1252")
    assert decode_page(raw, ["utf-8"], "page") == PAGE * 3 + "« déjà » "


@given(st.text())
def test_utf_8_is_never_changed(text: str) -> None:
    raw = text.encode()
    try:
        assert decode_page(raw, [], "a") == text.removeprefix("\ufeff")
    except DocumentError:
        assume(False)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for decode in (decode_file, lambda raw, name: decode_page(raw, ["utf-8", "x"], name)):
        try:
            assert isinstance(decode(raw, "a"), str)
        except DocumentError as error:
            assert str(error).startswith("a: ")
