#!/bin/sh
# Installs Hookdesk for the user who runs it, without root:
#   install.sh [--prefix DIR]     programs in DIR/lib/hookdesk, links in DIR/bin (default: ~/.local)
#   install.sh --uninstall [--prefix DIR]
# Databases and preferences are never touched.
set -e
here=$(cd "$(dirname "$0")" && pwd)
prefix=$HOME/.local
action=install
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) prefix=${2:?--prefix needs a directory}; shift ;;
        --uninstall) action=uninstall ;;
        *) echo "install.sh: [--prefix DIR] [--uninstall]" >&2; exit 2 ;;
    esac
    shift
done
[ ! -d "$prefix" ] || prefix=$(cd "$prefix" && pwd)
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac # links must hold from everywhere
home=$prefix/lib/hookdesk
application=org.hookdesk.Hookdesk

refresh() {
    command -v update-desktop-database >/dev/null && update-desktop-database -q "$prefix/share/applications" || true
    command -v update-mime-database >/dev/null && update-mime-database "$prefix/share/mime" 2>/dev/null || true
}

uninstall() {
    # Only what points into this installation is ours.
    for program in hookdesk hookdeskd; do
        [ "$(readlink "$prefix/bin/$program" 2>/dev/null)" != "$home/bin/$program" ] || rm -f "$prefix/bin/$program"
    done
    if [ -f "$home/installed-files" ]; then
        while read -r file; do rm -f "$prefix/$file"; done < "$home/installed-files"
        # Directories that are empty now, the innermost first.
        while read -r file; do
            folder=$(dirname "$prefix/$file")
            while [ "$folder" != "$prefix" ] && rmdir "$folder" 2>/dev/null; do folder=$(dirname "$folder"); done
        done < "$home/installed-files"
    fi
    rm -rf "$home"
    for folder in lib bin share; do rmdir "$prefix/$folder" 2>/dev/null || true; done
}

if [ "$action" = uninstall ]; then
    [ -d "$home" ] || { echo "Hookdesk is not installed in $prefix." >&2; exit 1; }
    uninstall
    [ ! -d "$prefix/share" ] || refresh
    # What these tools made goes with the last file that they made it of.
    [ -d "$prefix/share/mime/packages" ] || rm -rf "$prefix/share/mime"
    ls "$prefix/share/applications/"*.desktop >/dev/null 2>&1 || rm -f "$prefix/share/applications/mimeinfo.cache"
    rmdir "$prefix/share/applications" "$prefix/share" 2>/dev/null || true
    echo "Hookdesk is removed from $prefix. Your databases are where they were."
    exit 0
fi

"$here/bin/hookdeskd" --version >/dev/null || {
    echo "These programs do not run on this system; they need glibc 2.36 or newer and a processor of x86-64." >&2
    exit 1
}
# What the archive does not bring, since it belongs to the system's graphics.
missing=$(ldd "$here/bin/hookdesk" "$here/plugins/platforms/libqxcb.so" 2>/dev/null | sed -n 's/^[[:space:]]*\([^ ]*\) => not found/\1/p' | sort -u | tr '\n' ' ')
[ ! -d "$home" ] || uninstall
mkdir -p "$home" "$prefix/bin"
cp -R "$here/bin" "$here/lib" "$here/libexec" "$here/plugins" "$here/licenses" "$here/LICENSE" "$here/LICENSE-HOOKS" "$here/copyright" "$home/"
cp "$here/install.sh" "$home/install.sh"
printf '#!/bin/sh\nexec sh "%s" --uninstall --prefix "%s"\n' "$home/install.sh" "$prefix" > "$home/uninstall"
chmod 755 "$home/uninstall" "$home/install.sh"
(cd "$here" && find share -type f) > "$home/installed-files"
while read -r file; do
    mkdir -p "$(dirname "$prefix/$file")"
    cp "$here/$file" "$prefix/$file"
done < "$home/installed-files"
# The desktop may not look into ~/.local/bin.
sed -i "s|^Exec=hookdesk|Exec=$home/bin/hookdesk|" "$prefix/share/applications/$application.desktop"
ln -sf "$home/bin/hookdesk" "$prefix/bin/hookdesk"
ln -sf "$home/bin/hookdeskd" "$prefix/bin/hookdeskd"
refresh
if [ -z "$missing" ]; then
    echo "Hookdesk is installed. Start it from the menu, or with: $prefix/bin/hookdesk"
else
    echo "The server is installed: $prefix/bin/hookdeskd"
    echo "The window cannot start yet. These libraries are missing on this system: $missing"
    echo "Debian, Ubuntu: sudo apt install libegl1 libgl1 libopengl0 libglx0 libx11-6 libx11-xcb1 libxcb1 libfontconfig1 libfreetype6"
    echo "Fedora:         sudo dnf install libglvnd-egl libglvnd-glx libglvnd-opengl libX11 libX11-xcb libxcb fontconfig freetype"
    echo "openSUSE:       sudo zypper install libEGL1 libGL1 libOpenGL0 libGLX0 libX11-6 libX11-xcb1 libxcb1 libfontconfig1 libfreetype6"
    echo "Arch:           sudo pacman -S libglvnd libx11 libxcb fontconfig freetype2"
fi
echo "To remove it: $home/uninstall"
case ":$PATH:" in
    *":$prefix/bin:"*) ;;
    *) echo "$prefix/bin is not in your PATH; new sessions of most systems have it there." ;;
esac
