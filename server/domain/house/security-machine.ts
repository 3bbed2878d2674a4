import { agreeing, inNumber } from '../../../shared/french-plural.ts';
import type { MachineFacts, PackageFacts, PathFacts } from './machine-facts.ts';
import { notRead, type SecurityLine, sound, toMend } from './security-line.ts';

/** Anything for the group or for others. */
const FOR_OTHERS = 0o077;
const MOST_NAMED = 4;

function few(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` et ${inNumber(more, 'autre(s)')}` : ''}`;
}

function octal(mode: number): string {
  return `0${mode.toString(8).padStart(3, '0')}`;
}

function named({ place, name, kind, mode }: PathFacts): string {
  return `${name === '' ? place : name}${kind === 'link' ? ' (lien)' : ` (${octal(mode)})`}`;
}

/** Rights of one place: nobody but the service's account reads it, owns it, or leads elsewhere by a link. */
function rightsOf(place: string, paths: readonly PathFacts[], uid: number): SecurityLine {
  const part = `droits : ${place}`;
  const there = paths.filter(({ kind }) => kind !== 'absent');
  if (there.length === 0) return notRead(part, 'absent', 'Vérifiez le chemin, ou créez-le.');
  const links = there.filter(({ kind }) => kind === 'link');
  if (links.length > 0)
    return toMend(
      part,
      `${agreeing(links.length, 'lien(s)')} : ${few(links.map(named))}`,
      'Remplacez chaque lien par un vrai fichier.',
    );
  const open = there.filter(({ mode }) => (mode & FOR_OTHERS) !== 0);
  if (open.length > 0)
    return toMend(
      part,
      `ouvert à d’autres comptes : ${few(open.map(named))}`,
      'Dossiers en 0700, fichiers en 0600 : chmod -R u+rwX,go-rwx sur ce dossier.',
    );
  const others = there.filter((one) => one.uid !== uid);
  if (others.length > 0)
    return toMend(
      part,
      `d’un autre propriétaire que ce compte : ${few(others.map(named))}`,
      'Lancez « plateau doctor » sous le compte du service, ou rendez-lui ces fichiers (chown).',
    );
  return sound(part, `${inNumber(there.length, 'entrée(s)')}, à ce compte seul`);
}

function rights({ paths, pathsCut, uid }: MachineFacts): readonly SecurityLine[] {
  const places = Map.groupBy(paths, ({ place }) => place);
  const lines = [...places].map(([place, of]) => rightsOf(place, of, uid));
  if (!pathsCut) return lines;
  const why = `au-delà de ${paths.length} entrées, rien n’a été lu`;
  return [...lines, notRead('droits', why, 'Rangez ces dossiers, ou contrôlez-les avec find -perm /077.')];
}

/** Agents compare its fingerprint at their first connection: whoever copies it can pass for the house. */
function sshHostKey({ paths }: MachineFacts): SecurityLine {
  const part = 'clé de l’hôte SSH';
  const key = paths.find(({ name }) => name === 'ssh/host_ed25519');
  if (!key) return notRead(part, 'pas encore faite', 'Elle se fait au premier « plateau serve --ssh ».');
  if (key.kind === 'file' && (key.mode & FOR_OTHERS) === 0) return sound(part, 'à ce compte seul');
  return toMend(
    part,
    named(key),
    'Si personne ne l’a lue : chmod 600 ; sinon supprimez-la et annoncez la nouvelle.',
  );
}

function swap({ swaps }: MachineFacts): SecurityLine {
  const part = 'mémoire d’échange';
  if (swaps === null) return notRead(part, 'illisible ici', 'Vérifiez avec « swapon --show ».');
  const plain = swaps.filter((one) => one === 'plain').length;
  if (plain > 0)
    return toMend(
      part,
      `${inNumber(plain, 'espace(s)')} en clair : une fiche ouverte peut y être écrite`,
      'Chiffrez-la (dm-crypt à clé aléatoire) ou ôtez-la (swapoff -a, puis /etc/fstab).',
    );
  return sound(part, swaps.length === 0 ? 'aucune' : 'chiffrée, ou en mémoire');
}

/** A pipe ignores the limit, but for systemd-coredump, which reads it. */
function cores({ coreLimit, corePattern }: MachineFacts): SecurityLine {
  const part = 'vidages mémoire';
  if (coreLimit === null || corePattern === null)
    return notRead(part, 'illisibles ici', 'Vérifiez « ulimit -c » et kernel.core_pattern.');
  const isPiped = corePattern.startsWith('|');
  const isVoid = /^\|\s*\/(usr\/)?bin\/(false|true)\b/.test(corePattern);
  const obeys = !isPiped || corePattern.includes('systemd-coredump');
  if (isVoid || (coreLimit === '0' && obeys)) return sound(part, 'aucun ne s’écrit depuis ce compte');
  const message = isPiped && !obeys ? 'confiés à un programme, quelle que soit la limite' : 'possibles';
  const hint = 'LimitCORE=0 dans le service (ou « ulimit -c 0 »), et kernel.core_pattern vers /bin/false.';
  return toMend(part, message, hint);
}

function environment({ secretVariables }: MachineFacts): SecurityLine {
  const part = 'environnement';
  if (secretVariables.length === 0) return sound(part, 'aucune variable ne semble porter un secret');
  return toMend(
    part,
    `${agreeing(secretVariables.length, 'variable(s) qui semble(nt)')} porter un secret : ${few(secretVariables)}`,
    'Mettez le secret dans un fichier 0600 et ne nommez que ce fichier (variables en _FILE).',
  );
}

function timeSource({ isTimeSynchronised }: MachineFacts): SecurityLine {
  const part = 'heure de la machine';
  if (isTimeSynchronised === true) return sound(part, 'réglée par le réseau (systemd-timesyncd)');
  if (isTimeSynchronised === false)
    return toMend(part, 'pas encore réglée par le réseau', 'Vérifiez « timedatectl » et l’accès au serveur.');
  return notRead(part, 'état de la synchronisation illisible', 'Vérifiez « timedatectl » ou « chronyc ».');
}

const ADVISORIES =
  'Les failles publiées ne se lisent pas hors ligne : lancez « npm audit » sur une machine reliée.';

function packages(facts: PackageFacts | null): readonly SecurityLine[] {
  const part = 'paquets';
  const advisories = notRead('failles publiées', 'pas cherchées ici', ADVISORIES);
  if (facts === null)
    return [notRead(part, 'fichier de versions absent', 'Installez avec « npm ci ».'), advisories];
  const { missing, different, compared } = facts;
  if (missing.length + different.length > 0) {
    const message = `autres que le fichier de versions : ${few([...different, ...missing])}`;
    return [toMend(part, message, 'Réinstallez exactement : « npm ci ».'), advisories];
  }
  const message = `${compared} paquets, versions et empreintes d’archive du fichier de versions`;
  return [sound(part, message), advisories];
}

/** What the machine itself lets be known; the order of the sheet. Pure: equal facts give equal lines. */
export function machineLines(facts: MachineFacts): readonly SecurityLine[] {
  return [
    ...rights(facts),
    sshHostKey(facts),
    timeSource(facts),
    swap(facts),
    cores(facts),
    environment(facts),
    ...packages(facts.packages),
  ];
}
