#!/usr/bin/env bash
# Programs that the tests drive for real (Debian names): LibreOffice opens what we write, Chromium
# shows the reports, tesseract reads scans, poppler turns pages into pictures. The product itself
# needs none of them, except tesseract for text recognition.
set -euo pipefail

packages=(
  chromium
  chromium-driver
  libreoffice-calc-nogui
  libreoffice-writer-nogui
  poppler-utils
  python3-uno
  tesseract-ocr
  tesseract-ocr-nld
)
missing=()
for package in "${packages[@]}"; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if [ "${#missing[@]}" -eq 0 ]; then
  exit 0
fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
  "${missing[@]}"
