"""The look of a dim reading room: palette, colours and style sheet."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

FILM_BLACK = "#030304"
"""Around a picture: a little above black, so that the picture's own black is not a hole."""
WINDOW = "#1a1d21"
PANEL = "#202429"
RAISED = "#2b3037"
LINE = "#343a42"
TEXT = "#d5dae0"
TEXT_DIM = "#98a1ab"
ACCENT = "#6fa8b8"
ACCENT_DARK = "#2c4f5a"
AMBER = "#e3a948"
FILM_TEXT = "#dfe4e8"
FILM_TEXT_DIM = "#aab3bb"
ERROR = "#5b2b2b"
NOTE = "#27414a"


def palette() -> QPalette:
    """Dark colours for every role that the Fusion style asks for."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: WINDOW,
        roles.WindowText: TEXT,
        roles.Base: "#14171a",
        roles.AlternateBase: PANEL,
        roles.ToolTipBase: RAISED,
        roles.ToolTipText: TEXT,
        roles.PlaceholderText: TEXT_DIM,
        roles.Text: TEXT,
        roles.Button: RAISED,
        roles.ButtonText: TEXT,
        roles.BrightText: "#ffffff",
        roles.Link: ACCENT,
        roles.Highlight: ACCENT_DARK,
        roles.HighlightedText: "#ffffff",
        roles.Light: "#3a4048",
        roles.Midlight: "#31363d",
        roles.Mid: LINE,
        roles.Dark: "#121417",
        roles.Shadow: "#08090a",
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor("#666e77"))
    made.setColor(QPalette.ColorGroup.Disabled, roles.Highlight, QColor(LINE))
    return made


STYLE_SHEET = f"""
QMainWindow, QDialog {{ background: {WINDOW}; }}
QMenuBar {{ background: {WINDOW}; color: {TEXT_DIM}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {RAISED}; color: {TEXT}; }}
QMenu {{ background: {PANEL}; border: 1px solid {LINE}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {ACCENT_DARK}; }}
QMenu::item:disabled {{ color: #666e77; }}
QMenu::separator {{ height: 1px; background: {LINE}; margin: 4px 8px; }}
QStatusBar {{ background: {WINDOW}; color: {TEXT_DIM}; border-top: 1px solid {LINE}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {TEXT_DIM}; padding: 1px 8px; }}
QToolTip {{ background: {RAISED}; color: {TEXT}; border: 1px solid {LINE}; padding: 4px; }}

#film, #film > QWidget {{ background: {FILM_BLACK}; }}
#hint {{ background: {FILM_BLACK}; color: {TEXT_DIM}; font-size: 13pt; padding: 40px; }}
#rail {{ background: #15181b; border-right: 1px solid {LINE}; }}
#rail QToolButton {{
    border: none; border-left: 3px solid transparent; color: {TEXT_DIM}; padding: 8px 3px 6px 0;
}}
#rail QToolButton:hover {{ background: {PANEL}; color: {TEXT}; }}
#rail QToolButton:checked {{
    background: {PANEL}; color: #ffffff; border-left: 3px solid {ACCENT};
}}
#rail QToolButton:focus {{ background: {RAISED}; }}
#panel {{ background: {PANEL}; border-right: 1px solid {LINE}; }}
#panel QLabel {{ background: transparent; }}
QLabel#heading {{ color: {TEXT_DIM}; font-weight: bold; }}
QLabel#dim {{ color: {TEXT_DIM}; }}

