import { partName } from './drop-names.ts';

/**
 * Names under which a file may grow, most discreet first: hidden; visible, for servers that refuse a leading dot; with the final
 * ending, for those that accept only the endings they know.
 */
export function partNames(name: string): readonly [string, ...string[]] {
  return [partName(name), `${name}.part`, `EN-COURS_${name}`];
}
