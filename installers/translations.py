"""Keeps the files of the program's languages, which lie in `resources/translations`.

    python installers/translations.py update         brings every .ts file up to date with the code
    python installers/translations.py update pt_BR   begins a new language
    python installers/translations.py compile        makes the .qm files that the program loads
    python installers/translations.py check          names what is missing or would not be found

A .ts file is edited with Qt Linguist (`pyside6-linguist`) or a text editor.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import PySide6

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = ROOT / "app"
PREFIX = "mammogym_"
TRANSLATE, NOOP = "translate", "QT_TRANSLATE_NOOP"
_OWN = re.compile(
    r'def _tr\(text: str\) -> str:\n(?:    """.*"""\n)?'
    r'    return QCoreApplication\.translate\("(?P<context>[^"]+)", text\)\n'
)
"""What a module may have so that its functions, which are no objects of Qt, can say `_tr("…")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text of the program in another language.

    Attributes:
        context: in which it is looked up: a class, or the first word given to `translate`.
        source: in English.
        translation: empty where there is none yet.
        finished: whether a translator has agreed to it.
    """

    context: str
    source: str
    translation: str
    finished: bool


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="translations.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=("update", "compile", "check"))
    parser.add_argument("language", nargs="?", help="as de or pt_BR; without it, all there are")
    arguments = parser.parse_args()
    language = arguments.language
    if language and not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", language):
        parser.error(f"{language!r} is not like de or pt_BR")
    files = [FOLDER / f"{PREFIX}{language}.ts"] if language else sorted(FOLDER.glob("*.ts"))
    if arguments.task == "check":
        problems = list(check(files))
        print("\n".join(problems) or "Everything is translated.")
        return 1 if problems else 0
    for file in files:
        update(file) if arguments.task == "update" else compile_file(file)
    return 0


def update(file: Path) -> None:
    """Bring a .ts file up to date with the code; begin it where there is none."""
    language = file.stem.removeprefix(PREFIX)
    file.parent.mkdir(parents=True, exist_ok=True)
    # Without line numbers and what is gone, so that only changed texts change the file.
    tool = [_tool("lupdate"), "-locations", "none", "-no-obsolete", "-source-language", "en"]
    with tempfile.TemporaryDirectory() as folder:
        copies = [str(_readable_copy(path, Path(folder))) for path in python_files()]
        command = [*tool, "-target-language", language, *copies, "-ts", str(file.resolve())]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)


def compile_file(file: Path, target: Path | None = None) -> None:
    """Make the .qm file that the program loads; what is not finished stays English."""
    made = target or file.with_suffix(".qm")
    command = [_tool("lrelease"), "-silent", str(file), "-qm", str(made)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def check(files: list[Path]) -> Iterator[str]:
    """Name everything that would not be found or not be understood."""
    yield from hidden_texts()
    for file in files:
        known = {(message.context, message.source) for message in messages(file)}
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / file.name
            update(fresh)
            for message in messages(fresh):
                if (message.context, message.source) not in known:
                    yield f"{file.name}: not yet there: {message.context}: {message.source!r}"
            yield from _wrong(file)
            compiled = fresh.with_suffix(".qm")
            compile_file(file, compiled)
            shipped = file.with_suffix(".qm")
            if not shipped.is_file() or shipped.read_bytes() != compiled.read_bytes():
                yield f"{shipped.name}: is older than {file.name}: run translations.py compile"


def messages(file: Path) -> list[Message]:
    """All texts of a .ts file."""
    found = []
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found.append(
                Message(
                    context=context.findtext("name", ""),
                    source=message.findtext("source", ""),
                    translation=translation.text or "",
                    finished=translation.get("type") is None,
                )
            )
    return found


def hidden_texts() -> Iterator[str]:
    """Name the calls whose text stands in a variable, where lupdate cannot see it.

    That is right where the same context has texts marked with QT_TRANSLATE_NOOP.
    """
    calls = [(path, call) for path in python_files() for call in _calls(path)]
    marked = {_text(call.args[0]) for _, call in calls if _name(call) == NOOP and call.args}
    for path, call in calls:
        name = _name(call)
        texts = {"tr": call.args[:1], TRANSLATE: call.args[1:2]}.get(name, [])
        context = _text(call.args[0]) if name == TRANSLATE and call.args else None
        if any(_text(text) is None for text in texts) and context not in marked:
            where = f"{path.relative_to(ROOT)}: {ast.unparse(call)}"
            yield f"{where}: the text stands in a variable, so no translator ever sees it"


def _readable_copy(path: Path, folder: Path) -> Path:
    """A copy in which lupdate finds the texts of a module's own `_tr` as well."""
    copy = folder / path.relative_to(SOURCES)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(_plain(path.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


def _plain(code: str) -> str:
    """The code with the calls of its own `_tr` written out, and contexts that have a name."""
    for name, context in re.findall(r'^(\w+) = ("[^"]+")$', code, re.MULTILINE):
        code = re.sub(rf"\b{TRANSLATE}\({name}\b", f"{TRANSLATE}({context}", code)
    found = _OWN.search(code)
    if found is None:
        return code
    code = code[: found.start()] + code[found.end() :]
    return re.sub(r"\b_tr\(", f'QCoreApplication.translate("{found["context"]}", ', code)


def python_files() -> list[Path]:
    """The files whose texts are translated."""
    return sorted(SOURCES.rglob("*.py"))


def _wrong(file: Path) -> Iterator[str]:
    for message in messages(file):
        where = f"{file.name}: {message.context}: {message.source!r}"
        if not message.translation or not message.finished:
            yield f"{where}: not translated"
        elif _places(message.source) != _places(message.translation):
            yield f"{where}: the words in braces differ: {message.translation!r}"


def _places(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{[^}]*\}", text)))


def _calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(_plain(path.read_text(encoding="utf-8")))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _tool(name: str) -> str:
    """A program that comes with Qt's Python package."""
    folder = Path(PySide6.__file__).parent
    ending = ".exe" if sys.platform == "win32" else ""
    program = folder / f"{name}{ending}"
    if not program.is_file():
        raise SystemExit(f"translations.py: PySide6 brings no {name}. Install PySide6-Essentials.")
    return str(program)


if __name__ == "__main__":
    sys.exit(main())
