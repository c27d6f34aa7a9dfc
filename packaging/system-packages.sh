#!/bin/sh
# Install the Debian packages that Earmark stands on, or say which are missing.
#
#   sh packaging/system-packages.sh run|test|package|demo [PYTHON]
#
# As root on a Debian-like system what is missing is installed; otherwise the one command to
# type is printed. Either way the exit status is 0: the caller goes on with what is there.
# On other systems there is nothing to do: Qt comes with PySide6, and plays without libVLC.
set -u

purpose=$1
python=${2:-python3}

# What Qt's libraries and plugins link to but PySide6 does not carry, and a font to draw with.
qt="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libbrotli1 libdrm2 libpulse0
    libx11-xcb1 libxext6 libxrandr2 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0
    libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libwayland-client0
    libwayland-cursor0 libwayland-egl1 fonts-dejavu-core"
vlc="libvlc5 vlc-plugin-base"
tests="xvfb xauth ffmpeg dbus desktop-file-utils appstream"

case $purpose in
    run) wanted="$qt $vlc" ;;
    test) wanted="$qt $vlc $tests" ;;
    package) wanted="$qt binutils" ;;
    demo) wanted="$qt $vlc flite ffmpeg" ;;
    *) echo "usage: $0 run|test|package|demo [PYTHON]" >&2; exit 2 ;;
esac

command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || exit 0

is_installed() {
    # Debian 13 and Ubuntu 24.04 renamed some libraries when time_t grew to 64 bits.
    dpkg-query -W -f '${db:Status-Status}\n' "$1" "${1}t64" 2>/dev/null | grep -qx installed
}

name=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
case $purpose:$(command -v "$python") in
    package:/usr/bin/*) wanted="$wanted lib$name" ;; # Debian keeps the shared library apart
esac

missing=
for package in $wanted; do
    is_installed "$package" || missing="$missing $package"
done
# A Python that is not Debian's brings its own venv; Debian's keeps half of it in a package.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    missing="$missing $name-venv"
fi
missing=${missing# }
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
    echo "Some system packages are missing; going on without them. To install them, type:"
    echo
    if command -v sudo >/dev/null; then
        echo "    sudo apt-get install --no-install-recommends $missing"
    else
        echo "    su -c 'apt-get install --no-install-recommends $missing'"
    fi
    echo
    exit 0
fi

install() {
    # shellcheck disable=SC2086  # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Use-Pty=0 "$@" $missing </dev/null >/dev/null
}

echo "Installing the system packages that are missing: $missing"
# The lists may be absent (a fresh container) or name versions that are gone; then fetch them.
if install 2>/dev/null; then exit 0; fi
apt-get update -qq </dev/null || echo "The package lists could not be fetched; trying all the same."
install || echo "Not all system packages could be installed; going on with what is there." >&2
exit 0
