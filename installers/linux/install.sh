#!/bin/sh
# Installs Mammogym for this user, or below --prefix; needs no administrator and no network.
#
#     ./install.sh                       into ~/.local
#     sudo ./install.sh --prefix /usr/local    for everyone
#
# Installing over an older version replaces the program and leaves settings and results alone.
set -eu

prefix="$HOME/.local"
case "${1:-}" in
    "") ;;
    --prefix)
        [ $# -eq 2 ] || { echo "install.sh: error: --prefix needs a folder" >&2; exit 2; }
        prefix=$2
        ;;
    *) echo "usage: install.sh [--prefix FOLDER]" >&2; exit 2 ;;
esac
case "$prefix" in
    /*) ;;
    *) echo "install.sh: error: $prefix is no full path" >&2; exit 2 ;;
esac

here=$(cd "$(dirname "$0")" && pwd)
program="$prefix/lib/mammogym"
if [ -e "$program" ] && [ ! -d "$program/_internal" ]; then
    echo "install.sh: error: $program holds something else; nothing was changed" >&2
    exit 1
fi

mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share/applications" \
    "$prefix/share/mime/packages" "$prefix/share/icons/hicolor/256x256/apps"
rm -rf "$program.new"
cp -R "$here/mammogym" "$program.new"
cp "$here/uninstall.sh" "$program.new/uninstall.sh"
rm -rf "$program"
mv "$program.new" "$program"
for name in mammogym mammogym-cases mammogym-score; do
    ln -sf "$program/$name" "$prefix/bin/$name"
done
# A desktop does not always look into ~/.local/bin: name the program by its full path.
sed "s|^Exec=mammogym |Exec=\"$program/mammogym\" |" "$here/share/mammogym.desktop" \
    > "$prefix/share/applications/mammogym.desktop"
cp "$here/share/mammogym.xml" "$prefix/share/mime/packages/mammogym.xml"
cp "$here/share/mammogym.png" "$prefix/share/icons/hicolor/256x256/apps/mammogym.png"
if command -v update-mime-database > /dev/null; then
    update-mime-database "$prefix/share/mime" > /dev/null 2>&1 || true
fi
if command -v update-desktop-database > /dev/null; then
    update-desktop-database -q "$prefix/share/applications" || true
fi
echo "Mammogym is installed in $program. Start it from the menu, or with $prefix/bin/mammogym."
echo "To remove it: $program/uninstall.sh"