QPushButton {{
    background: {RAISED}; border: 1px solid {LINE}; border-radius: 5px; padding: 5px 10px;
    min-height: 18px;
}}
QPushButton:hover {{ border-color: #4a525c; background: #31373f; }}
QPushButton:pressed {{ background: #252a30; }}
QPushButton:focus {{ border-color: {ACCENT}; }}
QPushButton:checked {{ background: {ACCENT_DARK}; border-color: {ACCENT}; color: #ffffff; }}
QPushButton:disabled {{ background: {PANEL}; color: #666e77; border-color: #2b3036; }}
QPushButton#primary {{ background: {ACCENT_DARK}; border-color: #3f6e7c; color: #ffffff; }}
QPushButton#primary:hover {{ background: #356070; }}
QPushButton#primary:disabled {{
    background: {PANEL}; color: #666e77; border-color: #2b3036;
}}
QLineEdit, QPlainTextEdit, QListView, QComboBox {{
    background: #14171a; border: 1px solid {LINE}; border-radius: 5px; padding: 4px 6px;
    selection-background-color: {ACCENT_DARK};
}}
QLineEdit:focus, QPlainTextEdit:focus, QListView:focus {{
    border-color: {ACCENT};
}}
QAbstractSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QListView {{ padding: 2px; outline: none; }}
QListView::item {{ padding: 6px 6px; border-radius: 4px; color: {TEXT_DIM}; }}
QListView::item:hover {{ background: {PANEL}; }}
QListView::item:selected {{ background: {ACCENT_DARK}; color: #ffffff; }}
QSlider::groove:horizontal {{ height: 4px; background: #14171a; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {ACCENT_DARK}; border-radius: 2px; }}
QSlider::handle:horizontal {{
    width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: #b7c1c9;
}}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{ background: {ACCENT}; }}
QSlider::handle:horizontal:disabled {{ background: #555c64; }}

#message {{ border-bottom: 1px solid {LINE}; }}
#message[kind="error"] {{ background: {ERROR}; }}
#message[kind="note"] {{ background: {NOTE}; }}
#message QLabel {{ color: #f2f4f5; background: transparent; }}
#message QToolButton {{ border: none; color: #f2f4f5; padding: 2px 6px; }}
#message QToolButton:hover {{ background: rgba(255, 255, 255, 30); border-radius: 4px; }}
QScrollBar:vertical {{ width: 10px; background: transparent; }}
QScrollBar::handle:vertical {{ background: {LINE}; border-radius: 4px; min-height: 24px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}

QLabel#keycap {{
    background: {RAISED}; border: 1px solid #454d57; border-bottom-width: 2px; border-radius: 4px;
    padding: 1px 6px; color: {TEXT}; font-weight: bold; font-size: 9pt;
}}
QScrollArea, QWidget#sheet {{ background: transparent; }}
QLabel#conflict {{ color: {AMBER}; }}
QLabel#finding {{ font-size: 12pt; }}
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator {{
    width: 13px; height: 13px; border: 1px solid #66707b; background: #14171a; border-radius: 3px;
}}
QRadioButton::indicator {{ border-radius: 7px; }}
QCheckBox::indicator:hover, QCheckBox:focus::indicator, QRadioButton::indicator:hover,
QRadioButton:focus::indicator {{ border-color: {ACCENT}; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked {{
    background: {ACCENT}; border-color: {ACCENT};
}}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {LINE}; }}
QProgressBar {{ background: {PANEL}; border: none; }}
QProgressBar::chunk {{ background: {ACCENT}; }}
QTreeView {{
    background: #14171a; border: 1px solid {LINE}; border-radius: 5px; outline: none;
    selection-background-color: {ACCENT_DARK};
}}
QTreeView:focus {{ border-color: {ACCENT}; }}
QTreeView::item {{ padding: 3px 4px; }}
QTreeView::item:selected {{ background: {ACCENT_DARK}; color: #ffffff; }}
QHeaderView::section {{
    background: {PANEL}; color: {TEXT_DIM}; border: none; border-bottom: 1px solid {LINE};
    padding: 5px 6px;
}}
QTabBar::tab {{
    background: transparent; color: {TEXT_DIM}; padding: 7px 16px; border: none;
    border-bottom: 2px solid transparent;
}}
QTabBar::tab:hover {{ color: {TEXT}; }}
QTabBar::tab:selected {{ color: #ffffff; border-bottom-color: {ACCENT}; }}
QTabBar::tab:focus {{ background: {RAISED}; }}
QComboBox {{ min-height: 18px; }}
QComboBox:focus {{ border-color: {ACCENT}; }}
QComboBox QAbstractItemView {{ background: {PANEL}; border: 1px solid {LINE}; }}
#reportPanel {{ background: {PANEL}; border-left: 1px solid {LINE}; }}
#reportPanel QScrollArea, #reportInside, #reportInside QLabel {{ background: transparent; }}
QLabel#warnings {{ color: {AMBER}; }}
QLabel#written {{
    background: #14171a; border: 1px solid {LINE}; border-radius: 5px; padding: 8px;
}}
#questionPanel {{ background: {PANEL}; border-left: 1px solid {LINE}; }}
#question {{ font-size: 13pt; color: #ffffff; }}
#roundTitle {{ font-size: 17pt; color: #ffffff; padding-top: 18px; }}
#verdict {{ font-size: 13pt; font-weight: 600; color: {TEXT}; padding: 6px 0; }}
#verdict[good="yes"] {{ color: #8fcf9f; }}
#verdict[good="no"] {{ color: {AMBER}; }}
#chosenSpot {{ color: {ACCENT}; font-weight: 600; }}
QPushButton#answer {{ min-height: 30px; padding: 4px 0; font-size: 12pt; }}
QPushButton#answer:checked:disabled {{
    background: {ACCENT_DARK}; border: 2px solid {ACCENT}; color: #ffffff; font-weight: bold;
}}
QPushButton#listed {{ text-align: left; padding: 9px 12px; }}
#questionReport {{ background: #14171a; border: 1px solid {LINE}; border-radius: 5px; }}
#questionReport #reportInside, #questionReport #reportInside QLabel {{ background: transparent; }}
#questionPanel QScrollArea, #questionInside {{ background: transparent; }}
#examplePanel {{ background: {PANEL}; border-left: 1px solid {LINE}; }}
#examplePanel QScrollArea, #exampleInside, #examplePanel QLabel {{ background: transparent; }}
#exampleTitle {{ font-size: 15pt; color: #ffffff; }}
QListView#examples {{ background: {WINDOW}; border: none; }}
QListView#examples::item {{ padding: 8px 4px 4px 4px; border-radius: 6px; color: {TEXT}; }}
QListView#examples::item:hover {{ background: {PANEL}; }}
QListView#examples::item:selected {{ background: {ACCENT_DARK}; color: #ffffff; }}
QLabel#measureName {{ font-weight: 600; }}
QLabel#measureValue {{ font-size: 13pt; color: #ffffff; }}
QLabel#emptyHint {{ color: {TEXT_DIM}; font-size: 13pt; padding: 40px; }}
#buttonBar {{ background: {PANEL}; border-top: 1px solid {LINE}; }}
QTabWidget::pane {{ border: none; }}
"""
