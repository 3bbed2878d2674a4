import { expect } from 'vitest';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { type CampaignFolder, campaignFiles } from './reference-campaigns.ts';

export type CampaignEdit = readonly [from: string, to: string];

/** A hostile edit of a shipped campaign: the problem it gives, and words of the line (or of its parent's) where it is said to stand. */
export type HostileCampaign = readonly [
  what: string,
  code: string,
  folder: CampaignFolder,
  file: string,
  edits: readonly CampaignEdit[],
  where: string,
];

/** What the check says of that folder with texts replaced in one file; each text must be there. */
export function problemsAfter(folder: CampaignFolder, file: string, edits: readonly CampaignEdit[]) {
  const files = campaignFiles(folder);
  let text = files.get(file) ?? '';
  for (const [from, to] of edits) {
    expect(text, from).toContain(from);
    text = text.replace(from, to);
  }
  const { problems } = checkCampaign(files.set(file, text));
  const lineOf = (part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;
  return { problems, lineOf };
}

/** Its problem is found, in that file, at that line or beside its key, in a French sentence with what to do. */
export function expectProblem([, code, folder, file, edits, where]: HostileCampaign): void {
  const { problems, lineOf } = problemsAfter(folder, file, edits);
  expect(problems.map((one) => one.code)).toContain(code);
  // Some faults of one file are said in another, which then has its own lines.
  if (where === '') return;
  const found = problems.find((one) => one.code === code);
  expect(found?.file).toBe(file);
  const under = (found?.line ?? 0) - lineOf(where);
  expect(under).toBeGreaterThanOrEqual(-1);
  expect(under).toBeLessThanOrEqual(3);
  expect(found?.message).toMatch(/^[\p{Lu}«].*\.$/su);
  expect(found?.hint).not.toBe('');
}
