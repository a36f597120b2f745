"""Build the vendored font faces in this folder from three published font packages, or check them.

    python fonts/build_fonts.py SOURCES     build the faces, the licence texts and SHA256SUMS
    python fonts/build_fonts.py --check     compare the faces in this folder with SHA256SUMS

SOURCES is a folder with the three package files named in `PACKAGES`; README.md says how to get
them. Each is verified by its sha256 before use, and the same packages give the same bytes again.

Five faces hold the characters of GB2312, of the 通用规范汉字表 and the symbols a bulletin prints;
a sixth keeps everything its source has, for the rare character that the others lack. All are
renamed, because the licences reserve names ("LXGW", "霞鹜", "Source") and so that a subset can
never be mistaken for an installed original.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tarfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
CHECKSUMS = "SHA256SUMS"
EXTRA_HANZI = "hanzi_beyond_gb2312.txt"

#: The version that made the committed faces; another one may order or pack tables differently.
FONTTOOLS_VERSION = "4.68.0"

#: head.created and head.modified: 2026-01-01T00:00:00Z in seconds since 1904-01-01.
FIXED_TIME = 3_850_070_400

PACKAGES = {
    "expo-google-fonts-noto-serif-sc-0.4.3.tgz": (
        "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e"
    ),
    "expo-google-fonts-noto-sans-sc-0.4.3.tgz": (
        "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"
    ),
    "fonts-lxgw-wenkai_1.250+repack-1_all.deb": (
        "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318"
    ),
}
SERIF, SANS, KAI = PACKAGES

#: Licence text: package → (file written here, member of the package).
LICENCES = {
    SERIF: ("OFL-NotoSerifSC.txt", "package/LICENSE_FONT"),
    SANS: ("OFL-NotoSansSC.txt", "package/LICENSE_FONT"),
    KAI: ("OFL-LXGWWenKai.txt", "./usr/share/doc/fonts-lxgw-wenkai/copyright"),
}

#: Blocks in every subset, as inclusive ranges; what a source font lacks is left out.
SYMBOL_RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x218F),  # letterlike symbols, Roman numerals, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2460, 0x24FF),  # enclosed numerals
    (0x2500, 0x25FF),  # box drawing, blocks, geometric shapes
    (0x2600, 0x27BF),  # stars, ticks, filled circled numerals
    (0x2E3A, 0x2E3B),  # two- and three-em dash, targets of the ligature for ——
    (0x3000, 0x303F),  # CJK symbols and punctuation, with 〇
    (0x3220, 0x324F),  # parenthesised and circled ideographs
    (0x3280, 0x32CB),  # circled ideographs, month signs
    (0x3371, 0x33DF),  # squared units, with ㎡
    (0xFE10, 0xFE1F),  # vertical forms
    (0xFE30, 0xFE4F),  # compatibility forms
    (0xFF01, 0xFF60),  # fullwidth forms
    (0xFFE0, 0xFFE6),  # fullwidth signs, with ￥
)

#: A build stops if a face cannot show one of these.
REQUIRED = "〇㎡㎞℃①⑩Ⅰ—…“”‘’·〔〕《》（）±×÷≥≤−→←↑↓％‰￥¥※★●■▲浉堃喆祎珺昇镕玥璟筻"

#: Spacing, marks, local forms and vertical setting; none that turns typed characters into others.
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "palt", "halt", "chws"]
VERTICAL_FEATURES = ["vert", "vrt2", "vkrn", "vpal", "vhal", "vchw"]

PANOSE_WEIGHTS = {300: 3, 400: 5, 500: 6, 700: 8}


@dataclass(frozen=True)
class Face:
    """One face to make: its name and weight, and the font in a package it is made from."""

    family: str
    style: str
    weight: int
    package: str
    member: str
    keep_all: bool = False
    wide_quotes: bool = False

    @property
    def postscript_name(self) -> str:
        """Name without spaces, as in name record 6."""
        return f"{self.family.replace(' ', '')}-{self.style}"

    @property
    def file_name(self) -> str:
        """File in this folder."""
        return f"{self.postscript_name}.ttf"


_NOTO = "package/{0}/Noto{1}SC_{0}.ttf".format
FACES = (
    Face("Hotline Serif SC", "Light", 300, SERIF, _NOTO("300Light", "Serif")),
    Face("Hotline Serif SC", "Bold", 700, SERIF, _NOTO("700Bold", "Serif")),
    Face("Hotline Sans SC", "Regular", 400, SANS, _NOTO("400Regular", "Sans")),
    Face("Hotline Sans SC", "Medium", 500, SANS, _NOTO("500Medium", "Sans")),
    Face(
        "Hotline Kai SC",
        "Regular",
        400,
        KAI,
        "./usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        wide_quotes=True,
    ),
    Face("Hotline Serif Full SC", "Regular", 400, SERIF, _NOTO("400Regular", "Serif"), keep_all=True),
)


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def debian_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Members of a .deb, an `ar` archive: an 8-byte mark, then 60-byte headers and contents."""
    if not data.startswith(b"!<arch>\n"):
        raise ValueError("not a Debian package")
    position = 8
    while position + 60 <= len(data):
        header = data[position : position + 60]
        name, size = header[:16].decode("ascii").strip().rstrip("/"), int(header[48:58])
        position += 60
        yield name, data[position : position + size]
        position += size + size % 2


