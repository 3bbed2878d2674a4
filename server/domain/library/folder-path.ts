import { foldedText } from '../../../shared/folded-text.ts';

const DEEPEST = 4;
const LONGEST = 60;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** `Kits/2026` of « Kits / 2026 »; undefined when it is no path of four names of sixty signs at most. Idempotent. Pure. */
export function folderPathOf(typed: string): string | undefined {
  const names = typed
    .normalize('NFC')
    .split('/')
    .map((one) => one.trim().replace(/\s+/gu, ' '))
    .filter((one) => one !== '');
  const isSound = names.every((one) => one.length <= LONGEST && !UNSEEN.test(one) && !/^\.+$/.test(one));
  return names.length <= DEEPEST && isSound ? names.join('/') : undefined;
}

/** The same folder, spelt as one of those already does, accents and capitals aside. */
export function knownFolder(path: string, folders: readonly string[]): string | undefined {
  if (path === '') return '';
  const wanted = foldedText(path);
  for (const one of folders) {
    const names = one.split('/');
    for (let depth = 1; depth <= names.length; depth += 1) {
      const above = names.slice(0, depth).join('/');
      if (foldedText(above) === wanted) return above;
    }
  }
  return undefined;
}
