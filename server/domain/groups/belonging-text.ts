import { foldedText } from '../../../shared/folded-text.ts';
import { LEVEL_WORDS, LEVELS, type Level } from '../../../shared/people/people-words.ts';
import { groupNamed, type PeopleGroup } from './group.ts';

/** One belonging as a cell writes it: `GL Caen (référent : communication)`. */
export interface WrittenBelonging {
  readonly group: PeopleGroup;
  readonly level: Level;
  readonly mission: string;
}

type ReadBelongings =
  | { readonly ok: true; readonly belongings: readonly WrittenBelonging[] }
  | { readonly ok: false; readonly code: string; readonly why: string };

const LONGEST_MISSION = 80;

function readOne(text: string, groups: readonly PeopleGroup[]): ReadBelongings {
  const [, name = '', inside = ''] = /^(.*?)(?:\(([^()]*)\))?$/.exec(text.trim()) ?? [];
  const group = groupNamed(groups, name);
  if (!group)
    return {
      ok: false,
      code: 'group-unknown',
      why: 'ce groupe n’existe pas : « plateau group create » le crée',
    };
  if (group.state === 'closed') return { ok: false, code: 'group-closed', why: 'ce groupe est clos' };
  const [level = '', ...rest] = inside.split(':').map((one) => one.trim());
  const mission = rest.join(' : ');
  const found = level === '' ? 'member' : LEVELS.find((one) => LEVEL_WORDS[one] === foldedLevel(level));
  if (found === undefined || mission.length > LONGEST_MISSION) {
    const why = `écrivez « Groupe (niveau : mission) », le niveau parmi ${Object.values(LEVEL_WORDS).join(', ')}`;
    return { ok: false, code: 'level-unknown', why };
  }
  return { ok: true, belongings: [{ group, level: found, mission }] };
}

/** `Référente` is read as `référent`. */
function foldedLevel(text: string): string | undefined {
  const folded = foldedText(text)
    .replace(/e$/, '')
    .replace(/trice$|tric$/, 'teur');
  return Object.values(LEVEL_WORDS).find((one) => foldedText(one).replace(/e$/, '') === folded);
}

/** `GL Caen (référent : communication) ; Trailwalker 2026`; a group twice counts once, at its last level. */
export function readBelongings(text: string, groups: readonly PeopleGroup[]): ReadBelongings {
  const found = new Map<string, WrittenBelonging>();
  for (const part of text.split(';').filter((one) => one.trim() !== '')) {
    const read = readOne(part, groups);
    if (!read.ok) return read;
    for (const one of read.belongings) found.set(one.group.id, one);
  }
  return { ok: true, belongings: [...found.values()] };
}

/** The same, as `readBelongings` reads it again. */
export function belongingText({ group, level, mission }: WrittenBelonging): string {
  if (mission !== '') return `${group.name} (${LEVEL_WORDS[level]} : ${mission})`;
  return level === 'member' ? group.name : `${group.name} (${LEVEL_WORDS[level]})`;
}
