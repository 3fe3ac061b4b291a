"""Make the page font: Manrope as one variable woff2 of weights 400 to 800, cut to Indonesian and English letters."""

from __future__ import annotations

import shutil
from pathlib import Path

import font_manrope
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE = Path(font_manrope.font_directory)
TARGET = Path(__file__).resolve().parent.parent / "static" / "built" / "fonts"
# Latin with its accents, dashes, quotes, ellipsis, bullet, arrows, euro, minus, multiplication, check marks.
LETTERS = "0020-007E,00A0-017F,2010-2015,2018-201E,2022,2026,2030,2039,203A,20AC,2190-2193,2212,2713"


def build() -> Path:
    """Write the font and its licence; give the font's path."""
    TARGET.mkdir(parents=True, exist_ok=True)
    font = TTFont(SOURCE / "Manrope-VariableFont_wght.ttf")
    options = subset.Options(layout_features=["*"], flavor="woff2", notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(LETTERS))
    cutter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": (400, 800)}, inplace=True)
    path = TARGET / "manrope.woff2"
    subset.save_font(font, path, options)
    shutil.copyfile(SOURCE / "OFL.txt", TARGET / "OFL.txt")
    return path


if __name__ == "__main__":
    build()
