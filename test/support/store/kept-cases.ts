import type { LibraryDocument } from '../../../server/domain/library/document.ts';
import type { StoreReader, StoreWriter } from '../../../server/ports/store.ts';
import { wholeLine } from '../campaign/pledge-line.ts';
import { CAMPAIGN, callScript, campaignRow, NOW_MS } from './store-rows.ts';

/** Answers that a connection keeps, and what changes each. */

interface Case {
  readonly ask: (rows: StoreReader) => Promise<unknown>;
  readonly change: (rows: StoreWriter) => Promise<unknown>;
}

const profile = {
  ...{ id: 'P1', campaign: CAMPAIGN, author: 'lead-1', reason: '', records: 0 },
  ...{ undoneAtMs: null, undoneBy: null, undoneReason: null, atMs: NOW_MS, weight: 3 },
};
const pinned: LibraryDocument = {
  ...{ id: 'D1', charity: 'ASSO', folder: '', title: 'Note', description: '', tags: '' },
  ...{
    privacy: 'public',
    groups: [],
    withdrawnAtMs: null,
    author: 'ops-1',
    atMs: NOW_MS,
    changedAtMs: NOW_MS,
  },
};
const planned = { campaign: CAMPAIGN, kind: 'script', version: 'v2' } as const;

const LINE = wholeLine();

/** By the name under which the answer is kept. */
export const KEPT_CASES: Readonly<Record<string, Case>> = {
  campaign: {
    ask: ({ campaigns }) => campaigns.byCode(CAMPAIGN),
    change: ({ campaigns }) => campaigns.close(CAMPAIGN, NOW_MS),
  },
  campaigns: {
    ask: ({ campaigns }) => campaigns.all(),
    change: ({ campaigns }) => campaigns.save(campaignRow({ code: 'TEST-AUTRE' }), callScript()),
  },
  'campaign head': {
    ask: ({ campaignHeads }) => campaignHeads.byCode(CAMPAIGN),
    change: ({ campaigns }) => campaigns.close(CAMPAIGN, NOW_MS),
  },
  'campaign heads': {
    ask: ({ campaignHeads }) => campaignHeads.all(),
    change: ({ lines }) => lines.save(LINE, { keyFingerprint: 'F'.repeat(40), createdAtMs: NOW_MS }),
  },
  line: {
    ask: ({ lines }) => lines.byCode(LINE.settings.code),
    change: ({ lines }) => lines.save(LINE, { keyFingerprint: 'F'.repeat(40), createdAtMs: NOW_MS }),
  },
  lines: {
    ask: ({ lines }) => lines.all(),
    change: ({ lines }) => lines.save(LINE, { keyFingerprint: 'F'.repeat(40), createdAtMs: NOW_MS }),
  },
  'line folder': {
    ask: ({ seats }) => seats.folder(CAMPAIGN),
    change: ({ seats }) => seats.setFolder({ campaign: CAMPAIGN, name: 'Ligne', body: '{}', atMs: NOW_MS }),
  },
  script: {
    ask: ({ campaigns }) => campaigns.script(CAMPAIGN, 'v2'),
    change: ({ campaigns }) =>
      campaigns.save(campaignRow({ scriptVersion: 'v2' }), callScript({ version: 'v2' })),
  },
  'aids version': {
    ask: ({ aids }) => aids.currentVersion(CAMPAIGN),
    change: ({ aids }) => aids.setCurrent(CAMPAIGN, { version: 'n1', notes: [], objections: [] }),
  },
  'pinned versions': {
    ask: ({ library }) => library.pinnedVersions(CAMPAIGN),
    change: async ({ people, library }) => {
      await people.openBase({ charity: 'ASSO', fields: '', openedAtMs: 1 });
      await library.add(pinned);
      const file = { name: 'note.md', bytes: 4, sha256: 'f'.repeat(64), author: 'ops-1', atMs: NOW_MS };
      await library.addVersion({ id: 'V1', document: pinned.id, number: 1, ...file }, []);
      await library.pin({ campaign: CAMPAIGN, document: pinned.id, author: 'ops-1', atMs: NOW_MS });
    },
  },
  training: {
    ask: ({ training }) => training.of('a1'),
    change: ({ training }) =>
      training.add({ account: 'a1', campaign: CAMPAIGN, passedAtMs: 1, kind: 'practice', recordedBy: 'a1' }),
  },
  'modules learned': {
    ask: ({ modules }) => modules.learned('a1', CAMPAIGN),
    change: ({ modules }) =>
      modules.addPass({ account: 'a1', campaign: CAMPAIGN, module: 'association', passedAtMs: 1 }),
  },
  contracts: {
    ask: ({ contracts }) => contracts.of('a1'),
    change: ({ contracts }) =>
      contracts.add({
        ...{
          id: 'k1',
          account: 'a1',
          kind: 'permanent',
          country: 'FR',
          startsOn: '2026-11-01',
          endsOn: null,
        },
        ...{ proof: 'signed-contract', seenBy: 'ops-1', seenAtMs: NOW_MS },
      }),
  },
  'profile weights': {
    ask: ({ profiles }) => profiles.weights(CAMPAIGN),
    change: ({ profiles }) => profiles.add({ ...profile, kind: 'priority', filter: 'attempts>1' }, []),
  },
  'theme weights': {
    ask: ({ profiles }) => profiles.themeWeights(CAMPAIGN),
    change: ({ profiles }) => profiles.add({ ...profile, kind: 'theme', filter: 'T1' }, []),
  },
  'first script planned': {
    ask: ({ scriptLives }) => scriptLives.due(CAMPAIGN, NOW_MS),
    change: async ({ scriptLives }) => {
      const draft = { ...planned, hash: 'h', importedAtMs: 1, importedBy: 'a1' };
      await scriptLives.putDraft(draft, { kind: 'script', script: callScript({ version: 'v2' }) });
      await scriptLives.change(planned, { state: 'approved', approval: 'accord', fromMs: NOW_MS });
    },
  },
  'paused until': {
    ask: ({ steering }) => steering.pauseOf(CAMPAIGN, NOW_MS),
    change: ({ steering }) =>
      steering.pause({
        ...{ campaign: CAMPAIGN, atMs: NOW_MS, untilMs: NOW_MS + 1, author: 'lead-1', reason: '' },
      }),
  },
  'decisions about': {
    ask: ({ decisions }) => decisions.countAbout(CAMPAIGN, { kind: 'general', value: 'x' }),
    change: ({ decisions }) =>
      decisions.add({
        ...{ id: 'd1', campaign: CAMPAIGN, atMs: NOW_MS, author: 'lead-1', text: 'mots' },
        about: { kind: 'general', value: 'x' },
      }),
  },
  'whether acts wait': {
    ask: ({ persons }) => persons.waitingActsOf(1),
    change: ({ persons }) =>
      persons.addWaitingAct({
        ...{
          recordId: 1,
          kind: 'withdrawal',
          campaign: CAMPAIGN,
          requestId: null,
          actor: 'dpo-1',
          atMs: NOW_MS,
        },
      }),
  },
  'words key': {
    // Nobody asks for the key itself: what a reason is sealed with shows it.
    ask: ({ campaigns }) => campaigns.openCodes('NOBODY'),
    change: ({ words }) => words.keepKey(CAMPAIGN, 'cle'),
  },
};
