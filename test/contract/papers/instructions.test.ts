import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentMarkdown } from '../../../server/domain/files/document-markdown.ts';
import { evidenceDocument } from '../../../server/domain/papers/evidence-document.ts';
import { impactFacts } from '../../../server/domain/papers/paper-impact.ts';
import { instructionRegister } from '../../../server/domain/papers/paper-instructions.ts';
import { gatherEvidence } from '../../../server/steps/papers/gather-evidence.ts';
import { gatherPapers } from '../../../server/steps/papers/gather-papers.ts';
import { listInstructions, recordInstruction } from '../../../server/steps/papers/record-instruction.ts';
import { openCentre } from '../../support/call/centre.ts';
import { DPO, furnishedCustodyRoom } from '../../support/persons/custody-room.ts';
import { CAMPAIGN } from '../../support/store/store-rows.ts';

let room: Awaited<ReturnType<typeof furnishedCustodyRoom>>;
beforeAll(async () => {
  room = await furnishedCustodyRoom();
});
afterAll(() => room.close());

const given = {
  campaign: CAMPAIGN,
  givenOn: '2026-11-23',
  givenByWhom: 'Direction des dons, courriel',
  actor: DPO,
};
const NOTED = {
  ...given,
  text: 'Ne plus appeler le samedi matin',
  answer: 'followed',
  answerText: 'plages changées le soir même',
} as const;
const UNLAWFUL = {
  ...given,
  text: 'Garder les fiches un an de plus',
  answer: 'refused',
  answerText: 'durée du contrat, principe de limitation',
} as const;

describe('R-71 documented instructions of the charity', () => {
  it('are kept with what was done, refusals with why, under one audited line each', async () => {
    const deps = { ...room.deps, chance: { uuid: randomUUID } };
    await recordInstruction(deps, NOTED);
    room.clock.nowMs += 60_000;
    await recordInstruction(deps, UNLAWFUL);
    expect(await listInstructions(deps, { campaign: CAMPAIGN })).toMatchObject([
      { text: NOTED.text, answer: 'followed', recordedBy: 'dpo.une' },
      { text: UNLAWFUL.text, answer: 'refused', answerText: UNLAWFUL.answerText },
    ]);
    const acts = await deps.store.read(async (rows) =>
      (await Array.fromAsync(rows.audit.each())).map(({ action }) => action),
    );
    expect(acts.filter((one) => one.startsWith('instruction.'))).toEqual([
      'instruction.record',
      'instruction.refuse',
    ]);
    const later = { ...NOTED, givenOn: '2026-11-24' };
    await expect(recordInstruction(deps, later)).rejects.toThrow(
      expect.objectContaining({ code: 'instruction-day' }),
    );
    await expect(listInstructions(deps, { campaign: 'AUTRE-2026' })).rejects.toThrow(
      expect.objectContaining({ code: 'campaign-unknown' }),
    );
  });

  it('stand in the register, the impact facts and the evidence', async () => {
    const facts = await gatherPapers(room.deps, { atMs: room.clock.nowMs });
    const register = documentMarkdown(instructionRegister(facts));
    expect(register).toMatch(/Ne plus appeler le samedi matin \| suivie \| plages changées/);
    expect(register).toMatch(/Garder les fiches un an de plus \| refusée \|/);
    expect(documentMarkdown(impactFacts(facts))).toContain('2, dont 1 refusée');
    const evidence = documentMarkdown(
      evidenceDocument(await gatherEvidence(room.deps, { campaign: CAMPAIGN })),
    );
    expect(evidence).toContain(UNLAWFUL.answerText);
  });

  it('are sealed as they are written: their words never stand in clear in the base', async () => {
    const centre = await openCentre({ records: 0 });
    try {
      await recordInstruction(centre, { ...NOTED, actor: 'agent-1' });
      expect(await listInstructions(centre, {})).toMatchObject([
        { text: NOTED.text, recordedBy: 'testeur.1' },
      ]);
      const bytes = centre.store.files().flatMap((file) => (existsSync(file) ? [readFileSync(file)] : []));
      expect(bytes.some((one) => one.includes('instruction'))).toBe(true);
      expect(bytes.some((one) => one.includes('samedi matin'))).toBe(false);
    } finally {
      centre.close();
    }
  });
});

describe('R-71 facts for the impact assessment', () => {
  it('say what, why, who, how long and what is never taken, from the configuration', async () => {
    const text = documentMarkdown(impactFacts(await gatherPapers(room.deps, { atMs: room.clock.nowMs })));
    expect(text).toContain('6 fiches à ce jour');
    expect(text).toMatch(/numéro de carte, IBAN dicté, santé/);
    expect(text).toMatch(/Évaluation ou notation \| aucune/);
    expect(text).toContain('RGPD, article 35');
  });
});
