import {
  type HeardStep,
  type HeardTables,
  heardCalls,
} from '../../../server/domain/indicators/heard-calls.ts';
import { heardTables } from '../../../server/domain/indicators/heard-figures.ts';
import type { TalkCount } from '../../../server/domain/indicators/insight-counts.ts';
import { type CallScript, callScriptSchema } from '../../../shared/call-script.ts';

/** A script of two questions: why the gift stopped, then what holds back; every answer is heard and goes on. */
export const ASKING_SCRIPT: CallScript = callScriptSchema.parse({
  version: 'v1',
  kind: 'reactivation',
  start: 'pourquoi',
  nodes: {
    pourquoi: {
      title: 'Pourquoi',
      say: 'Pourquoi ?',
      marks: ['stop-reason'],
      answers: [
        { key: 'm', label: 'Budget', to: 'budget', notes: ['ARRET_BUDGET'] },
        { key: 'n', label: 'Non dit', to: 'frein', notes: ['ARRET_NON_DIT'] },
      ],
    },
    budget: {
      title: 'Réponse : le budget',
      say: 'Je comprends.',
      answers: [{ key: 's', label: 'Suite', to: 'frein' }],
    },
    frein: {
      title: 'Ce qui retient',
      say: 'Qu’est-ce qui vous retient ?',
      answers: [
        { key: 'm', label: 'Budget', to: 'fin', notes: ['FREIN_BUDGET'] },
        { key: 'e', label: 'Engagement', to: 'fin', notes: ['FREIN_ENGAGEMENT', 'FREIN_NON_DIT'] },
      ],
    },
    fin: { title: 'Conclusion', say: 'Merci.', answers: [{ key: 'f', label: 'Fin', ends: ['RA_MOYENS'] }] },
  },
});

export function heardStep(change: Partial<HeardStep> & Pick<HeardStep, 'callId'>): HeardStep {
  return {
    disposition: 'RA_MOYENS',
    segment: 'S1',
    seniority: null,
    scriptVersion: 'v1',
    node: 'frein',
    answer: 'm',
    objections: [],
    ...change,
  };
}

export const HEARD_TABLES: HeardTables = {
  kind: 'reactivation',
  scripts: new Map([['v1', ASKING_SCRIPT]]),
  objections: [
    {
      id: 'frais',
      label: 'Les frais',
      listen: 'Oui.',
      answer: 'Les comptes sont publiés. Lisez-les.',
      next: 'continue',
    },
  ],
  agreed: new Set(),
};

/** The tables that these steps and talks give. */
export function heardOf(
  steps: readonly HeardStep[],
  change: Partial<HeardTables> & { readonly talks?: readonly TalkCount[] } = {},
): ReturnType<typeof heardTables> {
  const { talks = [], ...tables } = change;
  return heardTables(heardCalls(steps, talks, { ...HEARD_TABLES, ...tables }));
}
