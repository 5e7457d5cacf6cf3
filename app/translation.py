"""The language in which the program speaks."""

from __future__ import annotations

import re

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QTranslator,
)

from inference.resources import translations_folder

PREFIX = "mammogym_"
SOURCE_LANGUAGE = "en"
PRESET_NAMES = (
    QT_TRANSLATE_NOOP("Preset", "As stored"),
    QT_TRANSLATE_NOOP("Preset", "High contrast"),
    QT_TRANSLATE_NOOP("Preset", "Low contrast"),
    QT_TRANSLATE_NOOP("Preset", "Dense tissue"),
    QT_TRANSLATE_NOOP("Preset", "Fatty tissue"),
)
"""Names of `app.viewer.state.PRESETS`, which knows no Qt."""


def languages() -> tuple[str, ...]:
    """The languages there are, as `de` or `pt_BR`; English, which needs no file, is the first."""
    files = translations_folder().glob(f"{PREFIX}*.qm")
    found = {file.stem.removeprefix(PREFIX) for file in files}
    named = {name for name in found if re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", name)}
    return (SOURCE_LANGUAGE, *sorted(named - {SOURCE_LANGUAGE}))


def language_in_use(language: str) -> str:
    """The language that a setting stands for.

    Args:
        language: as `de`; empty is the system's.

    Returns:
        One of `languages`; English where there is no better one.
    """
    wanted = [language] if language else [name.replace("-", "_") for name in _system_languages()]
    known = languages()
    for name in wanted:
        for candidate in (name, name.partition("_")[0]):
            if candidate in known:
                return candidate
    return SOURCE_LANGUAGE


def install_translation(application: QCoreApplication, language: str) -> str:
    """Let the program speak a language; what is not translated stays English.

    Must be called before windows are made: they ask for their words when they are.

    Args:
        application: keeps the translators.
        language: as in the settings; empty is the system's.

    Returns:
        The language in use.
    """
    for before in application.findChildren(QTranslator):
        application.removeTranslator(before)
        before.deleteLater()
    used = language_in_use(language)
    if used == SOURCE_LANGUAGE:
        return used
    # The words of Qt's own buttons and dialogs, where they came with it.
    of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in ((of_qt, f"qtbase_{used}"), (translations_folder(), PREFIX + used)):
        translator = QTranslator(application)
        if translator.load(name, str(folder)):
            application.installTranslator(translator)
    return used


def preset_name(name: str) -> str:
    """The name of a window preset in the user's language; one of the user's own stays."""
    return QCoreApplication.translate("Preset", name)


def native_name(language: str) -> str:
    """What a language calls itself."""
    name = QLocale(language).nativeLanguageName()
    # Qt names English by the country as well.
    return "English" if language == SOURCE_LANGUAGE else name[:1].upper() + name[1:]


def _system_languages() -> list[str]:
    return QLocale.system().uiLanguages()
