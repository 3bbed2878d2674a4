#!/usr/bin/env bash
# Puts Asterisk 16 in a folder of its own, for the tests of the telephone line: today's Debian has none. Nothing of the machine changes.
# Usage, as root: install-pbx.sh FOLDER. A second call keeps the folder that is there. Needs mmdebstrap; about 240 MB.
set -euo pipefail
root=$1
[ -x "$root/usr/sbin/asterisk" ] && exit 0

# The machine's own source of Debian, its first stanza, for the last release that had Asterisk; its signature is checked as any other's.
source=/etc/apt/sources.list.d/debian.sources
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
awk 'BEGIN { RS = "" } NR == 1' "$source" |
  sed -E 's/^Suites:.*/Suites: bullseye/; s/^Components:.*/Components: main/' >"$made/bullseye.sources"
mmdebstrap --quiet --variant=extract --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
  --aptopt='Apt::Install-Recommends "false"' --include=asterisk bullseye "$made/debian" - <"$made/bullseye.sources"
# Else every call waits for the name of the machine to be looked up.
cp /etc/hosts "$made/debian/etc/hosts"
echo 'hosts: files' >"$made/debian/etc/nsswitch.conf"
mkdir -p "$(dirname "$root")"
mv "$made/debian" "$root"
