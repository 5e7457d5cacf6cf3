#!/bin/sh
# Removes a Mammogym that install.sh installed; settings and results stay.
set -eu

program=$(cd "$(dirname "$0")" && pwd)
prefix=$(cd "$program/../.." && pwd)
if [ "$program" != "$prefix/lib/mammogym" ] || [ ! -d "$program/_internal" ]; then
    echo "uninstall.sh: error: no installed Mammogym lies in $program; nothing was removed" >&2
    exit 1
fi
for name in mammogym mammogym-cases mammogym-score; do
    link="$prefix/bin/$name"
    if [ "$(readlink "$link" 2> /dev/null)" = "$program/$name" ]; then
        rm -f "$link"
    fi
done
rm -f "$prefix/share/applications/mammogym.desktop" "$prefix/share/mime/packages/mammogym.xml" \
    "$prefix/share/icons/hicolor/256x256/apps/mammogym.png"
rm -rf "$program"
if command -v update-mime-database > /dev/null; then
    update-mime-database "$prefix/share/mime" > /dev/null 2>&1 || true
fi
if command -v update-desktop-database > /dev/null; then
    update-desktop-database -q "$prefix/share/applications" || true
fi
echo "Mammogym is removed. Settings and results were left where they are."