def read_member(package: Path, member: str) -> bytes:
    """Contents of one file inside an npm .tgz or a Debian .deb."""
    stream = io.BytesIO(package.read_bytes())
    if package.suffix == ".deb":
        members = debian_members(stream.getvalue())
        data = next(data for name, data in members if name.startswith("data.tar"))
        stream = io.BytesIO(data)
    with tarfile.open(fileobj=stream) as archive:
        found = archive.extractfile(member)
        if found is None:
            raise ValueError(f"{package.name}: {member} is not a file")
        return found.read()


def verify_packages(sources: Path) -> None:
    """Raise unless every package is there with the expected bytes."""
    for name, expected in PACKAGES.items():
        path = sources / name
        if not path.is_file():
            raise SystemExit(f"missing package: {path}")
        if sha256(path) != expected:
            raise SystemExit(f"unexpected contents (sha256): {path}")


def gb2312() -> set[int]:
    """Code points of GB2312, which Python's codec knows."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs if len(text := pair.decode("gb2312", "ignore")) == 1}


def subset_code_points() -> set[int]:
    """What a subset face should show: GB2312, the rest of the 通用规范汉字表, symbols."""
    lines = (HERE / EXTRA_HANZI).read_text("utf-8").splitlines()
    extra = {ord(character) for line in lines if not line.startswith("#") for character in line}
    symbols = {code for first, last in SYMBOL_RANGES for code in range(first, last + 1)}
    return gb2312() | extra | symbols


def widen_quotes(font: TTFont) -> None:
    """Give “ ” ‘ ’ a full em: the opening marks at its right end, the closing ones at its left.

    The Kai source draws them 350 units wide, as in Latin text. Chinese fonts give them the full
    em, and Typst's squeezing of adjacent punctuation counts on it.
    """
    cmap, glyphs, metrics = font.getBestCmap(), font["glyf"], font["hmtx"]
    em = font["head"].unitsPerEm
    for code in map(ord, "“”‘’"):
        name = cmap[code]
        advance, _ = metrics[name]
        glyph = glyphs[name]
        if code in map(ord, "“‘"):
            glyph.coordinates.translate((em - advance, 0))
            glyph.recalcBounds(glyphs)
        metrics[name] = (em, glyph.xMin)


def cut(font: TTFont, face: Face) -> None:
    """Reduce the font to the face's characters and to `FEATURES`, without hinting."""
    options = subset.Options(
        layout_features=FEATURES if face.keep_all else FEATURES + VERTICAL_FEATURES,
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
        harfbuzz_repacker=False,
        name_IDs=["*"],
        name_languages=["*"],
    )
    # STAT describes a variable family that this is no longer part of.
    options.drop_tables += ["STAT", *(["vhea", "vmtx"] if face.keep_all else [])]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=set(font.getBestCmap()) if face.keep_all else subset_code_points())
    cutter.subset(font)


def rename(font: TTFont, face: Face) -> None:
    """Replace the names, keep the notices, and state in version and description what was changed.

    Weights other than Regular and Bold go into the family name of record 1, as usual, with the true
    family in record 16. Typst strips the weight again; FreeType, hence matplotlib, reads record 16.
    """
    names = font["name"]
    old = {n: names.getDebugName(n) for n in range(26)}
    linked = face.style in ("Regular", "Bold")
    full_name = f"{face.family} {face.style}"
    origin = f"{old[4]}, {old[5]}"
    extent = "complete" if face.keep_all else "GB2312, 通用规范汉字表 and symbols only"
    changes = f"{extent}; hinting and optional layout features removed"
    if face.wide_quotes:
        changes += "; quotation marks widened to the full em"
    new = {
        1: face.family if linked else full_name,
        2: face.style if linked else "Regular",
        3: f"{face.postscript_name}; made from {old[3]}",
        4: full_name,
        5: f"{old[5]}; {'renamed' if face.keep_all else 'subset'}",
        6: face.postscript_name,
        10: f"Modified version of {origin} ({changes}). Made by fonts/build_fonts.py.",
    }
    if not linked:
        new |= {16: face.family, 17: face.style}
    kept = {n: old[n] for n in (0, 7, 9, 13, 14) if old[n]}
    names.names = []
    for number, text in sorted((kept | new).items()):
        names.setName(text, number, 3, 1, 0x409)


