const MOST_TAGS = 30;
const TAG = /^[\p{L}\p{N}][\p{L}\p{N} '’-]{0,39}$/u;

type ReadTags =
  | { readonly ok: true; readonly tags: readonly string[] }
  | { readonly ok: false; readonly why: string };

/** `climat ; traduction`, or with commas: lower case, each once, in the order of the alphabet. */
export function readTags(text: string): ReadTags {
  const words = text
    .split(/[;,]/)
    .map((one) => one.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('fr'))
    .filter((one) => one !== '');
  const tags = [...new Set(words)].sort((a, b) => a.localeCompare(b, 'fr'));
  if (tags.length > MOST_TAGS) return { ok: false, why: `plus de ${MOST_TAGS} tags` };
  if (!tags.every((one) => TAG.test(one)))
    return { ok: false, why: 'un tag est fait de lettres, de chiffres et d’espaces, 40 caractères au plus' };
  return { ok: true, tags };
}
