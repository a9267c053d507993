# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./run and ./test: installs the Debian packages that are missing.

build_packages="g++ cmake ninja-build ccache pkg-config
    qt6-base-dev qt6-declarative-dev qt6-httpserver-dev qt6-websockets-dev libqt6svg6-dev libqt6sql6-sqlite
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libqscintilla2-qt6-dev qtkeychain-qt6-dev libsqlite3-dev libpq-dev libsimdjson-dev libseccomp-dev libmuparser-dev libdtl-dev libmd4c-dev libmd4c-html0-dev libicu-dev libssl-dev libcurl4-openssl-dev zlib1g-dev libbrotli-dev libgl-dev libvulkan-dev
    fonts-inter fonts-jetbrains-mono"
test_packages="clang-format postgresql haproxy nginx-light xvfb xauth curl openssl python3-aiosmtpd at-spi2-core gir1.2-atspi-2.0 python3-gi dbus-daemon"
package_packages="makeself patchelf xz-utils file"
container_packages="debootstrap umoci"
package_test_packages="debootstrap lintian appstream desktop-file-utils imagemagick"

# Installs what a folder's package-lock.json pins, once.
install_node_packages() {
    [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] && return 0
    npm ci --prefix "$1" --no-audit --no-fund --ignore-scripts
}

# install_dependencies build|test|package|package-test|container
install_dependencies() {
    wanted=$build_packages
    [ "$1" = test ] && wanted="$wanted $test_packages"
    [ "$1" = package ] && wanted="$wanted $package_packages"
    [ "$1" = package-test ] && wanted=$package_test_packages
    [ "$1" = container ] && wanted=$container_packages
    # Any node from version 18 will do; Debian's packages only where there is none.
    if [ "$1" = test ] && ! command -v npm >/dev/null; then
        wanted="$wanted nodejs npm"
    fi
    missing=
    for package in $wanted; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    echo "Installing:$missing"
    sudo=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || {
            # Not this script as root: the build would belong to root then.
            echo "Root is needed for that, and there is no sudo. Run this as root, then start again:" >&2
            echo "apt-get update; apt-get install -y --no-install-recommends$missing" >&2
            exit 1
        }
        sudo=sudo
    fi
    $sudo apt-get update -q
    # shellcheck disable=SC2086 # the list is meant to be split
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}