def set_style(font: TTFont, face: Face) -> None:
    """Weight, style bits and fixed dates."""
    os2, head = font["OS/2"], font["head"]
    bold = face.style == "Bold"
    os2.usWeightClass = face.weight
    os2.panose.bWeight = PANOSE_WEIGHTS[face.weight]
    os2.fsSelection = (os2.fsSelection & ~0b1100001) | (0b0100000 if bold else 0b1000000)
    os2.achVendID = "NONE"
    head.macStyle = int(bold)
    head.created = head.modified = FIXED_TIME


def build_face(face: Face, sources: Path, out: Path) -> str:
    """Write one face and return a line about it."""
    data = read_member(sources / face.package, face.member)
    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    missing = [character for character in REQUIRED if ord(character) not in font.getBestCmap()]
    if missing:
        raise ValueError(f"{face.member} lacks {''.join(missing)}")
    cut(font, face)
    if face.wide_quotes:
        widen_quotes(font)
    rename(font, face)
    set_style(font, face)
    path = out / face.file_name
    font.save(path, reorderTables=True)
    return f"{path.name}: {len(font.getBestCmap()):,} characters, {path.stat().st_size:,} bytes"


def debian_ofl(copyright_file: str) -> str:
    """OFL text from a Debian copyright file, without its indent and its dots for empty lines."""
    after = copyright_file.split("\nLicense: OFL-1.1\n -", 1)[1]
    body = (" -" + after).split("\nLicense:", 1)[0].rstrip()
    lines = ("" if line.strip() == "." else line[1:] for line in body.splitlines())
    return "\n".join(lines).strip() + "\n"


def write_licence(package: str, sources: Path, out: Path) -> None:
    """Write the package's OFL text under the copyright notice that its font file carries."""
    file_name, member = LICENCES[package]
    text = read_member(sources / package, member).decode("utf-8")
    face = next(face for face in FACES if face.package == package)
    with TTFont(io.BytesIO(read_member(sources / package, face.member)), lazy=True) as font:
        notice = "\n".join(font["name"].getDebugName(0).splitlines())
    if package == KAI:
        notice += '\nWith Reserved Font Names "霞鹜" and "LXGW" (Debian\'s copyright file).'
        text = debian_ofl(text)
    intro = f"Notice in the source font:\n{notice}\n\nLicence text as in the package {package}:\n\n"
    (out / file_name).write_text(intro + text.replace("\r\n", "\n"), "utf-8", newline="\n")


def write_checksums(out: Path) -> None:
    """Write SHA256SUMS in the format of `sha256sum --check`."""
    lines = (f"{sha256(out / name)}  {name}\n" for name in sorted(face.file_name for face in FACES))
    (out / CHECKSUMS).write_text("".join(lines), "ascii", newline="\n")


def check(folder: Path) -> list[str]:
    """Differences between the faces in a folder and its SHA256SUMS; empty when all is well."""
    listing = (folder / CHECKSUMS).read_text("ascii").splitlines()
    expected = {name: digest for digest, name in (line.split("  ", 1) for line in listing)}
    wanted = {face.file_name for face in FACES}
    present = {path.name for path in folder.glob("*.[to]tf")}
    unlisted = sorted((present | wanted) - expected.keys())
    problems = [f"not in {CHECKSUMS}: {name}" for name in unlisted]
    for name, digest in expected.items():
        if name not in present:
            problems.append(f"missing: {name}")
        elif sha256(folder / name) != digest:
            problems.append(f"changed: {name}")
    return problems


def build(sources: Path, out: Path, jobs: int) -> None:
    """Make every face, licence text and the checksum file in `out`."""
    if fontTools.version != FONTTOOLS_VERSION:
        print(f"note: fonttools {fontTools.version}; the committed faces: {FONTTOOLS_VERSION}")
    verify_packages(sources)
    out.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        write_licence(package, sources, out)
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        for line in pool.map(partial(build_face, sources=sources, out=out), FACES):
            print(line, flush=True)
    write_checksums(out)


def main() -> int:
    """Parse the command line; 0 when the faces were built or are as recorded."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="?", type=Path, metavar="SOURCES", help="folder with the packages")
    parser.add_argument("--out", type=Path, default=HERE, help="output folder (default: this script's)")
    parser.add_argument("--jobs", type=int, default=2, help="faces made in parallel (default: 2)")
    parser.add_argument("--check", action="store_true", help=f"only compare with {CHECKSUMS}")
    options = parser.parse_args()
    if options.check == (options.sources is not None):
        parser.error("give either SOURCES or --check")
    if options.sources:
        build(options.sources, options.out, options.jobs)
    problems = check(options.out)
    print("\n".join(problems) or f"{len(FACES)} faces agree with {CHECKSUMS}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
