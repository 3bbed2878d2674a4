import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readProvider } from '../../../server/config/provider-file.ts';
import { documentMarkdown } from '../../../server/domain/files/document-markdown.ts';
import type { Provider } from '../../../server/domain/house/provider.ts';
import { evidenceDocument } from '../../../server/domain/papers/evidence-document.ts';
import { auditChecklist } from '../../../server/domain/papers/paper-checklist.ts';
import { countToComplete } from '../../../server/domain/papers/paper-facts.ts';
import { clientNote } from '../../../server/domain/papers/paper-note.ts';
import { REHEARSAL_KINDS } from '../../../server/domain/papers/rehearsal.ts';
import { gatherEvidence } from '../../../server/steps/papers/gather-evidence.ts';
import { gatherPapers } from '../../../server/steps/papers/gather-papers.ts';
import { PAPER_KINDS, PAPERS } from '../../../server/steps/papers/make-papers.ts';
import { listRehearsals, recordRehearsal } from '../../../server/steps/papers/record-rehearsal.ts';
import { recordContract } from '../../../server/steps/staff/record-contract.ts';
import { DPO, furnishedCustodyRoom } from '../../support/persons/custody-room.ts';
import { CAMPAIGN } from '../../support/store/store-rows.ts';

const NOW_MS = Date.parse('2026-11-23T12:00:00+01:00');

let room: Awaited<ReturnType<typeof furnishedCustodyRoom>>;
beforeAll(async () => {
  room = await furnishedCustodyRoom();
});
afterAll(() => room.close());

const PROVIDER: Required<Provider> = {
  ...{ name: 'Centre fictif, SAS', address: '1 rue de l’Exemple, Exempleville', contact: 'direction' },
  ...{ dataProtectionOfficer: 'dpo@centre.exemple.invalid', premises: 'plateau fermé à clé' },
  ...{
    hosting: 'Hébergeur fictif, disques chiffrés',
    dataPlace: 'France',
    transferGuarantees: 'aucun transfert',
  },
  training: 'une demi-journée par l’association',
  insurance: 'Assureur fictif, police 000000',
};

describe('R-71 papers of a house that says who it is', () => {
  it('leave nothing to complete in any of the seven once the settings are filled and what is asked was done', async () => {
    const own = await furnishedCustodyRoom();
    onTestFinished(() => own.close());
    const installation = { ...own.deps.installation, provider: PROVIDER, trainsElsewhere: true };
    const deps = { ...own.deps, chance: { uuid: () => 'k-1' } };
    const dates = { startsOn: '2026-11-01', endsOn: '2026-12-31', proof: 'signed-contract' } as const;
    const contract = { actor: DPO, login: 'tea.une', kind: 'fixed-term', country: 'FR', ...dates } as const;
    await recordContract(deps, contract);
    for (const kind of REHEARSAL_KINDS)
      await recordRehearsal(deps, { kind, outcome: 'held', told: 'tenue en entier', actor: DPO });
    const facts = await gatherPapers({ ...deps, installation }, { atMs: own.deps.clock.nowMs() });
    const campaigns = facts.campaigns.map((one) => ({
      ...one,
      ...{ contract: 'Marché fictif', legalBasis: 'intérêt légitime', representative: 'La présidente' },
    }));
    const made = PAPER_KINDS.map((kind) => PAPERS[kind].spec({ ...facts, campaigns }));
    expect(PAPER_KINDS.map((kind, at) => [kind, countToComplete(made[at]!)])).toEqual(
      PAPER_KINDS.map((kind) => [kind, 0]),
    );
    const { contact: _, ...told } = PROVIDER;
    const text = made.map((paper) => documentMarkdown(paper)).join('');
    for (const line of [...Object.values(told), 'intérêt légitime', 'La présidente'])
      expect(text).toContain(line);
  });

  it('refuse a file of theirs that is not right by its line, never by its value', () => {
    const file = join(room.home, 'prestataire.yaml');
    writeFileSync(file, 'nom: Secret SA\n');
    expect(() => readProvider(file)).toThrow(/« nom » n’est pas connu/);
    expect(() => readProvider(file)).not.toThrow(/Secret/);
    writeFileSync(file, 'name: "a\n');
    expect(() => readProvider(file)).toThrow(/pas lisible, ou n’est pas du YAML/);
    writeFileSync(file, `name: ${PROVIDER.name}\n`);
    expect(readProvider(file)).toEqual({ name: PROVIDER.name });
    expect(readProvider(undefined)).toEqual({});
  });
});

describe('R-71 papers at tender time', () => {
  it('make a note for the charity before any campaign, in its words and without a command', async () => {
    const facts = await gatherPapers(room.deps, { atMs: NOW_MS });
    const note = documentMarkdown(clientNote({ ...facts, campaigns: [] }));
    expect(note).not.toMatch(/plateau (breach|evidence)/);
    expect(note).not.toContain('Campagnes, durée de garde');
    expect(note).toContain('Signature du prestataire');
  });

  it('answer the audit checklist, the rehearsals as they were written down', async () => {
    const { deps } = room;
    const checklist = async () =>
      documentMarkdown(auditChecklist(await gatherPapers(deps, { atMs: deps.clock.nowMs() })));
    expect(await checklist()).toContain('Dernière restauration répétée | à compléter');
    const record = (outcome: 'held' | 'missed', told: string) =>
      recordRehearsal(deps, { kind: 'restore', outcome, told, actor: DPO });
    await record('missed', 'clé de la machine absente');
    await record('held', 'sauvegarde remise en neuf secondes');
    expect(await listRehearsals(deps)).toMatchObject([
      { kind: 'restore', outcome: 'missed', told: 'clé de la machine absente' },
      { kind: 'restore', outcome: 'held' },
    ]);
    expect(await checklist()).toMatch(/Dernière restauration répétée \| .*, tenue/);
    const evidence = await gatherEvidence(deps, { campaign: CAMPAIGN });
    expect(documentMarkdown(evidenceDocument(evidence))).toContain('sauvegarde remise en neuf secondes');
    await expect(record('held', 'appelez le 06 39 98 00 00')).rejects.toThrow(/numéro|coordonnée/);
  });
});
