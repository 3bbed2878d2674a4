/** Signs that turn the reading order, hide, or end a line on a screen: « fiche‮fdp.exe » would read as a PDF. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
/** What a system of files, a shell or a header reads as something else than a name. */
const MEANS_MORE = /[<>:"|?*\\/%;`$&]/g;
const LONGEST = 100;

/**
 * A file's name without its path, and without any sign that would write elsewhere, look like another name or break a header;
 * `document` when nothing is left. Idempotent. Pure.
 */
export function fileNameOf(typed: string): string {
  const last = typed.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(UNSEEN, '')
    .replace(MEANS_MORE, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.~-]+|[\s.]+$/gu, '');
  if (clean === '') return 'document';
  const signs = [...clean];
  if (signs.length <= LONGEST) return clean;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
  return `${signs
    .slice(0, LONGEST - ending.length)
    .join('')
    .trimEnd()}${ending}`;
}

/** `md` of `Note.MD`; empty without one. */
export function endingOf(name: string): string {
  return (/\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1] ?? '').toLowerCase();
}
