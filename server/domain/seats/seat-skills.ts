import * as z from 'zod';
import { foldedText } from '../../../shared/folded-text.ts';
import { parsedAs } from '../../../shared/shape-of.ts';
import type { LineSettings } from '../line/line-settings.ts';

/** A queue whose callers somebody takes; of those who are free, the lowest rank is asked first. */
export interface SkillRank {
  readonly queue: string;
  /** 0 to 9. */
  readonly rank: number;
}

type Line = Pick<LineSettings, 'sites' | 'skills'>;

const MOST_SKILLS = 12;
const storedSchema = z.array(z.object({ queue: z.string(), rank: z.int().min(0).max(9) })).max(MOST_SKILLS);

/** A skill of the line, or one of its sites, by the words that people write: its code, or the name of the skill. */
function queueNamed(word: string, { sites, skills = [] }: Line): string | undefined {
  const known = [
    ...sites.map(({ code, queue }) => ({ words: [code], queue })),
    ...skills.map(({ code, name, queue }) => ({ words: [code, name], queue })),
  ];
  return known.find(({ words }) => words.some((one) => foldedText(one) === foldedText(word)))?.queue;
}

/**
 * `nl`, `nl=1, MAISON=2`: skills and sites, each with its rank, 0 where none is written. French: why they cannot be read, as
 * `problem`. Nothing written is no skill.
 */
export function readSkills(
  text: string,
  line: Line,
): { readonly queues: readonly SkillRank[] } | { readonly problem: string } {
  const parts = text.split(/[,+/\s]+/).filter((part) => part !== '');
  const queues: SkillRank[] = [];
  for (const part of parts) {
    const [, word = '', rank = '0'] = /^([^=]+)(?:=(\d))?$/.exec(part) ?? [];
    const queue = queueNamed(word, line);
    if (word === '' || queue === undefined) return { problem: unknownSkill(line) };
    if (queues.some((one) => one.queue === queue)) return { problem: 'une compétence est écrite deux fois' };
    queues.push({ queue, rank: Number(rank) });
  }
  return { queues };
}

function unknownSkill({ sites, skills = [] }: Line): string {
  const known = [...skills.map(({ code }) => code), ...sites.map(({ code }) => code)];
  return `une compétence s’écrit comme ${known.map((code) => `${code}=0`).join(', ')} : son code, et son rang de 0 à 9`;
}

/** What a sign-up keeps of its skills; one that this version does not read has none. */
const storedSkills = (stored: string): readonly SkillRank[] => parsedAs(stored, storedSchema) ?? [];

/** The same queues and ranks give the same text. */
export const skillsToStore = (queues: readonly SkillRank[]): string => JSON.stringify(queues);

/**
 * The queues of somebody at a seat: their site's, first of all unless they say another rank for it, and those of their skills
 * that the line still has.
 */
export function seatQueues(line: Line, siteQueue: string, stored: string): readonly SkillRank[] {
  const there = new Set([...line.sites, ...(line.skills ?? [])].map(({ queue }) => queue));
  const said = storedSkills(stored).filter(({ queue }) => there.has(queue));
  return said.some(({ queue }) => queue === siteQueue) ? said : [{ queue: siteQueue, rank: 0 }, ...said];
}

/** `nl=0`, `MAISON=1`: as they are written, lowest rank first. */
export function shownSkills(line: Line, stored: string): readonly string[] {
  const codes = new Map([...line.sites, ...(line.skills ?? [])].map(({ queue, code }) => [queue, code]));
  return storedSkills(stored)
    .toSorted((a, b) => a.rank - b.rank)
    .flatMap(({ queue, rank }) => (codes.has(queue) ? [`${codes.get(queue)}=${rank}`] : []));
}
