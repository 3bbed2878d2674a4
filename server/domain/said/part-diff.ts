import { type DiffEntry, diffSummary, type ScriptDiff, scriptDiff } from '../script/script-diff.ts';
import { diffLines } from '../wording/text-lines-diff.ts';
import { type PartText, partTexts } from './part-texts.ts';
import type { ScriptBody } from './script-parts.ts';

/** What changed from one version of a part to another, by title and by name; undefined for two parts that are not the same. */
export function partDiff(before: ScriptBody, after: ScriptBody): ScriptDiff | undefined {
  if (before.kind === 'script' || after.kind === 'script')
    return before.kind === 'script' && after.kind === 'script'
      ? scriptDiff(before.script, after.script)
      : undefined;
  if (before.kind !== after.kind) return undefined;
  const entries = pairs(partTexts(before), partTexts(after));
  return { summary: diffSummary(entries, before.kind === 'notes' ? 'fiche' : 'ligne'), entries };
}

function pairs(before: readonly PartText[], after: readonly PartText[]): readonly DiffEntry[] {
  const [old, now] = [new Map(before), new Map(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((title): readonly DiffEntry[] => {
    const [was, is] = [old.get(title), now.get(title)];
    if (was === is) return [];
    if (was === undefined) return [{ mark: '+', title, lines: (is ?? '').split('\n') }];
    if (is === undefined) return [{ mark: '-', title, lines: was.split('\n') }];
    const lines = diffLines(was, is).filter((one) => one.mark !== ' ' && one.text.trim() !== '');
    return [{ mark: '~', title, lines: lines.map((one) => `${one.mark} ${one.text}`) }];
  });
}
