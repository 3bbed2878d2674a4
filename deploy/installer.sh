#!/bin/sh
# Installe cette version, ou la met à la place de la précédente, sur Debian ou Ubuntu (root). Ne touche ni aux données, ni au
# trousseau, ni à .env. Relancé, il refait la même chose. L’ancienne version reste dans /opt : pour y revenir, son installer.sh.
set -eu
ici=$(cd "$(dirname "$0")/.." && pwd)
version=$(basename "$ici")
if [ "$ici" != "/opt/$version" ] && [ ! -d "/opt/$version" ]; then
  cp -a "$ici" "/opt/$version.part"
  chown -R root:root "/opt/$version.part"
  mv "/opt/$version.part" "/opt/$version"
fi
if ! "/opt/$version/node_modules/.bin/node" --version > /dev/null 2>&1; then
  echo "Le Node de l’archive ne démarre pas sur cette machine : rien n’a été mis en service." >&2
  echo "Que faire : apt-get install libatomic1, puis relancez cet installer.sh." >&2
  exit 1
fi
ln -sfn "$version" /opt/plateau
for sorte in sysusers.d tmpfiles.d; do
  install -D -m 644 "/opt/plateau/deploy/$sorte/plateau.conf" "/usr/lib/$sorte/plateau.conf"
done
for unite in plateau plateau-veille; do
  install -D -m 644 "/opt/plateau/deploy/systemd/$unite.service" "/etc/systemd/system/$unite.service"
done
install -D -m 755 /opt/plateau/deploy/plateau /usr/local/sbin/plateau
systemd-sysusers plateau.conf
systemd-tmpfiles --create plateau.conf
[ ! -d /run/systemd/system ] || systemctl daemon-reload
echo "$version est en place. Suite : /opt/plateau/deploy/INSTALLER.md"
