import { foldedText } from './folded-text.ts';

/**
 * By what two spellings are one town: case, accents, hyphens, a saint shortened, the words of a firm’s mail (CEDEX) and the
 * number of a district are told apart by no donor.
 */
export function townKey(town: string): string {
  return foldedText(town)
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bsaint(e?)\b/g, 'st$1')
    .replace(/\bcedex\b.*$/, '')
    .replace(/\b\d+(?:er|e|eme)?\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
