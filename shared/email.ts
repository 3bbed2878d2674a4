const MAX_ADDRESS = 254;
const MAX_LOCAL = 64;
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/**
 * Why a text is no usable e-mail address, as a French clause without the address; undefined when it is one. Syntax
 * only (one address, no display name, no quoted local part, no address literal): whether it receives, the relay says.
 */
export function emailProblem(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  if (at === -1) return 'il manque le signe @';
  if (text.indexOf('@') !== at) return 'il y a plusieurs signes @';
  if (/\s/.test(text)) return 'elle contient une espace';
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split('.');
  if (text.length > MAX_ADDRESS || local.length > MAX_LOCAL) return 'elle est trop longue';
  if (!LOCAL.test(local)) return 'la partie avant @ est incorrecte';
  if (labels.length < 2) return 'le nom de domaine est incomplet';
  if (!labels.every((label) => LABEL.test(label)) || !/^\p{L}{2,}$|^xn--/u.test(labels.at(-1) ?? ''))
    return 'le nom de domaine est incorrect';
  return undefined;
}

/** Domains whose misspellings are common among our donors. */
const COMMON = [
  'gmail.com',
  'hotmail.com',
  'hotmail.fr',
  'hotmail.be',
  'outlook.com',
  'outlook.fr',
  'yahoo.fr',
  'yahoo.com',
  'orange.fr',
  'wanadoo.fr',
  'laposte.net',
  'free.fr',
  'sfr.fr',
  'neuf.fr',
  'live.fr',
  'icloud.com',
  'skynet.be',
  'telenet.be',
  'proximus.be',
  'bluewin.ch',
  'gmx.ch',
  'sunrise.ch',
];
/** Real domains that look like a misspelling of another. */
const REAL = new Set([
  'gmx.de',
  'gmx.fr',
  'gmx.net',
  'gmx.com',
  'ymail.com',
  'mail.com',
  'live.be',
  'sfr.com',
]);
const SHORTEST_FIXED = 7;

/** One letter added, missing, changed, or two neighbours swapped. */
function isOneSlipAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head++;
  const [restA, restB] = [a.slice(head), b.slice(head)];
  const swapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return swapped || restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}

/** The domain probably meant (`gmial.com` → `gmail.com`), or undefined. A hint to show, never a correction to make. */
export function likelyDomain(address: string): string | undefined {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (COMMON.includes(domain) || REAL.has(domain) || domain.length < SHORTEST_FIXED - 1) return undefined;
  return COMMON.find((known) => known.length >= SHORTEST_FIXED && isOneSlipAway(domain, known));
}
